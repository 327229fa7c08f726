import type { CaseDatabase } from './database.ts';
import { type ChainedTable, ChainWriter, hashStrings } from './row-chain.ts';

export const DICTIONARY_BLOCK_TABLE: ChainedTable = {
  name: 'dictionary_block',
  key: 'block_no',
  columns: ['column_number', 'first_code', 'entries', 'values_sha256'],
};

/** Entries that one statement inserts: a unit may bring a hundred thousand. */
const ROWS_AT_ONCE = 64;

/** Strings that one unit adds to one column; they take the codes that follow the column's last. */
export interface NewDictionaryEntries {
  readonly columnNumber: number;
  readonly firstCode: number;
  readonly values: readonly string[];
}

/** The strings behind dictionary codes; code 0 is null and never stored. */
export class Dictionaries {
  readonly #database: CaseDatabase;
  readonly #chain: ChainWriter;

  constructor(database: CaseDatabase) {
    this.#database = database;
    this.#chain = new ChainWriter(database, DICTIONARY_BLOCK_TABLE);
  }

  /** Entries of a column, code 0 not counted. */
  size(columnNumber: number): number {
    const row = this.#database.prepare('SELECT max(code) AS size FROM dictionary WHERE column_number = ?').get(columnNumber);
    return (row as { size: number | null }).size ?? 0;
  }

  /** All strings of a column, indexed by code; index 0 is null. */
  values(columnNumber: number): (string | null)[] {
    const rows = this.#database.prepare('SELECT code, value FROM dictionary WHERE column_number = ? ORDER BY code').raw();
    const values: (string | null)[] = [null];
    for (const row of rows.iterate(columnNumber) as IterableIterator<[number, string]>) values.push(row[1]);
    return values;
  }

  value(columnNumber: number, code: number): string | null {
    const row = this.#database.prepare('SELECT value FROM dictionary WHERE column_number = ? AND code = ?').get(columnNumber, code);
    return (row as { value: string } | undefined)?.value ?? null;
  }

  /** The code of a string, or null when the column has never held it. Cost: linear in the column. */
  codeOf(columnNumber: number, value: string): number | null {
    const row = this.#database
      .prepare('SELECT min(code) AS code FROM dictionary WHERE column_number = ? AND value = ?')
      .get(columnNumber, value);
    return (row as { code: number | null }).code;
  }

  /** Use commitUnit, which records a unit with all that belongs to it. */
  append(additions: readonly NewDictionaryEntries[]): void {
    const insert = this.#insertion(1);
    const insertMany = this.#insertion(ROWS_AT_ONCE);
    const blocks: [number, number, number, number, Uint8Array][] = [];
    let blockNo = (this.#database.prepare('SELECT coalesce(max(block_no), 0) AS last FROM dictionary_block').get() as { last: number })
      .last;
    for (const { columnNumber, firstCode, values } of additions) {
      if (values.length === 0) continue;
      if (firstCode !== this.size(columnNumber) + 1)
        throw new TypeError(`column ${columnNumber}: code ${firstCode} does not follow the last`);
      let index = 0;
      for (; index + ROWS_AT_ONCE <= values.length; index += ROWS_AT_ONCE) {
        const first = firstCode + index;
        insertMany.run(values.slice(index, index + ROWS_AT_ONCE).flatMap((value, i) => [columnNumber, first + i, value]));
      }
      for (; index < values.length; index++) insert.run(columnNumber, firstCode + index, values[index]);
      blockNo += 1;
      blocks.push([blockNo, columnNumber, firstCode, values.length, hashStrings(values)]);
    }
    this.#chain.append(blocks);
  }

  #insertion(rows: number) {
    const values = Array.from({ length: rows }, () => '(?, ?, ?)').join(', ');
    return this.#database.prepare(`INSERT INTO dictionary (column_number, code, value) VALUES ${values}`);
  }

  /**
   * Takes away strings that no row has any more: an empty one stays in the place of each, so that codes keep their meaning. `isUsed` has one byte a
   * code. Call in a transaction; returns how many were taken away.
   */
  blankUnused(columnNumber: number, isUsed: Uint8Array): number {
    const blank = this.#database.prepare("UPDATE dictionary SET value = '' WHERE column_number = ? AND code = ?");
    let blanked = 0;
    this.values(columnNumber).forEach((value, code) => {
      if (code === 0 || value === '' || isUsed[code] === 1) return;
      blank.run(columnNumber, code);
      blanked += 1;
    });
    if (blanked > 0) this.#rehashBlocks(columnNumber);
    return blanked;
  }

  #rehashBlocks(columnNumber: number): void {
    const blocks = this.#database
      .prepare('SELECT block_no AS blockNo, first_code AS firstCode, entries FROM dictionary_block WHERE column_number = ?')
      .all(columnNumber) as { blockNo: number; firstCode: number; entries: number }[];
    const values = this.values(columnNumber);
    const update = this.#database.prepare('UPDATE dictionary_block SET values_sha256 = ? WHERE block_no = ?');
    for (const { blockNo, firstCode, entries } of blocks) {
      update.run(hashStrings(values.slice(firstCode, firstCode + entries) as string[]), blockNo);
    }
    this.#chain.rechain();
  }

  /** Everything wrong between the strings and the blocks that vouch for them. */
  verify(): string[] {
    const problems: string[] = [];
    const blocks = this.#database
      .prepare(
        'SELECT column_number AS columnNumber, first_code AS firstCode, entries, values_sha256 AS digest FROM dictionary_block ORDER BY block_no',
      )
      .all() as { columnNumber: number; firstCode: number; entries: number; digest: Uint8Array }[];
    const select = this.#database
      .prepare('SELECT value FROM dictionary WHERE column_number = ? AND code >= ? AND code < ? ORDER BY code')
      .pluck();
    let vouched = 0;
    for (const { columnNumber, firstCode, entries, digest } of blocks) {
      vouched += entries;
      const values = select.iterate(columnNumber, firstCode, firstCode + entries) as IterableIterator<string>;
      if (Buffer.compare(hashStrings(values), digest) !== 0) {
        problems.push(
          `table dictionary, column ${columnNumber}, codes ${firstCode} to ${firstCode + entries - 1}: strings do not match their hash`,
        );
      }
    }
    const stored = (this.#database.prepare('SELECT count(*) AS n FROM dictionary').get() as { n: number }).n;
    if (stored !== vouched) problems.push(`table dictionary: ${stored} entries where ${vouched} are recorded`);
    return problems;
  }
}
