import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync, writevSync } from 'node:fs';
import {
  CompressionType,
  type DataType,
  Field,
  FixedSizeBinary,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  MetadataVersion,
  Schema,
  TimestampMicrosecond,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Utf8,
} from 'apache-arrow';
import { FileBlock, Footer } from 'apache-arrow/ipc/metadata/file';
import { BodyCompression, BufferRegion, FieldNode, Message, RecordBatch } from 'apache-arrow/ipc/metadata/message';
import { encodeBuffer } from './arrow-codec.ts';
import type { ArrowField, ArrowKind } from './arrow-types.ts';
import { MIN_COMPRESSED_BYTES } from './compression.ts';

/** One column of one record batch. `validity` is null when no row is null. */
export interface ArrowColumn {
  readonly nullCount: number;
  readonly validity: Uint8Array | null;
  /** Data, or offsets and data for text. */
  readonly buffers: readonly Uint8Array[];
}

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
  #pieces: Uint8Array[] = [];
  #position = 0;

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
    for (const { nullCount, validity, buffers } of columns) {
      nodes.push(new FieldNode(rowCount, nullCount));
      for (const buffer of [validity ?? ZEROS.subarray(0, 0), ...buffers]) {
        const pieces = this.#compressed ? compressedBuffer(buffer) : [buffer];
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
  }

  /** Writes the footer, waits until the file is on the disk and closes it. */
  finish(): { sha256: string; bytes: number } {
    this.#put(END_OF_STREAM);
    const footer = Footer.encode(new Footer(this.#schema, MetadataVersion.V5, this.#blocks, []));
    const length = Buffer.alloc(4);
    length.writeInt32LE(footer.byteLength);
    this.#put(footer);
    this.#put(length);
    this.#put(MAGIC);
    this.#flush();
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    return { sha256: this.#digest.digest('hex'), bytes: this.#position };
  }

  /** Closes the file without finishing it. */
  abandon(): void {
    closeSync(this.#descriptor);
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

/** The buffer with its uncompressed length in front; -1 says that it is stored as it is. */
function compressedBuffer(buffer: Uint8Array): readonly Uint8Array[] {
  if (buffer.byteLength === 0) return [];
  if (buffer.byteLength < MIN_COMPRESSED_BYTES) return [NOT_COMPRESSED, buffer];
  const compressed = encodeBuffer(buffer);
  if (compressed.byteLength >= buffer.byteLength) return [NOT_COMPRESSED, buffer];
  const length = Buffer.alloc(8);
  length.writeBigInt64LE(BigInt(buffer.byteLength));
  return [length, compressed];
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
