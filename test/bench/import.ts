import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { builtImport } from './built-import.ts';
import { trafficFile } from './traffic-file.ts';

/**
 * Imports the same file with Stillhunt (2 workers) and with DuckDB's read_json or read_csv into a table on disk (2 threads), each in a process of its
 * own, in pairs with the order alternating. Both are timed once they are loaded; Stillhunt is bundled as it is shipped.
 * Arguments: rows (default 1,000,000), pairs (default 3), workers (default 2); `--format csv` for CSV instead of JSON lines.
 */
interface Run {
  readonly rows: number;
  readonly seconds: number;
  readonly peakRssBytes: number;
}

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { format: { type: 'string', default: 'jsonl' } } });
const rows = Number(positionals[0] ?? 1_000_000);
const pairs = Number(positionals[1] ?? 3);
const workers = positionals[2] ?? '2';
const file = trafficFile(rows, options.format === 'csv' ? 'csv' : 'jsonl');
const bytes = statSync(file).size;
readFileOnce(file);
const script = await builtImport();
const place = mkdtempSync(join(tmpdir(), 'stillhunt-bench-run-'));
const ratios: number[] = [];

process.stdout.write(
  `${rows} exchanges in ${options.format}, ${(bytes / 1e9).toFixed(2)} GB, ${(bytes / rows).toFixed(0)} bytes each, ${workers} workers\n`,
);
for (let pair = 0; pair < pairs; pair++) {
  const order = pair % 2 === 0 ? (['stillhunt', 'duckdb'] as const) : (['duckdb', 'stillhunt'] as const);
  const seconds = { stillhunt: 0, duckdb: 0 };
  for (const program of order) {
    const run = runOnce(program);
    seconds[program] = run.seconds;
    report(program, run);
  }
  ratios.push(seconds.duckdb / seconds.stillhunt);
}
rmSync(place, { recursive: true, force: true });
ratios.sort((a, b) => a - b);
process.stdout.write(
  `ratio to DuckDB: median ${(ratios[ratios.length >> 1] ?? 0).toFixed(2)}x (${ratios.map((r) => r.toFixed(2)).join(', ')})\n`,
);

function runOnce(program: 'stillhunt' | 'duckdb'): Run {
  const target = join(place, program === 'duckdb' ? 'table.duckdb' : 'case');
  const output = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, program, file, target, workers], {
    encoding: 'utf8',
  });
  const run = JSON.parse(output) as Run;
  if (run.rows !== rows) throw new Error(`${program} imported ${run.rows} of ${rows} rows`);
  process.stdout.write(`${program.padEnd(10)} ${(sizeOf(target) / 1e6).toFixed(0).padStart(6)} MB on disk  `);
  rmSync(target, { recursive: true, force: true });
  return run;
}

function report(program: string, run: Run): void {
  const rate = Math.round(run.rows / run.seconds).toLocaleString('en');
  const megabytes = (bytes / 1e6 / run.seconds).toFixed(0);
  const rss = (run.peakRssBytes / 2 ** 20).toFixed(0);
  process.stdout.write(`${run.seconds.toFixed(2)} s  ${rate} rows/s  ${megabytes} MB/s  peak RSS ${rss} MiB  (${program})\n`);
}

function sizeOf(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

/** So that no run pays for the first read from the disk. */
function readFileOnce(path: string): void {
  const file = openSync(path, 'r');
  const chunk = Buffer.alloc(1024 * 1024);
  while (readSync(file, chunk) > 0);
  closeSync(file);
}
