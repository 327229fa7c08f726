import type { SourceSummary } from '../engine/domain/case.ts';
import type { CaseDatabase } from './database.ts';
import { type ChainedTable, ChainWriter } from './row-chain.ts';

export const SOURCE_TABLE: ChainedTable = {
  name: 'source',
  key: 'source_id',
  columns: ['path', 'format', 'mapping', 'bytes', 'head_sha256', 'sha256', 'state', 'started_at', 'finished_at', 'reason', 'failure'],
};
export const UNIT_TABLE: ChainedTable = {
  name: 'unit',
  key: 'commit_no',
  columns: ['source_id', 'unit_no', 'start_byte', 'end_byte', 'exchanges', 'quarantined', 'duplicates', 'passed_over'],
};

/** A source as recorded when its import starts. */
export interface NewSource {
  readonly path: string;
  readonly format: string;
  /** The mapping it is read by, as JSON text; null for none. */
  readonly mapping: string | null;
  /** Size of the file as it lies on disk. */
  readonly bytes: number;
  /** SHA-256 of the first bytes, by which an interrupted import recognises its file; how many is the importer's choice. */
  readonly headSha256: string | null;
  /** Why it was taken for its format. */
  readonly reason?: string;
  /** Now, when not given. */
  readonly startedAt?: string;
}

export interface SourceRecord extends SourceSummary {
  readonly mapping: string | null;
  readonly headSha256: string | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly reason: string;
  readonly failure: string | null;
  readonly passedOver: number;
}

export interface UnitRecord {
  readonly sourceId: number;
  readonly unitNo: number;
  readonly startByte: number;
  readonly endByte: number;
  /** Rows kept, masked rows not counted. */
  readonly exchanges: number;
  readonly quarantined: number;
  readonly duplicates: number;
  /** Records that hold no exchange of their own. */
  readonly passedOver: number;
}

/** What a source's end leaves to say besides its state. */
export interface SourceEnd {
  /** Kept when not given. */
  readonly sha256?: string;
  /** Why a source in state `failed` ended. */
  readonly failure?: string;
}

const SELECT_SOURCES = `SELECT s.source_id AS sourceId, path, sha256, format, bytes, state, mapping, head_sha256 AS headSha256,
  started_at AS startedAt, finished_at AS finishedAt, reason, failure, coalesce(sum(u.exchanges), 0) AS exchanges,
  coalesce(sum(u.quarantined), 0) AS quarantined, coalesce(sum(u.duplicates), 0) AS duplicates,
  coalesce(sum(u.passed_over), 0) AS passedOver FROM source s LEFT JOIN unit u ON u.source_id = s.source_id`;
const SELECT_UNITS = `SELECT source_id AS sourceId, unit_no AS unitNo, start_byte AS startByte, end_byte AS endByte,
  exchanges, quarantined, duplicates, passed_over AS passedOver FROM unit`;

/** Of a removed source only its row is kept: that there was such a file, by path and SHA-256. */
const NOT_REMOVED = "s.state <> 'removed'";

/** Imported files and the units committed of them. */
export class Sources {
  readonly #database: CaseDatabase;
  readonly #chain: ChainWriter;
  readonly #unitChain: ChainWriter;

  constructor(database: CaseDatabase) {
    this.#database = database;
    this.#chain = new ChainWriter(database, SOURCE_TABLE);
    this.#unitChain = new ChainWriter(database, UNIT_TABLE);
  }

  /** The id that the next source gets. */
  nextId(): number {
    return this.#nextKey('source', 'source_id');
  }

  /** Records a source in state `importing` and returns its id. */
  begin(source: NewSource): number {
    const sourceId = this.nextId();
    const { path, format, mapping, bytes, headSha256, reason = '', startedAt = new Date().toISOString() } = source;
    this.#chain.append([[sourceId, path, format, mapping, bytes, headSha256, null, 'importing', startedAt, null, reason, null]]);
    return sourceId;
  }

