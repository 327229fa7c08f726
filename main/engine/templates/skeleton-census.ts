import { LEAST_TEMPLATE_TOKENS, type SkeletonRows } from './distinct-skeletons.ts';
import { RepeatFilter } from './repeat-filter.ts';

/** The columns of SkeletonRows that are counted. */
export type CensusRows = Omit<SkeletonRows, 'sketch'>;

/** Distinct skeletons that are kept with their sketches: 56 bytes each and up to three pairs with accounts. */
export const SKELETON_BUDGET = 4_000_000;

/** 64 MiB, and 32 for openings and closings each: which of these repeat only says what is kept first. */
const SKELETON_CELLS = 1 << 28;
const END_CELLS = 1 << 27;
/** One in so many distinct skeletons is followed, to tell how many there are of each kind. */
const FOLLOWED = 64;
/** Part of the budget that each kind may have before another takes it. */
const OWN_PART = 0.25;

/**
 * What a skeleton is good for: one that repeats, or whose opening or closing words do, may tie accounts; one seen once, with words of its own, ties nobody
 * but near-duplicates. In this order they are kept.
 */
const KINDS = ['repeated', 'resembling', 'unique'] as const;
type Kind = (typeof KINDS)[number];

/**
 * A first look at all rows, so that memory does not grow with the number of prompts that are all different: counts how many distinct skeletons
 * of each kind there are, and when they exceed the budget decides by their hashes which are kept. Depends on the rows alone, not on their order.
 */
export class SkeletonCensus {
  readonly #budget: number;
  readonly #skeletons: RepeatFilter;
  readonly #heads: RepeatFilter;
  readonly #tails: RepeatFilter;
  /** Of the skeletons followed: hashes and ends, once each. */
  readonly #followed = new Map<bigint, { high: number; low: number; head: number; tail: number }>();
  #shares: Readonly<Record<Kind, number>> | null = null;

  /** @param rowCount rows that will be added at most */
  constructor(rowCount: number, budget = SKELETON_BUDGET) {
    this.#budget = budget;
    this.#skeletons = new RepeatFilter(rowCount, SKELETON_CELLS);
    this.#heads = new RepeatFilter(rowCount, END_CELLS);
    this.#tails = new RepeatFilter(rowCount, END_CELLS);
  }

  add(rows: CensusRows, rowCount: number): void {
    const halves = new Uint32Array(rows.skeletonHash.buffer, rows.skeletonHash.byteOffset, rows.skeletonHash.length * 2);
    for (let row = 0; row < rowCount; row++) {
      if ((rows.tokenCount[row] as number) < LEAST_TEMPLATE_TOKENS) continue;
      const low = halves[2 * row] as number;
      const high = halves[2 * row + 1] as number;
      const head = rows.headHash[row] as number;
      const tail = rows.tailHash[row] as number;
      this.#skeletons.add(high, low);
      if (head !== 0) this.#heads.add(0, head);
      if (tail !== 0) this.#tails.add(0, tail);
      if (mixed(high, low, 1) % FOLLOWED === 0) this.#followed.set(rows.skeletonHash[row] as bigint, { high, low, head, tail });
    }
  }

  /** Share of the distinct skeletons of each kind that is kept; the census ends with the first call. */
  shares(): Readonly<Record<Kind, number>> {
    if (this.#shares !== null) return this.#shares;
    const sizes: Record<Kind, number> = { repeated: 0, resembling: 0, unique: 0 };
    for (const { high, low, head, tail } of this.#followed.values()) sizes[this.#kindOf(high, low, head, tail)] += FOLLOWED;
    this.#followed.clear();
    const own = KINDS.map((kind) => Math.min(sizes[kind], Math.floor(this.#budget * OWN_PART)));
    let left = this.#budget - own.reduce((sum, part) => sum + part, 0);
    const shares: Record<Kind, number> = { repeated: 1, resembling: 1, unique: 1 };
    KINDS.forEach((kind, place) => {
      const reserved = own[place] as number;
      const kept = reserved + Math.min(left, sizes[kind] - reserved);
      left -= kept - reserved;
      if (kept < sizes[kind]) shares[kind] = kept / sizes[kind];
    });
    this.#shares = shares;
    return shares;
  }

  /** Whether every skeleton is kept. */
  get keepsAll(): boolean {
    const shares = this.shares();
    return KINDS.every((kind) => shares[kind] === 1);
  }

  isKept(high: number, low: number, head: number, tail: number): boolean {
    const share = this.shares()[this.#kindOf(high, low, head, tail)];
    return share === 1 || mixed(high, low, 2) < share * 2 ** 32;
  }

  /** Gives the memory back once it was asked for all rows. */
  close(): void {
    for (const filter of [this.#skeletons, this.#heads, this.#tails]) filter.close();
  }

  #kindOf(high: number, low: number, head: number, tail: number): Kind {
    if (this.#skeletons.isRepeated(high, low)) return 'repeated';
    const isResembling = (head !== 0 && this.#heads.isRepeated(0, head)) || (tail !== 0 && this.#tails.isRepeated(0, tail));
    return isResembling ? 'resembling' : 'unique';
  }
}

function mixed(high: number, low: number, salt: number): number {
  let x = Math.imul(high ^ Math.imul(salt, 0x632be59b), 0x9e3779b1) ^ low;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
