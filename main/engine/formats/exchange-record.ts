import type { Json, Message, ToolCall } from '../domain/exchange.ts';
import { EXCHANGE_COLUMNS, type ExchangeColumn, MESSAGE_FORM, type MessageForm } from '../domain/exchange-columns.ts';
import { joinText, type MessageReading, normaliseStopReason, normaliseToolDefinitions, readMessages } from './chat-messages.ts';
import { readInteger, readJson, readReal, readString, readTimeCell, type ValueDialect } from './exchange-cells.ts';
import { type ExchangeDraft, isJsonObject } from './exchange-draft.ts';
import { RecordReject } from './record-reject.ts';
import type { TimeFormat } from './times.ts';

export type ColumnName = ExchangeColumn['name'];
export type FieldName = ColumnName | 'exchange_id' | 'flags';

/** Gives the value of a canonical field of the record at hand, null or undefined where the record has none. */
export type FieldSource = (name: FieldName) => unknown;

export interface RecordRules {
  readonly dialect: ValueDialect;
  readonly timeFormat: TimeFormat;
}

const numberOf = new Map(EXCHANGE_COLUMNS.map((column) => [column.name, column.number]));

/** Storage number of a canonical column. */
export function columnNumber(name: ColumnName): number {
  const number = numberOf.get(name);
  if (number === undefined) throw new TypeError(`no column ${name}`);
  return number;
}

/** A record is an exchange when it has a value in at least one of these. */
export const EXCHANGE_MARKS: readonly ColumnName[] = [
  'prompt_text',
  'completion_text',
  'input_messages',
  'output_messages',
  'request_id',
  'account_id',
];

/** Every field a canonical record may have. */
export const CANONICAL_FIELDS: readonly FieldName[] = ['exchange_id', ...EXCHANGE_COLUMNS.map((column) => column.name), 'flags'];

const SIMPLE_COLUMNS = EXCHANGE_COLUMNS.filter((column) => column.json === undefined);
const INPUT = columnNumber('input_messages');
const OUTPUT = columnNumber('output_messages');
const PROMPT = columnNumber('prompt_text');
const COMPLETION = columnNumber('completion_text');
const REASONING = columnNumber('reasoning_text');
const SYSTEM = columnNumber('system_prompt');
const TURN = columnNumber('turn_index');
const STOP = columnNumber('stop_reason');
const OPERATION = columnNumber('operation');
const TOOLS = columnNumber('tool_definitions');
const CALLS = columnNumber('tool_calls');
const MAX_FLAGS = 2 ** 31 - 1;
const EXCHANGE_ID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/**
 * Reads one record into the draft (cleared first): every canonical field, what follows from the messages, and the remarks on time.
 * Throws RecordReject: not-an-exchange, wrong-type, bad-time; not-json for values nested too deeply.
 */
export function fillExchange(draft: ExchangeDraft, field: FieldSource, rules: RecordRules): void {
  draft.clear();
  if (!EXCHANGE_MARKS.some((name) => isPresent(field(name)))) {
    throw new RecordReject('not-an-exchange', `the record has none of ${EXCHANGE_MARKS.join(', ')}`);
  }
  const { cells } = draft;
  for (const column of SIMPLE_COLUMNS) {
    const value = field(column.name);
    if (isPresent(value)) cells[column.number] = readCell(draft, column, value, rules);
  }
  readExchangeId(draft, field('exchange_id'));
  draft.flags |= readFlags(field('flags'), rules);
  fillMessages(draft, field, rules);
}

function readExchangeId(draft: ExchangeDraft, value: unknown): void {
  const id = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof id !== 'string' || id === '') return;
  if (EXCHANGE_ID.test(id)) draft.exchangeId = id.replaceAll('-', '').toLowerCase();
  else draft.exchangeIdText = id;
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function readCell(draft: ExchangeDraft, column: ExchangeColumn, value: unknown, rules: RecordRules): string | number | null {
  switch (column.home) {
    case 'integer':
      return readInteger(column, value, rules.dialect);
    case 'real':
      return readReal(column, value, rules.dialect);
    case 'time':
      return readTimeCell(draft, column, value, rules.timeFormat, rules.dialect);
    case 'dictionary':
    case 'text': {
      const text = readString(column, value, rules.dialect);
      return column.name === 'stop_reason' && rules.dialect === 'table' ? normaliseStopReason(text) : text;
    }
  }
}

function readFlags(value: unknown, rules: RecordRules): number {
  if (!isPresent(value) || value === '') return 0;
  const flags = rules.dialect === 'table' && typeof value === 'string' ? Number(value) : value;
  if (typeof flags !== 'number' || !Number.isInteger(flags) || flags < 0 || flags > MAX_FLAGS) {
    throw new RecordReject('wrong-type', 'flags is not a bit set');
  }
  return flags;
}

