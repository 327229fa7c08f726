import type { ImportedSegment } from '../workers/import-protocol.ts';

/** Codes of the accounts whose exchanges count. */
export class KnownAccounts {
  #isKnown = new Uint8Array(1 << 12);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  addAll(codes: ArrayLike<number>): void {
    for (let row = 0; row < codes.length; row++) this.#add(codes[row] as number);
  }

  /** Adds those of a segment's rows that are not masked. */
  addSegment({ accountCodes, rowCount }: Pick<ImportedSegment, 'accountCodes' | 'rowCount'>, maskedRows: Uint32Array): void {
    if (accountCodes === null) return;
    for (let row = 0, next = 0; row < rowCount; row++) {
      if (maskedRows[next] === row) next++;
      else this.#add(accountCodes[row] as number);
    }
  }

  #add(code: number): void {
    if (code === 0 || this.#isKnown[code] === 1) return;
    if (code >= this.#isKnown.length) {
      const larger = new Uint8Array(Math.max(code + 1, this.#isKnown.length * 2));
      larger.set(this.#isKnown);
      this.#isKnown = larger;
    }
    this.#isKnown[code] = 1;
    this.#count++;
  }
}
