import type { ExchangeFields, RecordFormat } from './log-format.ts';
import { flagBits, textAt, timeOf, timeText, wholeAt } from './record-values.ts';

/** Rows of OpenRouter's activity export (CSV): one for each finished generation, without content. */
export const openrouterActivity: RecordFormat = {
  name: 'openrouter_activity',
  idScope: 'openrouter_activity',
  kind: 'records',
  recognise: ({ columns, records }) => {
    const hasBoth = (names: readonly string[]): boolean => names.includes('generation_id') && names.includes('model_permaslug');
    return hasBoth(columns ?? []) || records.some((record) => hasBoth(Object.keys(record)))
      ? 'the columns generation_id and model_permaslug are those of an OpenRouter activity export'
      : null;
  },
  exchanges: (record) => {
    const text = (name: string): string | null => textAt(record, name) || null;
    const start = timeOf(text('created_at'));
    const input = wholeAt(record, 'tokens_prompt');
    const output = wholeAt(record, 'tokens_completion');
    const fields: ExchangeFields = {
      request_id: text('generation_id'),
      response_id: text('generation_id'),
      ts: start === null ? null : timeText(start.us),
      latency_ms: wholeAt(record, 'generation_time_ms'),
      ttft_ms: wholeAt(record, 'time_to_first_token_ms'),
      api_key_id: text('api_key_name'),
      end_user_id: text('user'),
      user_agent: text('user_agent'),
      provider: text('provider_name')?.toLowerCase() ?? null,
      operation: 'chat',
      response_model: text('model_permaslug'),
      stop_reason: text('finish_reason_normalized') ?? text('finish_reason_raw'),
      stream: record.streamed === undefined ? null : String(record.streamed) === 'true',
      input_tokens: input,
      output_tokens: output,
      cache_read_tokens: wholeAt(record, 'tokens_cached'),
      reasoning_tokens: wholeAt(record, 'tokens_reasoning'),
      status_code: 200,
      flags:
        flagBits('inputMissing', 'outputMissing') |
        (start?.flags ?? 0) |
        (input === null && output === null ? flagBits('usageMissing') : 0) |
        (String(record.cancelled) === 'true' ? flagBits('streamUnfinished') : 0),
    };
    return [fields];
  },
};
