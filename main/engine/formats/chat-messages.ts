import type { Json, Message, MessagePart } from '../domain/exchange.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { withoutLargeBlobs } from './media-parts.ts';
import { answerOf, readPart, readToolCall, textPart } from './message-parts.ts';
import { RecordReject } from './record-reject.ts';
import { flagBits, parsedJson } from './record-values.ts';
import { isResponsesItem, responsesMessages } from './responses-items.ts';

export interface MessageReading {
  readonly messages: readonly Message[];
  /** Texts of system and developer messages, which leave the list; null when there are none. */
  readonly systemText: string | null;
  /** The source used chat form (`content`), not OpenTelemetry parts. */
  readonly chatForm: boolean;
  /** Bits of EXCHANGE_FLAGS: binary content left out, calls or their answers without an id. */
  readonly flags: number;
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
 * Reads a list of messages in OpenTelemetry parts, chat messages (`content` as text, OpenAI's parts, Anthropic's or Converse's blocks), Gemini's
 * contents, items of OpenAI Responses, or chat choices into OpenTelemetry parts. Throws RecordReject `wrong-type` for any other shape.
 */
export function readMessages(value: unknown, column: string): MessageReading {
  const list = isJsonObject(value) && Array.isArray(value.choices) ? value.choices : value;
  if (!Array.isArray(list)) throw new RecordReject('wrong-type', `${column} is not a list of messages`);
  const items = list as readonly Json[];
  const read = readList(items, column).map(withoutLarge);
  const messages = read.filter((message) => !isSystem(message));
  const system = read.filter(isSystem).map((message) => joinText(message.parts) ?? '');
  const chatForm = items.some((item) => isJsonObject(item) && !Array.isArray(item.parts));
  return { messages, systemText: system.length > 0 ? system.join('\n') : null, chatForm, flags: flagsOf(messages) };
}

function readList(items: readonly Json[], column: string): readonly Message[] {
  if (items.some((item) => isJsonObject(item) && isResponsesItem(item) && !Array.isArray(item.parts)))
    return responsesMessages(items, column);
  return items.map((item) => {
    if (!isJsonObject(item)) throw new RecordReject('wrong-type', `${column} holds an item that is not a message`);
    return Array.isArray(item.parts) ? partMessage(item, column) : chatMessage(item, column);
  });
}

function isSystem(message: Message): boolean {
  return message.role === 'system' || message.role === 'developer';
}

function withoutLarge(message: Message): Message {
  const parts = message.parts.map(withoutLargeBlobs);
  return parts.some((part, at) => part !== message.parts[at]) ? { ...message, parts } : message;
}

function flagsOf(messages: readonly Message[]): number {
  let flags = 0;
  for (const { parts } of messages) {
    for (const part of parts) {
      if (isDropped(part) || (Array.isArray(part.response) && (part.response as readonly Json[]).some(isDropped))) {
        flags |= flagBits('binaryDropped');
      }
      const called = part.type === 'tool_call' || part.type === 'tool_call_response';
      if (called && (part.id === null || part.id === undefined)) flags |= flagBits('toolIdsMissing');
    }
  }
  return flags;
}

function isDropped(part: Json): boolean {
  return isJsonObject(part) && part.type === 'blob' && part.dropped_bytes !== undefined;
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

/** Tool definitions with the wrappings of OpenAI, Anthropic, Converse and Gemini removed; anything else unchanged. */
export function normaliseToolDefinitions(value: Json): Json {
  if (!Array.isArray(value)) return value;
  return (value as readonly Json[]).flatMap((tool): readonly Json[] => {
    if (!isJsonObject(tool)) return [tool];
    const inner = tool.function;
    if (isJsonObject(inner)) return [definition(inner, inner.parameters)];
    const spec = tool.toolSpec;
    if (isJsonObject(spec)) return [definition(spec, isJsonObject(spec.inputSchema) ? spec.inputSchema.json : undefined)];
    const declared = tool.functionDeclarations ?? tool.function_declarations;
    if (Array.isArray(declared)) {
      return (declared as readonly Json[]).map((one) =>
        isJsonObject(one) ? definition(one, one.parameters ?? one.parametersJsonSchema ?? one.parameters_json_schema) : one,
      );
    }
    if (tool.input_schema !== undefined) return [definition(tool, tool.input_schema)];
    return [tool.type === 'function' && tool.parameters !== undefined ? definition(tool, tool.parameters) : tool];
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
  const parts = item.parts as readonly Json[];
  if (!parts.every((part) => isJsonObject(part) && typeof part.type === 'string')) return contentMessage(item, parts, column);
  // Checked above member by member; the rest of a message belongs to its source.
  return item as unknown as Message;
}

/** Gemini's content, whose parts name their kind by a member. */
function contentMessage(item: JsonObject, parts: readonly Json[], column: string): Message {
  const read = parts.map((part) => {
    const known = readPart(part, column);
    if (known.type === 'unknown') throw new RecordReject('wrong-type', `${column} holds a part without a type`);
    return known;
  });
  const role = item.role === 'model' ? 'assistant' : String(item.role);
  const finish = item.finish_reason;
  return { role: answersOnly(read) ? 'tool' : role, parts: read, ...(typeof finish === 'string' ? { finish_reason: finish } : {}) };
}

function answersOnly(parts: readonly MessagePart[]): boolean {
  return parts.length > 0 && parts.every((part) => part.type === 'tool_call_response');
}

function chatMessage(item: JsonObject, column: string): Message {
  const choice = isJsonObject(item.message) ? item.message : null;
  const body = choice ?? item;
  const role = body.role ?? (choice === null ? null : 'assistant');
  if (typeof role !== 'string') throw new RecordReject('wrong-type', `${column} holds a message without a role`);
  const parts = chatParts(body, role, column);
  const finish = item.finish_reason ?? body.stop_reason;
  const message = { role: answersOnly(parts) ? 'tool' : role, parts };
  if (choice === null && finish === undefined) return message;
  return { ...message, ...(typeof finish === 'string' ? { finish_reason: normaliseStopReason(finish) } : {}) };
}

function chatParts(body: JsonObject, role: string, column: string): MessagePart[] {
  const content = body.content ?? null;
  if (role === 'tool' || role === 'function') {
    return [{ type: 'tool_call_response', id: body.tool_call_id ?? null, response: answerOf(content, column) }];
  }
  const parts: MessagePart[] = [];
  const reasoning = body.reasoning_content ?? body.reasoning;
  if (typeof reasoning === 'string' && reasoning !== '') parts.push({ type: 'reasoning', content: reasoning });
  if (typeof content === 'string') {
    if (content !== '' || role !== 'assistant') parts.push(textPart(content));
  } else if (Array.isArray(content)) {
    for (const part of content as readonly Json[]) parts.push(readPart(part, column));
  } else if (content !== null) {
    throw new RecordReject('wrong-type', `${column} holds a content that is neither text nor parts`);
  }
  if (typeof body.refusal === 'string' && body.refusal !== '') parts.push(textPart(body.refusal));
  const transcript = isJsonObject(body.audio) ? body.audio.transcript : null;
  if (typeof transcript === 'string') parts.push(textPart(transcript));
  const calls = parsedJson(body.tool_calls);
  if (Array.isArray(calls)) for (const call of calls as readonly Json[]) parts.push(readToolCall(call, column));
  if (isJsonObject(body.function_call)) parts.push(readToolCall({ function: body.function_call }, column));
  return parts;
}
