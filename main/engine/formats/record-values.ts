import { EXCHANGE_FLAGS, type Json } from '../domain/exchange.ts';
import { nestsDeeper } from './exchange-cells.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import { parseLongNumbers } from './json-record.ts';
import { readTime } from './times.ts';

/** Reading members of foreign records, where anything may be missing or of another type: what is not as expected is null. */

/** The value at a path of own keys and list indexes; null when there is none. */
export function valueAt(value: Json | undefined, ...path: readonly (string | number)[]): Json {
  let at: Json | undefined = value;
  for (const step of path) {
    if (typeof step === 'number') at = Array.isArray(at) ? (at as readonly Json[])[step] : undefined;
    else at = isJsonObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
    if (at === undefined) return null;
  }
  return at ?? null;
}

export function textAt(value: Json | undefined, ...path: readonly (string | number)[]): string | null {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : null;
}

/** A number, also where it is written as text; null for anything else. */
export function numberAt(value: Json | undefined, ...path: readonly (string | number)[]): number | null {
  return asNumber(valueAt(value, ...path));
}

export function objectAt(value: Json | undefined, ...path: readonly (string | number)[]): JsonObject | null {
  const found = valueAt(value, ...path);
  return isJsonObject(found) ? found : null;
}

/** A list; empty when there is none. */
export function listAt(value: Json | undefined, ...path: readonly (string | number)[]): readonly Json[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
}

export function asNumber(value: Json): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A whole number of the nearest unit; null stays null. */
export function rounded(value: number | null, factor = 1): number | null {
  return value === null ? null : Math.round(value * factor);
}

const INT32_MAX = 2_147_483_647;

/** The nearest whole number of 32 bits; null where there is no number or a larger one. */
export function wholeAt(value: Json | undefined, ...path: readonly (string | number)[]): number | null {
  const number = rounded(numberAt(value, ...path));
  return number !== null && Math.abs(number) <= INT32_MAX ? number : null;
}

/** True or false, also as text; null for anything else. */
export function booleanAt(value: Json | undefined, ...path: readonly (string | number)[]): boolean | null {
  const found = valueAt(value, ...path);
  const text = typeof found === 'boolean' ? String(found) : typeof found === 'string' ? found.toLowerCase() : '';
  return text === 'true' ? true : text === 'false' ? false : null;
}

/** Text or a number as text, as ids and codes come; null for anything else and for empty text. */
export function codeAt(value: Json | undefined, ...path: readonly (string | number)[]): string | null {
  const found = valueAt(value, ...path);
  return typeof found === 'number' ? String(found) : typeof found === 'string' && found !== '' ? found : null;
}

/** Sum of the numbers that are there; null when none is. */
export function sumOf(...values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0);
}

const MAX_INNER_DEPTH = 100;

/**
 * A member documented as JSON that may arrive as JSON text: parsed where it is (integers beyond 2^53 as their digits), null where the text is empty,
 * the text itself where it is not JSON or nests too deeply.
 */
export function parsedJson(value: Json | undefined): Json {
  if (typeof value !== 'string') return value ?? null;
  if (value.trim() === '') return null;
  try {
    const parsed = parseLongNumbers(value) ?? (JSON.parse(value) as Json);
    return nestsDeeper(parsed, MAX_INNER_DEPTH) ? value : parsed;
  } catch {
    return value;
  }
}

/** Bits of `flags` by name. */
export function flagBits(...names: readonly (keyof typeof EXCHANGE_FLAGS)[]): number {
  return names.reduce((bits, name) => bits | (1 << EXCHANGE_FLAGS[name]), 0);
}

/** Microseconds since 1970 of a time as written, with the flags that reading it sets; null when it is no time. */
export function timeOf(value: Json | undefined): { readonly us: number; readonly flags: number } | null {
  return typeof value === 'string' || typeof value === 'number' ? readTime(value, 'auto') : null;
}

/** Microseconds as the text that `ts` takes. */
export function timeText(us: number): string {
  const whole = Math.floor(us / 1000);
  const rest = us - whole * 1000;
  const iso = new Date(whole).toISOString();
  return rest === 0 ? iso : iso.replace('Z', `${String(rest).padStart(3, '0')}Z`);
}

/** The path of a URL, or null. */
export function urlPath(value: string | null): string | null {
  const match = value === null ? null : /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(value);
  return match === null ? null : match[1] || '/';
}

/** True when a record has every one of these members. */
export function hasMembers(record: JsonObject, ...names: readonly string[]): boolean {
  return names.every((name) => Object.hasOwn(record, name));
}
