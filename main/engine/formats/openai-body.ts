import type { Json } from '../domain/exchange.ts';
import { isJsonObject } from './exchange-draft.ts';
import type { ExchangeFields } from './log-format.ts';
import { openaiChatRequest, openaiChatResponse } from './openai-chat-body.ts';
import { openaiResponsesRequest, openaiResponsesResponse } from './openai-responses-body.ts';
import { parsedJson } from './record-values.ts';

/** Reads a request body of Chat Completions, completions, Responses or embeddings, whichever its members say. */
export function openaiRequest(body: Json): ExchangeFields {
  const request = parsedJson(body);
  if (!isJsonObject(request) || request.input === undefined || Array.isArray(request.messages)) return openaiChatRequest(request);
  return openaiResponsesRequest(request);
}

/** Reads a response body of one of them; `requested` as in openaiChatResponse(). */
export function openaiResponse(body: Json, requested: number | null = null): ExchangeFields {
  const response = parsedJson(body);
  const isResponses = isJsonObject(response) ? Array.isArray(response.output) : /"type": ?"response\.created"/.test(startOf(response));
  return isResponses ? openaiResponsesResponse(response) : openaiChatResponse(response, requested);
}

function startOf(value: Json): string {
  if (typeof value === 'string') return value.slice(0, 4096);
  return Array.isArray(value) ? (JSON.stringify(value[0]) ?? '').slice(0, 4096) : '';
}

/** What a path or the name of a call says of the operation; null when it says nothing. */
export function openaiOperation(endpoint: string | null): string | null {
  if (endpoint === null) return null;
  if (/embeddings/i.test(endpoint)) return 'embeddings';
  if (/chat.?completions|responses|messages/i.test(endpoint)) return 'chat';
  return /completions/i.test(endpoint) ? 'text_completion' : null;
}
