import { JsonValueEnd } from '../engine/formats/json-value-end.ts';
import { EXCERPT_BYTES, RECORD_BYTES } from './import-protocol.ts';
import type { ByteReader } from './import-reader.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const FIRST_CAPACITY = 4 * 1024 * 1024;
const LARGEST_CAPACITY = RECORD_BYTES + FIRST_CAPACITY;
/** White space, commas and what closes a list stand between values; 0x1e begins each text of a JSON text sequence (RFC 7464). */
const BETWEEN = new Set([0x20, 0x09, 0x0a, 0x0d, 0x2c, 0x5d, 0x1e]);

/** One JSON value, in bytes that are valid until the next call. */
export interface JsonValue {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  readonly position: number;
  /** Bytes of the value in the stream; more than to - from where the value is too long and only its head is kept. */
  readonly length: number;
  readonly state: 'complete' | 'cut-off' | 'too-long';
}

/**
 * Cuts a stream into JSON values: those one after another, the elements of lists at the top, and, with a list key, the elements of the list that
 * member of an object at the top holds. Holds at most one value of RECORD_BYTES.
 */
export class JsonValues {
  readonly #reader: ByteReader;
  readonly #listKey: Buffer | null;
  #buffer = Buffer.allocUnsafe(FIRST_CAPACITY);
  #base = 0;
  #from = 0;
  #have = 0;
  #ended = false;
  /** Inside an object whose members are looked through for the list key. */
  #inWrapper = false;
  #inList = false;

  constructor(reader: ByteReader, listKey: string | null) {
    this.#reader = reader;
    this.#listKey = listKey === null ? null : Buffer.from(listKey);
  }

  /** Position of the next value, as far as is known. */
  get position(): number {
    return this.#base + this.#from;
  }

  get ended(): boolean {
    return this.#ended && this.#from === this.#have;
  }

  async skipPrefix(prefix: Uint8Array): Promise<void> {
    while (this.#have < prefix.length && !this.#ended) await this.#fill();
    if (this.#have >= prefix.length && prefix.every((byte, index) => this.#buffer[index] === byte)) this.#from = prefix.length;
  }

  /** The next value that begins before `limit`; null when the next begins at or after it, or there is none. */
  async next(limit: number): Promise<JsonValue | null> {
    for (;;) {
      const byte = await this.#nextByte();
      if (byte === null || this.position >= limit) return null;
      if (this.#inWrapper && !this.#inList) await this.#member(byte);
      else if (byte === OPEN_LIST && !this.#inList) this.#enterList();
      else if (byte === OPEN_OBJECT && this.#listKey !== null && !this.#inList) this.#enterWrapper();
      else return await this.#value();
    }
  }

  /** The first byte of what comes next; lists that end on the way are left. */
  async #nextByte(): Promise<number | null> {
    for (;;) {
      while (this.#from < this.#have) {
        const byte = this.#buffer[this.#from] as number;
        if (byte === 0x5d) this.#inList = false;
        else if (!BETWEEN.has(byte)) return byte;
        this.#from++;
      }
      if (this.#ended) return null;
      await this.#fill();
    }
  }

  #enterList(): void {
    this.#inList = true;
    this.#from++;
  }

  #enterWrapper(): void {
    this.#inWrapper = true;
    this.#from++;
  }

  /** Passes over one member of the wrapper, or up to the elements of its list. */
  async #member(byte: number): Promise<void> {
    if (byte === CLOSE_OBJECT) {
      this.#inWrapper = false;
      this.#from++;
      return;
    }
    if (byte === QUOTE) {
      const name = await this.#value();
      const isList = name.state === 'complete' && this.#listKey !== null && sameName(name, this.#listKey);
      let next = await this.#nextByte();
      if (next === COLON) {
        this.#from++;
        next = await this.#nextByte();
      }
      if (isList && next === OPEN_LIST) return this.#enterList();
    }
    if (!this.ended) await this.#value();
  }

  async #value(): Promise<JsonValue> {
    const position = this.position;
    const end = new JsonValueEnd();
    let scanned = this.#from;
    for (;;) {
      const found = end.find(this.#buffer, scanned, this.#have);
      if (found >= 0) return this.#take(found, position, 'complete');
      if (this.#ended) return this.#take(this.#have, position, this.#isScalar() ? 'complete' : 'cut-off');
      if (this.#have - this.#from > RECORD_BYTES) return await this.#tooLong(end, position);
      const before = this.#have - this.#from;
      await this.#fill();
      scanned = this.#from + before;
    }
  }

  /** A number or a word at the end of the stream has no end mark. */
  #isScalar(): boolean {
    const first = this.#buffer[this.#from];
    return first !== OPEN_OBJECT && first !== OPEN_LIST && first !== QUOTE;
  }

  #take(to: number, position: number, state: JsonValue['state']): JsonValue {
    const from = this.#from;
    this.#from = to;
    return { bytes: this.#buffer, from, to, position, length: to - from, state };
  }

  async #tooLong(end: JsonValueEnd, position: number): Promise<JsonValue> {
    const head = Buffer.from(this.#buffer.subarray(this.#from, this.#from + EXCERPT_BYTES));
    this.#from = this.#have;
    for (let found = -1; found < 0 && !this.#ended; ) {
      await this.#fill();
      found = end.find(this.#buffer, this.#from, this.#have);
      this.#from = found < 0 ? this.#have : found;
    }
    return { bytes: head, from: 0, to: head.length, position, length: this.position - position, state: 'too-long' };
  }

  async #fill(): Promise<void> {
    if (this.#from > 0) {
      this.#buffer.copyWithin(0, this.#from, this.#have);
      this.#base += this.#from;
      this.#have -= this.#from;
      this.#from = 0;
    }
    if (this.#have === this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.min(this.#buffer.length * 2, LARGEST_CAPACITY));
      this.#buffer.copy(larger, 0, 0, this.#have);
      this.#buffer = larger;
    }
    const reading = this.#reader.read(this.#buffer, this.#have, this.#buffer.length - this.#have);
    const got = typeof reading === 'number' ? reading : await reading;
    this.#have += got;
    if (got === 0) this.#ended = true;
  }
}

function sameName(name: JsonValue, wanted: Buffer): boolean {
  const inner = name.bytes.subarray(name.from + 1, name.to - 1);
  return inner.equals(wanted) && !inner.includes(BACKSLASH);
}
