import type { Json } from '../domain/exchange.ts';
import { isText } from './anthropic-body.ts';
import { normaliseStopReason } from './chat-messages.ts';
import { combined } from './combined-fields.ts';
import { eventStream, TextPieces } from './event-stream.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields } from './log-format.ts';
import { argumentsOf } from './message-parts.ts';
import { flagBits, listAt, numberAt, objectAt, parsedJson, sumOf, textAt, wholeAt } from './record-values.ts';

/** Reads the request body of Bedrock's Converse, also of Amazon Nova; JSON text or parsed. Flag 6 where it holds no input. */
export function converseRequest(body: Json): ExchangeFields {
  const request = parsedJson(body);
  if (!isJsonObject(request)) return { flags: flagBits('inputMissing') };
  const settings = objectAt(request, 'inferenceConfig');
  const messages = Array.isArray(request.messages) ? (request.messages as readonly Json[]) : null;
  const system = request.system ?? null;
  const extra = objectAt(request, 'additionalModelRequestFields');
  return {
    input_messages: messages !== null && isText(system) ? [{ role: 'system', content: system }, ...messages] : messages,
    tool_definitions: listAt(request, 'toolConfig', 'tools').length === 0 ? null : listAt(request, 'toolConfig', 'tools'),
    temperature: numberAt(settings, 'temperature') ?? numberAt(extra, 'temperature'),
    top_p: numberAt(settings, 'topP') ?? numberAt(extra, 'top_p'),
    max_tokens: wholeAt(settings, 'maxTokens') ?? wholeAt(settings, 'max_new_tokens'),
    operation: 'chat',
    flags: messages === null ? flagBits('inputMissing') : 0,
  };
}

/** Reads the response body of Converse, or the list of events of ConverseStream; JSON text or parsed. Flags as anthropicResponse(). */
export function converseResponse(body: Json): ExchangeFields {
  const stream = eventStream(body);
  if (stream !== null && stream.events.length > 0) {
    const { response, finished } = joinEvents(stream.events);
    const flags = flagBits('rebuiltFromStream') | (finished ? 0 : flagBits('streamUnfinished'));
    return combined(converseResponse(response), { flags });
  }
  const response = parsedJson(body);
  const message = objectAt(response, 'output', 'message');
  if (message === null) return { flags: flagBits('outputMissing') };
  const stop = textAt(response, 'stopReason');
  const usage = objectAt(response, 'usage');
  const read = wholeAt(usage, 'cacheReadInputTokens') ?? wholeAt(usage, 'cacheReadInputTokenCount');
  const written = wholeAt(usage, 'cacheWriteInputTokens') ?? wholeAt(usage, 'cacheWriteInputTokenCount');
  const input = wholeAt(usage, 'inputTokens');
  return {
    output_messages: [
      { role: 'assistant', content: message.content ?? [], finish_reason: stop === null ? null : normaliseStopReason(stop) },
    ],
    latency_ms: wholeAt(response, 'metrics', 'latencyMs'),
    input_tokens: input === null ? null : sumOf(input, read, written),
    output_tokens: wholeAt(usage, 'outputTokens'),
    cache_read_tokens: read,
    cache_write_tokens: written,
    flags: usage === null ? flagBits('usageMissing') : 0,
  };
}

function joinEvents(events: readonly JsonObject[]): { readonly response: JsonObject; readonly finished: boolean } {
  const response: { [name: string]: Json } = {};
  const starts = new Map<number, JsonObject>();
  const pieces = new TextPieces();
  let stop: string | null = null;
  for (const event of events) {
    const begun = objectAt(event, 'contentBlockStart');
    if (begun !== null) starts.set(numberAt(begun, 'contentBlockIndex') ?? 0, objectAt(begun, 'start') ?? {});
    const piece = objectAt(event, 'contentBlockDelta');
    if (piece !== null) addPiece(starts, pieces, piece);
    stop = textAt(event, 'messageStop', 'stopReason') ?? stop;
    const measured = objectAt(event, 'metadata');
    for (const name of ['usage', 'metrics']) if (measured?.[name] !== undefined) response[name] = measured[name];
  }
  const content = [...starts].sort(([a], [b]) => a - b).map(([index, start]) => blockOf(index, start, pieces));
  if (starts.size > 0 || stop !== null) response.output = { message: { role: 'assistant', content } };
  return { response: { ...response, stopReason: stop }, finished: stop !== null };
}

function addPiece(starts: Map<number, JsonObject>, pieces: TextPieces, piece: JsonObject): void {
  const index = numberAt(piece, 'contentBlockIndex') ?? 0;
  if (!starts.has(index)) starts.set(index, {});
  pieces.add(`${index}.text`, textAt(piece, 'delta', 'text'));
  pieces.add(`${index}.input`, textAt(piece, 'delta', 'toolUse', 'input'));
  pieces.add(`${index}.reasoning`, textAt(piece, 'delta', 'reasoningContent', 'text'));
}

function blockOf(index: number, start: JsonObject, pieces: TextPieces): Json {
  const toolUse = objectAt(start, 'toolUse');
  const reasoning = pieces.text(`${index}.reasoning`);
  if (toolUse !== null) return { toolUse: { ...toolUse, input: argumentsOf(pieces.text(`${index}.input`)) } };
  return reasoning === null ? { text: pieces.text(`${index}.text`) ?? '' } : { reasoningContent: { reasoningText: { text: reasoning } } };
}
