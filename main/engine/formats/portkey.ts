import { combined } from './combined-fields.ts';
import { conversationLabel } from './conversation-label.ts';
import type { JsonObject } from './exchange-draft.ts';
import { gatewayBodies, withCounts } from './gateway-bodies.ts';
import type { ExchangeFields, RecordFormat } from './log-format.ts';
import { codeAt, flagBits, hasMembers, parsedJson, textAt, timeOf, timeText, urlPath, wholeAt } from './record-values.ts';

/** Logs that Portkey exports, with the field names of its export jobs or of its interface. */
export const portkey: RecordFormat = {
  name: 'portkey',
  idScope: 'portkey',
  kind: 'records',
  recognise: ({ records }) =>
    records.some((record) => hasMembers(record, 'ai_model') && (hasMembers(record, 'req_units') || hasMembers(record, 'request_tokens')))
      ? 'a record has ai_model and the token counts of a Portkey export'
      : null,
  exchanges: (record) => {
    const path = urlPath(textAt(record, 'request_url'));
    const metadata = parsedJson(record.metadata);
    const start = timeOf(record.created_at);
    const bodies = gatewayBodies(record.request, record.response, path);
    const input = wholeAt(record, 'req_units') ?? wholeAt(record, 'request_tokens');
    const output = wholeAt(record, 'res_units') ?? wholeAt(record, 'response_tokens');
    const failed = bodies.error_type !== undefined && bodies.error_type !== null;
    const counted = failed ? bodies : withCounts(bodies, input, output);
    const own: ExchangeFields = {
      request_id: codeAt(record, 'id'),
      ts: start === null ? null : timeText(start.us),
      latency_ms: wholeAt(record, 'response_time'),
      account_id: codeAt(metadata, '_user'),
      conversation_id: conversationLabel(metadata),
      provider: codeAt(record, 'ai_org') ?? codeAt(record, 'ai_provider'),
      endpoint: path,
      status_code: wholeAt(record, 'response_status_code') ?? wholeAt(record, 'status_code'),
      flags: (start?.flags ?? 0) | remarks(record),
    };
    return [combined({ operation: 'chat', response_model: failed ? null : codeAt(record, 'ai_model') }, counted, own)];
  },
};

function remarks(record: JsonObject): number {
  const retries = wholeAt(record, 'retry_success_count') ?? wholeAt(record, 'retry_count') ?? 0;
  const isHit = /hit/i.test(codeAt(record, 'cache_status') ?? '');
  return (retries > 0 ? flagBits('retryHidden') : 0) | (isHit ? flagBits('gatewayCacheHit') : 0);
}
