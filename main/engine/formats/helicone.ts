import { combined } from './combined-fields.ts';
import type { JsonObject } from './exchange-draft.ts';
import { gatewayBodies, withCounts } from './gateway-bodies.ts';
import type { ExchangeFields, RecordFormat } from './log-format.ts';
import { codeAt, flagBits, listAt, parsedJson, textAt, timeOf, timeText, urlPath, valueAt, wholeAt } from './record-values.ts';

const SESSION = 'Helicone-Session-Id';
const NO_CACHED = /^[0-]*$/;
const BESIDE = ['delay_ms', 'request_path', 'response_status', 'request_user_id', 'request_body'];

/** Requests that Helicone's export tool writes, as JSON lines, as a JSON list or as CSV. */
export const helicone: RecordFormat = {
  name: 'helicone',
  idScope: 'helicone',
  kind: 'records',
  recognise: ({ columns, records }) => {
    const isOwn = (names: readonly string[]): boolean =>
      names.includes('request_created_at') && names.includes('request_id') && BESIDE.filter((name) => names.includes(name)).length > 1;
    return isOwn(columns ?? []) || records.some((record) => isOwn(Object.keys(record)))
      ? 'records have request_created_at and other columns of a Helicone export'
      : null;
  },
  exchanges: (record) => {
    const path = urlPath(textAt(record, 'request_path')) ?? urlPath(textAt(record, 'target_url'));
    const bodies = gatewayBodies(record.request_body, record.response_body, path);
    const start = timeOf(record.request_created_at);
    const status = wholeAt(record, 'response_status');
    const hasStatus = status !== null && status > 0;
    const session = codeAt(parsedJson(record.request_properties), SESSION) ?? codeAt(parsedJson(record.properties), SESSION);
    const own: ExchangeFields = {
      request_id: codeAt(record, 'request_id'),
      ts: start === null ? null : timeText(start.us),
      latency_ms: wholeAt(record, 'delay_ms'),
      ttft_ms: wholeAt(record, 'time_to_first_token'),
      account_id: codeAt(record, 'request_user_id'),
      country: codeAt(record, 'country_code'),
      conversation_id: session,
      provider: codeAt(record, 'provider')?.toLowerCase() ?? null,
      endpoint: path,
      status_code: hasStatus ? status : null,
      flags: (start?.flags ?? 0) | remarks(record),
    };
    const fallback: ExchangeFields = {
      operation: 'chat',
      request_model: codeAt(record, 'request_model') ?? codeAt(record, 'model'),
      response_model: codeAt(record, 'response_model'),
      cache_read_tokens: wholeAt(record, 'prompt_cache_read_tokens'),
      cache_write_tokens: wholeAt(record, 'prompt_cache_write_tokens'),
      // A negative status is Helicone's own and of no HTTP response.
      error_type: status !== null && status < 0 ? String(status) : null,
    };
    const counted = withCounts(bodies, wholeAt(record, 'prompt_tokens'), wholeAt(record, 'completion_tokens'));
    const caches = counted === bodies ? { cache_read_tokens: null, cache_write_tokens: null } : {};
    return [combined({ ...fallback, ...caches }, counted, own)];
  },
};

function remarks(record: JsonObject): number {
  const cached = codeAt(record, 'cache_reference_id');
  const hasAssets = listAt(parsedJson(record.asset_ids)).length > 0 || listAt(valueAt(record, 'assets')).length > 0;
  return (cached !== null && !NO_CACHED.test(cached) ? flagBits('gatewayCacheHit') : 0) | (hasAssets ? flagBits('binaryDropped') : 0);
}
