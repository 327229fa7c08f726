import type { Json } from '../domain/exchange.ts';
import { bareAddress, clientAddress, loggedFingerprint } from './access-log-values.ts';
import { combined } from './combined-fields.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { gatewayBodies, withCounts } from './gateway-bodies.ts';
import type { ExchangeFields } from './log-format.ts';
import { codeAt, flagBits, listAt, parsedJson, textAt, valueAt, wholeAt } from './record-values.ts';

const CUT = /\(litellm_truncated skipped \d+ chars/;
const REDACTED = 'redacted-by-litellm';
const NO_TEXT_CALL = /embedding|image|speech|transcription|rerank|moderation|batch|file|vector_store|mcp|search|ocr/;

/** Whether a call asks a model for text; LiteLLM also logs calls for embeddings, pictures and sound. */
export function asksForText(callType: string | null): boolean {
  return callType === null || !NO_TEXT_CALL.test(callType);
}

export interface LitellmCall {
  readonly request: JsonObject;
  readonly response: Json;
  readonly path: string | null;
  readonly succeeded: boolean;
  readonly input: number | null;
  readonly output: number | null;
}

/** Content, settings and token counts of a call, with the remarks on text that LiteLLM cut or replaced. */
export function litellmContent(call: LitellmCall): ExchangeFields {
  const { request, response, path, succeeded } = call;
  const read = gatewayBodies(request, response, path);
  const fields = succeeded ? withCounts(read, call.input, call.output) : read;
  const hidesInput = isRedacted(fields.input_messages);
  const hidesOutput = isRedacted(fields.output_messages);
  const isCut = holdsCut(request) || holdsCut(response);
  return {
    ...fields,
    ...(hidesInput ? { input_messages: null } : {}),
    ...(hidesOutput ? { output_messages: null } : {}),
    flags:
      Number(fields.flags ?? 0) |
      (hidesInput ? flagBits('redactedBySource', 'inputMissing') : 0) |
      (hidesOutput ? flagBits('redactedBySource', 'outputMissing') : 0) |
      (isCut ? flagBits('textCutBySource') : 0),
  };
}

/** All of the texts are the word that stands for switched-off content; a call that only quotes it keeps its text. */
function isRedacted(messages: unknown): boolean {
  const texts = listAt(messages as Json).map((message) => textAt(message, 'content') ?? textAt(message, 'message', 'content'));
  return texts.length > 0 && texts.every((text) => text === REDACTED);
}

function holdsCut(value: Json): boolean {
  if (typeof value === 'string') return value.includes('litellm_truncated') && CUT.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsCut);
}

/** The longest of the tags that name the client's software: LiteLLM adds one with and one without version. */
export function taggedUserAgent(tags: Json | undefined): string | null {
  const found = listAt(parsedJson(tags)).flatMap((tag) => (typeof tag === 'string' ? (/^User-Agent: (.+)$/.exec(tag)?.[1] ?? []) : []));
  return found.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** LiteLLM's hash of an API key, marked as such; null for a key that was logged as it is. */
export function hashedKey(hash: string | null): string | null {
  if (hash === null || hash.startsWith('sk-')) return null;
  return /^[0-9a-f]{64}$/.test(hash) ? `sha256:${hash}` : hash;
}

/** The address of the client; of a list of forwarding proxies the last public one. */
export function requesterAddress(text: string | null): string | null {
  if (text === null || text === '') return null;
  return text.includes(',') ? clientAddress(null, text) : bareAddress(text);
}

/** A fingerprint that the edge passed on in a header of its own. */
export function headerFingerprint(headers: Json): string | null {
  let ja4: string | null = null;
  let ja3: string | null = null;
  for (const [name, value] of Object.entries(isJsonObject(headers) ? headers : {})) {
    if (typeof value !== 'string') continue;
    if (/ja4/i.test(name)) ja4 ??= value;
    else if (/ja3/i.test(name)) ja3 ??= value;
  }
  return loggedFingerprint(ja4, ja3);
}

/** Status and error: 200 for a success, else the code in the error's description. */
export function litellmOutcome(status: string | null, error: Json): ExchangeFields {
  const failed = status === null ? isJsonObject(error) : status !== 'success';
  if (!failed) return { status_code: 200 };
  return { status_code: wholeAt(error, 'error_code'), error_type: codeAt(error, 'error_class') ?? 'error' };
}

/** Remarks on a call that the gateway's own cache answered or whose content lies elsewhere. */
export function litellmRemarks(cacheHit: Json | undefined, metadata: Json, fields: ExchangeFields): ExchangeFields {
  const isHit = cacheHit === true || (typeof cacheHit === 'string' && cacheHit.toLowerCase() === 'true');
  const isElsewhere = codeAt(metadata, 'cold_storage_object_key') !== null && (fields.input_messages ?? null) === null;
  return combined(fields, {
    flags: (isHit ? flagBits('gatewayCacheHit') : 0) | (isElsewhere ? flagBits('overflowUnresolved') : 0),
  });
}

/** Messages where the source holds any: a list that is not empty, or a text. */
export function saidMessages(value: Json | undefined): Json {
  const parsed = parsedJson(value);
  if (typeof parsed === 'string') return [{ role: 'user', content: parsed }];
  if (isJsonObject(parsed)) return saidMessages(valueAt(parsed, 'messages'));
  return Array.isArray(parsed) && parsed.length > 0 ? parsed : null;
}
