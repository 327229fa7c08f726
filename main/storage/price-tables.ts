import { Failure, isFailure } from '../engine/domain/failure.ts';
import type { PriceRow, PriceTable } from '../engine/domain/price-table.ts';
import { parsePriceRows } from '../engine/impact/price-rows.ts';
import type { CaseDatabase } from './database.ts';
import { type ChainedTable, ChainWriter } from './row-chain.ts';

export const PRICE_TABLE: ChainedTable = {
  name: 'price_table',
  key: 'version',
  columns: ['at', 'made_by', 'note', 'restored_from', 'prices'],
};

type StoredTable = Omit<PriceTable, 'rows'> & { readonly prices: string };

const SELECT = 'SELECT version, at, made_by AS madeBy, note, restored_from AS restoredFrom, prices FROM price_table';

/** Versions of the price table. They are only ever added: the newest counts, and every older one can be read again. */
export class PriceTables {
  readonly #database: CaseDatabase;

  constructor(database: CaseDatabase) {
    this.#database = database;
  }

  /** Newest first. Throws case-damaged. */
  list(): PriceTable[] {
    return (this.#database.prepare(`${SELECT} ORDER BY version DESC`).all() as StoredTable[]).map(toTable);
  }

  /** Null where the case has no prices. Throws case-damaged. */
  newest(): PriceTable | null {
    return this.#read('ORDER BY version DESC LIMIT 1');
  }

  find(version: number): PriceTable | null {
    return this.#read('WHERE version = ?', version);
  }

  /** Call in a transaction. */
  append(table: Omit<PriceTable, 'version'>): PriceTable {
    const version = this.#database.prepare('SELECT coalesce(max(version), 0) + 1 FROM price_table').pluck().get() as number;
    const { at, madeBy, note, restoredFrom, rows } = table;
    new ChainWriter(this.#database, PRICE_TABLE).append([[version, at, madeBy, note, restoredFrom, JSON.stringify(rows)]]);
    return { version, ...table };
  }

  #read(condition: string, ...values: readonly number[]): PriceTable | null {
    const row = this.#database.prepare(`${SELECT} ${condition}`).get(...values) as StoredTable | undefined;
    return row === undefined ? null : toTable(row);
  }
}

function toTable({ prices, ...table }: StoredTable): PriceTable {
  return { ...table, rows: storedRows(prices, table.version) };
}

function storedRows(prices: string, version: number): PriceRow[] {
  try {
    return parsePriceRows(JSON.parse(prices), 'prices');
  } catch (error) {
    if (!isFailure(error) && !(error instanceof SyntaxError)) throw error;
    throw new Failure('case-damaged', `table price_table, version ${version}: not prices that this program knows`, {}, { cause: error });
  }
}
