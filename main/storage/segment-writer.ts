import {
  DICTIONARY_COLUMNS,
  EXCHANGE_COLUMNS,
  INTEGER_COLUMNS,
  REAL_COLUMNS,
  SEGMENT_ROWS,
  SKETCH_BINS,
  TEXT_COLUMNS,
} from '../engine/domain/exchange-columns.ts';
import { type ArrowColumn, ArrowFileWriter, type EndedFile } from './arrow-file-writer.ts';
import { type ArrowField, type ArrowKind, INT32, INT64, REAL, TEXT, TIME, UINT8, UINT16, UINT32, UINT64 } from './arrow-types.ts';
import { reportingDiskFull } from './disk-full.ts';
import type { NullableValues, SegmentContent, TextValues, WrittenSegment } from './segment-content.ts';
import { discardSegment, publishSegment, segmentName, TEXT_BATCH_ROWS, temporaryPath } from './segment-files.ts';

const TIME_COLUMN = EXCHANGE_COLUMNS.find((column) => column.home === 'time')?.name ?? 'ts';

type TimeSpan = Pick<WrittenSegment, 'firstUs' | 'lastUs'>;

interface NamedColumn {
  readonly field: ArrowField;
  readonly column: ArrowColumn;
}

/**
 * Writes both files of a segment and waits until they are on the disk. Under a number they get their final names; under a temporary
 * name (lower-case letters, digits, dashes) they wait for publishSegment. Throws disk-full, and leaves nothing behind when it throws.
 */
export function writeSegment(folder: string, segment: number | string, content: SegmentContent): WrittenSegment {
  const name = typeof segment === 'number' ? `s${segmentName(segment)}` : segment;
  return reportingDiskFull(folder, () => {
    try {
      const facts = writeFacts(temporaryPath(folder, name, 'facts'), content);
      facts.syncNow();
      const text = writeTexts(temporaryPath(folder, name, 'text'), content.rowCount, content.texts);
      text.syncNow();
      if (typeof segment === 'number') publishSegment(folder, name, segment);
      return writtenSegment(facts, text, timeSpan(content));
    } catch (error) {
      discardSegment(folder, name);
      throw error;
    }
  });
}

/** Writes a facts file; it is yet to be synced. */
export function writeFacts(path: string, content: SegmentContent): EndedFile {
  requireRows(content.rowCount);
  const columns = factsColumns(content);
  return writeArrow(
    path,
    columns.map((c) => c.field),
    false,
    (writer) => {
      writer.writeBatch(
        content.rowCount,
        columns.map((c) => c.column),
      );
    },
  );
}

/** Writes a text file; it is yet to be synced. */
export function writeTexts(path: string, rowCount: number, texts: SegmentContent['texts']): EndedFile {
  requireRows(rowCount);
  const columns = TEXT_COLUMNS.flatMap(({ name }) => {
    const values = texts.get(name);
    return values === undefined || (values.nullCount === rowCount && name !== 'prompt_text') ? [] : [{ name, values }];
  });
  const fields = columns.map(({ name, values }) => ({ name, kind: TEXT, nullable: values.nullCount > 0 }));
  return writeArrow(path, fields, true, (writer) => {
    for (let from = 0; from < rowCount; from += TEXT_BATCH_ROWS) {
      const to = Math.min(from + TEXT_BATCH_ROWS, rowCount);
      writer.writeBatch(
        to - from,
        columns.map(({ values }) => textColumn(values, from, to)),
      );
    }
  });
}

function requireRows(rowCount: number): void {
  if (rowCount < 1 || rowCount > SEGMENT_ROWS) throw new TypeError(`a segment of ${rowCount} rows`);
}

export function writtenSegment(facts: EndedFile, text: EndedFile, span: TimeSpan): WrittenSegment {
  return { factsSha256: facts.sha256, factsBytes: facts.bytes, textSha256: text.sha256, textBytes: text.bytes, ...span };
}

function writeArrow(path: string, fields: readonly ArrowField[], compressed: boolean, write: (writer: ArrowFileWriter) => void): EndedFile {
  const writer = new ArrowFileWriter(path, fields, compressed);
  let finished = false;
  try {
    write(writer);
    const ended = writer.end();
    finished = true;
    return ended;
  } finally {
    if (!finished) writer.abandon();
  }
}

