import type { Json } from '../domain/exchange.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields, RecordFormat, RecordPlace } from './log-format.ts';
import { otelFields } from './otel-fields.ts';
import { anyValue, attributesOf, idAt, itemsOf } from './otel-values.ts';
import { flagBits, numberAt, textAt, timeOf, timeText, valueAt } from './record-values.ts';

const DETAILS = 'gen_ai.client.inference.operation.details';
const CHOICE = 'gen_ai.choice';
/** Events of the conventions up to 1.36, which had one for each message. */
const MESSAGE = /^gen_ai\.(system|user|assistant|tool)\.message$/;

/** Log records of OTLP's JSON encoding: events of model calls, of the present conventions or of those with one event for each message. */
export const otelLogs: RecordFormat = {
  name: 'otel_logs',
  idScope: 'otel_logs',
  kind: 'records',
  recognise: ({ records }) =>
    records.some((record) => Array.isArray(record.resourceLogs)) ? 'a record holds OpenTelemetry log records in resourceLogs' : null,
  exchanges: (record, place) => logsOf(record).flatMap((log) => exchangeOf(log, place)),
  spread: {
    withinFolder: false,
    holdsParts: ({ records }) => records.some((record) => logsOf(record).some((log) => isMessageEvent(eventName(log)))),
    parts: (record) =>
      logsOf(record).flatMap((log) => {
        const name = eventName(log);
        const key = keyOf(log);
        return key === null || !isMessageEvent(name) ? [] : [{ key, part: partOf(log, name) }];
      }),
  },
};

const logsOf = (record: JsonObject): readonly JsonObject[] =>
  itemsOf(record, 'resourceLogs', ['scopeLogs', 'instrumentationLibraryLogs'], 'logRecords');

function eventName(log: JsonObject): string {
  return textAt(log, 'eventName') || textAt(attributesOf(log.attributes), 'event.name') || '';
}

const isMessageEvent = (name: string): boolean => name === CHOICE || MESSAGE.test(name);

function keyOf(log: JsonObject): string | null {
  const trace = idAt(log, 'traceId');
  const span = idAt(log, 'spanId');
  return trace === null || span === null ? null : `${trace}/${span}`;
}

/** When the event was sent, microseconds since 1970. */
function timeOfLog(log: JsonObject): number | null {
  return timeOf(log.timeUnixNano)?.us ?? timeOf(log.observedTimeUnixNano)?.us ?? null;
}

function exchangeOf(log: JsonObject, place: RecordPlace): readonly ExchangeFields[] {
  const name = eventName(log);
  if (name === DETAILS) return [detailFields(log)];
  const isFirstChoice = name === CHOICE && (numberAt(anyValue(log.body), 'index') ?? 0) === 0;
  return isFirstChoice ? [choiceFields(log, place)] : [];
}

function detailFields(log: JsonObject): ExchangeFields {
  const fields = otelFields(attributesOf(log.attributes));
  const time = timeOfLog(log);
  return {
    ...fields,
    request_id: idAt(log, 'spanId') ?? fields.response_id,
    ts: time === null ? null : timeText(time),
    flags: Number(fields.flags ?? 0) | (time === null ? 0 : flagBits('timeIsEndOfCall')),
  };
}

/** An event as the parts of its span hold it: in the form of a chat message or choice. */
function partOf(log: JsonObject, name: string): Json {
  const body = anyValue(log.body);
  const time = timeOfLog(log);
  if (name === CHOICE) {
    const message = valueAt(body, 'message');
    const calls = valueAt(message, 'tool_calls') ?? valueAt(body, 'tool_calls');
    const said = isJsonObject(message) ? message : { content: typeof message === 'string' ? message : null };
    const index = numberAt(body, 'index') ?? 0;
    return {
      time,
      index,
      choice: { index, message: { role: 'assistant', ...said, tool_calls: calls }, finish_reason: valueAt(body, 'finish_reason') },
    };
  }
  const role = MESSAGE.exec(name)?.[1] ?? 'user';
  const said = isJsonObject(body) ? body : { content: typeof body === 'string' ? body : null };
  return { time, message: { role, ...said, tool_call_id: valueAt(body, 'id') } };
}

function choiceFields(log: JsonObject, place: RecordPlace): ExchangeFields {
  const key = keyOf(log);
  const parts = key === null ? [partOf(log, CHOICE)] : withoutCopies(place.parts(key));
  const inTime = [...parts].sort((a, b) => (numberAt(a, 'time') ?? 0) - (numberAt(b, 'time') ?? 0));
  const input = inTime.flatMap((part) => valueAt(part, 'message') ?? []);
  const choices = inTime.filter((part) => valueAt(part, 'choice') !== null);
  const output = [...choices]
    .sort((a, b) => (numberAt(a, 'index') ?? 0) - (numberAt(b, 'index') ?? 0))
    .map((part) => valueAt(part, 'choice'));
  const first = inTime.find((part) => valueAt(part, 'message') !== null);
  const end = timeOfLog(log);
  const start = numberAt(first, 'time');
  const took = start === null || end === null || end <= start ? null : Math.round((end - start) / 1000);
  const fields = otelFields(attributesOf(log.attributes));
  const wanted = { ...fields, operation: 'chat', input_messages: input.length === 0 ? null : input, output_messages: output };
  return {
    ...wanted,
    request_id: idAt(log, 'spanId') ?? fields.response_id,
    ts: took !== null && start !== null ? timeText(start) : end === null ? null : timeText(end),
    latency_ms: took,
    flags:
      (Number(fields.flags ?? 0) & ~flagBits('inputMissing', 'outputMissing')) |
      (input.length === 0 ? flagBits('inputMissing') : 0) |
      (took === null ? flagBits('timeIsEndOfCall') : 0),
  };
}

/** Parts without those that are equal in time and content, as a file delivered twice gives. */
function withoutCopies(parts: readonly Json[]): readonly Json[] {
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
}
