import type { Json, Message, MessagePart } from '../domain/exchange.ts';
import { nestsDeeper } from './exchange-cells.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { RecordReject } from './record-reject.ts';

export interface MessageReading {
  readonly messages: readonly Message[];
  /** Texts of system and developer messages, which leave the list; null when there are none. */
  readonly systemText: string | null;
  /** The source used chat form (`content`), not OpenTelemetry parts. */
  readonly chatForm: boolean;
}

const STOP_REASONS: ReadonlyMap<string, string> = new Map([
  ...['end_turn', 'stop_sequence', 'stop', 'STOP', 'pause_turn'].map((reason) => [reason, 'stop'] as const),
  ...['max_tokens', 'length', 'MAX_TOKENS', 'max_output_tokens', 'model_context_window_exceeded'].map((r) => [r, 'length'] as const),
  ...['tool_use', 'tool_calls', 'function_call', 'tool_call'].map((reason) => [reason, 'tool_call'] as const),
  ...['refusal', 'content_filter', 'content_filtered', 'guardrail_intervened', 'SAFETY', 'RECITATION'].map(
    (reason) => [reason, 'content_filter'] as const,
  ),
  ['MALFORMED_FUNCTION_CALL', 'error'],
]);

/** A vendor's stop reason as OpenTelemetry's finish reason; unknown ones stay as they are. */
export function normaliseStopReason(reason: string): string {
  return STOP_REASONS.get(reason) ?? reason;
}

/**
 * Reads a list of messages in OpenTelemetry parts, chat messages (`content` as text or parts, Anthropic blocks among them) or chat
 * choices into OpenTelemetry parts. Throws RecordReject `wrong-type` for any other shape.
 */
export function readMessages(value: unknown, column: string): MessageReading {
  const list = isJsonObject(value) && Array.isArray(value.choices) ? value.choices : value;
  if (!Array.isArray(list)) throw new RecordReject('wrong-type', `${column} is not a list of messages`);
  const messages: Message[] = [];
  const system: string[] = [];
  let chatForm = false;
  for (const item of list as readonly Json[]) {
    if (!isJsonObject(item)) throw new RecordReject('wrong-type', `${column} holds an item that is not a message`);
    const message = Array.isArray(item.parts) ? partMessage(item, column) : chatMessage(item, column);
    if (!Array.isArray(item.parts)) chatForm = true;
    if (message.role === 'system' || message.role === 'developer') system.push(joinText(message.parts) ?? '');
    else messages.push(message);
  }
  return { messages, systemText: system.length > 0 ? system.join('\n') : null, chatForm };
}

/** The text parts of a message joined by line ends; null when there are none or they are empty. */
export function joinText(parts: readonly MessagePart[], type = 'text'): string | null {
  let joined: string | null = null;
  for (const part of parts) {
    if (part.type !== type || typeof part.content !== 'string') continue;
    joined = joined === null ? part.content : `${joined}\n${part.content}`;
  }
  return joined === '' ? null : joined;
}

/** Tool definitions with OpenAI's and Anthropic's wrappings removed; anything else unchanged. */
export function normaliseToolDefinitions(value: Json): Json {
  if (!Array.isArray(value)) return value;
  return (value as readonly Json[]).map((tool): Json => {
    if (!isJsonObject(tool)) return tool;
    const inner = tool.function;
    if (isJsonObject(inner)) return definition(inner, inner.parameters);
    return tool.input_schema === undefined ? tool : definition(tool, tool.input_schema);
  });
}

function definition(tool: JsonObject, parameters: Json | undefined): Json {
  const described: { [key: string]: Json } = { type: 'function', name: tool.name ?? null };
  if (tool.description !== undefined) described.description = tool.description;
  if (parameters !== undefined) described.parameters = parameters;
  return described;
}

function partMessage(item: JsonObject, column: string): Message {
  const role = item.role;
  const finish = item.finish_reason;
  if (typeof role !== 'string') throw new RecordReject('wrong-type', `${column} holds a message without a role`);
  if (finish !== undefined && finish !== null && typeof finish !== 'string') {
    throw new RecordReject('wrong-type', `${column} holds a finish_reason that is not text`);
  }
  for (const part of item.parts as readonly Json[]) {
    if (!isJsonObject(part) || typeof part.type !== 'string') {
      throw new RecordReject('wrong-type', `${column} holds a part without a type`);
    }
  }
  // Checked above member by member; the rest of a message belongs to its source.
  return item as unknown as Message;
}

