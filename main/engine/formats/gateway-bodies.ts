import type { Json } from '../domain/exchange.ts';
import { anthropicRequest, anthropicResponse, looksAnthropic } from './anthropic-body.ts';
import { combined } from './combined-fields.ts';
import { isJsonObject } from './exchange-draft.ts';
import { geminiRequest, geminiResponse } from './gemini-body.ts';
import type { ExchangeFields } from './log-format.ts';
import { openaiRequest, openaiResponse } from './openai-body.ts';
import { flagBits, numberAt, parsedJson, textAt } from './record-values.ts';

/** Reads a request and its response as a gateway passed them on, in the dialect that they, or the path they were sent to, show. */
export function gatewayBodies(requestBody: Json | undefined, responseBody: Json | undefined, path: string | null): ExchangeFields {
  const request = parsedJson(requestBody);
  const response = parsedJson(responseBody);
  if (isAnthropic(request, response, path)) return combined(anthropicRequest(request), anthropicResponse(response));
  if (isJsonObject(request) && Array.isArray(request.contents)) return combined(geminiRequest(request), geminiResponse(response));
  return combined(openaiRequest(request), openaiResponse(response, numberAt(request, 'n')));
}

function isAnthropic(request: Json, response: Json, path: string | null): boolean {
  const isError = textAt(response, 'type') === 'error' && textAt(response, 'error', 'type') !== null;
  return looksAnthropic(request) || looksAnthropic(response) || isError || /\/v1\/messages$/.test(path ?? '');
}

/** Token counts that a gateway states beside the bodies, for where the bodies have none; flag 12 where nobody states any. */
export function withCounts(fields: ExchangeFields, input: number | null, output: number | null): ExchangeFields {
  const has = (value: unknown): boolean => value !== null && value !== undefined;
  if (has(fields.input_tokens) || has(fields.output_tokens)) return fields;
  const flags = Number(fields.flags ?? 0);
  if (input === null && output === null) return { ...fields, flags: flags | (has(fields.error_type) ? 0 : flagBits('usageMissing')) };
  return { ...fields, input_tokens: input, output_tokens: output, flags: flags & ~flagBits('usageMissing') };
}
