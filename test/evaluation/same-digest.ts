import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { JobControl } from '../../main/engine/domain/job.ts';
import { seededRandom, shuffle } from '../../main/engine/statistics/random.ts';
import { analyze } from '../../main/services/analyses.ts';
import { createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { simulate } from '../../main/services/simulations.ts';

/**
 * One attack imported by one worker, by two, and by two from shuffled parts with the lines of each shuffled too: the run digest must not change. `--scenario`
 * (default combined), `--seed`, `--accounts` (3,000), `--exchanges` (120,000), `--parts` (7).
 */
const { values } = parseArgs({
  options: {
    scenario: { type: 'string', default: 'combined' },
    seed: { type: 'string', default: '1' },
    accounts: { type: 'string', default: '3000' },
    exchanges: { type: 'string', default: '120000' },
    parts: { type: 'string', default: '7' },
  },
});
const QUIET: JobControl = { isCancelled: () => false, report: () => {} };
const folder = mkdtempSync(join(tmpdir(), 'stillhunt-digest-'));
try {
  const sizes = { seed: Number(values.seed), accounts: Number(values.accounts), exchanges: Number(values.exchanges) };
  const { exchangesFile } = await simulate(values.scenario, folder, sizes, QUIET);
  const digests = [
    await digestOf('one worker', [exchangesFile], 1),
    await digestOf('two workers', [exchangesFile], 2),
    await digestOf('two workers, shuffled parts', shuffledParts(exchangesFile), 2),
  ];
  const isSame = digests.every((digest) => digest === digests[0]);
  process.stdout.write(isSame ? 'the same digest each time\n' : 'DIGESTS DIFFER\n');
  process.exitCode = isSame ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function digestOf(name: string, paths: readonly string[], workers: number): Promise<string> {
  const session = createCase(join(folder, name.replaceAll(/\W+/g, '-')), { program: 'evaluate' });
  try {
    await importFiles(session, { paths, workers }, QUIET);
    const { runDigest, findings, exchangeCount } = await analyze(session, {}, QUIET);
    process.stdout.write(`${runDigest}  ${exchangeCount} exchanges, ${findings.length} findings  ${name}\n`);
    return runDigest;
  } finally {
    session.close();
  }
}

function shuffledParts(path: string): readonly string[] {
  const random = seededRandom(Number(values.seed));
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  shuffle(lines, random);
  const size = Math.ceil(lines.length / Number(values.parts));
  const place = join(folder, 'parts');
  mkdirSync(place);
  return Array.from({ length: Number(values.parts) }, (_, i) => {
    const part = join(place, `${i}.jsonl`);
    writeFileSync(part, `${lines.slice(i * size, (i + 1) * size).join('\n')}\n`);
    return part;
  });
}
