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

export const JOINED_FILE_TABLE: ChainedTable = { name: 'joined_file', key: 'segment_no', columns: ['generation', 'bytes', 'sha256'] };

export interface NewSegment extends WrittenSegment {
  readonly segmentNo: number;
  readonly sourceId: number;
  readonly unitNo: number;
  /** Rows in the files, masked rows counted. */
  readonly rowCount: number;
  /** Rows, ascending, whose exchange the case already has. */
  readonly maskedRows: Uint32Array;
}

/** The file that holds what side tables add to a segment. */
export interface JoinedFile {
  readonly generation: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** A recorded segment; plain data that may cross to a worker. */
export interface SegmentRecord extends NewSegment {
  /** Null or missing when side tables add nothing to it. */
  readonly joined?: JoinedFile | null;
}

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
  generation: number | null;
  joinedBytes: number;
  joinedSha256: string;
}

const SELECT = `SELECT s.segment_no AS segmentNo, source_id AS sourceId, unit_no AS unitNo, row_count AS rowCount,
  facts_bytes AS factsBytes, facts_sha256 AS factsSha256, text_bytes AS textBytes, text_sha256 AS textSha256,
  first_us AS firstUs, last_us AS lastUs, masked_rows AS maskedRows,
  j.generation, j.bytes AS joinedBytes, j.sha256 AS joinedSha256 FROM segment s LEFT JOIN joined_file j ON j.segment_no = s.segment_no`;

const NONE = new Uint32Array(0);

function toRecord(row: SegmentRow): SegmentRecord {
  const { generation, joinedBytes, joinedSha256, maskedRows, ...segment } = row;
  return {
    ...segment,
    maskedRows: maskedRows === null ? NONE : readMask(row, maskedRows),
    joined: generation === null ? null : { generation, bytes: joinedBytes, sha256: joinedSha256 },
  };
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
  readonly #chain: ChainWriter;

  constructor(database: CaseDatabase) {
    this.#database = database;
    this.#chain = new ChainWriter(database, SEGMENT_TABLE);
  }

  list(): SegmentRecord[] {
    return (this.#database.prepare(`${SELECT} ORDER BY s.segment_no`).all() as SegmentRow[]).map(toRecord);
  }

  find(segmentNo: number): SegmentRecord | null {
    const row = this.#database.prepare(`${SELECT} WHERE s.segment_no = ?`).get(segmentNo) as SegmentRow | undefined;
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

  /** First and last exchange time of each source that has any, microseconds. */
  timeSpans(): Map<number, { firstUs: number | null; lastUs: number | null }> {
    const rows = this.#database
      .prepare('SELECT source_id AS sourceId, min(first_us) AS firstUs, max(last_us) AS lastUs FROM segment GROUP BY source_id')
      .all() as { sourceId: number; firstUs: number | null; lastUs: number | null }[];
    return new Map(rows.map((row) => [row.sourceId, row]));
  }

  /** Segments of a source, in order. */
  listOf(sourceId: number): SegmentRecord[] {
    return (this.#database.prepare(`${SELECT} WHERE s.source_id = ? ORDER BY s.segment_no`).all(sourceId) as SegmentRow[]).map(toRecord);
  }

  /** Use commitUnit, which records a unit with all that belongs to it. */
  append(segments: readonly NewSegment[]): void {
    this.#chain.append(
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
        maskBytes(s.maskedRows),
      ]),
    );
  }

  /** Forgets the segments of a source and sets the masks of others, by segment number. Call in a transaction. */
  removeOf(sourceId: number, masks: ReadonlyMap<number, Uint32Array>): void {
    this.#database
      .prepare('DELETE FROM joined_file WHERE segment_no IN (SELECT segment_no FROM segment WHERE source_id = ?)')
      .run(sourceId);
    this.#database.prepare('DELETE FROM segment WHERE source_id = ?').run(sourceId);
    const update = this.#database.prepare('UPDATE segment SET masked_rows = ? WHERE segment_no = ?');
    for (const [segmentNo, masked] of masks) update.run(maskBytes(masked), segmentNo);
    this.#chain.rechain();
    new ChainWriter(this.#database, JOINED_FILE_TABLE).rechain();
  }

  /** Replaces the record of what side tables add, for all segments. Call in a transaction. */
  replaceJoined(files: readonly (JoinedFile & { readonly segmentNo: number })[]): void {
    this.#database.prepare('DELETE FROM joined_file').run();
    const chain = new ChainWriter(this.#database, JOINED_FILE_TABLE);
    chain.rechain();
    chain.append(files.map(({ segmentNo, generation, bytes, sha256 }) => [segmentNo, generation, bytes, sha256]));
  }

  nextGeneration(): number {
    return this.#database.prepare('SELECT coalesce(max(generation), 0) + 1 FROM joined_file').pluck().get() as number;
  }

  /** Changes whenever a segment, a mask or what is joined to them changes. */
  version(): string {
    const heads = this.#database.prepare(
      "SELECT hex(row_hash) FROM chain_head WHERE table_name IN ('segment', 'joined_file') ORDER BY table_name",
    );
    return (heads.pluck().all() as string[]).join(' ');
  }
}

function maskBytes(masked: Uint32Array): Buffer | null {
  return masked.length === 0 ? null : Buffer.from(masked.buffer, masked.byteOffset, masked.byteLength);
}
