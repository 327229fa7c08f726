/**
 * Exchanges by account and slot of time, each count at most 255. Slots are equal parts of a day, days are those with any exchange, ascending:
 * account a in slot s of days[d] has counts[d][a * slotsPerDay + s].
 */
export interface ActivityGrid {
  readonly accountCount: number;
  readonly slotsPerDay: number;
  /** Days since 1970 UTC. */
  readonly days: readonly number[];
  readonly counts: readonly Uint8Array[];
}

const DAY_MS = 86_400_000;
/** Slots of 15 minutes, an hour, six hours, a day. */
const SLOTS_PER_DAY = [96, 24, 4, 1] as const;
const MOST_COUNT = 255;
/** Bytes of all counts together: 25,000 accounts over six weeks take 108 MB in slots of 15 minutes. */
export const GRID_BUDGET_BYTES = 192 * 1024 * 1024;

/** Gathers rows in any order; coarser slots are taken when the days seen no longer fit the budget, with the same result in any order. */
export class ActivityGridBuilder {
  readonly #accountCount: number;
  readonly #budgetBytes: number;
  readonly #blocks = new Map<number, Uint8Array>();
  #slots: (typeof SLOTS_PER_DAY)[number] | null = SLOTS_PER_DAY[0];

  constructor(accountCount: number, budgetBytes = GRID_BUDGET_BYTES) {
    this.#accountCount = accountCount;
    this.#budgetBytes = budgetBytes;
  }

  add(accounts: Int32Array, timeMs: Float64Array, rowCount: number): void {
    let day = Number.NaN;
    let block: Uint8Array | null = null;
    for (let row = 0; row < rowCount; row++) {
      const account = accounts[row] as number;
      const time = timeMs[row] as number;
      if (account < 0 || !(time >= 0)) continue;
      const own = Math.floor(time / DAY_MS);
      if (own !== day) {
        block = this.#blockOf(own);
        day = own;
      }
      const slots = this.#slots;
      if (block === null || slots === null) return;
      const at = account * slots + Math.floor(((time - own * DAY_MS) * slots) / DAY_MS);
      const count = block[at] as number;
      if (count < MOST_COUNT) block[at] = count + 1;
    }
  }

  /** Null when even whole days do not fit, or no row has a time. */
  build(): ActivityGrid | null {
    if (this.#slots === null || this.#blocks.size === 0) return null;
    const days = [...this.#blocks.keys()].sort((x, y) => x - y);
    const counts = days.map((day) => this.#blocks.get(day) ?? new Uint8Array(0));
    return { accountCount: this.#accountCount, slotsPerDay: this.#slots, days, counts };
  }

  #blockOf(day: number): Uint8Array | null {
    const known = this.#blocks.get(day);
    if (known !== undefined) return known;
    while (this.#slots !== null && (this.#blocks.size + 1) * this.#accountCount * this.#slots > this.#budgetBytes) this.#coarsen();
    if (this.#slots === null) return null;
    const block = new Uint8Array(this.#accountCount * this.#slots);
    this.#blocks.set(day, block);
    return block;
  }

  #coarsen(): void {
    const before = this.#slots ?? 1;
    const after = SLOTS_PER_DAY[SLOTS_PER_DAY.indexOf(before) + 1] ?? null;
    this.#slots = after;
    if (after === null) this.#blocks.clear();
    for (const [day, block] of this.#blocks) {
      const merged = new Uint8Array(this.#accountCount * (after ?? 1));
      const each = before / (after ?? 1);
      for (let i = 0; i < block.length; i++) {
        const at = Math.floor(i / each);
        merged[at] = Math.min(MOST_COUNT, (merged[at] as number) + (block[i] as number));
      }
      this.#blocks.set(day, merged);
    }
  }
}
