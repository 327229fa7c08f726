import { randomBytes } from 'node:crypto';

const FIRST_ROWS = 1 << 16;
const WORDS = 4;

/**
 * Set of 16-byte exchange ids: the ids in order of arrival, and a hash table of their places. Ids may come from the file itself, so the hash
 * is keyed at random: no file can make its ids collide.
 */
export class KnownIds {
  readonly #keys = new Uint32Array(randomBytes(WORDS * 4).buffer.slice(0, WORDS * 4)).map((key) => key | 1);
  #ids = new Uint32Array(FIRST_ROWS * WORDS);
  #slots = new Int32Array(FIRST_ROWS * 2).fill(-1);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** Adds the ids, 16 bytes a row; gives the rows, ascending, whose id was there already. */
  addAll(bytes: Uint8Array): Uint32Array {
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
    const rows = words.length / WORDS;
    const known: number[] = [];
    this.#reserve(this.#count + rows);
    for (let row = 0; row < rows; row++) if (!this.#add(words, row * WORDS)) known.push(row);
    return Uint32Array.from(known);
  }

  #add(words: Uint32Array, from: number): boolean {
    const ids = this.#ids;
    const mask = this.#slots.length - 1;
    let slot = this.#slotOf(words, from);
    for (let at = this.#slots[slot] as number; at >= 0; at = this.#slots[slot] as number) {
      const id = at * WORDS;
      if (
        ids[id] === words[from] &&
        ids[id + 1] === words[from + 1] &&
        ids[id + 2] === words[from + 2] &&
        ids[id + 3] === words[from + 3]
      ) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.#count;
    for (let word = 0; word < WORDS; word++) ids[this.#count * WORDS + word] = words[from + word] as number;
    this.#count++;
    return true;
  }

  #slotOf(words: Uint32Array, from: number): number {
    const keys = this.#keys;
    let mixed = 0;
    for (let word = 0; word < WORDS; word++) {
      mixed = Math.imul((mixed ^ (words[from + word] as number)) + (keys[word] as number), keys[(word + 1) % WORDS] as number);
      mixed ^= mixed >>> 15;
    }
    return mixed & (this.#slots.length - 1);
  }

  #reserve(rows: number): void {
    if (rows * WORDS > this.#ids.length) {
      const larger = new Uint32Array(Math.max(rows * WORDS, this.#ids.length * 2));
      larger.set(this.#ids.subarray(0, this.#count * WORDS));
      this.#ids = larger;
    }
    let slots = this.#slots.length;
    while (slots < rows * 2) slots *= 2;
    if (slots === this.#slots.length) return;
    this.#slots = new Int32Array(slots).fill(-1);
    for (let at = 0; at < this.#count; at++) {
      let slot = this.#slotOf(this.#ids, at * WORDS);
      while ((this.#slots[slot] as number) >= 0) slot = (slot + 1) & (slots - 1);
      this.#slots[slot] = at;
    }
  }
}
