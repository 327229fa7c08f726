import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtImport } from './built-import.ts';
import { trafficFile } from './traffic-file.ts';

/**
 * Imports the same file with and without classification (capability, elicitation, language), each in a process of its own, in pairs with the order
 * alternating, and prints what share of import time classification takes: the median over pairs. On a busy machine go by processor time. Arguments: rows (default 300,000), pairs
 * (default 5), workers (default 2), file (default: made).
 */
const [rowsGiven, pairsGiven, workers = '2', given] = process.argv.slice(2);
const rows = Number(rowsGiven ?? 300_000);
const pairs = Number(pairsGiven ?? 5);
const file = given ?? trafficFile(rows);
readFileSync(file).fill(0);
const scripts = {
  with: await builtImport(),
  without: await builtImport('bench-without-model', [
    {
      name: 'no-model',
      enforce: 'pre',
      resolveId: (source: string) => (source.endsWith('/kernel-model.ts') ? join(import.meta.dirname, 'no-model.ts') : null),
    },
  ]),
};
const place = mkdtempSync(join(tmpdir(), 'stillhunt-bench-run-'));
const print = (line: string): void => void process.stdout.write(`${line}\n`);

interface Run {
  readonly seconds: number;
  readonly processorSeconds: number;
}

function runOnce(kind: keyof typeof scripts): Run {
  const output = execFileSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', scripts[kind], 'stillhunt', file, join(place, 'case'), workers],
    { encoding: 'utf8' },
  );
  return JSON.parse(output) as Run;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const shares = { wall: [] as number[], processor: [] as number[] };
for (let pair = 0; pair < pairs; pair++) {
  const runs = { with: { seconds: 0, processorSeconds: 0 }, without: { seconds: 0, processorSeconds: 0 } };
  for (const kind of pair % 2 === 0 ? (['with', 'without'] as const) : (['without', 'with'] as const)) runs[kind] = runOnce(kind);
  const wall = 1 - runs.without.seconds / runs.with.seconds;
  const processor = 1 - runs.without.processorSeconds / runs.with.processorSeconds;
  shares.wall.push(wall);
  shares.processor.push(processor);
  print(
    `pair ${pair + 1}: ${runs.with.seconds.toFixed(2)} s with, ${runs.without.seconds.toFixed(2)} s without (${percent(wall)}); processor ${runs.with.processorSeconds.toFixed(2)} s with, ${runs.without.processorSeconds.toFixed(2)} s without (${percent(processor)})`,
  );
}
rmSync(place, { recursive: true, force: true });
print(
  `classification takes ${percent(median(shares.wall))} of import time, ${percent(median(shares.processor))} of its processor time (median of ${pairs} pairs)`,
);
