import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shortTrafficFile } from './short-traffic-file.ts';

/**
 * Imports the size of the headline campaign, 28.8M exchanges of 25,000 accounts in lines of about 350 bytes, and 1M of the same, each in a process of
 * its own: rows per second must stay within a tenth, memory flat. Takes about 15 GB of disk and some minutes. Arguments: rows (default 28,800,000),
 * workers (default 2).
 */
interface Run {
  readonly rows: number;
  readonly seconds: number;
  readonly peakRssBytes: number;
}

const rows = Number(process.argv[2] ?? 28_800_000);
const workers = process.argv[3] ?? '2';
const place = mkdtempSync(join(tmpdir(), 'stillhunt-headline-'));
const sizes = [1_000_000, rows];
const rates = sizes.map((size) => importOnce(size));
rmSync(place, { recursive: true, force: true });
process.stdout.write(`rows per second at ${rows} rows against 1,000,000: ${((rates[1] ?? 0) / (rates[0] ?? 1)).toFixed(2)}x\n`);

function importOnce(size: number): number {
  const file = shortTrafficFile(size);
  const bytes = statSync(file).size;
  const script = new URL('import-once.ts', import.meta.url).pathname;
  const target = join(place, 'case');
  const args = ['--disable-warning=ExperimentalWarning', script, 'stillhunt', file, target, workers];
  const run = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Run;
  if (run.rows !== size) throw new Error(`${run.rows} of ${size} rows were imported`);
  const rate = run.rows / run.seconds;
  const figures = [
    `${run.rows.toLocaleString('en')} exchanges`,
    `${(bytes / 1e9).toFixed(2)} GB`,
    `${(bytes / size).toFixed(0)} bytes a line`,
    `${run.seconds.toFixed(1)} s`,
    `${Math.round(rate).toLocaleString('en')} rows/s`,
    `peak RSS ${(run.peakRssBytes / 2 ** 20).toFixed(0)} MiB`,
    `case ${(sizeOf(target) / bytes).toFixed(2)}x the file`,
  ];
  process.stdout.write(`${figures.join('  ')}\n`);
  rmSync(target, { recursive: true, force: true });
  return rate;
}

function sizeOf(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
