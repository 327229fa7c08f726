import type { Json } from '../domain/exchange.ts';
import { readMessages } from './chat-messages.ts';
import { combined } from './combined-fields.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields, FileSample, RecordFormat } from './log-format.ts';
import {
  asNumber,
  booleanAt,
  codeAt,
  flagBits,
  listAt,
  numberAt,
  parsedJson,
  rounded,
  textAt,
  timeOf,
  timeText,
  valueAt,
  wholeAt,
} from './record-values.ts';

const MOST_ERROR_CHARACTERS = 200;

/** Observations and traces of Langfuse: blob rows (snake_case), API objects and exports of its pages (camelCase), as JSON or CSV. */
export const langfuse: RecordFormat = {
  name: 'langfuse',
  idScope: 'langfuse',
  kind: 'records',
  recognise: (sample) => {
    if (hasRecord(sample, isObservation)) return 'records have the trace id, usage and model of Langfuse observations';
    return hasRecord(sample, isTrace) ? 'records have the session, bookmark and publicity of Langfuse traces' : null;
  },
  exchanges: (record, place) => {
    if (textOf(record, 'type')?.toUpperCase() !== 'GENERATION') return [];
    const trace = textOf(record, 'trace_id');
    const held = trace === null ? [] : place.parts(trace);
    return [generationFields(record, held.find((part) => textAt(part, 'user') !== null) ?? held[0] ?? null)];
  },
  spread: {
    withinFolder: false,
    holdsParts: (sample) => hasRecord(sample, isTrace),
    parts: (record) => {
      const key = textOf(record, 'id');
      if (key === null || !isTrace(Object.keys(record))) return [];
      return [{ key, part: { user: textOf(record, 'user_id'), session: textOf(record, 'session_id') } }];
    },
  },
};

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const has = (names: readonly string[], name: string): boolean => names.includes(name) || names.includes(camel(name));
const isObservation = (names: readonly string[]): boolean =>
  has(names, 'trace_id') &&
  has(names, 'type') &&
  has(names, 'start_time') &&
  (has(names, 'usage_details') || has(names, 'model_parameters'));
const isTrace = (names: readonly string[]): boolean =>
  has(names, 'session_id') && has(names, 'bookmarked') && has(names, 'public') && has(names, 'id');

function hasRecord(sample: FileSample, test: (names: readonly string[]) => boolean): boolean {
  return test(sample.columns ?? []) || sample.records.some((record) => test(Object.keys(record)));
}

/** A member under its name or the same in camelCase. */
function memberOf(record: JsonObject, name: string): Json {
  return valueAt(record, name) ?? valueAt(record, camel(name));
}

const textOf = (record: JsonObject, name: string): string | null => codeAt(memberOf(record, name));

function generationFields(record: JsonObject, trace: Json): ExchangeFields {
  const settings = parsedJson(memberOf(record, 'model_parameters'));
  const start = timeOf(memberOf(record, 'start_time'));
  const end = timeOf(memberOf(record, 'end_time'));
  const first = timeOf(memberOf(record, 'completion_start_time'));
  const since = (time: typeof end): number | null =>
    start === null || time === null || time.us < start.us ? null : Math.round((time.us - start.us) / 1000);
  const input = inputOf(parsedJson(valueAt(record, 'input')));
  const output = outputOf(parsedJson(valueAt(record, 'output')));
  const isError = textOf(record, 'level') === 'ERROR';
  const own: ExchangeFields = {
    request_id: textOf(record, 'id'),
    ts: start === null ? null : timeText(start.us),
    latency_ms: since(end) ?? rounded(numberAt(record, 'latency'), 1000),
    ttft_ms: rounded(asNumber(memberOf(record, 'time_to_first_token')), 1000) ?? since(first),
    account_id: textOf(record, 'user_id') ?? textAt(trace, 'user'),
    conversation_id: textOf(record, 'session_id') ?? textAt(trace, 'session'),
    org_id: textOf(record, 'project_id'),
    operation: 'chat',
    request_model: textOf(record, 'provided_model_name') ?? textOf(record, 'model'),
    tool_definitions:
      toolsOf(parsedJson(memberOf(record, 'tool_definitions'))) ?? listOrNull(valueAt(parsedJson(valueAt(record, 'input')), 'tools')),
    temperature: numberAt(settings, 'temperature'),
    top_p: numberAt(settings, 'top_p') ?? numberAt(settings, 'topP'),
    max_tokens: wholeAt(settings, 'max_tokens') ?? wholeAt(settings, 'max_completion_tokens') ?? wholeAt(settings, 'maxTokens'),
    n: wholeAt(settings, 'n'),
    stream: booleanAt(settings, 'stream'),
    error_type: isError ? (textOf(record, 'status_message')?.split('\n', 1)[0]?.slice(0, MOST_ERROR_CHARACTERS) ?? 'error') : null,
    flags:
      (start?.flags ?? 0) |
      (Object.keys(input).length === 0 ? flagBits('inputMissing') : 0) |
      (Object.keys(output).length === 0 && !isError ? flagBits('outputMissing') : 0),
  };
  return combined(input, output, usageOf(parsedJson(memberOf(record, 'usage_details'))), own);
}