  /** Sets a source's state. */
  setState(sourceId: number, state: SourceSummary['state'] | 'removed', { sha256, failure }: SourceEnd = {}): void {
    this.#database
      .prepare('UPDATE source SET state = ?, sha256 = coalesce(?, sha256), finished_at = ?, failure = ? WHERE source_id = ?')
      .run(state, sha256 ?? null, state === 'importing' ? null : new Date().toISOString(), failure ?? null, sourceId);
    this.#chain.rechainFrom(sourceId);
  }

  /** Sources that were not removed. */
  list(): SourceRecord[] {
    return this.#database
      .prepare(`${SELECT_SOURCES} WHERE ${NOT_REMOVED} GROUP BY s.source_id ORDER BY s.source_id`)
      .all() as SourceRecord[];
  }

  /** A source that was not removed, or null. */
  find(sourceId: number): SourceRecord | null {
    const row = this.#database.prepare(`${SELECT_SOURCES} WHERE s.source_id = ? AND ${NOT_REMOVED} GROUP BY s.source_id`).get(sourceId);
    return (row as SourceRecord | undefined) ?? null;
  }

  /** The source completely imported with this SHA-256, or null. */
  findComplete(sha256: string): SourceRecord | null {
    return this.list().find((source) => source.sha256 === sha256 && source.state === 'complete') ?? null;
  }

  /** Units of a source, in order. */
  units(sourceId: number): UnitRecord[] {
    return this.#database.prepare(`${SELECT_UNITS} WHERE source_id = ? ORDER BY unit_no`).all(sourceId) as UnitRecord[];
  }

  lastUnit(sourceId: number): UnitRecord | null {
    const row = this.#database.prepare(`${SELECT_UNITS} WHERE source_id = ? ORDER BY unit_no DESC LIMIT 1`).get(sourceId);
    return (row as UnitRecord | undefined) ?? null;
  }

  /** Use commitUnit, which records a unit with all that belongs to it. */
  appendUnit(unit: UnitRecord): void {
    const { sourceId, unitNo, startByte, endByte, exchanges, quarantined, duplicates, passedOver } = unit;
    const commitNo = this.#nextKey('unit', 'commit_no');
    this.#unitChain.append([[commitNo, sourceId, unitNo, startByte, endByte, exchanges, quarantined, duplicates, passedOver]]);
  }

  /** Forgets the units of a source and counts the exchanges of all others anew from their segments, whose masks have changed. */
  removeUnits(sourceId: number, countsOf: (sourceId: number, unitNo: number) => { exchanges: number; duplicates: number }): void {
    this.#database.prepare('DELETE FROM unit WHERE source_id = ?').run(sourceId);
    const update = this.#database.prepare('UPDATE unit SET exchanges = ?, duplicates = ? WHERE source_id = ? AND unit_no = ?');
    for (const unit of this.#database.prepare(SELECT_UNITS).all() as UnitRecord[]) {
      const { exchanges, duplicates } = countsOf(unit.sourceId, unit.unitNo);
      if (exchanges !== unit.exchanges || duplicates !== unit.duplicates) update.run(exchanges, duplicates, unit.sourceId, unit.unitNo);
    }
    this.#unitChain.rechain();
  }

  totals(): { exchanges: number; quarantined: number; duplicates: number } {
    return this.#database
      .prepare(
        `SELECT coalesce(sum(exchanges), 0) AS exchanges, coalesce(sum(quarantined), 0) AS quarantined,
         coalesce(sum(duplicates), 0) AS duplicates FROM unit`,
      )
      .get() as { exchanges: number; quarantined: number; duplicates: number };
  }

  #nextKey(table: 'source' | 'unit', key: string): number {
    return (this.#database.prepare(`SELECT coalesce(max(${key}), 0) + 1 AS next FROM ${table}`).get() as { next: number }).next;
  }
}
