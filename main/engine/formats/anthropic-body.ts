import type { Json } from '../domain/exchange.ts';
import { joinAnthropicEvents } from './anthropic-stream.ts';
import { normaliseStopReason } from './chat-messages.ts';
import { combined } from './combined-fields.ts';
import { eventStream } from './event-stream.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields } from './log-format.ts';
import { codeAt, flagBits, listAt, numberAt, objectAt, parsedJson, rounded, sumOf, textAt, wholeAt } from './record-values.ts';

const STATUS_OF_ERROR: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

/** Reads the request body of Messages, or of the older text completions; JSON text or parsed. Flag 6 where it holds no input. */
export function anthropicRequest(body: Json): ExchangeFields {
  const request = parsedJson(body);
  if (!isJsonObject(request)) return { flags: flagBits('inputMissing') };
  const prompt = textAt(request, 'prompt');
  const messages = Array.isArray(request.messages) ? (request.messages as readonly Json[]) : prompt === null ? null : promptTurns(prompt);
  const system = request.system ?? null;
  return {
    input_messages: messages === null ? null : isText(system) ? [{ role: 'system', content: system }, ...messages] : messages,
    request_model: textAt(request, 'model'),
    tool_definitions: Array.isArray(request.tools) ? request.tools : null,
    temperature: numberAt(request, 'temperature'),
    top_p: numberAt(request, 'top_p'),
    max_tokens: wholeAt(request, 'max_tokens') ?? wholeAt(request, 'max_tokens_to_sample'),
    stream: request.stream === true,
    end_user_id: codeAt(request, 'metadata', 'user_id') ?? codeAt(request, 'user_profile_id'),
    operation: 'chat',
    flags: messages === null ? flagBits('inputMissing') : 0,
  };
}

/** A system prompt that is there: text or blocks. */
export function isText(value: Json): boolean {
  return typeof value === 'string' ? value !== '' : Array.isArray(value) && value.length > 0;
}

/** Turns of a text completion: "\n\nHuman: ...\n\nAssistant: ..."; the last, which the answer continues, only where it says something. */
function promptTurns(prompt: string): readonly Json[] {
  const pieces = prompt.split(/\n\n(Human|Assistant):/);
  if (pieces.length === 1) return [{ role: 'user', content: prompt }];
  const turns: Json[] = pieces[0]?.trim() ? [{ role: 'system', content: pieces[0].trim() }] : [];
  for (let at = 1; at + 1 < pieces.length; at += 2) {
    const content = pieces[at + 1]?.trim() ?? '';
    if (content !== '' || pieces[at] === 'Human') turns.push({ role: pieces[at] === 'Human' ? 'user' : 'assistant', content });
  }
  return turns;
}

/**
 * Reads the response body of Messages: a message, an error, or a stream as server-sent-event text or list of events (Bedrock's with its measures); JSON
 * text or parsed. Sets flags 4 and 5 for streams, 7 where there is neither answer nor error, 12 where an answer has no usage.
 */
export function anthropicResponse(body: Json): ExchangeFields {
  const stream = eventStream(body);
  if (stream !== null && stream.events.length > 0) {
    const { message, finished } = joinAnthropicEvents(stream.events);
    const flags = flagBits('rebuiltFromStream') | (finished ? 0 : flagBits('streamUnfinished'));
    return combined(anthropicResponse(message), { flags });
  }
  const response = parsedJson(body);
  if (!isJsonObject(response)) return { flags: flagBits('outputMissing') };
  const measures = bedrockMeasures(response);
  const error = anthropicError(response) ?? {};
  const completion = textAt(response, 'completion');
  const content = completion === null ? (response.content ?? null) : completion;
  if (!isText(content) && !Array.isArray(content)) {
    return error.error_type === undefined ? combined(measures, { flags: flagBits('outputMissing') }) : combined(measures, error);
  }
  const stop = textAt(response, 'stop_reason');
  const answered: ExchangeFields = {
    response_id: textAt(response, 'id'),
    response_model: textAt(response, 'model'),
    output_messages: [{ role: 'assistant', content, finish_reason: stop === null ? null : normaliseStopReason(stop) }],
    flags: objectAt(response, 'usage') === null ? flagBits('usageMissing') : 0,
  };
  return combined(answered, anthropicUsage(response.usage), measures, error);
}

/** Counts of Messages: tokens read from and written to the cache are beside the input count and are added to it. */
function anthropicUsage(usage: Json | undefined): ExchangeFields {
  if (!isJsonObject(usage)) return {};
  const read = wholeAt(usage, 'cache_read_input_tokens');
  const written = wholeAt(usage, 'cache_creation_input_tokens');
  const input = wholeAt(usage, 'input_tokens');
  return {
    input_tokens: input === null ? null : sumOf(input, read, written),
    output_tokens: wholeAt(usage, 'output_tokens'),
    cache_read_tokens: read,
    cache_write_tokens: written,
    reasoning_tokens: wholeAt(usage, 'output_tokens_details', 'thinking_tokens'),
  };
}

/** Error type and the status it stands for, `{type: "error", error: {type}}`; null when the body holds none. */
export function anthropicError(body: Json): ExchangeFields | null {
  const error = objectAt(body, 'error');
  if (error === null) return null;
  const type = codeAt(error, 'type') ?? 'error';
  return { error_type: type, status_code: Object.hasOwn(STATUS_OF_ERROR, type) ? (STATUS_OF_ERROR[type] ?? 500) : 500 };
}

function bedrockMeasures(response: JsonObject): ExchangeFields {
  const measures = objectAt(response, 'amazon-bedrock-invocationMetrics');
  if (measures === null) return {};
  return {
    latency_ms: wholeAt(measures, 'invocationLatency'),
    ttft_ms: rounded(numberAt(measures, 'firstByteLatency')),
  };
}

/** True for a body that only Messages has: its version, its message, its stream. */
export function looksAnthropic(body: Json): boolean {
  if (typeof body === 'string') return /"type": ?"message_start"/.test(body.slice(0, 2048));
  if (Array.isArray(body)) return textAt((body as readonly Json[])[0], 'type') === 'message_start';
  const blocks = listAt(body, 'content').some((block) => textAt(block, 'type') !== null);
  return codeAt(body, 'anthropic_version') !== null || (textAt(body, 'type') === 'message' && blocks);
}
