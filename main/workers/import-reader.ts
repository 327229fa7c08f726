import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { constants, createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib';
import { Failure } from '../engine/domain/failure.ts';
import type { Compression } from './import-protocol.ts';

/** A stream of a file's decompressed bytes. `read` gives 0 at the end. */
export interface ByteReader {
  read(target: Uint8Array, at: number, length: number): number | Promise<number>;
  /** Bytes of the file on disk taken in so far. */
  readonly consumed: number;
  /** The compressed stream ended before its own end mark. */
  readonly cut: boolean;
  /** Why the stream ended where nothing more could be read of it. What came before was decoded, but its checksum was not reached. */
  readonly damage: Failure | null;
  close(): void;
}

const CHUNK_BYTES = 1024 * 1024;
/** Small files take small buffers: ten thousand of them would spend most of their time on memory. */
const LEAST_CHUNK_BYTES = 16 * 1024;
const EXPECTED_RATIO = 16;
/** zstd windows above 128 MiB are refused, as zstd itself does by default. */
const ZSTD_WINDOW_LOG = 27;
/**
 * A stream is a bomb when it yields more than MAX_STREAM_BYTES, or more than MAX_RATIO times its own size once past RATIO_FREE_BYTES. Chat logs that
 * resend their history compress 5 to 100 times; gzip cannot exceed 1,032 times, zstd can reach tens of thousands.
 */
const MAX_STREAM_BYTES = 2 ** 41;
const MAX_RATIO = 400;
const RATIO_FREE_BYTES = 256 * 1024 * 1024;

/** The next bytes of a decoded stream; null at its end, or where it could not be decoded further. */
export interface DecodedChunk {
  readonly bytes: Uint8Array | null;
  readonly consumed: number;
  readonly damage: Failure | null;
}

/** A stream of decoded bytes that `more` fetches chunk by chunk. */
export class ChunkReader implements ByteReader {
  readonly cut = false;
  damage: Failure | null = null;
  consumed = 0;
  readonly #more: () => Promise<DecodedChunk>;
  #rest: Uint8Array = new Uint8Array(0);
  #ended = false;

  constructor(more: () => Promise<DecodedChunk>) {
    this.#more = more;
  }

  async read(target: Uint8Array, at: number, length: number): Promise<number> {
    while (this.#rest.length === 0 && !this.#ended) {
      const { bytes, consumed, damage } = await this.#more();
      this.consumed = consumed;
      this.damage = damage;
      if (bytes === null) this.#ended = true;
      else this.#rest = bytes;
    }
    const count = Math.min(length, this.#rest.length);
    target.set(this.#rest.subarray(0, count), at);
    this.#rest = this.#rest.subarray(count);
    return count;
  }

  close(): void {}
}

export function openReader(path: string, compression: Compression, from: number, end: number): ByteReader {
  return compression === 'none' ? new FileReader(path, from, end) : new DecompressingReader(path, compression, end);
}

/** Synchronous reads of [from, end) of a file. */
export class FileReader implements ByteReader {
  readonly cut = false;
  readonly damage = null;
  readonly #file: number;
  readonly #path: string;
  readonly #from: number;
  readonly #end: number;
  #at: number;

  constructor(path: string, from: number, end: number) {
    this.#path = path;
    this.#file = openSync(path, 'r');
    this.#from = from;
    this.#at = from;
    this.#end = end;
  }

  get consumed(): number {
    return this.#at - this.#from;
  }

  read(target: Uint8Array, at: number, length: number): number {
    const wanted = Math.min(length, this.#end - this.#at);
    if (wanted <= 0) return 0;
    const got = readSync(this.#file, target, at, wanted, this.#at);
    if (got === 0) throw new Failure('file-unreadable', `${this.#path} got shorter while it was read`, { path: this.#path });
    this.#at += got;
    return got;
  }

  close(): void {
    closeSync(this.#file);
  }
}

class DecompressingReader implements ByteReader {
  cut = false;
  damage: Failure | null = null;
  readonly #path: string;
  readonly #compression: Compression;
  readonly #end: number;
  #part: CompressedPart;
  #produced = 0;
  #rest: Buffer = Buffer.alloc(0);

  constructor(path: string, compression: Compression, end: number) {
    this.#path = path;
    this.#compression = compression;
    this.#end = end;
    this.#part = new CompressedPart(path, compression, 0, end);
  }

  get consumed(): number {
    return this.#part.taken;
  }

  async read(target: Uint8Array, at: number, length: number): Promise<number> {
    if (this.#rest.length === 0) {
      const next = await this.#nextChunk();
      if (next === null) return 0;
      this.#rest = next;
    }
    const count = Math.min(length, this.#rest.length);
    target.set(this.#rest.subarray(0, count), at);
    this.#rest = this.#rest.subarray(count);
    return count;
  }

  async #nextChunk(): Promise<Buffer | null> {
    if (this.damage !== null) return null;
    try {
      for (;;) {
        const step = await this.#part.chunks.next();
        if (step.done !== true) {
          this.#produced += step.value.length;
          return this.#isBomb() ? null : step.value;
        }
        if (!this.#openNextFrame()) return null;
      }
    } catch (error) {
      return this.#endOrFailure(error);
    }
  }

  /** Node's zstd stream may end with its first frame although more follow; they are read by a new one. */
  #openNextFrame(): boolean {
    const next = this.#part.frameEnd;
    if (this.#compression !== 'zstd' || next >= this.#end || next <= this.#part.start) return false;
    this.#part.close();
    this.#part = new CompressedPart(this.#path, this.#compression, next, this.#end);
    return true;
  }

  #isBomb(): boolean {
    const tooMuch = this.#produced > MAX_STREAM_BYTES;
    const tooDense = this.#produced > RATIO_FREE_BYTES && this.#produced > MAX_RATIO * this.consumed;
    if (!tooMuch && !tooDense) return false;
    const limit = tooMuch ? `${MAX_STREAM_BYTES} bytes` : `${MAX_RATIO} times its size`;
    const message = `${this.#path} decompresses to more than ${limit}`;
    this.damage = new Failure('file-bomb', message, { path: this.#path, bytes: this.#produced });
    return true;
  }

  #endOrFailure(error: unknown): null {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'Z_BUF_ERROR') {
      this.cut = true;
      return null;
    }
    if (!/^(Z_|ZSTD_)/.test(code)) throw error;
    const message = `${this.#path} is not readable after ${this.#produced} decompressed bytes (${code})`;
    this.damage = new Failure('file-malformed', message, { path: this.#path, position: this.#produced });
    return null;
  }

  close(): void {
    this.#part.close();
  }
}

/** A compressed file from `start` on, through one decompressor. */
class CompressedPart {
  readonly start: number;
  readonly chunks: AsyncIterator<Buffer>;
  readonly #input: Readable;
  readonly #decompressor: Gunzip | ZstdDecompress;
  #read = 0;

  constructor(path: string, compression: Compression, start: number, end: number) {
    this.start = start;
    this.#input = createReadStream(path, { start, end: Math.max(start, end - 1), highWaterMark: 256 * 1024 });
    const chunkSize = Math.min(CHUNK_BYTES, Math.max(LEAST_CHUNK_BYTES, (end - start) * EXPECTED_RATIO));
    const decompressor =
      compression === 'gzip'
        ? createGunzip({ chunkSize })
        : createZstdDecompress({ chunkSize, params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } });
    this.#decompressor = decompressor;
    this.#input.on('data', (chunk) => {
      this.#read += chunk.length;
    });
    this.#input.on('error', (error) => decompressor.destroy(error));
    this.chunks = this.#input.pipe(decompressor)[Symbol.asyncIterator]();
  }

  /** Bytes of the file before and in this part that were read. */
  get taken(): number {
    return this.start + this.#read;
  }

  /** Where the decompressor stopped to take input. */
  get frameEnd(): number {
    return this.start + this.#decompressor.bytesWritten;
  }

  close(): void {
    this.#input.destroy();
    this.#decompressor.destroy();
  }
}
