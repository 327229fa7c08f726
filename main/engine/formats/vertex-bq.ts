import type { Json } from '../domain/exchange.ts';
import { anthropicRequest, anthropicResponse } from './anthropic-body.ts';
import { combined } from './combined-fields.ts';
import { conversationLabel } from './conversation-label.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { geminiRequest, geminiResponse } from './gemini-body.ts';
import type { ExchangeFields, RecordFormat } from './log-format.ts';
import { openaiChatRequest, openaiChatResponse } from './openai-chat-body.ts';
import { codeAt, flagBits, hasMembers, parsedJson, textAt, timeOf, timeText, valueAt, wholeAt } from './record-values.ts';

/** Rows of Vertex AI's request-response logging in BigQuery; the time is that of the answer. */
export const vertexBq: RecordFormat = {
  name: 'vertex_bq',
  kind: 'records',
  idScope: 'vertex_bq',
  recognise: ({ records }) =>
    records.some((record) => hasMembers(record, 'full_request', 'full_response'))
      ? 'rows have full_request and full_response, as Vertex AI logs them'
      : null,
  exchanges: (record) => {
    if (!hasMembers(record, 'full_request') && !hasMembers(record, 'request_payload')) return [];
    const request = parsedJson(record.full_request) ?? payload(record.request_payload);
    const response = parsedJson(record.full_response) ?? payload(record.response_payload);
    const model = textAt(record, 'model');
    const method = textAt(record, 'api_method');
    return [
      combined(bodyFields(request, response, model), timeFields(record), {
        request_id: codeAt(record, 'request_id'),
        provider: 'gcp.vertex_ai',
        operation: /embed/i.test(method ?? '') ? 'embeddings' : 'chat',
        endpoint: method,
        request_model: model?.split('/').pop() ?? null,
        stream: method === null ? null : /^stream/i.test(method),
        account_id: codeAt(valueAt(request, 'labels'), 'caller'),
        conversation_id: conversationLabel(valueAt(request, 'labels')),
      }),
    ];
  },
};

/** Payload columns repeat: their texts are pieces of one body, or bodies of a stream. */
function payload(value: Json | undefined): Json {
  if (!Array.isArray(value)) return parsedJson(value);
  const items = value as readonly Json[];
  if (items.length === 0) return null;
  const read = items.map((item) => parsedJson(item));
  if (read.every(isJsonObject)) return read.length === 1 ? (read[0] ?? null) : read;
  return items.every((item) => typeof item === 'string') ? parsedJson(items.join('')) : read;
}

/** Models of partners are called with their own bodies. */
function bodyFields(request: Json, response: Json, model: string | null): ExchangeFields {
  const asked = requestFields(request, model);
  const n = typeof asked.n === 'number' ? asked.n : null;
  const isAnswered = response !== null && valueAt(response, 'error') === null;
  const status: ExchangeFields = isAnswered ? { status_code: 200 } : {};
  if (isAnthropic(request, model)) return combined(asked, status, anthropicResponse(response));
  if (Array.isArray(valueAt(request, 'messages'))) return combined(asked, status, openaiChatResponse(response, n));
  return combined(asked, status, geminiResponse(response, n));
}

function requestFields(request: Json, model: string | null): ExchangeFields {
  if (isAnthropic(request, model)) return anthropicRequest(request);
  return Array.isArray(valueAt(request, 'messages')) ? openaiChatRequest(request) : geminiRequest(request);
}

function isAnthropic(request: Json, model: string | null): boolean {
  return codeAt(request, 'anthropic_version') !== null || /publishers\/anthropic\/|^claude/.test(model ?? '');
}

/** The start of the call where the latency is known, else its end. */
function timeFields(record: JsonObject): ExchangeFields {
  const latency = wholeAt(parsedJson(record.metadata), 'request_latency');
  const logged = timeOf(record.logging_time);
  if (logged === null) return { latency_ms: latency };
  const flags = logged.flags | (latency === null ? flagBits('timeIsEndOfCall') : 0);
  return { latency_ms: latency, ts: timeText(Math.max(0, logged.us - (latency ?? 0) * 1000)), flags };
}
