import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Random access to a file, each range in memory of its own. */
export class RangeFile {
  readonly bytes: number;
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
    this.bytes = fstatSync(this.#file).size;
  }

  /** Throws RangeError for a range that the file does not hold. */
  read(start: number, end: number): Uint8Array<ArrayBuffer> {
    if (!(start >= 0 && start <= end && end <= this.bytes)) throw new RangeError(`bytes ${start} to ${end} of a file of ${this.bytes}`);
    const range = new Uint8Array(end - start);
    for (let have = 0; have < range.length; ) {
      const got = readSync(this.#file, range, have, range.length - have, start + have);
      if (got === 0) throw new RangeError('the file got shorter while it was read');
      have += got;
    }
    return range;
  }

  close(): void {
    closeSync(this.#file);
  }
}