function chatMessage(item: JsonObject, column: string): Message {
  const choice = isJsonObject(item.message) ? item.message : null;
  const body = choice ?? item;
  const role = body.role ?? (choice === null ? null : 'assistant');
  if (typeof role !== 'string') throw new RecordReject('wrong-type', `${column} holds a message without a role`);
  const parts = chatParts(body, role, column);
  const finish = item.finish_reason ?? body.stop_reason;
  const onlyResponses = parts.length > 0 && parts.every((part) => part.type === 'tool_call_response');
  const message = { role: onlyResponses ? 'tool' : role, parts };
  if (choice === null && finish === undefined) return message;
  return { ...message, ...(typeof finish === 'string' ? { finish_reason: normaliseStopReason(finish) } : {}) };
}

function chatParts(body: JsonObject, role: string, column: string): MessagePart[] {
  const content = body.content;
  if (role === 'tool') return [{ type: 'tool_call_response', id: body.tool_call_id ?? null, response: content ?? null }];
  const parts: MessagePart[] = [];
  if (typeof body.reasoning_content === 'string' && body.reasoning_content !== '') {
    parts.push({ type: 'reasoning', content: body.reasoning_content });
  }
  if (typeof content === 'string') {
    if (content !== '' || role !== 'assistant') parts.push({ type: 'text', content });
  } else if (Array.isArray(content)) {
    for (const part of content as readonly Json[]) parts.push(chatPart(part, column));
  } else if (content !== null && content !== undefined) {
    throw new RecordReject('wrong-type', `${column} holds a content that is neither text nor parts`);
  }
  const calls = body.tool_calls;
  if (Array.isArray(calls)) for (const call of calls as readonly Json[]) parts.push(toolCall(call, column));
  return parts;
}

function chatPart(part: Json, column: string): MessagePart {
  if (typeof part === 'string') return { type: 'text', content: part };
  if (!isJsonObject(part)) throw new RecordReject('wrong-type', `${column} holds a part that is not an object`);
  const type = typeof part.type === 'string' ? part.type : typeof part.text === 'string' ? 'text' : 'unknown';
  switch (type) {
    case 'text':
    case 'input_text':
    case 'output_text':
      return { type: 'text', content: part.text ?? part.content ?? '' };
    case 'image_url': {
      const image = part.image_url;
      const url = isJsonObject(image) ? image.url : image;
      return typeof url === 'string' ? imagePart(url) : { ...part, type };
    }
    case 'thinking':
      return { type: 'reasoning', content: part.thinking ?? '' };
    case 'tool_use':
      return { type: 'tool_call', id: part.id ?? null, name: part.name ?? '', arguments: part.input ?? null };
    case 'tool_result':
      return { type: 'tool_call_response', id: part.tool_use_id ?? null, response: resultText(part.content ?? null) };
    default:
      return { ...part, type };
  }
}

function resultText(content: Json): Json {
  if (!Array.isArray(content)) return content;
  const texts = (content as readonly Json[]).map((part) => (isJsonObject(part) ? part.text : null));
  return texts.every((text) => typeof text === 'string') ? texts.join('\n') : content;
}

function imagePart(url: string): MessagePart {
  const match = /^data:([^;,]+);base64,/.exec(url);
  if (match === null) return { type: 'uri', modality: 'image', uri: url };
  return { type: 'blob', modality: 'image', mime_type: match[1] ?? '', content: url.slice(match[0].length) };
}

function toolCall(call: Json, column: string): MessagePart {
  const called = isJsonObject(call) ? call.function : null;
  if (!isJsonObject(call) || !isJsonObject(called) || typeof called.name !== 'string') {
    throw new RecordReject('wrong-type', `${column} holds a tool call without a function name`);
  }
  return { type: 'tool_call', id: call.id ?? null, name: called.name, arguments: parsedArguments(called.arguments ?? null) };
}

const MAX_ARGUMENT_DEPTH = 100;

/** Arguments given as JSON text; text that is not JSON, as of a cut stream, stays text. */
function parsedArguments(value: Json): Json {
  if (typeof value !== 'string') return value;
  try {
    const parsed = JSON.parse(value) as Json;
    return nestsDeeper(parsed, MAX_ARGUMENT_DEPTH) ? value : parsed;
  } catch {
    return value;
  }
}
