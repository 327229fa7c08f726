import { type DerivedFact, DICTIONARY_COLUMNS } from '../engine/domain/exchange-columns.ts';
import { type ArrowFileReader, aligned, isNullAt, type ReadColumn } from './arrow-file-reader.ts';
import { mergeColumn } from './joined-file.ts';
import { keptRows } from './row-index.ts';
import { damagedSegment, type SegmentCatalog, withSegmentFile } from './segment-verification.ts';
import type { SegmentRecord } from './segments.ts';

/** A nullable column; null rows hold 0 (NaN for reals). */
export interface FactValues<Values> {
  readonly values: Values;
  readonly nullCount: number;
  isNull(row: number): boolean;
}

/**
 * The facts of one segment's unmasked rows, in import order: every array has `rowCount` rows and belongs to the caller. A column that the
 * segment left out reads as null (code 0, 0 for `flags` and the like). Asking for a column that was not requested is a TypeError.
 */
export interface FactsSegment {
  readonly segmentNo: number;
  readonly sourceId: number;
  /** Case-wide number of the first row. */
  readonly firstRow: number;
  readonly rowCount: number;
  /** Row in the segment's files of each row here; null when no row is masked, so that they are the same. */
  readonly kept: Int32Array | null;
  /** Codes of a dictionary column, by canonical name; 0 = null. */
  codes(name: string): Int32Array;
  /** Any column of whole numbers. */
  integers(name: string): FactValues<Int32Array | Float64Array>;
  reals(name: string): FactValues<Float64Array>;
  /** Milliseconds since 1970 UTC, fractions kept; NaN = null. Request `ts`. */
  timesMs(): Float64Array;
  /** Microseconds since 1970 UTC; NaN = null. Request `ts`. */
  timesUs(): Float64Array;
  /** Raw bytes of a fixed-size column, width bytes a row (`exchange_id` 16, `sketch` 32, `capability` and other uint8 columns 1). */
  bytes(name: string): Uint8Array;
  hash32(name: string): Uint32Array;
  hash64(name: string): BigUint64Array;
}

/** Bytes that segments of older versions lack; they read as 0. */
const ADDED_LATER: ReadonlySet<string> = new Set<DerivedFact>(['language']);
const DICTIONARY_NAMES = new Set<string>(DICTIONARY_COLUMNS.map((column) => column.name));
const fileName = (name: string): string => (DICTIONARY_NAMES.has(name) ? `${name}_code` : name);

/**
 * Visits every segment in import order with the named columns (canonical names, derived facts, `exchange_id`, `record_position`,
 * `record_length`, `flags`, `message_form`). Throws case-damaged naming the segment; a file's SHA-256 is verified on first use in this thread. What
 * side tables add to a row stands where the log itself says nothing.
 */
export function readFacts(catalog: SegmentCatalog, columns: readonly string[], visit: (segment: FactsSegment) => void): void {
  let firstRow = 0;
  for (const segment of catalog.segments.list()) {
    const facts = readSegmentFacts(catalog, segment, columns, firstRow);
    firstRow += facts.rowCount;
    visit(facts);
  }
}

/** The facts of one segment whose first row has the given case-wide number. Throws case-damaged. */
export function readSegmentFacts(
  catalog: SegmentCatalog,
  segment: SegmentRecord,
  columns: readonly string[],
  firstRow: number,
): FactsSegment {
  const stored = withSegmentFile(catalog, segment, 'facts', (file) => readColumns(file, segment, columns));
  if (segment.joined) {
    for (const [name, joined] of withSegmentFile(catalog, segment, 'joined', (file) => readColumns(file, segment, columns))) {
      const merged = mergeColumn(stored.get(name) ?? null, joined, (column) => wholeNumbers(column, segment.segmentNo));
      stored.set(name, merged);
    }
  }
  return factsOf(stored, segment, columns, firstRow);
}

/** The facts of one segment as the log itself gives them, all rows, masked ones too, and nothing that side tables add. Throws case-damaged. */
export function readOwnFacts(catalog: SegmentCatalog, segment: SegmentRecord, columns: readonly string[]): FactsSegment {
  return readSegmentFacts(catalog, { ...segment, maskedRows: new Uint32Array(0), joined: null }, columns, 0);
}

function readColumns(file: ArrowFileReader, segment: SegmentRecord, requested: readonly string[]): Map<string, ReadColumn> {
  if (file.batchCount !== 1) throw new RangeError(`${file.batchCount} batches where 1 is expected`);
  const { rowCount, columns } = file.readBatch(0, new Set(requested.map(fileName)));
  if (rowCount !== segment.rowCount) throw new RangeError(`${rowCount} rows where ${segment.rowCount} are recorded`);
  return columns;
}

