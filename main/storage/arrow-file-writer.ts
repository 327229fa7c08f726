import { createHash } from 'node:crypto';
import { closeSync, fsync, fsyncSync, openSync, writeSync, writevSync } from 'node:fs';
import { promisify } from 'node:util';
import { MetadataVersion } from 'apache-arrow/enum';
import { CompressionType } from 'apache-arrow/fb/compression-type';
import { FileBlock, Footer } from 'apache-arrow/ipc/metadata/file';
import { BodyCompression, BufferRegion, FieldNode, Message, RecordBatch } from 'apache-arrow/ipc/metadata/message';
import { Field, Schema } from 'apache-arrow/schema';
import {
  type DataType,
  FixedSizeBinary,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  TimestampMicrosecond,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Utf8,
} from 'apache-arrow/type';
import { encodeBuffer } from './arrow-codec.ts';
import type { ArrowField, ArrowKind } from './arrow-types.ts';
import { compressLiterals, giveBack, hasFewMatches, MIN_COMPRESSED_BYTES } from './compression.ts';

/** One column of one record batch. `validity` is null when no row is null. */
export interface ArrowColumn {
  readonly nullCount: number;
  readonly validity: Uint8Array | null;
  /** Data, or offsets and data for text. */
  readonly buffers: readonly Uint8Array[];
}

/** A file that is written and open until it was synced. */
export interface EndedFile {
  readonly sha256: string;
  readonly bytes: number;
  /** Resolves when the file is on the disk and closed; the thread may do other work meanwhile. */
  sync(): Promise<void>;
  /** As sync(), at once. */
  syncNow(): void;
}

/** Holds the compressed buffers of a batch until its lengths are known. Only used within writeBatch(). */
const STAGE_BYTES = 16 * 1024 * 1024;
let stage: Buffer | null = null;

/**
 * Of text in which matches are rare, one batch of so many is searched for them all the same: compressing takes three quarters longer when all are
 * searched, and when none is, a case can be larger than half the log.
 */
const SEARCHED_BATCHES = 3;

const fsyncLater = promisify(fsync);
const MAGIC = Buffer.from('ARROW1');
const MAGIC_PADDED = Buffer.from('ARROW1\0\0');
const END_OF_STREAM = Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
const ZEROS = Buffer.alloc(64);
const NOT_COMPRESSED = Buffer.alloc(8, 0xff);

function arrowType(kind: ArrowKind): DataType {
  switch (kind.type) {
    case 'integer':
      if (kind.bits === 8) return kind.signed ? new Int8() : new Uint8();
      if (kind.bits === 16) return kind.signed ? new Int16() : new Uint16();
      if (kind.bits === 32) return kind.signed ? new Int32() : new Uint32();
      return kind.signed ? new Int64() : new Uint64();
    case 'real':
      return new Float64();
    case 'time':
      return new TimestampMicrosecond('UTC');
    case 'text':
      return new Utf8();
    case 'fixed':
      return new FixedSizeBinary(kind.bytes);
  }
}

/**
 * Writes one Arrow IPC file front to back, hashing the bytes as they go; buffers are used where they lie. apache-arrow encodes the
 * metadata. Bodies are framed here, because its own writer copies every buffer and puts the compressed length where the format wants the
 * uncompressed one, and leaves out the schema message in front of the batches.
 */
export class ArrowFileWriter {
  readonly #descriptor: number;
  readonly #digest = createHash('sha256');
  readonly #schema: Schema;
  readonly #compressed: boolean;
  readonly #blocks: FileBlock[] = [];
  /** Of each buffer of a batch, in order: whether matches are rare in it, as they were in the first batch. */
  readonly #fewMatches: boolean[] = [];
  #pieces: Uint8Array[] = [];
  /** Bytes of the stage in use. */
  #staged = 0;
  #position = 0;
  #closed = false;

  constructor(path: string, fields: readonly ArrowField[], compressed: boolean) {
    this.#schema = new Schema(fields.map((field) => new Field(field.name, arrowType(field.kind), field.nullable)));
    this.#compressed = compressed;
    this.#descriptor = openSync(path, 'wx');
    this.#put(MAGIC_PADDED);
    this.#putMessage(Message.encode(Message.from(this.#schema)));
  }

