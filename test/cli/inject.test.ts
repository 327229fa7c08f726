import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram } from './program-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-inject-'));
const casePath = join(folder, 'case');
const inject = (...args: readonly string[]) => runProgram(['simulate', 'inject', casePath, ...args]);

beforeAll(async () => {
  const log = join(folder, 'log');
  await runProgram(['simulate', 'organic', log, '--exchanges', '900', '--accounts', '60']);
  await runProgram(['import', casePath, join(log, 'exchanges.jsonl')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('prints one document, keeps it in the folder and nothing else, and logs the figures in the case', async () => {
  const out = join(folder, 'out');
  const run = await inject(out, '--styles', 'residential', '--sizes', '10', '--repeats', '1', '--seed', '4', '--json');
  expect(run.code).toBe(0);
  const report = JSON.parse(run.stdout);
  expect(report).toMatchObject({ seed: 4, repeats: 1, runs: 1, cells: [{ style: 'residential', accounts: 10, runs: 1 }] });
  expect(readdirSync(out)).toEqual(['detectability.json']);
  expect(JSON.parse(readFileSync(join(out, 'detectability.json'), 'utf8'))).toEqual(report);
  expect(run.stderr).toMatch(/^1 campaign to plant and find, /);
  expect((await inject(out)).stderr).toMatch(/detectability\.json exists\. Choose a folder that is new or empty\n$/);
  expect((await runProgram(['check', casePath, '--json'])).code).toBe(0);
});

it('says in words what would be found, and what the log lacks', async () => {
  const run = await inject(join(folder, 'words'), '--styles', 'combined', '--sizes', '6', '--repeats', '1', '--exchanges-per-account', '3');
  expect(run.code).toBe(0);
  expect(run.stdout).toMatch(/each planted account sends about 3 exchanges/);
  expect(run.stdout).toMatch(/^combined +6 /m);
  expect(run.stdout).toMatch(/^a combined campaign of 6 accounts: \d+-\d+ % of its accounts would be found, /m);
});

it.each([
  [['--styles', 'bold'], 'The styles are naive'],
  [['--sizes', '20,1'], '2 or more'],
  [['--repeats', '0'], '1 or more'],
])('%j is wrong usage', async (args, why) => {
  const run = await inject(join(folder, 'never'), ...args);
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toContain(why);
});
