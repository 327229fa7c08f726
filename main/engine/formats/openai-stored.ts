import type { Json } from '../domain/exchange.ts';
import { combined } from './combined-fields.ts';
import { conversationLabel } from './conversation-label.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields, RecordFormat, RecordPlace } from './log-format.ts';
import { openaiChatRequest, openaiChatResponse } from './openai-chat-body.ts';
import { codeAt, flagBits, textAt, valueAt } from './record-values.ts';

const MESSAGE_ID = /^(.+)-(\d{1,9})$/;

/** OpenAI's stored completions: pages of completions, and for each completion pages of the messages that it answers. */
export const openaiStored: RecordFormat = {
  name: 'openai_stored',
  kind: 'records',
  idScope: 'openai_stored',
  recognise: ({ records, listKey }) => {
    if (records.some(isCompletion)) return 'records are completions (object "chat.completion")';
    if (listKey === null || !records.some(isMessage)) return null;
    return 'records are messages of stored completions, named by the completion and a number';
  },
  exchanges: (record, place) => {
    if (isCompletion(record)) return [completionExchange(record, place)];
    return isMessage(record) ? messageExchanges(record, place) : [];
  },
  spread: {
    withinFolder: false,
    holdsParts: () => true,
    parts: (record) => {
      if (isCompletion(record)) return [{ key: `completion\0${codeAt(record, 'id') ?? ''}`, part: true }];
      return isMessage(record) ? [{ key: `messages\0${completionOf(record)}`, part: record }] : [];
    },
  },
};

function isCompletion(record: JsonObject): boolean {
  return record.object === 'chat.completion' && Array.isArray(record.choices);
}

function isMessage(record: JsonObject): boolean {
  return MESSAGE_ID.test(textAt(record, 'id') ?? '') && textAt(record, 'role') !== null;
}

function completionOf(message: Json): string {
  return MESSAGE_ID.exec(textAt(message, 'id') ?? '')?.[1] ?? '';
}

function numberOf(message: Json): number {
  return Number(MESSAGE_ID.exec(textAt(message, 'id') ?? '')?.[2] ?? 0);
}

/** Messages of a completion in their order, each once. */
function messagesOf(id: string, place: RecordPlace): readonly JsonObject[] {
  const byNumber = new Map<number, JsonObject>();
  for (const part of place.parts(`messages\0${id}`))
    if (isJsonObject(part) && !byNumber.has(numberOf(part))) byNumber.set(numberOf(part), part);
  return [...byNumber].sort(([a], [b]) => a - b).map(([, message]) => message);
}

function requestFields(messages: readonly JsonObject[], settings: JsonObject): ExchangeFields {
  if (messages.length === 0) return openaiChatRequest(settings);
  return openaiChatRequest({
    ...settings,
    messages: messages.map((message) => ({ ...message, content: message.content_parts ?? message.content ?? null })),
  });
}

function completionExchange(record: JsonObject, place: RecordPlace): ExchangeFields {
  const { model: _served, messages: _none, ...settings } = record;
  const id = codeAt(record, 'id');
  const request = requestFields(id === null ? [] : messagesOf(id, place), settings);
  return combined({ ...request, stream: null, endpoint: '/v1/chat/completions' }, openaiChatResponse(record), {
    request_id: codeAt(record, 'request_id'),
    ts: valueAt(record, 'created'),
    provider: 'openai',
    end_user_id: codeAt(record, 'input_user'),
    conversation_id: conversationLabel(valueAt(record, 'metadata')),
    status_code: 200,
  });
}

/** Messages whose completion is in no file of the import: the first of them stands for all. */
function messageExchanges(record: JsonObject, place: RecordPlace): readonly ExchangeFields[] {
  const id = completionOf(record);
  if (place.parts(`completion\0${id}`).length > 0) return [];
  const messages = messagesOf(id, place);
  if (messages.length > 0 && numberOf(messages[0] ?? null) !== numberOf(record)) return [];
  const request = requestFields(messages.length === 0 ? [record] : messages, {});
  const fields = { ...request, stream: null, response_id: id, provider: 'openai', endpoint: '/v1/chat/completions' };
  return [combined(fields, { flags: flagBits('outputMissing') })];
}