const listOrNull = (value: Json): Json => (Array.isArray(value) && value.length > 0 ? value : null);

/** Buckets exclude each other: all that count input make up the input, all that count output the output. */
function usageOf(usage: Json): ExchangeFields {
  const counts = Object.entries(isJsonObject(usage) ? usage : {}).flatMap(([name, value]) => {
    const count = asNumber(value);
    return count === null ? [] : [[name, count] as const];
  });
  const sum = (kind: string): number | null => {
    const found = counts.filter(([name]) => name === kind || name.startsWith(`${kind}_`) || name.endsWith(`_${kind}_tokens`));
    return found.length === 0 ? null : found.reduce((total, [, count]) => total + count, 0);
  };
  const of = (...names: readonly string[]): number | null => counts.find(([name]) => names.includes(name))?.[1] ?? null;
  const input = sum('input');
  const output = sum('output');
  return {
    input_tokens: input,
    output_tokens: output,
    cache_read_tokens: of('input_cached_tokens', 'cache_read_input_tokens', 'input_cache_read'),
    cache_write_tokens: of('cache_creation_input_tokens', 'input_cache_creation', 'input_cache_write'),
    reasoning_tokens: of('output_reasoning_tokens', 'output_reasoning'),
    flags: input === null && output === null ? flagBits('usageMissing') : 0,
  };
}

const isMessage = (value: Json): boolean =>
  isJsonObject(value) &&
  typeof value.role === 'string' &&
  (value.content !== undefined || value.parts !== undefined || value.tool_calls !== undefined);

/** Messages as a list or under `messages`; any other input of the application is its prompt as it stands. */
function inputOf(input: Json): ExchangeFields {
  if (input === null) return {};
  const list = Array.isArray(input) ? (input as readonly Json[]) : listAt(input, 'messages');
  if (list.length > 0 && list.every(isMessage)) return { input_messages: list };
  if (isMessage(input)) return { input_messages: [input] };
  return { prompt_text: typeof input === 'string' ? input : JSON.stringify(input) };
}

function outputOf(output: Json): ExchangeFields {
  if (output === null) return {};
  const list = Array.isArray(output) ? (output as readonly Json[]) : listAt(output, 'choices');
  const isChoice = (value: Json): boolean => isMessage(value) || isMessage(valueAt(value, 'message'));
  const messages = list.length > 0 && list.every(isChoice) ? list : isMessage(output) ? [output] : null;
  if (messages === null) return { completion_text: typeof output === 'string' ? output : JSON.stringify(output) };
  const read = readMessages(messages, 'output_messages').messages;
  return { output_messages: read.map((message) => ({ ...message, finish_reason: message.finish_reason ?? null })) };
}

/** Tools by name, each as JSON text of its description and parameters; or a list. */
function toolsOf(tools: Json): Json {
  if (!isJsonObject(tools)) return listOrNull(tools);
  const listed = Object.entries(tools).map(([name, value]): Json => {
    const tool = parsedJson(value);
    return {
      type: 'function',
      name,
      ...(isJsonObject(tool) ? { description: tool.description ?? null, parameters: tool.parameters ?? null } : {}),
    };
  });
  return listed.length === 0 ? null : listed;
}
