import type { QuarantineReason, QuarantineRecord } from '../engine/domain/case.ts';
import type { CaseDatabase } from './database.ts';
import { type ChainedTable, ChainWriter } from './row-chain.ts';

export const QUARANTINE_TABLE: ChainedTable = {
  name: 'quarantine',
  key: 'quarantine_id',
  columns: ['source_id', 'unit_no', 'position', 'length', 'reason', 'detail', 'excerpt'],
};

export interface NewQuarantineRecord {
  readonly position: number;
  readonly length: number;
  readonly reason: QuarantineReason;
  readonly detail: string;
  readonly excerpt: string;
}

/** Records that could not be read, with position and reason. */
export class Quarantine {
  readonly #database: CaseDatabase;

  constructor(database: CaseDatabase) {
    this.#database = database;
  }

  count(): number {
    return (this.#database.prepare('SELECT count(*) AS n FROM quarantine').get() as { n: number }).n;
  }

  /** In order of import. */
  page(offset: number, limit: number): QuarantineRecord[] {
    return this.#database
      .prepare(
        `SELECT quarantine_id AS quarantineId, q.source_id AS sourceId, s.path AS sourcePath, position, length, reason, detail, excerpt
         FROM quarantine q JOIN source s ON s.source_id = q.source_id ORDER BY quarantine_id LIMIT ? OFFSET ?`,
      )
      .all(limit, offset) as QuarantineRecord[];
  }

  /** How many records each reason has, by reason. */
  countByReason(sourceId?: number): { reason: QuarantineReason; records: number }[] {
    return this.#database
      .prepare('SELECT reason, count(*) AS records FROM quarantine WHERE ? IS NULL OR source_id = ? GROUP BY reason ORDER BY reason')
      .all(sourceId ?? null, sourceId ?? null) as { reason: QuarantineReason; records: number }[];
  }

  /** Use commitUnit, which records a unit with all that belongs to it. */
  append(sourceId: number, unitNo: number, records: readonly NewQuarantineRecord[]): void {
    let id = (this.#database.prepare('SELECT coalesce(max(quarantine_id), 0) AS last FROM quarantine').get() as { last: number }).last;
    new ChainWriter(this.#database, QUARANTINE_TABLE).append(
      records.map((r) => {
        id += 1;
        return [id, sourceId, unitNo, r.position, r.length, r.reason, r.detail.toWellFormed(), r.excerpt.toWellFormed()];
      }),
    );
  }
}
