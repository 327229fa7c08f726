import { combined } from './combined-fields.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import {
  asksForText,
  hashedKey,
  headerFingerprint,
  litellmContent,
  litellmOutcome,
  litellmRemarks,
  requesterAddress,
  saidMessages,
  taggedUserAgent,
} from './litellm-values.ts';
import type { ExchangeFields, RecordFormat } from './log-format.ts';
import { codeAt, hasMembers, objectAt, textAt, timeOf, timeText, valueAt, wholeAt } from './record-values.ts';

/** LiteLLM's StandardLoggingPayload, as its callbacks to object stores write it. */
export const litellmS3: RecordFormat = {
  name: 'litellm_s3',
  idScope: 'litellm_s3',
  kind: 'records',
  recognise: ({ records }) =>
    records.some((record) => hasMembers(record, 'call_type', 'model_parameters', 'hidden_params'))
      ? 'a record has the members call_type, model_parameters and hidden_params of a LiteLLM payload'
      : null,
  exchanges: (record) => {
    if (!asksForText(textAt(record, 'call_type'))) return [];
    const metadata = objectAt(record, 'metadata') ?? {};
    const said = saidMessages(record.messages);
    const settings = objectAt(record, 'model_parameters') ?? {};
    const path = textAt(metadata, 'user_api_key_request_route');
    const status = textAt(record, 'status');
    const content = litellmContent({
      request: { ...settings, ...(said === null ? {} : { messages: said }) },
      response: valueAt(record, 'response'),
      path,
      succeeded: status === 'success',
      input: wholeAt(record, 'prompt_tokens'),
      output: wholeAt(record, 'completion_tokens'),
    });
    const own: ExchangeFields = {
      request_id: codeAt(record, 'id'),
      account_id: codeAt(metadata, 'user_api_key_user_id'),
      org_id: codeAt(metadata, 'user_api_key_org_id') ?? codeAt(metadata, 'user_api_key_team_id'),
      api_key_id: codeAt(metadata, 'user_api_key_alias') ?? hashedKey(codeAt(metadata, 'user_api_key_hash')),
      end_user_id: codeAt(record, 'end_user') ?? codeAt(metadata, 'user_api_key_end_user_id'),
      client_ip: requesterAddress(textAt(record, 'requester_ip_address') ?? textAt(metadata, 'requester_ip_address')),
      user_agent: taggedUserAgent(record.request_tags) ?? textAt(metadata, 'requester_custom_headers', 'user-agent'),
      tls_fingerprint: headerFingerprint(valueAt(metadata, 'requester_custom_headers')),
      provider: textAt(record, 'custom_llm_provider'),
      endpoint: path,
      conversation_id: codeAt(record, 'trace_id'),
      request_model: codeAt(record, 'model'),
      stream: typeof record.stream === 'boolean' ? record.stream : null,
      ...timesOf(record),
    };
    return [litellmRemarks(record.cache_hit, metadata, combined(content, litellmOutcome(status, errorOf(record)), own))];
  },
};

const errorOf = (record: JsonObject): JsonObject | null => {
  const error = record.error_information;
  return isJsonObject(error) ? error : null;
};

function timesOf(record: JsonObject): ExchangeFields {
  const start = timeOf(record.startTime);
  if (start === null) return {};
  const since = (name: string): number | null => {
    const time = timeOf(record[name]);
    return time === null || time.us < start.us ? null : Math.round((time.us - start.us) / 1000);
  };
  const firstToken = record.stream === true ? since('completionStartTime') : null;
  return { ts: timeText(start.us), latency_ms: since('endTime'), ttft_ms: firstToken };
}
