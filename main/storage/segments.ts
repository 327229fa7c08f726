import { Failure } from '../engine/domain/failure.ts';
import type { CaseDatabase } from './database.ts';
import { type ChainedTable, ChainWriter } from './row-chain.ts';
import type { WrittenSegment } from './segment-content.ts';

export const SEGMENT_TABLE: ChainedTable = {
  name: 'segment',
  key: 'segment_no',
  columns: [
    'source_id',
    'unit_no',
    'row_count',
    'facts_bytes',
    'facts_sha256',
    'text_bytes',
    'text_sha256',
    'first_us',
    'last_us',
    'masked_rows',
  ],
};

export interface NewSegment extends WrittenSegment {
  readonly segmentNo: number;
  readonly sourceId: number;
  readonly unitNo: number;
  /** Rows in the files, masked rows counted. */
  readonly rowCount: number;
  /** Rows, ascending, whose exchange the case already has. */
  readonly maskedRows: Uint32Array;
}

/** A recorded segment; plain data that may cross to a worker. */
export interface SegmentRecord extends NewSegment {}

interface SegmentRow {
  segmentNo: number;
  sourceId: number;
  unitNo: number;
  rowCount: number;
  factsBytes: number;
  factsSha256: string;
  textBytes: number;
  textSha256: string;
  firstUs: number | null;
  lastUs: number | null;
  maskedRows: Uint8Array | null;
}

const SELECT = `SELECT segment_no AS segmentNo, source_id AS sourceId, unit_no AS unitNo, row_count AS rowCount,
  facts_bytes AS factsBytes, facts_sha256 AS factsSha256, text_bytes AS textBytes, text_sha256 AS textSha256,
  first_us AS firstUs, last_us AS lastUs, masked_rows AS maskedRows FROM segment`;

const NONE = new Uint32Array(0);

function toRecord(row: SegmentRow): SegmentRecord {
  return { ...row, maskedRows: row.maskedRows === null ? NONE : readMask(row, row.maskedRows) };
}

function readMask({ segmentNo, rowCount }: SegmentRow, bytes: Uint8Array): Uint32Array {
  const damaged = new Failure('case-damaged', `table segment, segment_no ${segmentNo}: the masked rows are out of order`, { segmentNo });
  if (bytes.byteLength % 4 !== 0) throw damaged;
  const masked = new Uint32Array(Uint8Array.from(bytes).buffer);
  for (let i = 0, next = 0; i < masked.length; i++) {
    const row = masked[i] as number;
    if (row < next || row >= rowCount) throw damaged;
    next = row + 1;
  }
  return masked;
}

/** The segments of the case, in import order. */
export class Segments {
  readonly #database: CaseDatabase;

  constructor(database: CaseDatabase) {
    this.#database = database;
  }

  list(): SegmentRecord[] {
    return (this.#database.prepare(`${SELECT} ORDER BY segment_no`).all() as SegmentRow[]).map(toRecord);
  }

  find(segmentNo: number): SegmentRecord | null {
    const row = this.#database.prepare(`${SELECT} WHERE segment_no = ?`).get(segmentNo) as SegmentRow | undefined;
    return row === undefined ? null : toRecord(row);
  }

  count(): number {
    return (this.#database.prepare('SELECT count(*) AS n FROM segment').get() as { n: number }).n;
  }

  /** The number the next segment takes; numbers count from 1. */
  nextNumber(): number {
    return (this.#database.prepare('SELECT coalesce(max(segment_no), 0) + 1 AS next FROM segment').get() as { next: number }).next;
  }

  /** First and last exchange time of the case, microseconds. */
  timeSpan(): { firstUs: number | null; lastUs: number | null } {
    return this.#database.prepare('SELECT min(first_us) AS firstUs, max(last_us) AS lastUs FROM segment').get() as {
      firstUs: number | null;
      lastUs: number | null;
    };
  }

  /** Use commitUnit, which records a unit with all that belongs to it. */
  append(segments: readonly NewSegment[]): void {
    new ChainWriter(this.#database, SEGMENT_TABLE).append(
      segments.map((s) => [
        s.segmentNo,
        s.sourceId,
        s.unitNo,
        s.rowCount,
        s.factsBytes,
        s.factsSha256,
        s.textBytes,
        s.textSha256,
        s.firstUs,
        s.lastUs,
        s.maskedRows.length === 0 ? null : Buffer.from(s.maskedRows.buffer, s.maskedRows.byteOffset, s.maskedRows.byteLength),
      ]),
    );
  }
}
