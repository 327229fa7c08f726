import type { Json } from '../engine/domain/exchange.ts';
import { CANONICAL_FIELDS, type FieldName, type FieldSource } from '../engine/formats/exchange-record.ts';
import { parseLongNumbers, parseRecord } from '../engine/formats/json-record.ts';
import { type FieldPlan, findHeader, mappedSource, valueAtPath } from '../engine/formats/mapping.ts';

/** How the records of a file name canonical fields. */
export interface RecordFields {
  /** Cells a CSV record must have; 0 for JSON. */
  readonly cellCount: number;
  fromJson(text: string): FieldSource;
  fromCells(cells: readonly (string | null)[]): FieldSource;
}

function notThisFraming(): never {
  throw new TypeError('the file has the other framing');
}

/** JSON records; long integers are given as their digits. */
export function jsonFields(plan: FieldPlan | null): RecordFields {
  const fromJson = (text: string): FieldSource => {
    const record = parseRecord(text);
    const look = (name: string): Json | undefined => (plan === null ? record[name] : valueAtPath(record, name));
    let long: Json | undefined;
    const exact = (name: string): Json | undefined => {
      const value = look(name);
      if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return value;
      long ??= parseLongNumbers(text);
      return long === null ? value : (valueAtPath(long, name) ?? value);
    };
    return plan === null ? exact : mappedSource(plan, exact);
  };
  return { cellCount: 0, fromJson, fromCells: notThisFraming };
}

/** CSV records under a header. */
export function csvFields(header: readonly string[], plan: FieldPlan | null): RecordFields {
  const indexOf = new Map<string, number>();
  const foreign = plan === null ? CANONICAL_FIELDS : [...plan.names.values()].flat();
  for (const name of foreign) {
    const index = plan === null ? header.indexOf(name) : findHeader(header, name);
    if (index >= 0) indexOf.set(name, index);
  }
  const fromCells = (cells: readonly (string | null)[]): FieldSource => {
    const cell = (name: string): string | null => {
      const index = indexOf.get(name);
      return index === undefined ? null : (cells[index] ?? null);
    };
    return plan === null ? (name: FieldName) => cell(name) : mappedSource(plan, cell);
  };
  return { cellCount: header.length, fromJson: notThisFraming, fromCells };
}
