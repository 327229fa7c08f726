import { DICTIONARY_COLUMNS } from '../engine/domain/exchange-columns.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { readOwnFacts, readSegmentFacts } from '../storage/facts-reader.ts';
import type { SegmentRecord } from '../storage/segments.ts';

const NAMES = DICTIONARY_COLUMNS.map((column) => column.name as string);

/** Which codes of the dictionaries any row has, masked rows too: those may count one day. */
export class UsedCodes {
  readonly #isUsed: ReadonlyMap<string, Uint8Array>;

  constructor({ dictionaries }: CaseStore) {
    this.#isUsed = new Map(DICTIONARY_COLUMNS.map(({ name, number }) => [name, new Uint8Array(dictionaries.size(number) + 1)]));
  }

  /** Adds the codes of a segment, those that side tables add to it included. Throws case-damaged. */
  add(store: CaseStore, segment: SegmentRecord): void {
    const files = [readOwnFacts(store, segment, NAMES)];
    if (segment.joined) files.push(readSegmentFacts(store, { ...segment, maskedRows: new Uint32Array(0) }, NAMES, 0));
    for (const facts of files) for (const name of NAMES) this.addCodes(name, facts.codes(name));
  }

  addCodes(name: string, codes: ArrayLike<number>): void {
    const isUsed = this.#isUsed.get(name);
    if (isUsed === undefined) throw new TypeError(`no dictionary column ${name}`);
    for (let row = 0; row < codes.length; row++) isUsed[codes[row] as number] = 1;
  }

  /** Adds what another found, of which there may be fewer. */
  addAll(other: UsedCodes): void {
    for (const [name, isUsed] of other.#isUsed) this.#isUsed.get(name)?.set(isUsed);
  }

  /** Takes the strings of all other codes away. Call in a transaction. */
  blankOthers({ dictionaries }: CaseStore): void {
    for (const { name, number } of DICTIONARY_COLUMNS) {
      const isUsed = this.#isUsed.get(name);
      if (isUsed !== undefined) dictionaries.blankUnused(number, isUsed);
    }
  }
}
