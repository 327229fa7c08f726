import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../engine/domain/exchange.ts';
import { reportingDiskFull } from './disk-full.ts';

const WRITE_BYTES = 1024 * 1024;
const FIRST_ENTRIES = 4096;
/** An exchange is not spread over more: a hostile file could make every look-up read all of it. */
const MOST_PARTS = 2_000;

/** Where the parts of an import lie while it runs; swept like an unfinished segment when it did not end. */
export function partIndexPath(segmentsFolder: string): string {
  return join(segmentsFolder, 'import-parts.partial');
}

export function removePartIndex(segmentsFolder: string): void {
  rmSync(partIndexPath(segmentsFolder), { force: true });
}

/** Where to find the parts of a file, shared between threads: hash of each part's key, ascending, and where its line begins. 16 bytes a part. */
export interface PartEntries {
  readonly hashes: Float64Array<SharedArrayBuffer>;
  readonly positions: Float64Array<SharedArrayBuffer>;
}

/** Writes parts of exchanges that are spread over several records to a file, a line of key and part each, and notes where each lies. */
export class PartIndexWriter {
  readonly #file: number;
  readonly #path: string;
  #lines: string[] = [];
  #waiting = 0;
  #written = 0;
  #hashes = new Float64Array(FIRST_ENTRIES);
  #positions = new Float64Array(FIRST_ENTRIES);
  #count = 0;

  constructor(path: string) {
    this.#path = path;
    this.#file = reportingDiskFull(path, () => openSync(path, 'w'));
  }

  add(key: string, part: Json): void {
    if (this.#count === this.#hashes.length) this.#grow();
    this.#hashes[this.#count] = hashOf(key);
    this.#positions[this.#count++] = this.#written + this.#waiting;
    const line = `${JSON.stringify([key, part])}\n`;
    this.#lines.push(line);
    this.#waiting += Buffer.byteLength(line);
    if (this.#waiting >= WRITE_BYTES) this.#write();
  }

  /** Closes the file; entries of equal keys are in the order in which they came. */
  close(): PartEntries {
    this.#write();
    closeSync(this.#file);
    const count = this.#count;
    const order = Uint32Array.from({ length: count }, (_, at) => at);
    const hashes = this.#hashes;
    order.sort((a, b) => (hashes[a] as number) - (hashes[b] as number) || a - b);
    const entries = { hashes: sharedNumbers(count), positions: sharedNumbers(count) };
    order.forEach((from, to) => {
      entries.hashes[to] = hashes[from] as number;
      entries.positions[to] = this.#positions[from] as number;
    });
    return entries;
  }

  #write(): void {
    const bytes = Buffer.from(this.#lines.join(''));
    reportingDiskFull(this.#path, () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    });
    this.#written += this.#waiting;
    this.#waiting = 0;
    this.#lines = [];
  }

  #grow(): void {
    this.#hashes = doubled(this.#hashes);
    this.#positions = doubled(this.#positions);
  }
}

function doubled(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

function sharedNumbers(count: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(count * 8));
}

/** Reads what a PartIndexWriter wrote. */
export class PartIndex {
  readonly #file: number;
  readonly #entries: PartEntries;
  #buffer = Buffer.allocUnsafe(64 * 1024);

  constructor(path: string, entries: PartEntries) {
    this.#file = openSync(path, 'r');
    this.#entries = entries;
  }

  /** The first MOST_PARTS parts of a key in order of file and position. */
  find(key: string): readonly Json[] {
    const { hashes, positions } = this.#entries;
    const hash = hashOf(key);
    const found: Json[] = [];
    for (let at = lowerBound(hashes, hash); found.length < MOST_PARTS && hashes[at] === hash; at++) {
      const [ofKey, part] = this.#read(positions[at] as number);
      if (ofKey === key) found.push(part);
    }
    return found;
  }

  close(): void {
    closeSync(this.#file);
  }

  #read(position: number): readonly [string, Json] {
    for (let have = 0; ; ) {
      if (have === this.#buffer.length) {
        const larger = Buffer.allocUnsafe(have * 2);
        this.#buffer.copy(larger, 0, 0, have);
        this.#buffer = larger;
      }
      const got = readSync(this.#file, this.#buffer, have, this.#buffer.length - have, position + have);
      const end = this.#buffer.subarray(have, have + got).indexOf(0x0a);
      if (end >= 0) return JSON.parse(this.#buffer.toString('utf8', 0, have + end)) as [string, Json];
      if (got === 0) throw new TypeError('a part without an end');
      have += got;
    }
  }
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two 32-bit FNV-1a hashes of the UTF-16 units, put together to 53 bits. */
function hashOf(key: string): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
