/**
 * Counts (account, value) pairs over rows in any order. Memory by distinct pairs, one probe a row; a run of equal pairs costs no probe.
 */
export class PairCounter {
  #slots = new Int32Array(1 << 13).fill(-1);
  #accounts = new Int32Array(1 << 12);
  #values = new Int32Array(1 << 12);
  #counts = new Uint32Array(1 << 12);
  #size = 0;

  get size(): number {
    return this.#size;
  }
  /** Views of the pairs so far, in order of first appearance, valid until the next add. */
  get accounts(): Int32Array {
    return this.#accounts.subarray(0, this.#size);
  }
  get values(): Int32Array {
    return this.#values.subarray(0, this.#size);
  }
  get counts(): Uint32Array {
    return this.#counts.subarray(0, this.#size);
  }

  /** Adds row by row; a row with a negative account or value is left out. */
  addColumns(accounts: Int32Array, values: Int32Array, rowCount: number): void {
    let lastAccount = -1;
    let lastValue = -1;
    let pair = 0;
    for (let row = 0; row < rowCount; row++) {
      const account = accounts[row] as number;
      const value = values[row] as number;
      if (account < 0 || value < 0) continue;
      if (account !== lastAccount || value !== lastValue) {
        pair = this.#pairOf(account, value);
        lastAccount = account;
        lastValue = value;
      }
      this.#counts[pair] = (this.#counts[pair] as number) + 1;
    }
  }

  /** Adds to one pair and gives its number, in order of first appearance. */
  add(account: number, value: number, count: number): number {
    const pair = this.#pairOf(account, value);
    this.#counts[pair] = (this.#counts[pair] as number) + count;
    return pair;
  }

  /** Number of a pair, -1 where it was never added. */
  find(account: number, value: number): number {
    return this.#slots[this.#slotOf(account, value)] as number;
  }

  /** Gives back the memory that only adding and finding need; the pairs stay. */
  close(): void {
    this.#slots.buffer.transfer(0);
  }

  #pairOf(account: number, value: number): number {
    let slot = this.#slotOf(account, value);
    const known = this.#slots[slot] as number;
    if (known !== -1) return known;
    if (this.#size === this.#accounts.length) {
      this.#grow();
      slot = this.#slotOf(account, value);
    }
    const pair = this.#size++;
    this.#accounts[pair] = account;
    this.#values[pair] = value;
    this.#slots[slot] = pair;
    return pair;
  }

  /** Slot that holds the pair, or would. */
  #slotOf(account: number, value: number): number {
    const mask = this.#slots.length - 1;
    let slot = mixed(account, value) & mask;
    for (;;) {
      const pair = this.#slots[slot] as number;
      if (pair === -1 || (this.#accounts[pair] === account && this.#values[pair] === value)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  /** Old columns are given back at once, not when garbage is next collected: they are what memory peaks on. */
  #grow(): void {
    const size = this.#accounts.length * 2;
    this.#slots.buffer.transfer(0);
    this.#accounts = new Int32Array(this.#accounts.buffer.transfer(size * 4));
    this.#values = new Int32Array(this.#values.buffer.transfer(size * 4));
    this.#counts = new Uint32Array(this.#counts.buffer.transfer(size * 4));
    this.#slots = new Int32Array(size * 2).fill(-1);
    for (let pair = 0; pair < this.#size; pair++) {
      this.#slots[this.#slotOf(this.#accounts[pair] as number, this.#values[pair] as number)] = pair;
    }
  }
}

function mixed(account: number, value: number): number {
  let x = Math.imul(account, 0x9e3779b1) ^ Math.imul(value, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  return x ^ (x >>> 15);
}
