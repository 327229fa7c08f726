import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { reportingDiskFull } from '../storage/disk-full.ts';

const ID_BYTES = 16;
const WORDS = ID_BYTES / 4;
/** Parts of the table, each with ids of one range of hashes; they grow one at a time, so that growing needs little room. */
const PARTS = 256;
const FIRST_SLOTS = 512;
/** A part up to this size doubles: moving its ids again and again would cost more than the room does. */
const SMALL_SLOTS = 1 << 14;
/** Slots a larger part has address space for; memory is taken as it grows, in place, so that nothing is left behind. */
const MOST_SLOTS = 1 << 22;
const SLOT_BYTES = 8;
const MOST_FULL = 0.8;
const GROWTH = 1.2;
const WAITING_IDS = 65_536;

interface Part {
  memory: ArrayBuffer;
  /** Hash and place + 1 by turns; place 0 means that the slot is free. */
  slots: Uint32Array;
  count: number;
}

function newPart(): Part {
  const memory = new ArrayBuffer(FIRST_SLOTS * SLOT_BYTES);
  return { memory, slots: new Uint32Array(memory), count: 0 };
}

/** Gives a part that many free slots; what it held is forgotten. */
function widen(part: Part, slots: number): void {
  const bytes = slots * SLOT_BYTES;
  if (part.memory.resizable) {
    part.memory.resize(bytes);
  } else {
    part.memory.transfer(0);
    part.memory = slots > SMALL_SLOTS ? new ArrayBuffer(bytes, { maxByteLength: MOST_SLOTS * SLOT_BYTES }) : new ArrayBuffer(bytes);
  }
  part.slots = new Uint32Array(part.memory, 0, slots * 2).fill(0);
}

/**
 * Set of 16-byte exchange ids at about 11 bytes of memory an id, up to 800 million ids: a table of 32-bit hashes and places, and the ids themselves in a file, where the few
 * that share a hash are compared. Ids may come from the source itself, so the hash is keyed at random: no source can make its ids collide.
 */
export class KnownIds {
  readonly #keys = new Uint32Array(randomBytes(ID_BYTES).buffer.slice(0, ID_BYTES)).map((key) => key | 1);
  readonly #path: string;
  readonly #file: number;
  readonly #parts: readonly Part[] = Array.from({ length: PARTS }, newPart);
  /** Holds the slots of a part while it grows. */
  #moving = new Uint32Array(FIRST_SLOTS * 2);
  #count = 0;
  /** Ids that are not in the file yet. */
  readonly #waiting = new Uint32Array(WAITING_IDS * WORDS);
  #waitingIds = 0;
  readonly #compared = new Uint32Array(WORDS);

  /** Keeps its file in `folder` until close(). Throws disk-full. */
  constructor(folder: string) {
    this.#path = join(folder, 'known-ids.partial');
    this.#file = reportingDiskFull(folder, () => openSync(this.#path, 'w+'));
  }

  get size(): number {
    return this.#count;
  }

  /** Adds the ids, 16 bytes a row; gives the rows, ascending, whose id was there already. Throws disk-full. */
  addAll(bytes: Uint8Array): Uint32Array {
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    const ids = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
    const known: number[] = [];
    for (let row = 0; row * WORDS < ids.length; row++) if (!this.#add(ids, row * WORDS)) known.push(row);
    return Uint32Array.from(known);
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }

  #add(ids: Uint32Array, from: number): boolean {
    const hash = this.#hash(ids, from);
    const part = this.#parts[hash >>> 24] as Part;
    if (part.count >= (part.slots.length >> 1) * MOST_FULL) this.#grow(part);
    const { slots } = part;
    let slot = slotOf(hash, slots.length);
    for (let place = slots[slot + 1] as number; place !== 0; place = slots[slot + 1] as number) {
      if (slots[slot] === hash && this.#equals(place - 1, ids, from)) return false;
      slot = slot + 2 === slots.length ? 0 : slot + 2;
    }
    this.#keep(ids, from);
    part.count++;
    slots[slot] = hash;
    slots[slot + 1] = ++this.#count;
    return true;
  }

  #hash(ids: Uint32Array, from: number): number {
    const keys = this.#keys;
    let mixed = 0;
    for (let word = 0; word < WORDS; word++) {
      mixed = Math.imul((mixed ^ (ids[from + word] as number)) + (keys[word] as number), keys[(word + 1) & 3] as number);
      mixed ^= mixed >>> 15;
    }
    return mixed >>> 0;
  }

  #grow(part: Part): void {
    const { length } = part.slots;
    if (this.#moving.length < length) this.#moving = new Uint32Array(Math.ceil(length * GROWTH));
    const old = this.#moving;
    old.set(part.slots);
    widen(part, length < 2 * SMALL_SLOTS ? length : Math.ceil((length >> 1) * GROWTH));
    const { slots } = part;
    for (let from = 0; from < length; from += 2) {
      const place = old[from + 1] as number;
      if (place === 0) continue;
      const hash = old[from] as number;
      let slot = slotOf(hash, slots.length);
      while (slots[slot + 1] !== 0) slot = slot + 2 === slots.length ? 0 : slot + 2;
      slots[slot] = hash;
      slots[slot + 1] = place;
    }
  }

  #equals(place: number, ids: Uint32Array, from: number): boolean {
    const waiting = place - (this.#count - this.#waitingIds);
    if (waiting >= 0) return sameId(this.#waiting, waiting * WORDS, ids, from);
    readSync(this.#file, this.#compared, 0, ID_BYTES, place * ID_BYTES);
    return sameId(this.#compared, 0, ids, from);
  }

  #keep(ids: Uint32Array, from: number): void {
    if (this.#waitingIds === WAITING_IDS) {
      const position = (this.#count - WAITING_IDS) * ID_BYTES;
      const { byteLength } = this.#waiting;
      reportingDiskFull(this.#path, () => {
        for (let at = 0; at < byteLength; ) at += writeSync(this.#file, this.#waiting, at, byteLength - at, position + at);
      });
      this.#waitingIds = 0;
    }
    const to = this.#waitingIds++ * WORDS;
    for (let word = 0; word < WORDS; word++) this.#waiting[to + word] = ids[from + word] as number;
  }
}

function sameId(a: Uint32Array, at: number, b: Uint32Array, from: number): boolean {
  return a[at] === b[from] && a[at + 1] === b[from + 1] && a[at + 2] === b[from + 2] && a[at + 3] === b[from + 3];
}

/** First slot of a hash, in the order of hashes, in a part's table of `length` numbers, two a slot. */
function slotOf(hash: number, length: number): number {
  return 2 * Math.floor(((hash & 0xffffff) / 2 ** 24) * (length >> 1));
}
