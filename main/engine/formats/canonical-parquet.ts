import type { Json } from '../domain/exchange.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { CANONICAL_FIELDS } from './exchange-record.ts';
import type { ExchangeFields, RecordFormat, RecordPlace } from './log-format.ts';
import { hasMembers, listAt, parsedJson, textAt, valueAt } from './record-values.ts';

const MESSAGE_ID = /^[0-9a-f]{32}$/;

/** The canonical tables of a data lake: exchanges whose input messages are ids, and the messages themselves, each once. */
export const canonicalParquet: RecordFormat = {
  name: 'canonical_parquet',
  kind: 'records',
  idScope: 'canonical',
  recognise: ({ records }) => {
    if (records.some(isMessage)) return 'records have message_id, role and parts, as the table of messages does';
    const isTable = records.some(refersToMessages) && records.every((record) => listAt(record, 'input_messages').every(isMessageId));
    return isTable ? 'input_messages are ids of messages of another table' : null;
  },
  exchanges: (record, place) => (isMessage(record) ? [] : [exchange(record, place)]),
  spread: {
    withinFolder: true,
    holdsParts: ({ records }) => records.some(isMessage),
    parts: (record) => {
      const id = isMessage(record) ? textAt(record, 'message_id') : null;
      return id === null ? [] : [{ key: id, part: messageOf(record) }];
    },
  },
};

function isMessage(record: JsonObject): boolean {
  return hasMembers(record, 'message_id', 'role', 'parts');
}

function isMessageId(value: Json): boolean {
  return typeof value === 'string' && MESSAGE_ID.test(value);
}

function refersToMessages(record: JsonObject): boolean {
  return listAt(record, 'input_messages').some(isMessageId);
}

function messageOf(record: JsonObject): Json {
  const parts = parsedJson(valueAt(record, 'parts'));
  const text = textAt(record, 'text');
  return { role: valueAt(record, 'role'), parts: Array.isArray(parts) ? parts : [{ type: 'text', content: text ?? '' }] };
}

/** Messages are left out where the table of them lacks one: half a conversation would pass for another. */
function exchange(record: JsonObject, place: RecordPlace): ExchangeFields {
  const fields: ExchangeFields = {};
  for (const name of CANONICAL_FIELDS) if (Object.hasOwn(record, name)) fields[name] = record[name];
  if (Array.isArray(fields.tool_calls)) fields.tool_calls = listAt(record, 'tool_calls').map(toolCall);
  if (!refersToMessages(record)) return fields;
  const messages = listAt(record, 'input_messages').map((id) => (typeof id === 'string' ? place.parts(id)[0] : undefined));
  fields.input_messages = messages.includes(undefined) ? null : messages;
  return fields;
}

/** Columns of a table have one type, so that arguments are JSON text. */
function toolCall(call: Json): Json {
  return isJsonObject(call) ? { ...call, arguments: parsedJson(call.arguments) } : call;
}
