import type { Json } from '../domain/exchange.ts';
import { combined } from './combined-fields.ts';
import { eventStream } from './event-stream.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields } from './log-format.ts';
import { joinChunks } from './openai-chat-stream.ts';
import { codeAt, flagBits, listAt, numberAt, objectAt, parsedJson, textAt, valueAt, wholeAt } from './record-values.ts';

/** Reads the request body of Chat Completions, also of the legacy completions; JSON text or parsed. Flag 6 where it holds no input. */
export function openaiChatRequest(body: Json): ExchangeFields {
  const request = parsedJson(body);
  if (!isJsonObject(request)) return { flags: flagBits('inputMissing') };
  const messages = messagesOf(request);
  return {
    input_messages: messages,
    request_model: textAt(request, 'model'),
    tool_definitions: toolsOf(request),
    temperature: numberAt(request, 'temperature'),
    top_p: numberAt(request, 'top_p'),
    max_tokens: wholeAt(request, 'max_completion_tokens') ?? wholeAt(request, 'max_tokens'),
    n: wholeAt(request, 'n'),
    stream: request.stream === true,
    end_user_id: codeAt(request, 'safety_identifier') ?? codeAt(request, 'user'),
    operation: messages !== null && !Array.isArray(request.messages) ? 'text_completion' : 'chat',
    flags: messages === null ? flagBits('inputMissing') : 0,
  };
}

function messagesOf(request: JsonObject): Json {
  if (Array.isArray(request.messages)) return request.messages;
  const prompt = request.prompt ?? null;
  const prompts = typeof prompt === 'string' ? [prompt] : Array.isArray(prompt) ? (prompt as readonly Json[]) : [];
  const texts = prompts.filter((text) => typeof text === 'string');
  return texts.length === 0 ? null : texts.map((content) => ({ role: 'user', content }));
}

function toolsOf(request: JsonObject): Json {
  if (Array.isArray(request.tools)) return request.tools;
  const functions = listAt(request, 'functions');
  return functions.length === 0 ? null : functions.map((one) => ({ type: 'function', function: one }));
}

/**
 * Reads the response body of Chat Completions: a completion, an error, or a stream as server-sent-event text or list of chunks; JSON text or parsed.
 * Sets flags 4 and 5 for streams, 7 where there is neither answer nor error, 12 where an answer has no usage. `requested` is the request's `n`: fewer
 * choices set flag 16.
 */
export function openaiChatResponse(body: Json, requested: number | null = null): ExchangeFields {
  const stream = eventStream(body);
  if (stream !== null && stream.events.length > 0) {
    const { completion, finished } = joinChunks(stream.events);
    const ended = stream.done || (Array.isArray(body) && finished && !stream.cut);
    const flags = flagBits('rebuiltFromStream') | (ended ? 0 : flagBits('streamUnfinished'));
    return combined(openaiChatResponse(completion, requested), { flags });
  }
  const response = parsedJson(body);
  const error = openaiError(response);
  const choices = choicesOf(response);
  if (!isJsonObject(response) || choices.length === 0) return error ?? { flags: flagBits('outputMissing') };
  const lost = requested !== null && requested > choices.length;
  const answered: ExchangeFields = {
    response_id: textAt(response, 'id'),
    response_model: textAt(response, 'model'),
    output_messages: choices,
    flags: (lost ? flagBits('choicesLost') : 0) | (objectAt(response, 'usage') === null ? flagBits('usageMissing') : 0),
  };
  return combined(answered, openaiUsage(response.usage), error ?? {});
}

/** Choices in the order of their index, legacy completions as messages. */
function choicesOf(response: Json): readonly Json[] {
  const choices = listAt(response, 'choices').map((choice): Json => {
    if (!isJsonObject(choice) || isJsonObject(choice.message) || typeof choice.text !== 'string') return choice;
    return { ...choice, message: { role: 'assistant', content: choice.text } };
  });
  return [...choices].sort((a, b) => (numberAt(a, 'index') ?? 0) - (numberAt(b, 'index') ?? 0));
}

/** Fields of an OpenAI error, `{error: {code, type} | text}`; null when the body holds none. */
export function openaiError(body: Json): ExchangeFields | null {
  const error = valueAt(body, 'error');
  if (error === null || error === false || error === '') return null;
  if (!isJsonObject(error)) return { error_type: 'error' };
  return { error_type: codeAt(error, 'code') ?? codeAt(error, 'type') ?? codeAt(error, 'status') ?? 'error' };
}

/** Token counts as Chat Completions and Responses name them; the input count holds cached tokens, the output count reasoning. */
export function openaiUsage(usage: Json | undefined): ExchangeFields {
  if (!isJsonObject(usage)) return {};
  const input = objectAt(usage, 'prompt_tokens_details') ?? objectAt(usage, 'input_tokens_details');
  const output = objectAt(usage, 'completion_tokens_details') ?? objectAt(usage, 'output_tokens_details');
  return {
    input_tokens: wholeAt(usage, 'prompt_tokens') ?? wholeAt(usage, 'input_tokens'),
    output_tokens: wholeAt(usage, 'completion_tokens') ?? wholeAt(usage, 'output_tokens'),
    cache_read_tokens: wholeAt(input, 'cached_tokens') ?? wholeAt(usage, 'prompt_cache_hit_tokens'),
    cache_write_tokens: wholeAt(input, 'cache_write_tokens'),
    reasoning_tokens: wholeAt(output, 'reasoning_tokens'),
  };
}
