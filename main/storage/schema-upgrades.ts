import { Failure } from '../engine/domain/failure.ts';
import { ANALYSIS_RUN_TABLE, FINDING_TABLES, findingsDigest } from './analyses.ts';
import type { CaseDatabase } from './database.ts';
import { ChainWriter, verifyChain } from './row-chain.ts';
import { SCHEMA } from './schema.ts';
import { SCHEMA_V1 } from './schema-v1.ts';
import { SCHEMA_V2 } from './schema-v2.ts';
import { SCHEMA_V3 } from './schema-v3.ts';
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
  for (const statement of SCHEMA_V2) if (!before.has(statement)) database.exec(statement);
  for (const { table } of WIDENED) {
    const columns = [table.key, ...table.columns].join(', ');
    database.exec(`INSERT INTO main.${table.name} (${columns}, row_hash) SELECT *, x'' FROM temp.old_${table.name}`);
    database.exec(`DROP TABLE temp.old_${table.name}`);
    new ChainWriter(database, table).rechain();
  }
}

/** Columns of these tables that version 3 added `further` to, in their order. */
const FINDINGS_V2: Readonly<Record<string, string>> = {
  analysis_run: `run_no, ${ANALYSIS_RUN_TABLE.columns.filter((name) => name !== 'further').join(', ')}, row_hash`,
  campaign: 'run_no, place, campaign_id, campaign, daily, innocent_explanations, example_rows',
  campaign_member: 'run_no, campaign_place, place, account_id, exchange_count, first_seen, last_seen, membership, layers',
};

/**
 * From version 2 to 3: acts by hand on campaigns are new; runs, campaigns and members have room for what has no column of its own. Foreign keys must be
 * off. Throws case-damaged when a run that is to get a new hash, or its rows, do not match the old one.
 */
export function upgradeFromV2(database: CaseDatabase): void {
  const before = new Set(SCHEMA_V2);
  const old = { ...ANALYSIS_RUN_TABLE, columns: ANALYSIS_RUN_TABLE.columns.filter((name) => name !== 'further') };
  const problem = verifyChain(database, old) ?? unmatchedRun(database);
  if (problem !== null) throw new Failure('case-damaged', problem, { table: 'analysis_run' });
  for (const [table, columns] of Object.entries(FINDINGS_V2))
    database.exec(`CREATE TEMP TABLE old_${table} AS SELECT ${columns} FROM ${table}; DROP TABLE main.${table}`);
  for (const statement of SCHEMA_V3) if (!before.has(statement)) database.exec(statement);
  for (const [table, columns] of Object.entries(FINDINGS_V2)) {
    database.exec(`INSERT INTO main.${table} (${columns}, further) SELECT *, '{}' FROM temp.old_${table}; DROP TABLE temp.old_${table}`);
  }
  const update = database.prepare('UPDATE analysis_run SET findings_sha256 = ? WHERE run_no = ?');
  for (const run of runNumbers(database)) update.run(findingsDigest(database, run, FINDING_TABLES), run);
  new ChainWriter(database, ANALYSIS_RUN_TABLE).rechain();
}

function unmatchedRun(database: CaseDatabase): string | null {
  const tables = FINDING_TABLES.map((table) => ({ ...table, columns: table.columns.replace(', further', '') }));
  const recorded = database.prepare('SELECT findings_sha256 FROM analysis_run WHERE run_no = ?').pluck();
  const run = runNumbers(database).find((number) => recorded.get(number) !== findingsDigest(database, number, tables));
  return run === undefined ? null : `tables campaign, campaign_member, campaign_link, run ${run}: rows do not match their hash`;
}

function runNumbers(database: CaseDatabase): number[] {
  return database.prepare('SELECT run_no FROM analysis_run ORDER BY run_no').pluck().all() as number[];
}

/** From version 3 to 4: price tables are new. */
export function upgradeFromV3(database: CaseDatabase): void {
  const before = new Set(SCHEMA_V3);
  for (const statement of SCHEMA) if (!before.has(statement)) database.exec(statement);
}
