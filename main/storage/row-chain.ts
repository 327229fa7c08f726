import { createHash, hash as hashOnce } from 'node:crypto';
import type { CaseDatabase } from './database.ts';

export type ChainValue = string | number | null | Uint8Array;

/** A table whose rows carry `row_hash` = SHA-256(previous row_hash, key, columns), chained in order of its integer key. */
export interface ChainedTable {
  readonly name: string;
  readonly key: string;
  readonly columns: readonly string[];
}

const GENESIS = Buffer.alloc(32);
/** Strings are short: a call of the hash for each would cost more than their bytes do. */
const HASHED_AT_ONCE = 64 * 1024;

function encode(value: ChainValue): Uint8Array {
  if (value === null) return Buffer.from('n');
  if (typeof value === 'number') return Buffer.from(`i${value}`);
  return typeof value === 'string' ? Buffer.from(`t${value}`, 'utf8') : Buffer.concat([Buffer.from('b'), value]);
}

/** SHA-256 over the previous hash and the fields, each with its type and length in front. */
export function chainHash(previous: Uint8Array, fields: readonly ChainValue[]): Buffer {
  const parts: Uint8Array[] = [previous];
  for (const field of fields) {
    const bytes = encode(field);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    parts.push(length, bytes);
  }
  return hashOnce('sha256', Buffer.concat(parts), 'buffer');
}

/** SHA-256 over strings with their UTF-8 lengths in front. */
export function hashStrings(values: Iterable<string>): Buffer {
  const digest = createHash('sha256');
  const piece = Buffer.allocUnsafe(HASHED_AT_ONCE);
  let filled = 0;
  for (const value of values) {
    const most = 4 + 3 * value.length;
    if (filled + most > piece.length) {
      digest.update(piece.subarray(0, filled));
      filled = 0;
    }
    if (most > piece.length) {
      const bytes = Buffer.from(value, 'utf8');
      piece.writeUInt32LE(bytes.length);
      digest.update(piece.subarray(0, 4)).update(bytes);
    } else {
      const length = piece.write(value, filled + 4, 'utf8');
      piece.writeUInt32LE(length, filled);
      filled += 4 + length;
    }
  }
  return digest.update(piece.subarray(0, filled)).digest();
}

/** Appends rows to one chained table and keeps its head. Call inside a transaction. */
export class ChainWriter {
  readonly #database: CaseDatabase;
  readonly #table: ChainedTable;
  readonly #insert;
  readonly #readHead;
  readonly #writeHead;

  constructor(database: CaseDatabase, table: ChainedTable) {
    this.#database = database;
    this.#table = table;
    const columns = [table.key, ...table.columns, 'row_hash'];
    this.#insert = database.prepare(`INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
    this.#readHead = database.prepare('SELECT row_count AS rows, row_hash AS hash FROM chain_head WHERE table_name = ?');
    this.#writeHead = database.prepare(
      'INSERT INTO chain_head (table_name, row_count, row_hash) VALUES (?, ?, ?) ON CONFLICT (table_name) DO UPDATE SET row_count = excluded.row_count, row_hash = excluded.row_hash',
    );
  }

  /** Rows are [key, ...columns], keys ascending and above all earlier ones. */
  append(rows: Iterable<readonly [number, ...ChainValue[]]>): void {
    const head = this.#head();
    let { hash, count } = head;
    for (const row of rows) {
      hash = chainHash(hash, row);
      count += 1;
      this.#insert.run(...row, hash);
    }
    if (count > head.count) this.#writeHead.run(this.#table.name, count, hash);
  }

  /** Recomputes the whole chain, after rows were removed or many were changed. */
  rechain(): void {
    const { hash, count } = this.#rehash(GENESIS, Number.MIN_SAFE_INTEGER);
    this.#writeHead.run(this.#table.name, count, hash);
  }

  /** Recomputes the chain from a row on, after that row was changed in place. */
  rechainFrom(key: number): void {
    const { name, key: keyName } = this.#table;
    const before = this.#database
      .prepare(`SELECT row_hash AS hash FROM ${name} WHERE ${keyName} < ? ORDER BY ${keyName} DESC LIMIT 1`)
      .get(key) as { hash: Uint8Array } | undefined;
    const { hash } = this.#rehash(before?.hash ?? GENESIS, key);
    this.#writeHead.run(name, this.#head().count, hash);
  }

  #rehash(previous: Uint8Array, from: number): { hash: Uint8Array; count: number } {
    const update = this.#database.prepare(`UPDATE ${this.#table.name} SET row_hash = ? WHERE ${this.#table.key} = ?`);
    const rows = selectChained(this.#database, this.#table, from).all() as ChainValue[][];
    let hash = previous;
    for (const row of rows) {
      const fields = row.slice(0, -1);
      hash = chainHash(hash, fields);
      update.run(hash, fields[0]);
    }
    return { hash, count: rows.length };
  }

  #head(): { hash: Uint8Array; count: number } {
    const head = this.#readHead.get(this.#table.name) as { rows: number; hash: Uint8Array } | undefined;
    return head === undefined ? { hash: GENESIS, count: 0 } : { hash: head.hash, count: head.rows };
  }
}

function selectChained(database: CaseDatabase, table: ChainedTable, from: number) {
  const columns = [table.key, ...table.columns, 'row_hash'].join(', ');
  return database.prepare(`SELECT ${columns} FROM ${table.name} WHERE ${table.key} >= ${from} ORDER BY ${table.key}`).raw();
}

/** The first thing wrong with a chained table, or null. */
export function verifyChain(database: CaseDatabase, table: ChainedTable): string | null {
  let previous: Uint8Array = GENESIS;
  let count = 0;
  for (const row of selectChained(database, table, Number.MIN_SAFE_INTEGER).iterate() as IterableIterator<ChainValue[]>) {
    const stored = row[row.length - 1];
    const computed = chainHash(previous, row.slice(0, -1));
    if (!(stored instanceof Uint8Array) || !computed.equals(stored)) {
      return `table ${table.name}, ${table.key} ${String(row[0])}: the row does not match its hash`;
    }
    previous = computed;
    count += 1;
  }
  const head = database.prepare('SELECT row_count AS rows, row_hash AS hash FROM chain_head WHERE table_name = ?').get(table.name) as
    | { rows: ChainValue; hash: ChainValue }
    | undefined;
  const expected = head ?? { rows: 0, hash: GENESIS };
  if (expected.rows !== count) return `table ${table.name}: ${count} rows where ${String(expected.rows)} are recorded`;
  if (!(expected.hash instanceof Uint8Array) || Buffer.compare(expected.hash, previous) !== 0)
    return `table ${table.name}: the last row does not match the recorded head`;
  return null;
}
