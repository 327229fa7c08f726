import type { Json } from '../domain/exchange.ts';
import { nestsDeeper } from './exchange-cells.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { RecordReject } from './record-reject.ts';

const LONG_NUMBER = /[0-9]{16}/;
const LONG_INTEGER = /[:,[]\s*-?[0-9]{16}/;
/** Levels that a record of a foreign format may nest. */
export const MAX_RECORD_DEPTH = 200;

/** Parses one JSON object. Throws RecordReject `not-json` or `not-an-object`. */
export function parseRecord(text: string): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw new RecordReject('not-json', error instanceof RangeError ? 'the record nests too deeply' : 'the record is not valid JSON');
  }
  if (!isJsonObject(value)) throw new RecordReject('not-an-object', `the record is ${describe(value)}, not an object`);
  return value;
}

function describe(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

/** Integers beyond 2^53 as their digits, by path of own keys: JSON.parse would round them. Null when the record has none. */
export function parseLongNumbers(text: string): JsonObject | null {
  if (!LONG_NUMBER.test(text)) return null;
  // The third argument of a reviver (JSON.parse source text access) is younger than the types of this language level.
  const reviver = (_key: string, value: Json, context?: { source?: string }): Json =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^\d+$/.test(context?.source ?? '') ? (context?.source ?? value) : value;
  try {
    const value = JSON.parse(text, reviver as (key: string, value: unknown) => unknown) as Json;
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** As parseRecord, with integers beyond 2^53 as their digits; also throws RecordReject `not-json` for a record that nests too deeply to be walked. */
export function parseExactRecord(text: string): JsonObject {
  const record = (LONG_INTEGER.test(text) ? parseLongNumbers(text) : null) ?? parseRecord(text);
  if (nestsDeeper(record, MAX_RECORD_DEPTH)) {
    throw new RecordReject('not-json', `the record nests deeper than ${MAX_RECORD_DEPTH} levels`);
  }
  return record;
}
