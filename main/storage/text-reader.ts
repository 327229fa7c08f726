import { TEXT_COLUMNS } from '../engine/domain/exchange-columns.ts';
import { Failure } from '../engine/domain/failure.ts';
import { type ArrowFileReader, isNullAt, type ReadColumn } from './arrow-file-reader.ts';
import { TEXT_BATCH_ROWS } from './segment-files.ts';
import { type SegmentCatalog, withSegmentFile, withUnverifiedFile } from './segment-verification.ts';
import type { SegmentRecord } from './segments.ts';

/** Text columns of one row by canonical name; null where the source has none. */
export interface TextRow {
  readonly rowInSegment: number;
  readonly texts: ReadonlyMap<string, string | null>;
}

/** UTF-8 of one text column in one batch: row i is bytes[offsets[i], offsets[i + 1]). */
export interface TextColumn {
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
  isNull(row: number): boolean;
}

/** A run of a segment's rows, masked rows among them. */
export interface TextBatch {
  readonly segmentNo: number;
  readonly firstRowInSegment: number;
  readonly rowCount: number;
  /** Null when every row of the column is null in this segment. */
  column(name: string): TextColumn | null;
}

const ALL_TEXTS: readonly string[] = TEXT_COLUMNS.map((column) => column.name);
const CACHED_BATCHES = 2;
const cache = new Map<string, TextBatch>();

/** The texts of one row. Throws row-unknown for a row that is masked or not there, case-damaged. */
export function readTextRow(catalog: SegmentCatalog, segmentNo: number, rowInSegment: number): TextRow {
  const row = readTextRows(catalog, segmentNo, rowInSegment, 1)[0];
  if (row === undefined) throw new Failure('row-unknown', `segment ${segmentNo} has no row ${rowInSegment}`, { segmentNo, rowInSegment });
  return row;
}

/** The texts of rows [from, from + count) of a segment, masked rows left out. Throws row-unknown, case-damaged. */
export function readTextRows(
  catalog: SegmentCatalog,
  segmentNo: number,
  from: number,
  count: number,
  columns: readonly string[] = ALL_TEXTS,
): TextRow[] {
  const segment = findSegment(catalog, segmentNo);
  const to = Math.min(from + count, segment.rowCount);
  const masked = new Set(segment.maskedRows);
  const rows: TextRow[] = [];
  for (let start = Math.max(from, 0); start < to; ) {
    const batchNo = Math.floor(start / TEXT_BATCH_ROWS);
    const batch = readBatch(catalog, segment, batchNo, columns);
    const end = Math.min(to, batch.firstRowInSegment + batch.rowCount);
    const read = columns.map((name) => [name, batch.column(name)] as const);
    for (let row = start; row < end; row++) {
      if (masked.has(row)) continue;
      const texts = new Map(read.map(([name, column]) => [name, textAt(column, row - batch.firstRowInSegment)]));
      rows.push({ rowInSegment: row, texts });
    }
    start = end;
  }
  return rows;
}

/** In how many of a segment's rows that are not masked each text column has a value. No text is decompressed, and the file is not hashed for it. */
export function countTexts(catalog: SegmentCatalog, segment: SegmentRecord): ReadonlyMap<string, number> {
  const masked = new Set(segment.maskedRows);
  return withUnverifiedFile(catalog, segment, 'text', (file) => {
    const counts = new Map<string, number>();
    let firstRow = 0;
    for (let batchNo = 0; batchNo < file.batchCount; batchNo++) {
      const { rowCount, columns } = file.readNulls(batchNo, new Set(ALL_TEXTS));
      for (const [name, column] of columns) {
        let filled = rowCount - column.nullCount;
        for (const row of masked) {
          if (row >= firstRow && row < firstRow + rowCount && !isNullAt(column, row - firstRow)) filled -= 1;
        }
        counts.set(name, (counts.get(name) ?? 0) + filled);
      }
      firstRow += rowCount;
    }
    return counts;
  });
}

/** How many batches a segment's text file has. */
export function textBatchCount(segment: Pick<SegmentRecord, 'rowCount'>): number {
  return Math.ceil(segment.rowCount / TEXT_BATCH_ROWS);
}

/** The named columns of one batch as bytes, for search and streaming. Throws row-unknown, case-damaged. */
export function readTextBatch(
  catalog: SegmentCatalog,
  segmentNo: number,
  batchNo: number,
  columns: readonly string[] = ALL_TEXTS,
): TextBatch {
  return readBatch(catalog, findSegment(catalog, segmentNo), batchNo, columns);
}

/** The text of a row of a batch, or null. Bytes that are no UTF-8 read as U+FFFD. */
export function textAt(column: TextColumn | null, row: number): string | null {
  if (column === null || column.isNull(row)) return null;
  const { buffer, byteOffset } = column.bytes;
  const start = column.offsets[row] as number;
  return Buffer.from(buffer, byteOffset + start, (column.offsets[row + 1] as number) - start).toString('utf8');
}

function findSegment(catalog: SegmentCatalog, segmentNo: number): SegmentRecord {
  const segment = catalog.segments.find(segmentNo);
  if (segment === null) throw new Failure('row-unknown', `no segment ${segmentNo} in this case`, { segmentNo });
  return segment;
}

function readBatch(catalog: SegmentCatalog, segment: SegmentRecord, batchNo: number, columns: readonly string[]): TextBatch {
  if (!Number.isInteger(batchNo) || batchNo < 0 || batchNo >= textBatchCount(segment)) {
    throw new Failure('row-unknown', `segment ${segment.segmentNo} has no batch ${batchNo}`, { segmentNo: segment.segmentNo });
  }
  const key = [catalog.segmentsFolder, segment.textSha256, batchNo, ...columns].join(' ');
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  const batch = withSegmentFile(catalog, segment, 'text', (file) => decodeBatch(file, segment, batchNo, columns));
  for (const oldest of cache.keys()) {
    if (cache.size < CACHED_BATCHES) break;
    cache.delete(oldest);
  }
  cache.set(key, batch);
  return batch;
}

function decodeBatch(file: ArrowFileReader, segment: SegmentRecord, batchNo: number, names: readonly string[]): TextBatch {
  const firstRowInSegment = batchNo * TEXT_BATCH_ROWS;
  const expected = Math.min(TEXT_BATCH_ROWS, segment.rowCount - firstRowInSegment);
  const { rowCount, columns } = file.readBatch(batchNo, new Set(names));
  if (rowCount !== expected) throw new RangeError(`batch ${batchNo} has ${rowCount} rows where ${expected} are expected`);
  const decoded = new Map([...columns].map(([name, column]) => [name, toTextColumn(name, column)]));
  return {
    segmentNo: segment.segmentNo,
    firstRowInSegment,
    rowCount,
    column: (name) => {
      if (!names.includes(name)) throw new TypeError(`column ${name} was not requested`);
      return decoded.get(name) ?? null;
    },
  };
}

function toTextColumn(name: string, column: ReadColumn): TextColumn {
  if (column.offsets === null) throw new RangeError(`column ${name} holds no text`);
  return { offsets: column.offsets, bytes: column.data, isNull: (row) => isNullAt(column, row) };
}
