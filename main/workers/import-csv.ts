import { CsvFields, splitCsvRecord } from '../engine/formats/csv-records.ts';
import { RECORD_BYTES } from './import-protocol.ts';
import type { ByteReader } from './import-reader.ts';

const LINE_FEED = 0x0a;
/** Small enough that records are scanned from the cache that they were read into. */
const FIRST_CAPACITY = 512 * 1024;
const LARGEST_CAPACITY = RECORD_BYTES + FIRST_CAPACITY;

/** One CSV record, in bytes that are valid until the next call. */
export interface CsvRecord {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  readonly position: number;
  /** cut-off: the stream ends inside quotes. too-long: no end within RECORD_BYTES; reading goes on at the next line. */
  readonly state: 'complete' | 'malformed' | 'cut-off' | 'too-long';
}

/** Cuts a stream into CSV records, holding at most one of RECORD_BYTES. */
export class CsvRecords {
  readonly fields = new CsvFields();
  readonly #reader: ByteReader;
  #buffer = Buffer.allocUnsafe(FIRST_CAPACITY);
  /** What the buffer holds. */
  #held = this.#buffer.subarray(0, 0);
  #base = 0;
  #from = 0;
  #have = 0;
  #ended = false;

  constructor(reader: ByteReader) {
    this.#reader = reader;
  }

  /** Position of the next record. */
  get position(): number {
    return this.#base + this.#from;
  }

  /** Nothing is left, as far as is known; atEnd() reads on to know it. */
  get ended(): boolean {
    return this.#ended && this.#from === this.#have;
  }

  async atEnd(): Promise<boolean> {
    if (this.#from === this.#have && !this.#ended) await this.#fill();
    return this.ended;
  }

  async skipPrefix(prefix: Uint8Array): Promise<void> {
    while (this.#have < prefix.length && !this.#ended) await this.#fill();
    if (this.#have >= prefix.length && prefix.every((byte, index) => this.#buffer[index] === byte)) this.#from = prefix.length;
  }

  /** Passes over bytes up to the start of a record. */
  async skipTo(position: number): Promise<void> {
    while (this.#base + this.#have < position && !this.#ended) {
      this.#from = this.#have;
      await this.#fill();
    }
    this.#from = Math.min(this.#have, position - this.#base);
  }

  /** Bytes that were read and not passed yet; they begin with a record. They stay where they are until more() or next(). */
  get held(): { readonly bytes: Buffer; readonly from: number; readonly to: number } {
    return { bytes: this.#buffer, from: this.#from, to: this.#have };
  }

  /** Passes over records of `held`, up to `to`. */
  passTo(to: number): void {
    this.#from = to;
  }

  /** Reads on. */
  async more(): Promise<void> {
    await this.#fill();
  }

  /** The next record beginning before `limit`, its fields in `fields`; null when there is none. Never waits while the buffer holds a whole record. */
  async next(limit: number): Promise<CsvRecord | null> {
    for (;;) {
      const record = this.take(limit);
      if (record !== 'more') return record;
      await this.#fill();
    }
  }

  /** As next(), but gives 'more' where it would have to read. */
  take(limit: number): CsvRecord | null | 'more' {
    if (this.position >= limit || this.ended) return null;
    if (this.#from === this.#have) return 'more';
    const split = splitCsvRecord(this.#held, this.#from, this.#have, this.#ended, this.fields);
    const position = this.position;
    const from = this.#from;
    if (split.state === 'open') {
      if (this.#ended) return this.#advance(from, this.#have, this.#have, position, 'cut-off');
      if (this.#have - from <= RECORD_BYTES) return 'more';
      const feed = this.#held.indexOf(LINE_FEED, from);
      const lineEnd = feed >= 0 ? feed + 1 : this.#have;
      return this.#advance(from, lineEnd, lineEnd, position, 'too-long');
    }
    return this.#advance(from, split.end, split.next, position, split.end - from > RECORD_BYTES ? 'too-long' : split.state);
  }

  #advance(from: number, to: number, next: number, position: number, state: CsvRecord['state']): CsvRecord {
    this.#from = next;
    return { bytes: this.#buffer, from, to, position, state };
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
    this.#held = this.#buffer.subarray(0, this.#have);
    if (got === 0) this.#ended = true;
  }
}
