const REGISTER_BITS = 14;
const REGISTERS = 1 << REGISTER_BITS;
/** Bits of a key that are left for the rank. */
const RANK_BITS = 64 - REGISTER_BITS;
const FIRST_SLOTS = 1 << 6;

/**
 * Counts different 64-bit keys: exactly up to a limit, beyond it by HyperLogLog with 2^14 registers (standard error 1.04 / 2^7 = 0.8 %) and the estimator of
 * Ertl 2017, "New cardinality estimation algorithms for HyperLogLog sketches", section 4. Keys must be spread evenly, as hashes are. The count depends on
 * the set of keys only, never on their order.
 */
export class DistinctCounter {
  readonly #limit: number;
  #count = 0;
  #high = new Uint32Array(FIRST_SLOTS);
  #low = new Uint32Array(FIRST_SLOTS);
  #registers: Uint8Array | null = null;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `high` and `low` are unsigned 32-bit halves. */
  add(high: number, low: number): void {
    if (this.#registers !== null) {
      note(this.#registers, high, low);
      return;
    }
    // The key 0 marks an empty slot; taking it for 1 costs less than any hash collision.
    const last = (high | low) === 0 ? 1 : low;
    const slot = slotOf(this.#high, this.#low, high, last);
    if (((this.#high[slot] as number) | (this.#low[slot] as number)) !== 0) return;
    this.#high[slot] = high;
    this.#low[slot] = last;
    this.#count++;
    if (this.#count > this.#limit) this.#estimateFromNowOn();
    else if (this.#count * 2 > this.#high.length) this.#grow();
  }

  get isEstimate(): boolean {
    return this.#registers !== null;
  }

  get count(): number {
    return this.#registers === null ? this.#count : Math.round(estimate(this.#registers));
  }

  #estimateFromNowOn(): void {
    const registers = new Uint8Array(REGISTERS);
    for (let slot = 0; slot < this.#high.length; slot++) {
      const high = this.#high[slot] as number;
      const low = this.#low[slot] as number;
      if ((high | low) !== 0) note(registers, high, low);
    }
    this.#registers = registers;
    this.#high = new Uint32Array(0);
    this.#low = new Uint32Array(0);
  }

  #grow(): void {
    const high = new Uint32Array(this.#high.length * 2);
    const low = new Uint32Array(high.length);
    for (let old = 0; old < this.#high.length; old++) {
      const h = this.#high[old] as number;
      const l = this.#low[old] as number;
      if ((h | l) === 0) continue;
      const slot = slotOf(high, low, h, l);
      high[slot] = h;
      low[slot] = l;
    }
    this.#high = high;
    this.#low = low;
  }
}

/** The slot that holds a key, or would. */
function slotOf(highs: Uint32Array, lows: Uint32Array, high: number, low: number): number {
  const mask = highs.length - 1;
  let slot = (low ^ (high >>> 7)) & mask;
  for (;;) {
    const h = highs[slot] as number;
    const l = lows[slot] as number;
    if ((h === high && l === low) || (h | l) === 0) return slot;
    slot = (slot + 1) & mask;
  }
}

/** The first bits of a key choose the register, which keeps the longest run of zeros, plus one, that the other bits began with. */
function note(registers: Uint8Array, high: number, low: number): void {
  const register = high >>> (32 - REGISTER_BITS);
  const rest = high << REGISTER_BITS;
  const rank = rest !== 0 ? Math.clz32(rest) + 1 : Math.min(32 - REGISTER_BITS + Math.clz32(low), RANK_BITS) + 1;
  if (rank > (registers[register] as number)) registers[register] = rank;
}

function estimate(registers: Uint8Array): number {
  const withRank = new Float64Array(RANK_BITS + 2);
  for (const rank of registers) withRank[rank] = (withRank[rank] as number) + 1;
  let z = REGISTERS * tau(1 - (withRank[RANK_BITS + 1] as number) / REGISTERS);
  for (let rank = RANK_BITS; rank >= 1; rank--) z = 0.5 * (z + (withRank[rank] as number));
  z += REGISTERS * sigma((withRank[0] as number) / REGISTERS);
  return REGISTERS ** 2 / (2 * Math.LN2 * z);
}

/** x + the sum over k of x^(2^k) 2^(k-1), for the registers that are still zero. */
function sigma(share: number): number {
  if (share === 1) return Number.POSITIVE_INFINITY;
  let x = share;
  let factor = 1;
  let sum = x;
  for (let before = Number.NaN; sum !== before; factor *= 2) {
    x *= x;
    before = sum;
    sum += x * factor;
  }
  return sum;
}

/** (1 - x - the sum over k of (1 - x^(2^-k))^2 2^-k) / 3, for the registers that are full. */
function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let x = share;
  let factor = 1;
  let sum = 1 - x;
  for (let before = Number.NaN; sum !== before; ) {
    x = Math.sqrt(x);
    before = sum;
    factor *= 0.5;
    sum -= (1 - x) ** 2 * factor;
  }
  return sum / 3;
}
