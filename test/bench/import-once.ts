import { rmSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { peakRssBytes } from '../../main/services/peak-memory.ts';

/** One timed import in this process: `stillhunt | duckdb`, file, place to write. Prints one JSON line. */
const [program, file, place, workers] = process.argv.slice(2);
if (program === undefined || file === undefined || place === undefined) throw new TypeError('program, file and place are needed');
rmSync(place, { recursive: true, force: true });

async function importWithStillhunt(input: string, folder: string): Promise<number> {
  const session = createCase(folder, { program: 'bench' });
  const control = { isCancelled: () => false, report: () => {} };
  const summary = await importFiles(session, { paths: [input], workers: Number(workers ?? 2) }, control);
  session.close();
  return summary.exchanges;
}

async function importWithDuckDb(input: string, database: string): Promise<number> {
  const instance = await DuckDBInstance.create(database, { threads: '2' });
  const connection = await instance.connect();
  const table = input.endsWith('.csv') ? `read_csv('${input}')` : `read_json('${input}', format = 'newline_delimited')`;
  await connection.run(`CREATE TABLE t AS SELECT * FROM ${table}`);
  await connection.run('CHECKPOINT');
  const rows = await connection.runAndReadAll('SELECT count(*)::INTEGER AS n FROM t');
  connection.closeSync();
  instance.closeSync();
  return Number(rows.getRows()[0]?.[0]);
}

const startedAt = performance.now();
const rows = program === 'duckdb' ? await importWithDuckDb(file, place) : await importWithStillhunt(file, place);
const seconds = (performance.now() - startedAt) / 1000;
const { user, system } = process.cpuUsage();
const processorSeconds = (user + system) / 1e6;
process.stdout.write(`${JSON.stringify({ rows, seconds, processorSeconds, peakRssBytes: peakRssBytes() })}\n`);
