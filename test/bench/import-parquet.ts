import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { peakRssBytes } from '../../main/services/peak-memory.ts';
import { trafficFile } from './traffic-file.ts';

/**
 * Imports the same Parquet file, written by DuckDB, with Stillhunt and with DuckDB's read_parquet into a table on disk (2 threads), each in a process of its
 * own, in pairs with the order alternating. Arguments: rows (default 1,000,000), pairs (default 3), compression (default zstd).
 */
interface Run {
  readonly rows: number;
  readonly seconds: number;
  readonly peakRssBytes: number;
}

const [mode = '', file = '', place = ''] = process.argv.slice(2);
if (mode === 'stillhunt' || mode === 'duckdb') await runHere(mode);
else await comparePairs(Number(mode || 1_000_000), Number(file || 3), place || 'zstd');

async function comparePairs(rows: number, pairs: number, compression: string): Promise<void> {
  const parquet = await parquetFile(rows, compression);
  const folder = mkdtempSync(join(tmpdir(), 'stillhunt-bench-run-'));
  const ratios: number[] = [];
  process.stdout.write(`${rows} exchanges, ${(statSync(parquet).size / 1e6).toFixed(0)} MB of Parquet (${compression})\n`);
  for (let pair = 0; pair < pairs; pair++) {
    const order = pair % 2 === 0 ? (['stillhunt', 'duckdb'] as const) : (['duckdb', 'stillhunt'] as const);
    const seconds = { stillhunt: 0, duckdb: 0 };
    for (const program of order) {
      const target = join(folder, program);
      const script = ['--disable-warning=ExperimentalWarning', import.meta.filename, program, parquet, target];
      const run = JSON.parse(execFileSync(process.execPath, script, { encoding: 'utf8' })) as Run;
      if (run.rows !== rows) throw new Error(`${program} imported ${run.rows} of ${rows} rows`);
      rmSync(target, { recursive: true, force: true });
      seconds[program] = run.seconds;
      const rate = Math.round(run.rows / run.seconds).toLocaleString('en');
      const rss = (run.peakRssBytes / 2 ** 20).toFixed(0);
      process.stdout.write(
        `${program.padEnd(10)} ${run.seconds.toFixed(2)} s  ${rate} rows/s  peak RSS ${rss} MiB, its decoder not counted\n`,
      );
    }
    ratios.push(seconds.duckdb / seconds.stillhunt);
  }
  rmSync(folder, { recursive: true, force: true });
  ratios.sort((a, b) => a - b);
  const shown = ratios.map((ratio) => ratio.toFixed(2)).join(', ');
  process.stdout.write(`ratio to DuckDB read_parquet: median ${(ratios[ratios.length >> 1] ?? 0).toFixed(2)}x (${shown})\n`);
}

/** Made once beside the file it is made from; read once, so that no run pays for the first read from the disk. */
async function parquetFile(rows: number, compression: string): Promise<string> {
  const source = trafficFile(rows);
  const path = source.replace(/\.jsonl$/, `-${compression}.parquet`);
  if (existsSync(path)) return path;
  const building = `${path}.${process.pid}.partial`;
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const table = `(SELECT * FROM read_json('${source}', format = 'newline_delimited'))`;
  await connection.run(`COPY ${table} TO '${building}' (FORMAT parquet, COMPRESSION ${compression}, ROW_GROUP_SIZE 100000)`);
  connection.closeSync();
  instance.closeSync();
  renameSync(building, path);
  return path;
}

async function runHere(program: 'stillhunt' | 'duckdb'): Promise<void> {
  rmSync(place, { recursive: true, force: true });
  const startedAt = performance.now();
  const rows = program === 'duckdb' ? await importWithDuckDb() : await importWithStillhunt();
  const seconds = (performance.now() - startedAt) / 1000;
  process.stdout.write(`${JSON.stringify({ rows, seconds, peakRssBytes: peakRssBytes() } satisfies Run)}\n`);
}

async function importWithStillhunt(): Promise<number> {
  const session = createCase(place, { program: 'bench' });
  const summary = await importFiles(session, { paths: [file], workers: 2 }, { isCancelled: () => false, report: () => {} });
  session.close();
  return summary.exchanges;
}

async function importWithDuckDb(): Promise<number> {
  const instance = await DuckDBInstance.create(place, { threads: '2' });
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE t AS SELECT * FROM read_parquet('${file}')`);
  await connection.run('CHECKPOINT');
  const rows = await connection.runAndReadAll('SELECT count(*)::INTEGER AS n FROM t');
  connection.closeSync();
  instance.closeSync();
  return Number(rows.getRows()[0]?.[0]);
}
