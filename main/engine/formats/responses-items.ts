import type { Json, Message, MessagePart } from '../domain/exchange.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { blobPart } from './media-parts.ts';
import { answerOf, argumentsOf, readPart, textPart } from './message-parts.ts';
import { RecordReject } from './record-reject.ts';
import { listAt, textAt } from './record-values.ts';

/** An item of OpenAI Responses that is no message. */
export function isResponsesItem(item: JsonObject): boolean {
  return typeof item.type === 'string' && item.type !== 'message' && item.role === undefined && item.message === undefined;
}

/** Reads items of OpenAI Responses into messages. What the model gave in one turn (reasoning, calls, text) is one message. Throws RecordReject `wrong-type`. */
export function responsesMessages(items: readonly Json[], column: string): readonly Message[] {
  const messages: Message[] = [];
  for (const item of items) {
    if (!isJsonObject(item)) throw new RecordReject('wrong-type', `${column} holds an item that is not an object`);
    const { role, parts } = readItem(item, column);
    const last = messages.at(-1);
    if (role === 'assistant' && last?.role === 'assistant') messages[messages.length - 1] = { role, parts: [...last.parts, ...parts] };
    else messages.push({ role, parts });
  }
  return messages;
}

function readItem(item: JsonObject, column: string): Message {
  if (!isResponsesItem(item)) return { role: textAt(item, 'role') ?? 'user', parts: contentParts(item.content ?? null, column) };
  const type = textAt(item, 'type') ?? '';
  const parts = itemParts(item, type, column);
  return { role: type.endsWith('_output') ? 'tool' : 'assistant', parts };
}

function contentParts(content: Json, column: string): readonly MessagePart[] {
  if (typeof content === 'string') return [textPart(content)];
  return Array.isArray(content) ? (content as readonly Json[]).map((part) => readPart(part, column)) : [];
}

function itemParts(item: JsonObject, type: string, column: string): readonly MessagePart[] {
  switch (type) {
    case 'function_call':
      return [{ type: 'tool_call', id: item.call_id ?? null, name: item.name ?? '', arguments: argumentsOf(item.arguments ?? null) }];
    case 'custom_tool_call':
      return [{ type: 'tool_call', id: item.call_id ?? null, name: item.name ?? '', arguments: item.input ?? null }];
    case 'computer_call':
    case 'local_shell_call':
      return [{ type: 'tool_call', id: item.call_id ?? null, name: type, arguments: item.action ?? null }];
    case 'reasoning':
      return reasoningParts(item);
    case 'image_generation_call': {
      const image = textAt(item, 'result');
      return image === null ? [{ ...item, type }] : [blobPart('image', 'image/png', image)];
    }
    default:
      if (type.endsWith('_output')) {
        return [{ type: 'tool_call_response', id: item.call_id ?? null, response: answerOf(item.output ?? null, column) }];
      }
      return [{ ...item, type }];
  }
}

/** Summaries and visible reasoning; what is only there in encrypted form keeps its size. */
function reasoningParts(item: JsonObject): readonly MessagePart[] {
  const texts = [...listAt(item, 'summary'), ...listAt(item, 'content')]
    .map((part) => textAt(part, 'text'))
    .filter((text) => text !== null);
  const hidden = textAt(item, 'encrypted_content');
  if (texts.length === 0 && hidden !== null) return [{ type: 'redacted_reasoning', characters: hidden.length }];
  return texts.map((content) => ({ type: 'reasoning', content }));
}
