import type { SourceSummary } from '../engine/domain/case.ts';
import type { CaseDatabase } from './database.ts';
import { type ChainedTable, ChainWriter } from './row-chain.ts';

export const SOURCE_TABLE: ChainedTable = {
  name: 'source',
  key: 'source_id',
  columns: ['path', 'format', 'mapping', 'bytes', 'head_sha256', 'sha256', 'state', 'started_at', 'finished_at'],
};
export const UNIT_TABLE: ChainedTable = {
  name: 'unit',
  key: 'commit_no',
  columns: ['source_id', 'unit_no', 'start_byte', 'end_byte', 'exchanges', 'quarantined', 'duplicates'],
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
}

export interface SourceRecord extends SourceSummary {
  readonly mapping: string | null;
  readonly headSha256: string | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
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
}

const SELECT_SOURCES = `SELECT s.source_id AS sourceId, path, sha256, format, bytes, state, mapping, head_sha256 AS headSha256,
  started_at AS startedAt, finished_at AS finishedAt, coalesce(sum(u.exchanges), 0) AS exchanges,
  coalesce(sum(u.quarantined), 0) AS quarantined, coalesce(sum(u.duplicates), 0) AS duplicates
  FROM source s LEFT JOIN unit u ON u.source_id = s.source_id`;
const SELECT_UNITS = `SELECT source_id AS sourceId, unit_no AS unitNo, start_byte AS startByte, end_byte AS endByte,
  exchanges, quarantined, duplicates FROM unit`;

/** Imported files and the units committed of them. */
export class Sources {
  readonly #database: CaseDatabase;

  constructor(database: CaseDatabase) {
    this.#database = database;
  }

  /** Records a source in state `importing` and returns its id. */
  begin(source: NewSource): number {
    const sourceId = this.#nextKey('source', 'source_id');
    new ChainWriter(this.#database, SOURCE_TABLE).append([
      [
        sourceId,
        source.path,
        source.format,
        source.mapping,
        source.bytes,
        source.headSha256,
        null,
        'importing',
        new Date().toISOString(),
        null,
      ],
    ]);
    return sourceId;
  }

  /** Sets a source's state; `sha256` is kept when not given. */
  setState(sourceId: number, state: SourceSummary['state'], sha256?: string): void {
    this.#database
      .prepare('UPDATE source SET state = ?, sha256 = coalesce(?, sha256), finished_at = ? WHERE source_id = ?')
      .run(state, sha256 ?? null, state === 'importing' ? null : new Date().toISOString(), sourceId);
    new ChainWriter(this.#database, SOURCE_TABLE).rechain();
  }

  list(): SourceRecord[] {
    return this.#database.prepare(`${SELECT_SOURCES} GROUP BY s.source_id ORDER BY s.source_id`).all() as SourceRecord[];
  }

  find(sourceId: number): SourceRecord | null {
    const row = this.#database.prepare(`${SELECT_SOURCES} WHERE s.source_id = ? GROUP BY s.source_id`).get(sourceId);
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
    new ChainWriter(this.#database, UNIT_TABLE).append([
      [
        this.#nextKey('unit', 'commit_no'),
        unit.sourceId,
        unit.unitNo,
        unit.startByte,
        unit.endByte,
        unit.exchanges,
        unit.quarantined,
        unit.duplicates,
      ],
    ]);
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
