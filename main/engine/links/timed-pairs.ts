import { PairCounter } from './pair-counter.ts';

/** Counts (account, value) pairs like PairCounter and keeps when each was first and last seen. */
export class TimedPairs {
  readonly pairs = new PairCounter();
  #firstMs = new Float64Array(1 << 10).fill(Number.POSITIVE_INFINITY);
  #lastMs = new Float64Array(1 << 10).fill(Number.NEGATIVE_INFINITY);

  /** Milliseconds since 1970 by number of pair, infinite for a pair without times; valid until the next add. */
  get firstMs(): Float64Array {
    return this.#firstMs.subarray(0, this.pairs.size);
  }
  get lastMs(): Float64Array {
    return this.#lastMs.subarray(0, this.pairs.size);
  }

  /** Adds row by row; a row with a negative account or value is left out, one with time NaN is counted without time. */
  addColumns(accounts: Int32Array, values: Int32Array, timeMs: Float64Array, rowCount: number): void {
    for (let row = 0; row < rowCount; row++) {
      const account = accounts[row] as number;
      const value = values[row] as number;
      if (account < 0 || value < 0) continue;
      const pair = this.pairs.add(account, value, 1);
      if (pair >= this.#firstMs.length) this.#grow();
      const time = timeMs[row] as number;
      if (time < (this.#firstMs[pair] as number)) this.#firstMs[pair] = time;
      if (time > (this.#lastMs[pair] as number)) this.#lastMs[pair] = time;
    }
  }

  #grow(): void {
    const before = this.#firstMs.length;
    this.#firstMs = new Float64Array(this.#firstMs.buffer.transfer(before * 2 * 8)).fill(Number.POSITIVE_INFINITY, before);
    this.#lastMs = new Float64Array(this.#lastMs.buffer.transfer(before * 2 * 8)).fill(Number.NEGATIVE_INFINITY, before);
  }
}
