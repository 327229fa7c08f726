import { DICTIONARY_COLUMNS } from '../engine/domain/exchange-columns.ts';
import { networkOf } from '../engine/links/networks.ts';
import type { CaseStore } from '../storage/case-store.ts';

/** Canonical numbers for the codes of one dictionary column: 0 upwards in order of the sorted strings, -1 for null. */
export interface CanonicalCodes {
  /** Canonical number of each case-wide code. */
  readonly numberOf: Int32Array;
  /** Sorted; in the order of UTF-16 code units, which no locale changes. */
  readonly values: readonly string[];
}

/** Numbers a dictionary column by its sorted strings, so that numbers do not depend on the order of import. */
export function canonicalCodes(store: CaseStore, name: string): CanonicalCodes {
  const column = DICTIONARY_COLUMNS.find((candidate) => candidate.name === name);
  if (column === undefined) throw new TypeError(`no dictionary column ${name}`);
  return numberSorted(store.dictionaries.values(column.number));
}

/** The same for the networks of client addresses. */
export function canonicalNetworks(store: CaseStore): CanonicalCodes {
  const column = DICTIONARY_COLUMNS.find((candidate) => candidate.name === 'client_ip');
  const addresses = column === undefined ? [null] : store.dictionaries.values(column.number);
  return numberSorted(addresses.map((address) => (address === null ? null : networkOf(address))));
}

function numberSorted(strings: readonly (string | null)[]): CanonicalCodes {
  const values = [...new Set(strings.filter((text) => text !== null))].sort();
  const numbers = new Map(values.map((text, number) => [text, number]));
  return { numberOf: Int32Array.from(strings, (text) => (text === null ? -1 : (numbers.get(text) ?? -1))), values };
}