  writeBatch(rowCount: number, columns: readonly ArrowColumn[]): void {
    const nodes: FieldNode[] = [];
    const regions: BufferRegion[] = [];
    const body: Uint8Array[] = [];
    let offset = 0;
    let place = 0;
    for (const { nullCount, validity, buffers } of columns) {
      nodes.push(new FieldNode(rowCount, nullCount));
      for (const buffer of [validity ?? ZEROS.subarray(0, 0), ...buffers]) {
        const pieces = this.#compressed ? this.#compress(buffer, place++) : [buffer];
        let length = 0;
        for (const piece of pieces) length += piece.byteLength;
        regions.push(new BufferRegion(offset, length));
        const padding = -length & 7;
        body.push(...pieces, ZEROS.subarray(0, padding));
        offset += length + padding;
      }
    }
    const compression = this.#compressed ? new BodyCompression(CompressionType.ZSTD) : null;
    const metadata = Message.encode(Message.from(new RecordBatch(rowCount, nodes, regions, compression), offset));
    const start = this.#position;
    const metadataLength = this.#putMessage(metadata);
    for (const piece of body) this.#put(piece);
    this.#blocks.push(new FileBlock(metadataLength, offset, start));
    this.#flush();
    this.#staged = 0;
  }

  /** Writes the footer, waits until the file is on the disk and closes it. */
  finish(): Pick<EndedFile, 'sha256' | 'bytes'> {
    const { sha256, bytes, syncNow } = this.end();
    syncNow();
    return { sha256, bytes };
  }

  /** Writes the footer; the file is yet to be synced. */
  end(): EndedFile {
    this.#put(END_OF_STREAM);
    const footer = Footer.encode(new Footer(this.#schema, MetadataVersion.V5, this.#blocks, []));
    const length = Buffer.alloc(4);
    length.writeInt32LE(footer.byteLength);
    this.#put(footer);
    this.#put(length);
    this.#put(MAGIC);
    this.#flush();
    return {
      sha256: this.#digest.digest('hex'),
      bytes: this.#position,
      sync: () => fsyncLater(this.#descriptor).finally(() => this.abandon()),
      syncNow: () => {
        try {
          fsyncSync(this.#descriptor);
        } finally {
          this.abandon();
        }
      },
    };
  }

  /** Closes the file as it is. */
  abandon(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#descriptor);
  }

  /** The buffer with its uncompressed length in front; -1 says that it is stored as it is. */
  #compress(buffer: Uint8Array, place: number): readonly Uint8Array[] {
    if (buffer.byteLength === 0) return [];
    if (buffer.byteLength < MIN_COMPRESSED_BYTES) return [NOT_COMPRESSED, buffer];
    const compressed = this.#stage(this.#isSearched(buffer, place) ? encodeBuffer(buffer) : compressLiterals(buffer));
    if (compressed.byteLength >= buffer.byteLength) return [NOT_COMPRESSED, buffer];
    const length = Buffer.alloc(8);
    length.writeBigInt64LE(BigInt(buffer.byteLength));
    return [length, compressed];
  }

  /** Whether a buffer, by its place in the batch, is searched for matches. Depends on nothing but what the file holds. */
  #isSearched(buffer: Uint8Array, place: number): boolean {
    const batch = this.#blocks.length;
    if (batch === 0) this.#fewMatches[place] = hasFewMatches(buffer);
    return batch % SEARCHED_BATCHES === 0 || this.#fewMatches[place] !== true;
  }

  /** Moves compressed bytes to where they wait for the others of their batch, so that all buffers are compressed into the same memory. */
  #stage(compressed: Uint8Array): Uint8Array {
    if (this.#staged + compressed.byteLength > STAGE_BYTES) return compressed;
    stage ??= Buffer.allocUnsafeSlow(STAGE_BYTES);
    stage.set(compressed, this.#staged);
    const staged = stage.subarray(this.#staged, this.#staged + compressed.byteLength);
    this.#staged += compressed.byteLength;
    giveBack(compressed);
    return staged;
  }

  #putMessage(metadata: Uint8Array): number {
    const padding = -metadata.byteLength & 7;
    const prefix = Buffer.alloc(8, 0xff);
    prefix.writeInt32LE(metadata.byteLength + padding, 4);
    this.#put(prefix);
    this.#put(metadata);
    this.#put(ZEROS.subarray(0, padding));
    return prefix.byteLength + metadata.byteLength + padding;
  }

  #put(piece: Uint8Array): void {
    if (piece.byteLength === 0) return;
    this.#pieces.push(piece);
    this.#position += piece.byteLength;
  }

  #flush(): void {
    for (const piece of this.#pieces) this.#digest.update(piece);
    writeWhole(this.#descriptor, this.#pieces);
    this.#pieces = [];
  }
}

function writeWhole(descriptor: number, pieces: readonly Uint8Array[]): void {
  let written = writevSync(descriptor, pieces);
  for (const piece of pieces) {
    if (written >= piece.byteLength) {
      written -= piece.byteLength;
      continue;
    }
    let from = written;
    written = 0;
    while (from < piece.byteLength) from += writeSync(descriptor, piece, from);
  }
}
