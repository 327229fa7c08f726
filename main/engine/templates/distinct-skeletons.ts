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

/** What tells a skeleton from others. */
export type SkeletonKeys = Pick<SkeletonRows, 'skeletonHash' | 'tokenCount'>;

/** Which skeletons are kept, see SkeletonCensus. */
export interface SkeletonChoice {
  readonly keepsAll: boolean;
  isKept(high: number, low: number, head: number, tail: number): boolean;
  close(): void;
}

/** Prompts shorter than this (in words and numbers) are alike by nature ("thank you very much") and belong to no family. */
export const LEAST_TEMPLATE_TOKENS = 12;

/** Each distinct skeleton once, with its fingerprint, numbered in order of first appearance; with a choice, only those that it keeps. */
export class DistinctSkeletons {
  count = 0;
  high = new Uint32Array(1 << 12);
  low = new Uint32Array(1 << 12);
  head = new Uint32Array(1 << 12);
  tail = new Uint32Array(1 << 12);
  sketches = new Uint8Array((1 << 12) * SKETCH_BINS);
  #slots = new Int32Array(1 << 13).fill(-1);
  #choice: SkeletonChoice | null;
  #isClosed = false;

  constructor(choice: SkeletonChoice | null = null) {
    const keepsAll = choice === null || choice.keepsAll;
    if (keepsAll) choice?.close();
    this.#choice = keepsAll ? null : choice;
  }

  /**
   * Number of each row's skeleton in `numbers`, -1 for prompts too short to be a template and for skeletons that are not kept. Once closed, as `find`.
   */
  add(rows: SkeletonRows, rowCount: number, numbers: Int32Array): void {
    this.#look(rows, rowCount, numbers, this.#isClosed ? null : rows);
  }

  /** As `add`, but takes in no skeleton: -1 also for those not known. */
  find(rows: SkeletonKeys, rowCount: number, numbers: Int32Array): void {
    this.#look(rows, rowCount, numbers, null);
  }

  /** Frees what only finding families needs: the choice, sketches, openings, closings. */
  close(): void {
    this.#isClosed = true;
    this.#choice?.close();
    this.#choice = null;
    this.head = new Uint32Array(0);
    this.tail = new Uint32Array(0);
    this.sketches = new Uint8Array(0);
  }

  #look(keys: SkeletonKeys, rowCount: number, numbers: Int32Array, toTakeIn: SkeletonRows | null): void {
    const halves = new Uint32Array(keys.skeletonHash.buffer, keys.skeletonHash.byteOffset, keys.skeletonHash.length * 2);
    for (let row = 0; row < rowCount; row++) {
      if ((keys.tokenCount[row] as number) < LEAST_TEMPLATE_TOKENS) {
        numbers[row] = -1;
        continue;
      }
      const low = halves[2 * row] as number;
      const high = halves[2 * row + 1] as number;
      const known = this.#slots[this.#slotOf(high, low)] as number;
      numbers[row] = known === -1 && toTakeIn !== null ? this.#takeIn(high, low, toTakeIn, row) : known;
    }
  }

  #takeIn(high: number, low: number, rows: SkeletonRows, row: number): number {
    if (this.#choice?.isKept(high, low, rows.headHash[row] as number, rows.tailHash[row] as number) === false) return -1;
    if (this.count === this.high.length) this.#grow();
    const number = this.count++;
    this.high[number] = high;
    this.low[number] = low;
    this.head[number] = rows.headHash[row] as number;
    this.tail[number] = rows.tailHash[row] as number;
    for (let bin = 0; bin < SKETCH_BINS; bin++) this.sketches[number * SKETCH_BINS + bin] = rows.sketch[row * SKETCH_BINS + bin] as number;
    this.#slots[this.#slotOf(high, low)] = number;
    return number;
  }

  /** Slot that holds the skeleton, or would. */
  #slotOf(high: number, low: number): number {
    const mask = this.#slots.length - 1;
    let slot = (low ^ Math.imul(high, 0x9e3779b1)) & mask;
    for (;;) {
      const known = this.#slots[slot] as number;
      if (known === -1 || (this.low[known] === low && this.high[known] === high)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const size = this.high.length * 2;
    this.#slots.buffer.transfer(0);
    this.high = new Uint32Array(this.high.buffer.transfer(size * 4));
    this.low = new Uint32Array(this.low.buffer.transfer(size * 4));
    this.head = new Uint32Array(this.head.buffer.transfer(size * 4));
    this.tail = new Uint32Array(this.tail.buffer.transfer(size * 4));
    this.sketches = new Uint8Array(this.sketches.buffer.transfer(size * SKETCH_BINS));
    this.#slots = new Int32Array(size * 2).fill(-1);
    for (let number = 0; number < this.count; number++) {
      this.#slots[this.#slotOf(this.high[number] as number, this.low[number] as number)] = number;
    }
  }
}