function factsOf(
  columns: ReadonlyMap<string, ReadColumn>,
  segment: SegmentRecord,
  requested: readonly string[],
  firstRow: number,
): FactsSegment {
  const fileRows = segment.rowCount;
  const kept = keptRows(segment);
  const rowCount = kept?.length ?? fileRows;
  const names = new Set(requested);
  const rowAt = kept === null ? (row: number) => row : (row: number) => kept[row] as number;

  const column = (name: string): ReadColumn | null => {
    if (!names.has(name)) throw new TypeError(`column ${name} was not requested`);
    return columns.get(fileName(name)) ?? null;
  };
  const isNullIn = (found: ReadColumn | null) => (row: number) => found === null || isNullAt(found, rowAt(row));
  const nullCountIn = (found: ReadColumn | null): number => {
    if (found === null) return rowCount;
    if (found.validity === null) return 0;
    if (kept === null) return found.nullCount;
    let count = 0;
    for (const row of kept) if (isNullAt(found, row)) count += 1;
    return count;
  };
  const widened = (found: ReadColumn | null, into: Int32Array | Float64Array): void => {
    if (found === null) return;
    const stored = wholeNumbers(found, segment.segmentNo);
    if (kept === null) into.set(stored);
    else for (let row = 0; row < rowCount; row++) into[row] = stored[kept[row] as number] as number;
  };
  const fixed = (name: string, width: number | null): Uint8Array => {
    const found = column(name);
    if (found === null && ADDED_LATER.has(name)) return new Uint8Array(rowCount);
    if (found === null) throw damagedSegment(segment.segmentNo, 'facts', `column ${name} is missing`);
    const bytes = found.data.byteLength / fileRows;
    if (width !== null && bytes !== width) throw damagedSegment(segment.segmentNo, 'facts', `column ${name} is ${bytes} bytes wide`);
    if (kept === null) return found.data;
    const gathered = new Uint8Array(rowCount * bytes);
    for (let row = 0; row < rowCount; row++) {
      const from = (kept[row] as number) * bytes;
      for (let byte = 0; byte < bytes; byte++) gathered[row * bytes + byte] = found.data[from + byte] as number;
    }
    return gathered;
  };
  const timesUs = (): Float64Array => {
    const found = column('ts');
    const times = new Float64Array(rowCount);
    widened(found, times);
    for (let row = 0; row < rowCount; row++) if (found === null || isNullAt(found, rowAt(row))) times[row] = Number.NaN;
    return times;
  };

  return {
    segmentNo: segment.segmentNo,
    sourceId: segment.sourceId,
    firstRow,
    rowCount,
    kept,
    codes: (name) => {
      const codes = new Int32Array(rowCount);
      widened(column(name), codes);
      return codes;
    },
    integers: (name) => {
      const found = column(name);
      const kind = found?.field.kind;
      const narrow = kind === undefined || (kind.type === 'integer' && (kind.bits < 32 || (kind.bits === 32 && kind.signed)));
      const values = narrow ? new Int32Array(rowCount) : new Float64Array(rowCount);
      widened(found, values);
      return { values, nullCount: nullCountIn(found), isNull: isNullIn(found) };
    },
    reals: (name) => {
      const found = column(name);
      const values = new Float64Array(rowCount);
      widened(found, values);
      for (let row = 0; row < rowCount; row++) if (found === null || isNullAt(found, rowAt(row))) values[row] = Number.NaN;
      return { values, nullCount: nullCountIn(found), isNull: isNullIn(found) };
    },
    timesMs: () => timesUs().map((us) => us / 1000),
    timesUs,
    bytes: (name) => fixed(name, null),
    hash32: (name) => {
      const bytes = aligned(fixed(name, 4), 4);
      return new Uint32Array(bytes.buffer, bytes.byteOffset, rowCount);
    },
    hash64: (name) => {
      const bytes = aligned(fixed(name, 8), 8);
      return new BigUint64Array(bytes.buffer, bytes.byteOffset, rowCount);
    },
  };
}

type NumberArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

function wholeNumbers({ field: { name, kind }, data, rowCount }: ReadColumn, segmentNo: number): NumberArray {
  if (kind.type === 'time' || (kind.type === 'integer' && kind.bits === 64)) return fromInt64(data, rowCount);
  if (kind.type === 'real') {
    const bytes = aligned(data, 8);
    return new Float64Array(bytes.buffer, bytes.byteOffset, rowCount);
  }
  if (kind.type !== 'integer') throw damagedSegment(segmentNo, 'facts', `column ${name} holds no numbers`);
  if (kind.bits === 8) return data;
  const bytes = aligned(data, 4);
  if (kind.bits === 16) return new Uint16Array(bytes.buffer, bytes.byteOffset, rowCount);
  if (kind.signed) return new Int32Array(bytes.buffer, bytes.byteOffset, rowCount);
  return new Uint32Array(bytes.buffer, bytes.byteOffset, rowCount);
}

/** int64 as doubles, exact within 2^53. */
function fromInt64(data: Uint8Array, rowCount: number): Float64Array {
  const bytes = aligned(data, 4);
  const low = new Uint32Array(bytes.buffer, bytes.byteOffset, rowCount * 2);
  const high = new Int32Array(bytes.buffer, bytes.byteOffset, rowCount * 2);
  const values = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) values[row] = (high[row * 2 + 1] as number) * 0x100000000 + (low[row * 2] as number);
  return values;
}
