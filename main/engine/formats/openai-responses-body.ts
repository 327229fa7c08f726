import type { Json } from '../domain/exchange.ts';
import { normaliseStopReason } from './chat-messages.ts';
import { combined } from './combined-fields.ts';
import { eventStream, TextPieces } from './event-stream.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields } from './log-format.ts';
import { openaiError, openaiUsage } from './openai-chat-body.ts';
import { codeAt, flagBits, listAt, numberAt, objectAt, parsedJson, textAt, wholeAt } from './record-values.ts';
import { responsesMessages } from './responses-items.ts';

/** Reads the request body of Responses, which may hold only what is new in a conversation that the service keeps; JSON text or parsed. Flag 6 where it holds no input. */
export function openaiResponsesRequest(body: Json): ExchangeFields {
  const request = parsedJson(body);
  if (!isJsonObject(request)) return { flags: flagBits('inputMissing') };
  const items = typeof request.input === 'string' ? [{ role: 'user', content: request.input }] : listAt(request, 'input');
  const instructions = textAt(request, 'instructions');
  const messages = responsesMessages(items.map(asItem), 'input');
  const conversation = codeAt(request, 'conversation') ?? codeAt(request, 'conversation', 'id');
  return {
    input_messages: items.length === 0 ? null : instructions === null ? messages : [systemMessage(instructions), ...messages],
    system_prompt: items.length === 0 ? instructions : null,
    request_model: textAt(request, 'model'),
    tool_definitions: Array.isArray(request.tools) ? request.tools : null,
    temperature: numberAt(request, 'temperature'),
    top_p: numberAt(request, 'top_p'),
    max_tokens: wholeAt(request, 'max_output_tokens'),
    stream: request.stream === true,
    conversation_id: conversation,
    end_user_id: codeAt(request, 'safety_identifier') ?? codeAt(request, 'user'),
    operation: 'chat',
    flags: items.length === 0 ? flagBits('inputMissing') : 0,
  };
}

/** Texts in a list, as embeddings take them, are user texts. */
function asItem(item: Json): Json {
  return typeof item === 'string' ? { role: 'user', content: item } : item;
}

function systemMessage(content: string): Json {
  return { role: 'system', parts: [{ type: 'text', content }] };
}

/**
 * Reads the response body of Responses: a response, an error, or a stream of events as text or list; JSON text or parsed. Sets flags 4 and 5 for streams,
 * 7 where there is neither answer nor error, 12 where an answer has no usage.
 */
export function openaiResponsesResponse(body: Json): ExchangeFields {
  const stream = eventStream(body);
  if (stream !== null && stream.events.length > 0) {
    const { response, finished } = joinEvents(stream.events);
    const flags = flagBits('rebuiltFromStream') | (finished ? 0 : flagBits('streamUnfinished'));
    return combined(openaiResponsesResponse(response), { flags });
  }
  const response = parsedJson(body);
  const error = openaiError(response) ?? {};
  if (!isJsonObject(response) || !Array.isArray(response.output)) {
    return error.error_type === undefined ? { flags: flagBits('outputMissing') } : error;
  }
  const parts = responsesMessages(response.output as readonly Json[], 'output').flatMap((message) => message.parts);
  const calls = parts.some((part) => part.type === 'tool_call');
  const failed = response.status === 'failed' || error.error_type !== undefined;
  const output = [{ role: 'assistant', parts, finish_reason: finishOf(response, calls) }];
  const answered: ExchangeFields = {
    response_id: textAt(response, 'id'),
    response_model: textAt(response, 'model'),
    conversation_id: codeAt(response, 'conversation', 'id'),
    output_messages: failed && parts.length === 0 ? null : output,
    stop_reason: failed ? 'error' : null,
    flags: objectAt(response, 'usage') === null && !failed ? flagBits('usageMissing') : 0,
  };
  return combined(answered, openaiUsage(response.usage), error);
}

function finishOf(response: JsonObject, calls: boolean): string | null {
  switch (response.status) {
    case 'failed':
    case 'cancelled':
      return 'error';
    case 'incomplete':
      return normaliseStopReason(textAt(response, 'incomplete_details', 'reason') ?? 'length');
    case 'in_progress':
    case 'queued':
      return null;
    default:
      return calls ? 'tool_call' : 'stop';
  }
}

/** The response that the last event holds whole; else the items that are complete and the text of those that are not. */
function joinEvents(events: readonly JsonObject[]): { readonly response: JsonObject; readonly finished: boolean } {
  let response: JsonObject = {};
  let finished = false;
  const items = new Map<number, JsonObject>();
  const pieces = new TextPieces();
  for (const event of events) {
    const type = textAt(event, 'type') ?? '';
    const index = numberAt(event, 'output_index') ?? 0;
    const whole = objectAt(event, 'response');
    if (whole !== null) response = whole;
    if (/^response\.(?:completed|incomplete|failed)$/.test(type)) finished = true;
    else if (type === 'response.output_item.added' || type === 'response.output_item.done') {
      const item = objectAt(event, 'item');
      if (item !== null) items.set(index, item);
    } else if (/^response\.(?:output_text|refusal)\.delta$/.test(type)) pieces.add(`${index}.text`, event.delta);
    else if (type === 'response.function_call_arguments.delta') pieces.add(`${index}.arguments`, event.delta);
    else if (type === 'error') response = { ...response, error: { code: codeAt(event, 'code'), type: 'error' } };
  }
  if (finished) return { response, finished };
  const output = [...items].sort(([a], [b]) => a - b).map(([index, item]) => unfinished(item, index, pieces));
  return { response: output.length === 0 ? { ...response, output: null } : { ...response, output }, finished };
}

function unfinished(item: JsonObject, index: number, pieces: TextPieces): Json {
  const text = pieces.text(`${index}.text`);
  if (item.type === 'message' && text !== null && listAt(item, 'content').length === 0) {
    return { ...item, content: [{ type: 'output_text', text }] };
  }
  const given = pieces.text(`${index}.arguments`);
  return item.type === 'function_call' && given !== null && !item.arguments ? { ...item, arguments: given } : item;
}
