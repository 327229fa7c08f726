import { Failure } from '../engine/domain/failure.ts';
import type { CaseDatabase } from './database.ts';
import { ChainWriter, verifyChain } from './row-chain.ts';
import { SCHEMA } from './schema.ts';
import { SCHEMA_V1 } from './schema-v1.ts';
import { SOURCE_TABLE, UNIT_TABLE } from './sources.ts';

/** Tables of version 1 that have more columns since, with what those are in old rows. */
const WIDENED = [
  {
    table: SOURCE_TABLE,
    added: new Map([
      ['reason', "''"],
      ['failure', 'NULL'],
    ]),
  },
  { table: UNIT_TABLE, added: new Map([['passed_over', '0']]) },
];

/**
 * From version 1 to 2: sources say why they were taken for their format and why they failed, units count what they passed over; side tables, events
 * and totals are new. Tables are made anew, because ALTER TABLE would leave other words in the schema. Foreign keys must be off. Throws case-damaged
 * when a row that is to get a new hash does not match its old one.
 */
export function upgradeFromV1(database: CaseDatabase): void {
  const before = new Set(SCHEMA_V1);
  for (const { table, added } of WIDENED) {
    const old = { ...table, columns: table.columns.filter((name) => !added.has(name)) };
    const problem = verifyChain(database, old);
    if (problem !== null) throw new Failure('case-damaged', problem, { table: table.name });
    const read = [table.key, ...table.columns].map((name) => added.get(name) ?? name).join(', ');
    database.exec(`CREATE TEMP TABLE old_${table.name} AS SELECT ${read} FROM ${table.name}; DROP TABLE main.${table.name}`);
  }
  for (const statement of SCHEMA) if (!before.has(statement)) database.exec(statement);
  for (const { table } of WIDENED) {
    const columns = [table.key, ...table.columns].join(', ');
    database.exec(`INSERT INTO main.${table.name} (${columns}, row_hash) SELECT *, x'' FROM temp.old_${table.name}`);
    database.exec(`DROP TABLE temp.old_${table.name}`);
    new ChainWriter(database, table).rechain();
  }
}
