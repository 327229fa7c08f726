import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type ArrowField, type ArrowKind, bufferCount, widthOf } from './arrow-types.ts';
import { decompressZstd } from './compression.ts';
import { FlatTable } from './flat-table.ts';

interface Block {
  readonly offset: number;
  readonly metadataBytes: number;
  readonly bodyBytes: number;
}

/** A column of one batch; `validity` is null when no row is null. */
export interface ReadColumn {
  readonly field: ArrowField;
  readonly rowCount: number;
  readonly nullCount: number;
  readonly validity: Uint8Array | null;
  /** Row ends for text, rowCount + 1 of them; null for other kinds. */
  readonly offsets: Int32Array | null;
  readonly data: Uint8Array;
}

const MAGIC = 'ARROW1';
const MAX_METADATA_BYTES = 1 << 20;
const MAX_BATCH_BYTES = 512 * 1024 * 1024;
const TYPE = { integer: 2, real: 3, text: 5, time: 10, fixed: 15 } as const;

/**
 * Reads Arrow IPC files of the kind that segments are: no nested types, no dictionaries, ZSTD or no compression. Whatever is out of
 * order in a file throws RangeError; nothing read from it decides how long a loop runs or how much memory is taken beyond MAX_BATCH_BYTES.
 */
export class ArrowFileReader {
  readonly fields: readonly ArrowField[];
  readonly #descriptor: number;
  readonly #bytes: number;
  readonly #blocks: readonly Block[];

  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
    try {
      this.#bytes = fstatSync(this.#descriptor).size;
      const tail = this.#read(this.#bytes - 10, 10);
      const footerBytes = tail.readInt32LE(0);
      if (tail.toString('latin1', 4) !== MAGIC || footerBytes < 8 || footerBytes > MAX_METADATA_BYTES)
        throw new RangeError('no Arrow footer');
      const footer = FlatTable.root(this.#read(this.#bytes - 10 - footerBytes, footerBytes));
      this.fields = (footer.table(1)?.tables(1) ?? []).map(readField);
      this.#blocks = footer.structs(3, 24).map(([offset = 0, metadataWord = 0, bodyBytes = 0]) => ({
        offset,
        metadataBytes: metadataWord % 0x100000000,
        bodyBytes,
      }));
    } catch (error) {
      closeSync(this.#descriptor);
      throw error;
    }
  }

  get batchCount(): number {
    return this.#blocks.length;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** Reads the named columns of one batch; a column that the file does not have is missing in the answer. */
  readBatch(batch: number, wanted: ReadonlySet<string>): { rowCount: number; columns: Map<string, ReadColumn> } {
    const { rowCount, nodes, buffers, compressed, bodyStart, bodyBytes } = this.batchLayout(batch);
    const columns = new Map<string, ReadColumn>();
    let place = 0;
    let budget = MAX_BATCH_BYTES;
    this.fields.forEach((field, index) => {
      const count = bufferCount(field.kind);
      const own = buffers.slice(place, place + count);
      place += count;
      if (!wanted.has(field.name)) return;
      const plain = own.map(([offset = 0, length = 0]) => {
        if (offset < 0 || length < 0 || offset + length > bodyBytes) throw new RangeError('a buffer lies outside its batch');
        const bytes = this.#readBuffer(bodyStart + offset, length, compressed, budget);
        budget -= bytes.byteLength;
        return bytes;
      });
      columns.set(field.name, toColumn(field, rowCount, nodes[index]?.[1] ?? -1, plain));
    });
    return { rowCount, columns };
  }

  /** Which rows of the named columns of one batch are null, without reading their values. */
  readNulls(
    batch: number,
    wanted: ReadonlySet<string>,
  ): { rowCount: number; columns: Map<string, Pick<ReadColumn, 'nullCount' | 'validity'>> } {
    const { rowCount, nodes, buffers, compressed, bodyStart, bodyBytes } = this.batchLayout(batch);
    const columns = new Map<string, Pick<ReadColumn, 'nullCount' | 'validity'>>();
    let place = 0;
    this.fields.forEach((field, index) => {
      const [offset = 0, length = 0] = buffers[place] ?? [];
      place += bufferCount(field.kind);
      if (!wanted.has(field.name)) return;
      const nullCount = nodes[index]?.[1] ?? -1;
      if (nullCount < 0 || nullCount > rowCount) throw new RangeError('bad null count');
      if (offset < 0 || length < 0 || offset + length > bodyBytes) throw new RangeError('a buffer lies outside its batch');
      const validity = nullCount === 0 ? null : this.#readBuffer(bodyStart + offset, length, compressed, MAX_BATCH_BYTES);
      if (validity !== null && validity.byteLength * 8 < rowCount) throw new RangeError('bad null count');
      columns.set(field.name, { nullCount, validity });
    });
    return { rowCount, columns };
  }

  /** What one batch's metadata says, checked for consistency without reading its body. */
  batchLayout(batch: number) {
    const block = this.#blocks[batch];
    if (block === undefined) throw new RangeError(`no batch ${batch}`);
    if (block.metadataBytes < 16 || block.metadataBytes > MAX_METADATA_BYTES || block.bodyBytes < 0)
      throw new RangeError('bad batch block');
    const bodyStart = block.offset + block.metadataBytes;
    if (block.offset < 0 || bodyStart + block.bodyBytes > this.#bytes) throw new RangeError('a batch lies outside the file');
    const message = FlatTable.root(this.#read(block.offset, block.metadataBytes).subarray(8));
    const header = message.int8(1, 0) === 3 ? message.table(2) : null;
    if (header === null || message.int64(3) !== block.bodyBytes) throw new RangeError('a batch has no record batch header');
    const compression = header.table(3);
    if (compression !== null && compression.int8(0, 0) !== 1) throw new RangeError('a batch has an unknown compression');
    const nodes = header.structs(1, 16);
    const buffers = header.structs(2, 16);
    const expected = this.fields.reduce((sum, field) => sum + bufferCount(field.kind), 0);
    const rowCount = header.int64(0);
    if (nodes.length !== this.fields.length || buffers.length !== expected || rowCount < 0)
      throw new RangeError('a batch does not fit its schema');
    return { rowCount, nodes, buffers, compressed: compression !== null, bodyStart, bodyBytes: block.bodyBytes };
  }

  #readBuffer(position: number, length: number, compressed: boolean, budget: number): Uint8Array {
    if (length > budget) throw new RangeError('a batch is too large');
    const bytes = this.#read(position, length);
    if (!compressed || length === 0) return bytes;
    const plainLength = Number(bytes.readBigInt64LE(0));
    if (plainLength === -1) return bytes.subarray(8);
    if (plainLength < 0 || plainLength > budget) throw new RangeError('a batch is too large');
    return decompressZstd(bytes.subarray(8), plainLength);
  }

  #read(position: number, length: number): Buffer {
    if (position < 0 || position + length > this.#bytes) throw new RangeError('the file is cut off');
    const buffer = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    while (filled < length) {
      const got = readSync(this.#descriptor, buffer, filled, length - filled, position + filled);
      if (got === 0) throw new RangeError('the file is cut off');
      filled += got;
    }
    return buffer;
  }
}

function readField(field: FlatTable): ArrowField {
  return { name: field.text(0), nullable: field.int8(1, 0) !== 0, kind: readKind(field.int8(2, 0), field.table(3)) };
}

function readKind(type: number, of: FlatTable | null): ArrowKind {
  if (type === TYPE.text) return { type: 'text' };
  if (of !== null) {
    const bits = of.int32(0, 0);
    if (type === TYPE.integer && (bits === 8 || bits === 16 || bits === 32 || bits === 64)) {
      return { type: 'integer', bits, signed: of.int8(1, 0) !== 0 };
    }
    if (type === TYPE.real && of.int16(0, 0) === 2) return { type: 'real' };
    if (type === TYPE.time && of.int16(0, 0) === 2) return { type: 'time' };
    if (type === TYPE.fixed && bits > 0 && bits <= 256) return { type: 'fixed', bytes: bits };
  }
  throw new RangeError('a column has a type that segments do not use');
}

function toColumn(field: ArrowField, rowCount: number, nullCount: number, buffers: readonly Uint8Array[]): ReadColumn {
  const [validity = new Uint8Array(0), middle = new Uint8Array(0), last] = buffers;
  if (nullCount < 0 || nullCount > rowCount || (nullCount > 0 && validity.byteLength * 8 < rowCount))
    throw new RangeError('bad null count');
  const present = nullCount === 0 ? null : validity;
  if (field.kind.type !== 'text') {
    const bytes = rowCount * widthOf(field.kind);
    if (middle.byteLength < bytes) throw new RangeError('a column is too short');
    return { field, rowCount, nullCount, validity: present, offsets: null, data: middle.subarray(0, bytes) };
  }
  const data = last ?? new Uint8Array(0);
  if (middle.byteLength < (rowCount + 1) * 4) throw new RangeError('a column is too short');
  const offsets = new Int32Array(aligned(middle, 4).buffer, aligned(middle, 4).byteOffset, rowCount + 1);
  for (let row = 0, previous = 0; row <= rowCount; row++) {
    const offset = offsets[row] as number;
    if (offset < previous || offset > data.byteLength) throw new RangeError('text offsets are out of order');
    previous = offset;
  }
  return { field, rowCount, nullCount, validity: present, offsets, data };
}

/** The bytes themselves when they lie on a multiple of `width`, else a copy that does. */
export function aligned(bytes: Uint8Array, width: number): Uint8Array {
  return bytes.byteOffset % width === 0 ? bytes : Uint8Array.from(bytes);
}

/** Whether a row of a column is null. */
export function isNullAt(column: Pick<ReadColumn, 'validity'>, row: number): boolean {
  return column.validity !== null && (((column.validity[row >> 3] as number) >> (row & 7)) & 1) === 0;
}
