import { Failure, isFailure } from '../engine/domain/failure.ts';
import type { SourceRecord } from '../storage/sources.ts';
import { type ByteReader, ChunkReader, openReader } from '../workers/import-reader.ts';
import { type DecodedStream, openDecoded } from './decoders.ts';
import { type LookedAt, lookAt } from './imports-files.ts';

const SKIP_BYTES = 1024 * 1024;

/** Why an original cannot be read: its file is gone, or is not the one that was imported. */
export type OriginalAbsence = 'missing' | 'changed';

/** The decompressed stream of an imported file. Decompression runs in the thread pool, decoding in a process: a read waits, and nothing is blocked. */
export class OriginalStream {
  readonly #looked: LookedAt;
  readonly #isCancelled: () => boolean;
  #reader: ByteReader | null = null;
  #decoded: DecodedStream | null = null;
  #position = 0;

  private constructor(looked: LookedAt, isCancelled: () => boolean) {
    this.#looked = looked;
    this.#isCancelled = isCancelled;
  }

  /** Opens the file of a source, if it is the one that was imported: of the same size, beginning and time of modification. */
  static async open(source: SourceRecord, isCancelled: () => boolean): Promise<OriginalStream | OriginalAbsence> {
    try {
      const looked = await lookAt(source.path);
      // Without the hash a case from somebody else could name any file of this machine by its size.
      const isSame = looked.bytes === source.bytes && looked.headSha256 === source.headSha256;
      return isSame ? new OriginalStream(looked, isCancelled) : 'changed';
    } catch (error) {
      if (!isFailure(error)) throw error;
      return error.code === 'file-missing' ? 'missing' : 'changed';
    }
  }

  /** Bytes [position, position + length); null when the stream ends before them. Reading in order of position passes over each byte once. Throws cancelled. */
  async read(position: number, length: number): Promise<Buffer | null> {
    if (this.#reader === null || position < this.#position) this.#reopen(position);
    const skipped = Buffer.allocUnsafe(Math.min(SKIP_BYTES, Math.max(1, position - this.#position)));
    while (this.#position < position) {
      if ((await this.#take(skipped, Math.min(skipped.length, position - this.#position))) === 0) return null;
    }
    const bytes = Buffer.allocUnsafe(length);
    for (let have = 0; have < length; ) {
      const got = await this.#take(bytes.subarray(have), length - have);
      if (got === 0) return null;
      have += got;
    }
    return bytes;
  }

  close(): void {
    this.#reader?.close();
    this.#decoded?.close();
    this.#reader = null;
    this.#decoded = null;
  }

  async #take(target: Uint8Array, length: number): Promise<number> {
    if (this.#isCancelled()) throw new Failure('cancelled', 'reading the original record was cancelled');
    const got = (await this.#reader?.read(target, 0, length)) ?? 0;
    this.#position += got;
    return got;
  }

  #reopen(position: number): void {
    this.close();
    const { file, bytes, compression, decode } = this.#looked;
    this.#position = 0;
    if (decode !== null) {
      const stream = openDecoded(decode);
      this.#decoded = stream;
      this.#reader = new ChunkReader(async () => ({ ...(await stream.read()), damage: null }));
      return;
    }
    if (compression === 'none') this.#position = Math.min(position, bytes);
    this.#reader = openReader(file, compression, this.#position, bytes);
  }
}
