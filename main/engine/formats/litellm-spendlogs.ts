import { combined } from './combined-fields.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import {
  asksForText,
  hashedKey,
  litellmContent,
  litellmOutcome,
  litellmRemarks,
  requesterAddress,
  saidMessages,
  taggedUserAgent,
} from './litellm-values.ts';
import type { ExchangeFields, RecordFormat } from './log-format.ts';
import { codeAt, parsedJson, textAt, timeOf, timeText, valueAt, wholeAt } from './record-values.ts';

const OWN = ['proxy_server_request', 'custom_llm_provider'];

/** Rows of LiteLLM's table of spend logs, as CSV or JSON; structured columns are JSON text in CSV. */
export const litellmSpendlogs: RecordFormat = {
  name: 'litellm_spendlogs',
  idScope: 'litellm_spendlogs',
  kind: 'records',
  recognise: ({ columns, records }) => {
    const hasOwn = (names: readonly string[]): boolean => OWN.every((name) => names.includes(name));
    return hasOwn(columns ?? []) || records.some((record) => hasOwn(Object.keys(record)))
      ? 'the columns proxy_server_request and custom_llm_provider are those of LiteLLM spend logs'
      : null;
  },
  exchanges: (record) => {
    if (!asksForText(textAt(record, 'call_type'))) return [];
    const sent = parsedJson(record.proxy_server_request);
    const request: JsonObject = isJsonObject(sent) ? (isJsonObject(sent.body) ? sent.body : sent) : {};
    const said = saidMessages(record.messages);
    const metadata = parsedJson(record.metadata);
    const status = codeAt(record, 'status') ?? codeAt(metadata, 'status');
    const content = litellmContent({
      request: said === null ? request : { ...request, messages: said },
      response: parsedJson(record.response),
      path: null,
      succeeded: status === null || status === 'success',
      input: wholeAt(record, 'prompt_tokens'),
      output: wholeAt(record, 'completion_tokens'),
    });
    const own: ExchangeFields = {
      request_id: codeAt(record, 'request_id'),
      account_id: codeAt(record, 'user'),
      org_id: codeAt(record, 'organization_id') ?? codeAt(record, 'team_id'),
      api_key_id: hashedKey(codeAt(record, 'api_key')),
      end_user_id: codeAt(record, 'end_user'),
      client_ip: requesterAddress(textAt(record, 'requester_ip_address')),
      user_agent: taggedUserAgent(record.request_tags),
      provider: codeAt(record, 'custom_llm_provider'),
      conversation_id: codeAt(record, 'session_id'),
      request_model: codeAt(record, 'model'),
      ...timesOf(record, request.stream === true),
    };
    const outcome = litellmOutcome(status, valueAt(metadata, 'error_information'));
    return [litellmRemarks(record.cache_hit, metadata, combined(content, outcome, own))];
  },
};

function timesOf(record: JsonObject, isStream: boolean): ExchangeFields {
  const start = timeOf(record.startTime);
  if (start === null) return { latency_ms: wholeAt(record, 'request_duration_ms') };
  const since = (name: string): number | null => {
    const time = timeOf(record[name]);
    return time === null || time.us < start.us ? null : Math.round((time.us - start.us) / 1000);
  };
  return {
    ts: timeText(start.us),
    latency_ms: wholeAt(record, 'request_duration_ms') ?? since('endTime'),
    ttft_ms: isStream ? since('completionStartTime') : null,
    flags: start.flags,
  };
}