function factsColumns(content: SegmentContent): NamedColumn[] {
  const { rowCount } = content;
  const columns: NamedColumn[] = [
    plain('exchange_id', { type: 'fixed', bytes: 16 }, content.exchangeIds.subarray(0, rowCount * 16)),
    whole('source_id', new Int32Array(rowCount).fill(content.sourceId)),
    plain('record_position', INT64, int64Bytes(content.recordPositions, rowCount)),
    whole('record_length', content.recordLengths.subarray(0, rowCount)),
  ];
  for (const { name } of DICTIONARY_COLUMNS) {
    const codes = content.codes.get(name)?.subarray(0, rowCount);
    if (codes !== undefined && hasAny(codes)) columns.push(whole(`${name}_code`, codes));
  }
  for (const { name } of INTEGER_COLUMNS) {
    const values = content.integers.get(name);
    if (values !== undefined && values.nullCount < rowCount) columns.push(nullable(name, values, rowCount, (v) => whole(name, v)));
  }
  for (const { name } of REAL_COLUMNS) {
    const values = content.reals.get(name);
    if (values !== undefined && values.nullCount < rowCount)
      columns.push(nullable(name, values, rowCount, (v) => plain(name, REAL, bytesOf(v))));
  }
  const times = content.startedAtUs;
  if (times.nullCount < rowCount) {
    columns.push(nullable(TIME_COLUMN, times, rowCount, (v) => plain(TIME_COLUMN, TIME, int64Bytes(v, rowCount))));
  }
  columns.push(
    whole('flags', content.flags.subarray(0, rowCount)),
    plain('message_form', UINT8, content.messageForms.subarray(0, rowCount)),
    plain('skeleton_hash', UINT64, bytesOf(content.skeletonHashes.subarray(0, rowCount))),
    plain('head_hash', UINT32, bytesOf(content.headHashes.subarray(0, rowCount))),
    plain('tail_hash', UINT32, bytesOf(content.tailHashes.subarray(0, rowCount))),
    plain('token_count', UINT16, bytesOf(content.tokenCounts.subarray(0, rowCount))),
    plain('sketch', { type: 'fixed', bytes: SKETCH_BINS }, content.sketches.subarray(0, rowCount * SKETCH_BINS)),
    plain('capability', UINT8, content.capabilities.subarray(0, rowCount)),
    plain('capability_confidence', UINT8, content.capabilityConfidences.subarray(0, rowCount)),
    plain('elicitation', UINT8, content.elicitations.subarray(0, rowCount)),
    plain('language', UINT8, content.languages.subarray(0, rowCount)),
  );
  return columns;
}

/** Whether any code is not that of null. */
function hasAny(codes: Int32Array): boolean {
  for (let i = 0; i < codes.length; i++) if (codes[i] !== 0) return true;
  return false;
}

function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function plain(name: string, kind: ArrowKind, bytes: Uint8Array): NamedColumn {
  return { field: { name, kind, nullable: false }, column: { nullCount: 0, validity: null, buffers: [bytes] } };
}

/** A column of whole numbers in the narrowest unsigned width that holds them; int32 or int64 when one is negative. */
function whole(name: string, values: Int32Array | Uint32Array | Float64Array): NamedColumn {
  let low = 0;
  let high = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  if (low < -0x80000000 || high > 0xffffffff || (low < 0 && high > 0x7fffffff)) {
    return plain(name, INT64, int64Bytes(Float64Array.from(values), values.length));
  }
  if (low < 0) return plain(name, INT32, bytesOf(Int32Array.from(values)));
  if (high <= 0xff) return plain(name, UINT8, Uint8Array.from(values));
  if (high <= 0xffff) return plain(name, UINT16, bytesOf(Uint16Array.from(values)));
  return plain(name, UINT32, bytesOf(values instanceof Float64Array ? Uint32Array.from(values) : values));
}

/** The column with its validity; null rows hold 0 whatever the buffer had there, so equal rows give equal files. */
function nullable(
  name: string,
  { values, valid, nullCount }: NullableValues<Float64Array>,
  rowCount: number,
  encode: (values: Float64Array) => NamedColumn,
): NamedColumn {
  if (nullCount === 0) return encode(values.subarray(0, rowCount));
  const cleaned = values.slice(0, rowCount);
  for (let row = 0; row < rowCount; row++) {
    if ((((valid[row >> 3] as number) >> (row & 7)) & 1) === 0) cleaned[row] = 0;
  }
  const { field, column } = encode(cleaned);
  return {
    field: { name, kind: field.kind, nullable: true },
    column: { nullCount, validity: bitmap(valid, 0, rowCount), buffers: column.buffers },
  };
}

/** Rows [from, to) of a validity bitmap, bits beyond the last row cleared; `from` is a multiple of 8. */
function bitmap(valid: Uint8Array, from: number, to: number): Uint8Array {
  const copy = valid.slice(from >> 3, (to + 7) >> 3);
  const spare = -(to - from) & 7;
  const last = copy.length - 1;
  if (spare > 0) copy[last] = (copy[last] as number) & (0xff >> spare);
  return copy;
}

function textColumn(values: TextValues, from: number, to: number): ArrowColumn {
  const base = values.offsets[from] as number;
  const end = values.offsets[to] as number;
  const offsets = new Int32Array(to - from + 1);
  for (let i = 0; i < offsets.length; i++) offsets[i] = (values.offsets[from + i] as number) - base;
  const validity = values.nullCount === 0 ? null : bitmap(values.valid, from, to);
  const nullCount = validity === null ? 0 : to - from - countBits(validity);
  return { nullCount, validity: nullCount === 0 ? null : validity, buffers: [bytesOf(offsets), values.bytes.subarray(base, end)] };
}

function countBits(bits: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bits.length; i++) {
    for (let byte = bits[i] as number; byte !== 0; byte &= byte - 1) count += 1;
  }
  return count;
}

/** Whole numbers within 2^53 as little-endian int64. */
function int64Bytes(values: Float64Array, rowCount: number): Uint8Array {
  const words = new Uint32Array(rowCount * 2);
  for (let row = 0; row < rowCount; row++) {
    const value = values[row] as number;
    const high = Math.floor(value / 0x100000000);
    words[row * 2] = value - high * 0x100000000;
    words[row * 2 + 1] = high;
  }
  return bytesOf(words);
}

/** Earliest and latest time of a segment. */
export function timeSpan({ startedAtUs: { values, valid }, rowCount }: SegmentContent): TimeSpan {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < rowCount; row++) {
    if ((((valid[row >> 3] as number) >> (row & 7)) & 1) === 0) continue;
    const value = values[row] as number;
    if (value < first) first = value;
    if (value > last) last = value;
  }
  return first > last ? { firstUs: null, lastUs: null } : { firstUs: first, lastUs: last };
}
