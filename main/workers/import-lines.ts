import { EXCERPT_BYTES, RECORD_BYTES } from './import-protocol.ts';
import type { ByteReader } from './import-reader.ts';

const LINE_FEED = 0x0a;
/** Small enough that a block is scanned from the cache that it was read into. */
const FIRST_CAPACITY = 512 * 1024;
const LARGEST_CAPACITY = RECORD_BYTES + FIRST_CAPACITY;

/** Lines of a stream, in bytes that are valid until the next call; or one line too long to hold, of which only the head is kept. */
export interface LineBlock {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  /** Position in the stream of bytes[from]. */
  readonly position: number;
  /** The last line has no line end because the stream ends. */
  readonly unterminated: boolean;
  /** Length of a line longer than RECORD_BYTES; `bytes` then holds its head. */
  readonly tooLong: number | null;
}

/** Cuts a stream into blocks of whole lines, holding at most one line of RECORD_BYTES. */
export class LineBlocks {
  readonly #reader: ByteReader;
  #buffer = Buffer.allocUnsafe(FIRST_CAPACITY);
  /** Position in the stream of the buffer's first byte. */
  #base: number;
  #from = 0;
  #have = 0;
  /** Bytes before this hold no line feed. */
  #scanned = 0;
  #ended = false;

  constructor(reader: ByteReader, position: number) {
    this.#reader = reader;
    this.#base = position;
  }

  /** Position of the next line. */
  get position(): number {
    return this.#base + this.#from;
  }

  /** Nothing is left; reads on to know it. */
  async atEnd(): Promise<boolean> {
    if (this.#from === this.#have && !this.#ended) await this.#fill();
    return this.#nothingLeft;
  }

  get #nothingLeft(): boolean {
    return this.#ended && this.#from === this.#have;
  }

  /** Passes over the bytes up to `position` and the rest of a line that began before it, but not far beyond `limit`. */
  async skipTo(position: number, limit: number): Promise<void> {
    if (position === 0) return;
    const before = position - 1;
    while (this.#base + this.#have <= before && !this.#ended) {
      this.#drop(this.#have);
      await this.#fill();
    }
    this.#drop(Math.min(this.#have, before - this.#base));
    await this.#skipLine(limit);
  }

  /** Passes over a mark at the very beginning of the stream. */
  async skipPrefix(prefix: Uint8Array): Promise<void> {
    while (this.#have < prefix.length && !this.#ended) await this.#fill();
    if (this.#have >= prefix.length && prefix.every((byte, index) => this.#buffer[index] === byte)) this.#from = prefix.length;
    this.#scanned = this.#from;
  }

  /** The next block whose lines begin before `limit`; null when the next line begins at or after it, or there is none. */
  async next(limit: number): Promise<LineBlock | null> {
    for (;;) {
      if (this.position >= limit || this.#nothingLeft) return null;
      const lastFeed = this.#lastFeed();
      if (lastFeed >= 0) return this.#take(this.#blockEnd(lastFeed, limit), false);
      this.#scanned = this.#have;
      if (this.#ended) return this.#take(this.#have, true);
      if (this.#have - this.#from > RECORD_BYTES) return await this.#tooLong();
      await this.#fill();
    }
  }

  #lastFeed(): number {
    if (this.#scanned >= this.#have) return -1;
    const found = this.#buffer.subarray(this.#scanned, this.#have).lastIndexOf(LINE_FEED);
    return found < 0 ? -1 : this.#scanned + found;
  }

  /** End of the last line that begins before `limit`, given the last line feed in the buffer. */
  #blockEnd(lastFeed: number, limit: number): number {
    if (this.#base + lastFeed + 1 <= limit) return lastFeed + 1;
    return this.#buffer.indexOf(LINE_FEED, Math.max(this.#from, limit - 1 - this.#base)) + 1;
  }

  #take(to: number, unterminated: boolean): LineBlock {
    const block = { bytes: this.#buffer, from: this.#from, to, position: this.position, unterminated, tooLong: null };
    this.#drop(to);
    return block;
  }

  async #tooLong(): Promise<LineBlock> {
    const position = this.position;
    const head = Buffer.from(this.#buffer.subarray(this.#from, this.#from + EXCERPT_BYTES));
    const end = await this.#skipLine(Number.POSITIVE_INFINITY);
    return { bytes: head, from: 0, to: head.length, position, unterminated: false, tooLong: end - position };
  }

  /** Passes over the rest of the current line and its feed; gives the position of the feed or of the stream's end, or of a place at or after `limit`. */
  async #skipLine(limit: number): Promise<number> {
    for (;;) {
      const feed = this.#buffer.subarray(0, this.#have).indexOf(LINE_FEED, this.#from);
      if (feed >= 0) {
        this.#drop(feed + 1);
        return this.#base + feed;
      }
      this.#drop(this.#have);
      if (this.#ended || this.position >= limit) return this.position;
      await this.#fill();
    }
  }

  #drop(to: number): void {
    this.#from = to;
    this.#scanned = to;
  }

  async #fill(): Promise<void> {
    if (this.#from > 0) {
      this.#buffer.copyWithin(0, this.#from, this.#have);
      this.#base += this.#from;
      this.#scanned -= this.#from;
      this.#have -= this.#from;
      this.#from = 0;
    }
    if (this.#have === this.#buffer.length) this.#grow();
    const reading = this.#reader.read(this.#buffer, this.#have, this.#buffer.length - this.#have);
    const got = typeof reading === 'number' ? reading : await reading;
    this.#have += got;
    if (got === 0) this.#ended = true;
  }

  #grow(): void {
    const larger = Buffer.allocUnsafe(Math.min(this.#buffer.length * 2, LARGEST_CAPACITY));
    this.#buffer.copy(larger, 0, 0, this.#have);
    this.#buffer = larger;
  }
}
