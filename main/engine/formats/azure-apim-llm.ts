import type { Json } from '../domain/exchange.ts';
import { azureColumns, columnOf, resourceId } from './azure-columns.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields, RecordFormat, RecordPlace } from './log-format.ts';
import { textPart } from './message-parts.ts';
import { booleanAt, codeAt, flagBits, numberAt, parsedJson, textAt, timeOf, timeText, valueAt, wholeAt } from './record-values.ts';

/** A chunk of a message that holds at least this many bytes was full, so that the next one continues it. */
const FULL_CHUNK = 32_000;

type Columns = ReturnType<typeof azureColumns>;

/**
 * Azure API Management's LLM log: a call is a row of token counts and rows of messages, which share the correlation id. The row that names the deployment
 * stands for the call; where no row does, the first.
 */
export const azureApimLlm: RecordFormat = {
  name: 'azure_apim_llm',
  kind: 'records',
  idScope: 'azure_apim_llm',
  recognise: ({ records }) =>
    records.map(azureColumns).some(isOf)
      ? 'records have a correlation id and a sequence number, as the LLM log of Azure API Management does'
      : null,
  exchanges: (record, place) => {
    const columns = azureColumns(record);
    const id = isOf(columns) ? codeAt(columnOf(columns, 'correlationid')) : null;
    if (id === null) return [];
    return isHead(record, columns, id, place) ? [callExchange(columns, id, rowsOf(record, id, place))] : [];
  },
  spread: {
    withinFolder: false,
    holdsParts: () => true,
    parts: (record) => {
      const columns = azureColumns(record);
      const id = isOf(columns) ? codeAt(columnOf(columns, 'correlationid')) : null;
      if (id === null) return [];
      const row = { key: rowKey(id), part: rowOf(columns) };
      return namesDeployment(columns) ? [row, { key: headKey(id), part: true }] : [row];
    },
  },
};

function isOf(columns: Columns): boolean {
  const type = textAt(columnOf(columns, 'type', 'category'))?.toLowerCase();
  const named = type === 'apimanagementgatewayllmlog' || type === 'gatewayllmlogs';
  return columns.has('correlationid') && (named || columns.has('sequencenumber'));
}

function namesDeployment(columns: Columns): boolean {
  return textAt(columnOf(columns, 'deploymentname')) !== null;
}

function rowKey(id: string): string {
  return `row\0${id}`;
}

function headKey(id: string): string {
  return `head\0${id}`;
}

/** What the call needs of a row. */
function rowOf(columns: Columns): JsonObject {
  return {
    sequence: numberAt(columnOf(columns, 'sequencenumber')) ?? 0,
    request: columnOf(columns, 'requestmessages'),
    response: columnOf(columns, 'responsemessages'),
  };
}

/** Rows of a call in order, each once: exports may repeat rows. */
function rowsOf(record: JsonObject, id: string, place: RecordPlace): readonly JsonObject[] {
  const parts = place.parts(rowKey(id)).filter(isJsonObject);
  const rows = parts.length > 0 ? parts : [rowOf(azureColumns(record))];
  const once = new Map(rows.map((row) => [JSON.stringify(row), row]));
  return [...once.values()].sort((a, b) => (numberAt(a, 'sequence') ?? 0) - (numberAt(b, 'sequence') ?? 0));
}

function isHead(record: JsonObject, columns: Columns, id: string, place: RecordPlace): boolean {
  if (namesDeployment(columns)) return true;
  if (place.parts(headKey(id)).length > 0) return false;
  return JSON.stringify(rowsOf(record, id, place)[0]) === JSON.stringify(rowOf(columns));
}

function callExchange(columns: Columns, id: string, rows: readonly JsonObject[]): ExchangeFields {
  const time = timeOf(columnOf(columns, 'timegenerated', 'time'));
  const input = joinedMessages(
    rows.map((row) => valueAt(row, 'request')),
    'user',
  );
  const output = joinedMessages(
    rows.map((row) => valueAt(row, 'response')),
    'assistant',
  );
  const inputTokens = wholeAt(columnOf(columns, 'prompttokens'));
  return {
    request_id: id,
    response_id: codeAt(columnOf(columns, 'requestid')),
    ts: time === null ? null : timeText(time.us),
    org_id: resourceId(columns),
    provider: 'azure.ai.openai',
    operation: 'chat',
    request_model: textAt(columnOf(columns, 'deploymentname')),
    response_model: textAt(columnOf(columns, 'modelname')),
    input_tokens: inputTokens,
    output_tokens: wholeAt(columnOf(columns, 'completiontokens')),
    stream: booleanAt(columnOf(columns, 'isstreamcompletion')),
    input_messages: input?.map((message) => withParts(message)) ?? null,
    output_messages: output?.map((message) => ({ ...withParts(message), finish_reason: null })) ?? null,
    flags:
      (time?.flags ?? 0) |
      (input === null ? flagBits('inputMissing') : 0) |
      (output === null ? flagBits('outputMissing') : 0) |
      (inputTokens === null ? flagBits('usageMissing') : 0),
  };
}

/** Messages of the rows in order. A row may hold a list of them, that list as JSON text, or a piece of such text that the next rows continue. */
function joinedMessages(values: readonly Json[], role: string): readonly JsonObject[] | null {
  const messages: JsonObject[] = [];
  let pieces = '';
  let isFull = false;
  for (const value of values) {
    if (value === null) continue;
    const read = parsedJson(typeof value === 'string' ? pieces + value : value);
    if (typeof read === 'string') {
      pieces = read;
      continue;
    }
    pieces = '';
    const list = (Array.isArray(read) ? (read as readonly Json[]) : [read]).filter(isJsonObject);
    for (const [at, message] of list.entries()) {
      const last = messages.at(-1);
      if (at === 0 && isFull && last !== undefined && continues(last, message)) messages[messages.length - 1] = joined(last, message);
      else messages.push({ ...message, role: textAt(message, 'role') ?? role });
    }
    isFull = utf8Length(textAt(list.at(-1), 'content') ?? '') >= FULL_CHUNK;
  }
  if (pieces !== '') messages.push({ role, content: pieces });
  return messages.length === 0 ? null : messages;
}

/** A message as it is logged, also where it says nothing. Calls of tools are not logged. */
function withParts({ content, ...message }: JsonObject): JsonObject {
  if (Array.isArray(message.tool_calls) || Array.isArray(content)) return { ...message, content: content ?? null };
  return { role: message.role ?? null, parts: [textPart(typeof content === 'string' ? content : '')] };
}

function continues(last: JsonObject, message: JsonObject): boolean {
  return (message.role ?? last.role) === last.role && typeof message.content === 'string' && typeof last.content === 'string';
}

function joined(last: JsonObject, message: JsonObject): JsonObject {
  return { ...last, content: `${textAt(last, 'content')}${textAt(message, 'content')}` };
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit >= 0xd800 && unit < 0xe000 ? 2 : 3;
  }
  return bytes;
}
