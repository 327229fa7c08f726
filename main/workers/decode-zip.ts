import { statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { constants, crc32, createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib';
import { type Entry, open, type ZipFile } from 'yauzl';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import { briefly, type FrameWriter } from './decode-output.ts';
import { MAX_RATIO, RATIO_FREE_BYTES } from './decode-protocol.ts';

const MAX_ENTRIES = 1_000_000;
const MAX_NAME_BYTES = 64 * 1024 * 1024;
/** Least bytes of a local file header before its content. */
const LOCAL_HEADER_BYTES = 30;
const ZSTD_WINDOW_LOG = 27;
const CHUNK_BYTES = 1024 * 1024;

/** An open archive with its directory. */
export class Archive {
  readonly path: string;
  readonly #zip: ZipFile;
  readonly #size: number;
  readonly #version: string;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(path: string, zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.path = path;
    this.#zip = zip;
    this.#size = statSync(path).size;
    this.#version = versionOf(path);
    this.#entries = entries;
  }

  /** Throws file-malformed, file-bomb: also where entries share bytes of the file, as no archiver writes them. */
  static async open(path: string): Promise<Archive> {
    try {
      const zip = await openZip(path);
      return new Archive(path, zip, await directoryOf(path, zip));
    } catch (error) {
      throw isFailure(error)
        ? error
        : new Failure('file-malformed', `${path} is no zip archive that can be read (${briefly(error)})`, { path });
    }
  }

  /** The file at its path is still the one that was opened. */
  isCurrent(): boolean {
    return this.#version === versionOf(this.path);
  }

  /** Writes its files, in its order, as JSON lines of [name, bytes]. */
  async list(output: FrameWriter): Promise<void> {
    let lines: string[] = [];
    for (const [name, entry] of this.#entries) {
      if (name.endsWith('/')) continue;
      lines.push(`${JSON.stringify([name, entry.uncompressedSize])}\n`);
      if (lines.length % 1_000 === 0) await output.bytes(Buffer.from(lines.splice(0).join('')), 0);
    }
    await output.bytes(Buffer.from(lines.join('')), 0);
    lines = [];
  }

  /** Writes an entry's content; that of a .gz or .zst is decompressed again. Throws file-missing, file-malformed, file-bomb, format-unknown. */
  async decode(name: string, output: FrameWriter): Promise<void> {
    const path = `${this.path}!/${name}`;
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new Failure('file-missing', `${path} is not in the archive`, { path });
    if (entry.isEncrypted()) throw new Failure('file-unreadable', `${path} is encrypted`, { path });
    const content = new EntryContent(await this.#open(path, entry), entry, path);
    try {
      for await (const chunk of content.decompressed()) {
        await output.bytes(chunk, Math.min(1, content.taken / Math.max(1, entry.uncompressedSize)) * this.#size);
      }
    } catch (error) {
      if (isFailure(error)) throw error;
      throw new Failure('file-malformed', `${path} is not readable (${briefly(error)})`, { path });
    } finally {
      content.close();
    }
  }

  #open(path: string, entry: Entry): Promise<Readable> {
    return new Promise((resolve, reject) => {
      this.#zip.openReadStream(entry, (error, stream) => {
        if (error === null && stream !== undefined) resolve(stream);
        else reject(new Failure('file-malformed', `${path} is not readable (${briefly(error)})`, { path }));
      });
    });
  }

  close(): void {
    this.#zip.close();
  }
}

function versionOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? 'gone' : `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) => {
      if (zip === undefined) reject(error);
      else resolve(zip);
    });
  });
}

function directoryOf(path: string, zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) {
    throw new Failure('file-bomb', `${path} says it holds ${zip.entryCount} entries`, { path, entries: zip.entryCount });
  }
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    const ranges: { readonly start: number; readonly end: number }[] = [];
    let nameBytes = 0;
    zip.on('error', reject);
    zip.on('end', () => {
      if (overlap(ranges)) reject(new Failure('file-bomb', `${path} holds entries that share their bytes`, { path }));
      else resolve(entries);
    });
    zip.on('entry', (entry: Entry) => {
      const { fileName, relativeOffsetOfLocalHeader: start, compressedSize } = entry;
      nameBytes += fileName.length;
      if (nameBytes > MAX_NAME_BYTES)
        return reject(new Failure('file-bomb', `${path} holds more than ${MAX_NAME_BYTES} bytes of names`, { path }));
      if (!entries.has(fileName)) entries.set(fileName, entry);
      ranges.push({ start, end: start + LOCAL_HEADER_BYTES + compressedSize });
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function overlap(ranges: { readonly start: number; readonly end: number }[]): boolean {
  ranges.sort((a, b) => a.start - b.start);
  return ranges.some((range, index) => index > 0 && range.start < (ranges[index - 1]?.end ?? 0));
}

class EntryContent {
  /** Bytes of the entry's content that were read. */
  taken = 0;
  readonly #stream: Readable;
  readonly #entry: Entry;
  readonly #path: string;
  #inner: Gunzip | ZstdDecompress | null = null;

  constructor(stream: Readable, entry: Entry, path: string) {
    this.#stream = stream;
    this.#entry = entry;
    this.#path = path;
  }

  async *decompressed(): AsyncIterable<Uint8Array> {
    const content = this.#content();
    const first = await content.next();
    if (first.done === true) return;
    const chunks = behind(first.value, content);
    const kind = this.#kindOf(first.value);
    let produced = 0;
    const most = Math.max(RATIO_FREE_BYTES, MAX_RATIO * this.#entry.compressedSize);
    for await (const chunk of kind === null ? chunks : this.#inflated(chunks, kind)) {
      produced += chunk.length;
      if (produced > most) {
        throw new Failure('file-bomb', `${this.#path} decompresses to more than ${MAX_RATIO} times its size`, {
          path: this.#path,
          bytes: produced,
        });
      }
      yield chunk;
    }
  }

  /** The entry as the archive has it, its checksum compared at the end. */
  async *#content(): AsyncGenerator<Buffer> {
    let sum = 0;
    for await (const chunk of this.#stream as AsyncIterable<Buffer>) {
      this.taken += chunk.length;
      sum = crc32(chunk, sum);
      yield chunk;
    }
    if (sum !== this.#entry.crc32) throw new RangeError('its checksum does not match');
  }

  #kindOf(start: Buffer): 'gzip' | 'zstd' | null {
    if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
    const magic = start.length >= 4 ? start.readUInt32LE(0) : 0;
    if (magic === 0xfd2fb528) return 'zstd';
    const other = { 67324752: 'a zip archive', 826425680: 'a Parquet file', 1330795073: 'an Arrow file' }[magic];
    if (other !== undefined) {
      throw new Failure('format-unknown', `${this.#path} is ${other} inside a zip archive, which is not opened`, { path: this.#path });
    }
    return null;
  }

  /** A zstd stream may hold several frames; a decompressor ends with one. */
  async *#inflated(chunks: AsyncIterable<Buffer>, kind: 'gzip' | 'zstd'): AsyncIterable<Buffer> {
    const source = chunks[Symbol.asyncIterator]();
    let rest: Buffer | null = null;
    do {
      const inner: Gunzip | ZstdDecompress =
        kind === 'gzip'
          ? createGunzip({ chunkSize: CHUNK_BYTES })
          : createZstdDecompress({ chunkSize: CHUNK_BYTES, params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } });
      this.#inner = inner;
      const feed: Feed = { before: 0, last: null, ended: false };
      void pump(source, inner, rest, feed);
      yield* inner as AsyncIterable<Buffer>;
      rest = feed.last === null ? null : feed.last.subarray(inner.bytesWritten - feed.before);
      if (rest === null || rest.length === 0) {
        const step: IteratorResult<Buffer> = feed.ended ? { done: true, value: undefined } : await source.next();
        rest = step.done === true ? null : step.value;
      }
    } while (kind === 'zstd' && rest !== null);
  }

  close(): void {
    this.#stream.destroy();
    this.#inner?.destroy();
  }
}

interface Feed {
  /** Bytes written before the last chunk. */
  before: number;
  last: Buffer | null;
  ended: boolean;
}

/** Writes chunks to a decompressor until it or they end. */
async function pump(source: AsyncIterator<Buffer>, inner: Gunzip | ZstdDecompress, first: Buffer | null, feed: Feed): Promise<void> {
  try {
    let chunk = first;
    for (;;) {
      if (chunk === null) {
        const step = await source.next();
        if (step.done === true) {
          feed.ended = true;
          break;
        }
        chunk = step.value;
      }
      if (feed.last !== null) feed.before += feed.last.length;
      feed.last = chunk;
      const written = chunk;
      chunk = null;
      if (inner.destroyed || inner.readableEnded) return;
      const flowing = await new Promise<boolean>((resolve) => {
        inner.once('end', () => resolve(false));
        inner.once('close', () => resolve(false));
        inner.write(written, () => resolve(true));
      });
      if (!flowing) return;
    }
    inner.end();
  } catch (error) {
    inner.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

async function* behind(first: Buffer, rest: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  yield first;
  yield* rest;
}
