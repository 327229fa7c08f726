import { SKETCH_BINS } from '../domain/exchange-columns.ts';

/** The fingerprint columns of some rows, in any order of rows. */
export interface SkeletonRows {
  readonly skeletonHash: BigUint64Array;
  readonly headHash: Uint32Array;
  readonly tailHash: Uint32Array;
  readonly tokenCount: Uint16Array;
  /** SKETCH_BINS bytes a row. */
  readonly sketch: Uint8Array;
}

/** Prompts shorter than this (in words and numbers) are alike by nature ("thank you very much") and belong to no family. */
export const LEAST_TEMPLATE_TOKENS = 12;

/** Each distinct skeleton once, with its fingerprint, numbered in order of first appearance. */
export class DistinctSkeletons {
  count = 0;
  high = new Uint32Array(1 << 12);
  low = new Uint32Array(1 << 12);
  head = new Uint32Array(1 << 12);
  tail = new Uint32Array(1 << 12);
  sketches = new Uint8Array((1 << 12) * SKETCH_BINS);
  #slots = new Int32Array(1 << 13).fill(-1);

  /** Number of each row's skeleton in `numbers`, -1 for prompts too short to be a template. */
  add(rows: SkeletonRows, rowCount: number, numbers: Int32Array): void {
    const halves = new Uint32Array(rows.skeletonHash.buffer, rows.skeletonHash.byteOffset, rows.skeletonHash.length * 2);
    for (let row = 0; row < rowCount; row++) {
      if ((rows.tokenCount[row] as number) < LEAST_TEMPLATE_TOKENS) {
        numbers[row] = -1;
        continue;
      }
      const low = halves[2 * row] as number;
      const high = halves[2 * row + 1] as number;
      numbers[row] = this.#numberOf(high, low, rows, row);
    }
  }

  #numberOf(high: number, low: number, rows: SkeletonRows, row: number): number {
    const mask = this.#slots.length - 1;
    let slot = (low ^ Math.imul(high, 0x9e3779b1)) & mask;
    for (;;) {
      const known = this.#slots[slot] as number;
      if (known === -1) break;
      if (this.low[known] === low && this.high[known] === high) return known;
      slot = (slot + 1) & mask;
    }
    if (this.count === this.high.length) {
      this.#grow();
      return this.#numberOf(high, low, rows, row);
    }
    const number = this.count++;
    this.high[number] = high;
    this.low[number] = low;
    this.head[number] = rows.headHash[row] as number;
    this.tail[number] = rows.tailHash[row] as number;
    this.sketches.set(rows.sketch.subarray(row * SKETCH_BINS, (row + 1) * SKETCH_BINS), number * SKETCH_BINS);
    this.#slots[slot] = number;
    return number;
  }

  #grow(): void {
    const size = this.high.length * 2;
    const larger = (old: Uint32Array): Uint32Array<ArrayBuffer> => {
      const grown = new Uint32Array(size);
      grown.set(old);
      return grown;
    };
    this.high = larger(this.high);
    this.low = larger(this.low);
    this.head = larger(this.head);
    this.tail = larger(this.tail);
    const sketches = new Uint8Array(size * SKETCH_BINS);
    sketches.set(this.sketches);
    this.sketches = sketches;
    this.#slots = new Int32Array(size * 2).fill(-1);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.count; number++) {
      let slot = ((this.low[number] as number) ^ Math.imul(this.high[number] as number, 0x9e3779b1)) & mask;
      while (this.#slots[slot] !== -1) slot = (slot + 1) & mask;
      this.#slots[slot] = number;
    }
  }
}
