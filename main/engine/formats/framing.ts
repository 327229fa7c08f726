import type { Json } from '../domain/exchange.ts';
import { nestsDeeper } from './exchange-cells.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { MAX_RECORD_DEPTH } from './json-record.ts';
import { JsonValueEnd } from './json-value-end.ts';
import { type FileHead, type Framing, SAMPLE_RECORDS } from './log-format.ts';

/** Members that wrap a list of records in one JSON object, as CloudTrail, Event Hub and list pages do. */
const LIST_KEYS = ['Records', 'records', 'data', 'value', 'items', 'rows', 'results'];
const MOST_WRAPPER_MEMBERS = 10;
const STAMPED = /^\d{4}-\d\d-\d\dT[\d:.]+Z \{/;

export interface FramingFound {
  readonly framing: Framing;
  readonly listKey: string | null;
}

/** How a file divides into records, by its head. */
export function findFraming(head: FileHead): FramingFound {
  const text = head.text.trimStart();
  if (STAMPED.test(text)) return { framing: 'stamped-lines', listKey: null };
  if (text.startsWith('[')) return { framing: 'values', listKey: null };
  if (!text.startsWith('{')) return { framing: 'csv', listKey: null };
  const listKey = listKeyOf(text);
  if (listKey !== null) return { framing: 'values', listKey };
  const lines = completeLines(head);
  if (lines.some((line) => isJsonObject(parsed(line)))) return { framing: 'lines', listKey: null };
  return { framing: isPrinted(text) ? 'values' : 'lines', listKey: null };
}

/** A JSON object spread over lines: the first line ends right behind a bracket, a comma or a member's name. */
function isPrinted(text: string): boolean {
  return /^\{\s*\r?\n\s*(?:"|\})/.test(text) || /^\{\s*"[^"\\\n]*"\s*:\s*(?:[^\n]*[,{[])?\r?\n\s*["\]}{]/.test(text);
}

function completeLines(head: FileHead): readonly string[] {
  const lines = head.text.split('\n', SAMPLE_RECORDS + 1);
  if (!head.complete && lines.length <= SAMPLE_RECORDS) lines.pop();
  return lines.slice(0, SAMPLE_RECORDS);
}

/** The member of the first object that wraps a list of objects; null when the object is a record itself. */
function listKeyOf(text: string): string | null {
  let at = 1;
  for (let members = 0; members < MOST_WRAPPER_MEMBERS; members++) {
    const member = /^[\s,]*"((?:[^"\\]|\\.)*)"\s*:\s*/.exec(text.slice(at, at + 1024));
    if (member === null) return null;
    at += member[0].length;
    const key = member[1] ?? '';
    if (text[at] === '[' || text[at] === '{') return LIST_KEYS.includes(key) && /^\[\s*\{/.test(text.slice(at, at + 64)) ? key : null;
    const scalar = /^(?:"(?:[^"\\]|\\.)*"|[^\s,}\]"]+)\s*/.exec(text.slice(at, at + 4096));
    if (scalar === null) return null;
    at += scalar[0].length;
    if (text[at] !== ',') return null;
  }
  return null;
}

/** The first records of a head as JSON objects; none of a CSV file. */
export function sampleRecords(head: FileHead, found: FramingFound): readonly JsonObject[] {
  switch (found.framing) {
    case 'lines':
      return objectsOf(completeLines(head));
    case 'stamped-lines':
      return objectsOf(completeLines(head).map((line) => line.slice(line.indexOf('{'))));
    case 'values':
      return objectsOf(firstValues(head.text, found.listKey));
    case 'csv':
      return [];
  }
}

function objectsOf(texts: readonly string[]): readonly JsonObject[] {
  return texts.map(parsed).filter((value) => isJsonObject(value));
}

function parsed(text: string): Json | undefined {
  if (!text.includes('{')) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return nestsDeeper(value, MAX_RECORD_DEPTH) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Texts of the first values of a head, cut as `workers/import-values.ts` cuts the whole file. */
function firstValues(text: string, listKey: string | null): readonly string[] {
  // One byte a UTF-16 unit, so that places are the same in both; only ASCII matters.
  const bytes = new Uint8Array(text.length).map((_, at) => Math.min(text.charCodeAt(at), 0x7f));
  const values: string[] = [];
  let at = listKey === null ? text.search(/\S/) : text.search(new RegExp(`"${listKey}"\\s*:\\s*\\[`));
  if (at < 0) return values;
  if (listKey !== null) at = text.indexOf('[', at);
  if (text[at] === '[') at++;
  while (values.length < SAMPLE_RECORDS) {
    while (at < text.length && /[\s,]/.test(text[at] ?? '')) at++;
    if (at >= text.length || text[at] === ']') break;
    const end = new JsonValueEnd().find(bytes, at, bytes.length);
    if (end < 0) break;
    values.push(text.slice(at, end));
    at = end;
  }
  return values;
}
