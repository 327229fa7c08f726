import type { Json } from '../domain/exchange.ts';
import type { ExchangeColumn } from '../domain/exchange-columns.ts';
import type { ExchangeDraft } from './exchange-draft.ts';
import { RecordReject } from './record-reject.ts';
import { readTime, type TimeFormat } from './times.ts';

/**
 * How values are typed. `typed`: as the canonical form has them, anything else is a wrong type. `table`: as exports of tables have
 * them, where numbers and booleans may be text, ids may be numbers and structured values may be JSON text.
 */
export type ValueDialect = 'typed' | 'table';

const INT32_MAX = 2_147_483_647;
const UINT32_MAX = 4_294_967_295;
const WHOLE_NUMBER = /^[+-]?\d{1,15}(?:\.0*)?$/;

function wrongType(column: string, expected: string): RecordReject {
  return new RecordReject('wrong-type', `${column} is not ${expected}`);
}

/** A dictionary or text cell. Dictionary values may not hold NUL or half of a surrogate pair, so that equal ids have equal bytes. */
export function readString(column: ExchangeColumn, value: unknown, dialect: ValueDialect): string {
  let text = value;
  if (dialect === 'table' && typeof value === 'number' && Number.isSafeInteger(value)) text = String(value);
  if (typeof text !== 'string') throw wrongType(column.name, 'text');
  if (column.home === 'dictionary' && text.includes('\0')) throw new RecordReject('wrong-type', `${column.name} holds a NUL byte`);
  if (column.home === 'dictionary' && !text.isWellFormed()) {
    throw new RecordReject('wrong-type', `${column.name} holds half of a surrogate pair`);
  }
  return text;
}

/** An integer cell: a whole number in the range of int32 (asn: uint32; stream: 0 or 1 for a boolean). */
export function readInteger(column: ExchangeColumn, value: unknown, dialect: ValueDialect): number | null {
  if (dialect === 'table' && value === '') return null;
  if (column.name === 'stream') return readBoolean(column, value, dialect);
  const number = dialect === 'table' && typeof value === 'string' && WHOLE_NUMBER.test(value.trim()) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) throw wrongType(column.name, 'a whole number');
  const inRange = column.name === 'asn' ? number >= 0 && number <= UINT32_MAX : number >= -INT32_MAX - 1 && number <= INT32_MAX;
  if (!inRange) throw wrongType(column.name, 'a whole number in its range');
  return number + 0;
}

function readBoolean(column: ExchangeColumn, value: unknown, dialect: ValueDialect): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (dialect === 'table') {
    const text = String(value).toLowerCase();
    if (text === 'true' || text === '1') return 1;
    if (text === 'false' || text === '0') return 0;
  }
  throw wrongType(column.name, 'true or false');
}

/** A real cell: a finite number. */
export function readReal(column: ExchangeColumn, value: unknown, dialect: ValueDialect): number | null {
  if (dialect === 'table' && value === '') return null;
  const number = dialect === 'table' && typeof value === 'string' && /^[+-]?[\d.]+(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw wrongType(column.name, 'a finite number');
  return number + 0;
}

/** The time cell; adds what had to be assumed to the draft's flags. */
export function readTimeCell(
  draft: ExchangeDraft,
  column: ExchangeColumn,
  value: unknown,
  format: TimeFormat,
  dialect: ValueDialect,
): number | null {
  if (dialect === 'table' && value === '') return null;
  if (typeof value !== 'string' && typeof value !== 'number') throw wrongType(column.name, 'text or a number');
  const reading = readTime(value, format);
  if (reading === null) throw new RecordReject('bad-time', `${column.name} is no time of the years 1970 to 2200`);
  draft.flags |= reading.flags;
  return reading.us;
}

/** A structured value, from JSON text in tables. Empty text is null. Throws RecordReject `not-json` when it nests deeper than MAX_DEPTH. */
export function readJson(name: string, value: unknown, dialect: ValueDialect): Json {
  let json = value as Json;
  if (dialect === 'table' && typeof value === 'string') {
    if (value.trim() === '') return null;
    try {
      json = JSON.parse(value) as Json;
    } catch {
      throw wrongType(name, 'JSON');
    }
  }
  if (nestsDeeper(json, MAX_DEPTH)) throw new RecordReject('not-json', `${name} nests deeper than ${MAX_DEPTH} levels`);
  return json;
}

/** Structured values nested deeper than this are refused: what is kept must be safe to walk and to write again. */
const MAX_DEPTH = 200;

export function nestsDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value)) if (nestsDeeper(inner, levels - 1)) return true;
  return false;
}
