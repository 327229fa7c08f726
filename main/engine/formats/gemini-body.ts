import type { Json } from '../domain/exchange.ts';
import { normaliseStopReason } from './chat-messages.ts';
import { combined } from './combined-fields.ts';
import { eventStream } from './event-stream.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields } from './log-format.ts';
import { readPart } from './message-parts.ts';
import { codeAt, flagBits, listAt, numberAt, objectAt, parsedJson, sumOf, textAt, valueAt, wholeAt } from './record-values.ts';

/** A member in Gemini's spelling or in that of collectors that write names with underscores. */
function either(value: Json | undefined, name: string): Json {
  const found = valueAt(value, name);
  return found === null
    ? valueAt(
        value,
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      )
    : found;
}

function partsOf(content: Json, column: string): Json[] {
  const parts = listAt(content, 'parts').filter((part) => !isJsonObject(part) || Object.keys(part).length > 0);
  return parts.map((part) => readPart(part, column));
}

/** Reads the request body of generateContent, in either spelling; JSON text or parsed. Flag 6 where it holds no input. */
export function geminiRequest(body: Json): ExchangeFields {
  const request = parsedJson(body);
  if (!isJsonObject(request)) return { flags: flagBits('inputMissing') };
  const given = request.contents ?? null;
  const contents: readonly Json[] | null = Array.isArray(given) ? given : isJsonObject(given) ? [given] : null;
  const settings = either(request, 'generationConfig');
  const instruction = either(request, 'systemInstruction');
  const system = typeof instruction === 'string' ? [{ type: 'text', content: instruction }] : partsOf(instruction, 'systemInstruction');
  const systemMessages: readonly Json[] = system.length > 0 ? [{ role: 'system', parts: system }] : [];
  return {
    input_messages: contents === null ? null : [...systemMessages, ...contents.map(contentMessage)],
    tool_definitions: Array.isArray(request.tools) ? request.tools : null,
    temperature: numberAt(settings, 'temperature'),
    top_p: numberAt(either(settings, 'topP')),
    max_tokens: wholeAt(either(settings, 'maxOutputTokens')),
    n: wholeAt(either(settings, 'candidateCount')),
    operation: 'chat',
    flags: contents === null ? flagBits('inputMissing') : 0,
  };
}

function contentMessage(content: Json): Json {
  const parts = partsOf(content, 'contents');
  const answers = parts.length > 0 && parts.every((part) => valueAt(part, 'type') === 'tool_call_response');
  return { role: answers ? 'tool' : textAt(content, 'role') === 'model' ? 'assistant' : (textAt(content, 'role') ?? 'user'), parts };
}

/**
 * Reads the response body of generateContent: an answer, an error, or the chunks of streamGenerateContent as text or list; JSON text or parsed. Sets flags
 * 4 and 5 for chunks, 7 where there is neither answer nor error, 12 where an answer has no usage. `requested` is the number of candidates asked for: fewer
 * set flag 16.
 */
export function geminiResponse(body: Json, requested: number | null = null): ExchangeFields {
  const stream = eventStream(body);
  if (stream !== null && stream.events.length > 0) {
    const { response, finished } = joinChunks(stream.events);
    const flags = flagBits('rebuiltFromStream') | (finished && !stream.cut ? 0 : flagBits('streamUnfinished'));
    return combined(geminiResponse(response, requested), { flags });
  }
  const response = parsedJson(body);
  const error = objectAt(response, 'error');
  if (error !== null) return { error_type: codeAt(error, 'status') ?? codeAt(error, 'code'), status_code: wholeAt(error, 'code') };
  const candidates = listAt(response, 'candidates');
  const blocked = codeAt(either(either(response, 'promptFeedback'), 'blockReason'));
  if (candidates.length === 0 && blocked === null) return { flags: flagBits('outputMissing') };
  const usage = either(response, 'usageMetadata');
  const lost = requested !== null && requested > candidates.length && blocked === null;
  return {
    response_id: codeAt(either(response, 'responseId')),
    response_model: codeAt(either(response, 'modelVersion')),
    output_messages: candidates.length === 0 ? null : candidates.map(candidateMessage),
    stop_reason: candidates.length === 0 ? 'content_filter' : null,
    ...geminiUsage(usage),
    flags: (lost ? flagBits('choicesLost') : 0) | (isJsonObject(usage) ? 0 : flagBits('usageMissing')),
  };
}

/** Gemini says STOP also where it calls a function. */
function candidateMessage(candidate: Json): Json {
  const parts = partsOf(valueAt(candidate, 'content'), 'candidates');
  const calls = parts.some((part) => valueAt(part, 'type') === 'tool_call');
  const reason = codeAt(either(candidate, 'finishReason'));
  return { role: 'assistant', parts, finish_reason: calls ? 'tool_call' : reason === null ? null : normaliseStopReason(reason) };
}

/** Counts of generateContent: thoughts are beside the candidates' count and are added to it, cached tokens are inside the prompt's. */
function geminiUsage(usage: Json): ExchangeFields {
  const count = (name: string): number | null => wholeAt(either(usage, name));
  const prompt = count('promptTokenCount');
  return {
    input_tokens: prompt === null ? null : sumOf(prompt, count('toolUsePromptTokenCount')),
    output_tokens: sumOf(count('candidatesTokenCount'), count('thoughtsTokenCount')),
    cache_read_tokens: count('cachedContentTokenCount'),
    reasoning_tokens: count('thoughtsTokenCount'),
  };
}

interface Candidate {
  readonly parts: Json[];
  finishReason: Json;
}

function joinChunks(chunks: readonly JsonObject[]): { readonly response: JsonObject; readonly finished: boolean } {
  const candidates = new Map<number, Candidate>();
  let response: JsonObject = {};
  for (const chunk of chunks) {
    response = { ...response, ...chunk };
    for (const part of listAt(chunk, 'candidates')) {
      const index = numberAt(part, 'index') ?? 0;
      const candidate = candidates.get(index) ?? { parts: [], finishReason: null };
      candidates.set(index, candidate);
      for (const piece of listAt(part, 'content', 'parts')) addPiece(candidate.parts, piece);
      candidate.finishReason = codeAt(either(part, 'finishReason')) ?? candidate.finishReason;
    }
  }
  const whole = [...candidates].sort(([a], [b]) => a - b);
  const merged = whole.map(([index, { parts, finishReason }]) => ({ index, content: { role: 'model', parts }, finishReason }));
  const finished = whole.length > 0 && whole.every(([, { finishReason }]) => finishReason !== null);
  return { response: { ...response, candidates: merged }, finished: finished || response.error !== undefined };
}

/** Text that continues the last part joins it. */
function addPiece(parts: Json[], piece: Json): void {
  const last = parts.at(-1);
  const continues = isPlainText(piece) && isPlainText(last) && valueAt(piece, 'thought') === valueAt(last, 'thought');
  if (continues) parts[parts.length - 1] = { ...(last as JsonObject), text: `${textAt(last, 'text')}${textAt(piece, 'text')}` };
  else parts.push(piece);
}

function isPlainText(part: Json | undefined): boolean {
  return isJsonObject(part) && typeof part.text === 'string' && part.functionCall === undefined && part.function_call === undefined;
}
