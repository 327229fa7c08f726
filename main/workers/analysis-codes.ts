import { DICTIONARY_COLUMNS } from '../engine/domain/exchange-columns.ts';
import { networkOf } from '../engine/links/networks.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { type FactsSegment, type FactValues, readFacts } from '../storage/facts-reader.ts';

/** Canonical numbers for the codes of one dictionary column: 0 upwards in order of the sorted strings, -1 for null. */
export interface CanonicalCodes {
  /** Canonical number of each case-wide code. */
  readonly numberOf: Int32Array;
  /** Sorted; in the order of UTF-16 code units, which no locale changes. */
  readonly values: readonly string[];
}

/** Strings of dictionary columns as the analysis reads them, by case-wide code; null where a code says nothing or no row has it. */
export type UsedStrings = ReadonlyMap<string, readonly (string | null)[]>;

/** Texts by which a source says that there is no value. */
const EMPTY_TEXTS: ReadonlySet<string> = new Set(['', '[]']);

/**
 * Reads which codes of the columns occur in rows that count: the dictionary also keeps the strings of rows that only repeat others. An empty
 * text is no value, so that accounts without a card do not share one. `onSegment` gets each segment with the columns and those of `besides`; it may throw to stop.
 */
export function readUsedStrings(
  store: CaseStore,
  names: readonly string[],
  onSegment: (segment: FactsSegment) => void,
  besides: readonly string[] = [],
): UsedStrings {
  const columns = names.map((name) => {
    const column = DICTIONARY_COLUMNS.find((candidate) => candidate.name === name);
    if (column === undefined) throw new TypeError(`no dictionary column ${name}`);
    const strings = store.dictionaries.values(column.number);
    return { name, strings, isUsed: new Uint8Array(strings.length) };
  });
  readFacts(store, [...names, ...besides], (segment) => {
    onSegment(segment);
    for (const { name, isUsed } of columns) for (const code of segment.codes(name)) isUsed[code] = 1;
  });
  return new Map(
    columns.map(({ name, strings, isUsed }) => [
      name,
      strings.map((text, code) => (text === null || isUsed[code] !== 1 || EMPTY_TEXTS.has(text) ? null : text)),
    ]),
  );
}

/** Numbers a dictionary column by its sorted strings, so that numbers do not depend on the order of import. */
export function canonicalCodes(used: UsedStrings, name: string): CanonicalCodes {
  return numberSorted(used.get(name) ?? []);
}

/** The same for the networks of client addresses. */
export function canonicalNetworks(used: UsedStrings): CanonicalCodes {
  return numberSorted((used.get('client_ip') ?? []).map((address) => (address === null ? null : networkOf(address))));
}

function numberSorted(strings: readonly (string | null)[]): CanonicalCodes {
  const values = [...new Set(strings.filter((text) => text !== null))].sort();
  const numbers = new Map(values.map((text, number) => [text, number]));
  return { numberOf: Int32Array.from(strings, (text) => (text === null ? -1 : (numbers.get(text) ?? -1))), values };
}

/** Canonical numbers of a segment's codes, -1 for null. */
export function renumber(segment: FactsSegment, name: string, canonical: CanonicalCodes): Int32Array {
  const codes = segment.codes(name);
  const { numberOf } = canonical;
  for (let row = 0; row < codes.length; row++) {
    const number = numberOf[codes[row] as number];
    codes[row] = number === undefined ? -1 : number;
  }
  return codes;
}

/** A column of whole numbers with NaN for null. */
export function orNaN({ values, nullCount, isNull }: FactValues<Int32Array | Float64Array>): Float64Array {
  const whole = new Float64Array(values);
  if (nullCount > 0) for (let row = 0; row < whole.length; row++) if (isNull(row)) whole[row] = Number.NaN;
  return whole;
}
