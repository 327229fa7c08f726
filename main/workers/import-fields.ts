import type { Json } from '../engine/domain/exchange.ts';
import { isJsonObject, type JsonObject } from '../engine/formats/exchange-draft.ts';
import { CANONICAL_FIELDS, type FieldName, type FieldSource } from '../engine/formats/exchange-record.ts';
import { parseExactRecord, parseLongNumbers, parseRecord } from '../engine/formats/json-record.ts';
import type { Framing, LogFormat, RecordFormat, RecordPlace, TableFormat } from '../engine/formats/log-format.ts';
import { type FieldPlan, findHeader, mappedSource, valueAtPath } from '../engine/formats/mapping.ts';

/** How the records of a file name canonical fields: each gives the fields of its exchanges. */
export interface RecordFields {
  /** Cells a CSV record must have; 0 for JSON. */
  readonly cellCount: number;
  fromJson(text: string): readonly FieldSource[];
  fromCells(cells: readonly (string | null)[]): readonly FieldSource[];
}

function notThisFraming(): never {
  throw new TypeError('the file has the other framing');
}

/** JSON records. */
export function jsonFields(format: LogFormat, framing: Framing, plan: FieldPlan | null, place: RecordPlace): RecordFields {
  const fromJson = format.kind === 'records' ? fromRecord(format, place) : fromRow(format, plan);
  const stamped = (text: string): readonly FieldSource[] => fromJson(text.slice(Math.max(0, text.indexOf('{'))));
  return { cellCount: 0, fromJson: framing === 'stamped-lines' ? stamped : fromJson, fromCells: notThisFraming };
}

function fromRecord(format: RecordFormat, place: RecordPlace): (text: string) => readonly FieldSource[] {
  return (text) => sourcesOf(format, parseExactRecord(text), place);
}

function sourcesOf(format: RecordFormat, record: JsonObject, place: RecordPlace): readonly FieldSource[] {
  return format.exchanges(record, place).map((fields) => (name) => fields[name]);
}

/** Long integers are given as their digits. */
function fromRow(format: TableFormat, plan: FieldPlan | null): (text: string) => readonly FieldSource[] {
  const rowOf = (record: JsonObject): JsonObject | null => (format.row === undefined ? record : format.row(record));
  return (text) => {
    const row = rowOf(parseRecord(text));
    if (row === null) return [];
    const look = (name: string): Json | undefined => (plan === null ? row[name] : valueAtPath(row, name));
    let long: JsonObject | null | undefined;
    const exact = (name: string): Json | undefined => {
      const value = look(name);
      if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return value;
      if (long === undefined) {
        const record = parseLongNumbers(text);
        long = record === null ? null : rowOf(record);
      }
      return isJsonObject(long) ? (valueAtPath(long, name) ?? value) : value;
    };
    return [plan === null ? exact : mappedSource(plan, exact)];
  };
}

/** CSV records under a header. */
export function csvFields(format: LogFormat, header: readonly string[], plan: FieldPlan | null, place: RecordPlace): RecordFields {
  if (format.kind === 'records') {
    const fromCells = (cells: readonly (string | null)[]): readonly FieldSource[] => sourcesOf(format, cellRecord(header, cells), place);
    return { cellCount: header.length, fromJson: notThisFraming, fromCells };
  }
  const indexOf = new Map<string, number>();
  const foreign = plan === null ? CANONICAL_FIELDS : [...plan.names.values()].flat();
  for (const name of foreign) {
    const index = plan === null ? header.indexOf(name) : findHeader(header, name);
    if (index >= 0) indexOf.set(name, index);
  }
  const fromCells = (cells: readonly (string | null)[]): readonly FieldSource[] => {
    const cell = (name: string): string | null => {
      const index = indexOf.get(name);
      return index === undefined ? null : (cells[index] ?? null);
    };
    return [plan === null ? (name: FieldName) => cell(name) : mappedSource(plan, cell)];
  };
  return { cellCount: header.length, fromJson: notThisFraming, fromCells };
}

/** Cells by column; a column named twice keeps its last. */
export function cellRecord(header: readonly string[], cells: readonly (string | null)[]): JsonObject {
  return Object.fromEntries(header.map((name, index) => [name, cells[index] ?? null]));
}
