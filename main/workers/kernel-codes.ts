import { SEGMENT_ROWS } from '../engine/domain/exchange-columns.ts';

/** Case codes of one column's local codes: local code 0 is null, as case code 0 is; local codes 1 to `known` have a case code. */
export class CaseCodes {
  known = 0;
  #codes = new Int32Array(1024);
  readonly #mapped = new Int32Array(SEGMENT_ROWS);

  append(codes: Int32Array): void {
    const needed = this.known + codes.length + 1;
    if (needed > this.#codes.length) {
      const larger = new Int32Array(Math.max(needed, this.#codes.length * 2));
      larger.set(this.#codes);
      this.#codes = larger;
    }
    this.#codes.set(codes, this.known + 1);
    this.known += codes.length;
  }

  clear(): void {
    this.known = 0;
  }

  /** Case codes of a column of local codes, in a buffer that the next call reuses. */
  map(local: Int32Array): Int32Array {
    const mapped = this.#mapped.subarray(0, local.length);
    if (this.known === 0) return mapped.fill(0);
    const codes = this.#codes;
    for (let row = 0; row < local.length; row++) mapped[row] = codes[local[row] as number] as number;
    return mapped;
  }
}
