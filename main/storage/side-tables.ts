import { Failure } from '../engine/domain/failure.ts';
import { SIDE_TABLE_KINDS, type SideTableKind, type SideTableSummary } from '../engine/domain/sources.ts';
import type { CaseDatabase } from './database.ts';
import { type ChainedTable, ChainWriter } from './row-chain.ts';

export const SIDE_TABLE_TABLE: ChainedTable = {
  name: 'side_table',
  key: 'side_table_id',
  columns: ['path', 'sha256', 'kind', 'format', 'mapping', 'added_at', 'row_count', 'file_bytes', 'file_sha256', 'joined_by', 'outcome'],
};
export const ACCOUNT_ATTRIBUTE_TABLE: ChainedTable = {
  name: 'account_attribute',
  key: 'attribute_no',
  columns: ['side_table_id', 'account_id', 'name', 'value'],
};

/** What joining a side table did, which changes with the exchanges and side tables of the case. */
export type SideTableOutcome = Pick<SideTableSummary, 'joinedBy' | 'matchedRows' | 'unmatchedRows' | 'filled' | 'conflicts'>;

export interface NewSideTable {
  readonly sideTableId: number;
  readonly path: string;
  readonly sha256: string;
  readonly kind: SideTableKind;
  /** The log format that its records were read by; null for a table of columns. */
  readonly format: string | null;
  /** JSON text; null for records of a log format. */
  readonly mapping: string | null;
  readonly rows: number;
  /** The file in the segments folder that holds its rows. */
  readonly fileBytes: number;
  readonly fileSha256: string;
}

export interface SideTableRecord extends NewSideTable, SideTableOutcome {
  readonly addedAt: string;
}

/** What a side table says of an account beyond the exchange columns. */
export interface AccountAttribute {
  readonly sideTableId: number;
  readonly accountId: string;
  readonly name: string;
  readonly value: string;
}

interface SideTableRow extends NewSideTable {
  readonly addedAt: string;
  readonly outcome: string;
}

function readOutcome({ sideTableId, kind }: Pick<SideTableRecord, 'sideTableId' | 'kind'>, text: string): SideTableOutcome {
  try {
    const outcome = JSON.parse(text) as SideTableOutcome;
    if (SIDE_TABLE_KINDS.includes(kind) && Array.isArray(outcome.conflicts)) return outcome;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Failure('case-damaged', `table side_table, side_table_id ${sideTableId}: no side table`, { sideTableId });
}

const NO_OUTCOME: SideTableOutcome = { joinedBy: '', matchedRows: 0, unmatchedRows: 0, filled: {}, conflicts: [] };

/** Tables that add to exchanges, in the order in which they were added. */
export class SideTables {
  readonly #database: CaseDatabase;

  constructor(database: CaseDatabase) {
    this.#database = database;
  }

  nextId(): number {
    return this.#database.prepare('SELECT coalesce(max(side_table_id), 0) + 1 FROM side_table').pluck().get() as number;
  }

  list(): SideTableRecord[] {
    const rows = this.#database
      .prepare(
        `SELECT side_table_id AS sideTableId, path, sha256, kind, format, mapping, added_at AS addedAt, row_count AS rows,
         file_bytes AS fileBytes, file_sha256 AS fileSha256, outcome FROM side_table ORDER BY side_table_id`,
      )
      .all() as SideTableRow[];
    return rows.map(({ outcome, ...row }) => ({ ...row, ...readOutcome(row, outcome) }));
  }

  /** Call in a transaction, as everything below. */
  append(table: NewSideTable): void {
    const { sideTableId, path, sha256, kind, format, mapping, rows, fileBytes, fileSha256 } = table;
    const addedAt = new Date().toISOString();
    const outcome = JSON.stringify(NO_OUTCOME);
    new ChainWriter(this.#database, SIDE_TABLE_TABLE).append([
      [sideTableId, path, sha256, kind, format, mapping, addedAt, rows, fileBytes, fileSha256, '', outcome],
    ]);
  }

  remove(sideTableId: number): void {
    this.replaceAttributes([]);
    this.#database.prepare('DELETE FROM side_table WHERE side_table_id = ?').run(sideTableId);
    new ChainWriter(this.#database, SIDE_TABLE_TABLE).rechain();
  }

  setOutcomes(outcomes: ReadonlyMap<number, SideTableOutcome>): void {
    const update = this.#database.prepare('UPDATE side_table SET joined_by = ?, outcome = ? WHERE side_table_id = ?');
    for (const [sideTableId, outcome] of outcomes) update.run(outcome.joinedBy, JSON.stringify(outcome), sideTableId);
    new ChainWriter(this.#database, SIDE_TABLE_TABLE).rechain();
  }

  replaceAttributes(attributes: readonly AccountAttribute[]): void {
    this.#database.prepare('DELETE FROM account_attribute').run();
    const chain = new ChainWriter(this.#database, ACCOUNT_ATTRIBUTE_TABLE);
    chain.rechain();
    chain.append(attributes.map(({ sideTableId, accountId, name, value }, place) => [place + 1, sideTableId, accountId, name, value]));
  }

  /** What side tables say of accounts, in order of account and name; of one account, or of all. */
  attributes(accountId: string | null = null): AccountAttribute[] {
    return this.#database
      .prepare(
        `SELECT side_table_id AS sideTableId, account_id AS accountId, name, value FROM account_attribute
         WHERE ? IS NULL OR account_id = ? ORDER BY attribute_no`,
      )
      .all(accountId, accountId) as AccountAttribute[];
  }
}