function fillMessages(draft: ExchangeDraft, field: FieldSource, rules: RecordRules): void {
  const { cells } = draft;
  const input = readMessageColumn(field, 'input_messages', rules);
  const output = readMessageColumn(field, 'output_messages', rules);
  draft.flags |= (input?.flags ?? 0) | (output?.flags ?? 0);
  if (input !== null) {
    cells[SYSTEM] ??= input.systemText;
    cells[TURN] ??= input.messages.filter((message) => message.role === 'assistant').length;
    cells[PROMPT] ??= newUserText(input.messages);
  }
  if (input?.chatForm === true || output?.chatForm === true) cells[OPERATION] ??= 'chat';
  const answer = output?.messages[0];
  if (answer !== undefined) {
    cells[COMPLETION] ??= joinText(answer.parts);
    cells[REASONING] ??= joinText(answer.parts, 'reasoning');
    cells[STOP] ??= answer.finish_reason ?? null;
  }
  cells[CALLS] = toolCallsText(field, answer, rules);
  const tools = readJson('tool_definitions', field('tool_definitions') ?? null, rules.dialect);
  if (tools !== null) {
    if (typeof tools !== 'object') throw new RecordReject('wrong-type', 'tool_definitions is not a list');
    cells[TOOLS] = JSON.stringify(normaliseToolDefinitions(tools));
  }
  storeMessages(draft, input, output);
}

function readMessageColumn(field: FieldSource, name: 'input_messages' | 'output_messages', rules: RecordRules): MessageReading | null {
  const value = readJson(name, field(name) ?? null, rules.dialect);
  return value === null ? null : readMessages(value, name);
}

/** User text after the last answer: what is new in this exchange. */
function newUserText(messages: readonly Message[]): string | null {
  const lastAnswer = messages.findLastIndex((message) => message.role === 'assistant');
  const texts = messages.slice(lastAnswer + 1).filter((message) => message.role === 'user');
  return texts.map((message) => joinText(message.parts) ?? '').join('\n') || null;
}

function toolCallsText(field: FieldSource, answer: Message | undefined, rules: RecordRules): string | null {
  const given = readJson('tool_calls', field('tool_calls') ?? null, rules.dialect);
  if (given !== null) {
    if (!Array.isArray(given) || !(given as readonly Json[]).every(isToolCall)) {
      throw new RecordReject('wrong-type', 'tool_calls is not a list of calls');
    }
    return JSON.stringify(given);
  }
  if (answer === undefined) return null;
  const calls: ToolCall[] = [];
  for (const part of answer.parts) {
    if (part.type !== 'tool_call') continue;
    const id = part.id;
    calls.push({ id: typeof id === 'string' ? id : null, name: String(part.name ?? ''), arguments: part.arguments ?? null });
  }
  return calls.length > 0 ? JSON.stringify(calls) : null;
}

function isToolCall(value: Json): boolean {
  return isJsonObject(value) && typeof value.name === 'string';
}

function storeMessages(draft: ExchangeDraft, input: MessageReading | null, output: MessageReading | null): void {
  const { cells } = draft;
  if (input !== null) {
    draft.inputForm = formOf(isSingleText(input.messages, 'user', cells[PROMPT] ?? null, undefined));
    if (draft.inputForm === MESSAGE_FORM.stored) {
      cells[INPUT] = JSON.stringify(input.messages);
      draft.inputMessages = input.messages;
    }
  }
  if (output !== null) {
    const stop = cells[STOP] ?? null;
    const implied = stop !== null && isSingleText(output.messages, 'assistant', cells[COMPLETION] ?? null, stop);
    draft.outputForm = formOf(implied);
    if (draft.outputForm === MESSAGE_FORM.stored) cells[OUTPUT] = JSON.stringify(output.messages);
  }
}

function formOf(implied: boolean): MessageForm {
  return implied ? MESSAGE_FORM.implied : MESSAGE_FORM.stored;
}

/** Exactly one message with one text part and nothing else, so that it can be rebuilt from the text. */
function isSingleText(
  messages: readonly Message[],
  role: string,
  text: string | number | null,
  finish: string | number | undefined,
): boolean {
  const message = messages[0];
  if (messages.length !== 1 || message === undefined || message.role !== role || text === null) return false;
  const part = message.parts[0];
  if (message.parts.length !== 1 || part === undefined || part.type !== 'text' || part.content !== text) return false;
  if (Object.keys(part).length !== 2 || Object.keys(message).length !== (finish === undefined ? 2 : 3)) return false;
  return message.finish_reason === finish;
}
