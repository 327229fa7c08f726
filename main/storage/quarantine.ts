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
  readonly #chain: ChainWriter;

  constructor(database: CaseDatabase) {
    this.#database = database;
    this.#chain = new ChainWriter(database, QUARANTINE_TABLE);
  }

  /** Of one source, or of the whole case. */
  count(sourceId: number | null = null): number {
    return this.#database
      .prepare('SELECT count(*) FROM quarantine WHERE ? IS NULL OR source_id = ?')
      .pluck()
      .get(sourceId, sourceId) as number;
  }

  /** In order of import; of one source, or of the whole case. */
  page(offset: number, limit: number, sourceId: number | null = null): QuarantineRecord[] {
    return this.#database
      .prepare(
        `SELECT quarantine_id AS quarantineId, q.source_id AS sourceId, s.path AS sourcePath, position, length, q.reason, detail, excerpt
         FROM quarantine q JOIN source s ON s.source_id = q.source_id
         WHERE ? IS NULL OR q.source_id = ? ORDER BY quarantine_id LIMIT ? OFFSET ?`,
      )
      .all(sourceId, sourceId, limit, offset) as QuarantineRecord[];
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
    this.#chain.append(
      records.map((r) => {
        id += 1;
        return [id, sourceId, unitNo, r.position, r.length, r.reason, r.detail.toWellFormed(), r.excerpt.toWellFormed()];
      }),
    );
  }

  /** Forgets the records of a source. Call in a transaction. */
  removeOf(sourceId: number): void {
    const { changes } = this.#database.prepare('DELETE FROM quarantine WHERE source_id = ?').run(sourceId);
    if (changes > 0) this.#chain.rechain();
  }
}
