import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawCase } from '../storage/case-drawing.ts';
import { type ProgramRun, runProgram } from './program-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-edit-'));
const casePath = join(folder, 'case');
const edit = (...args: readonly string[]): Promise<ProgramRun> => runProgram(['edit', casePath, ...args]);

/** Campaigns c-0000000000 to c-0000000002 of acct-N-0 to acct-N-3. */
beforeAll(() =>
  drawCase(
    casePath,
    [0, 1, 2].map((unitNo) => ({ unitNo, rows: 7 })),
  ).close(),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('keeps acts with their reasons, takes them back, and says what is not analysed yet', async () => {
  const dropped = await edit(
    'drop',
    '--campaign',
    'c-0000000000',
    '--accounts',
    'acct-0-1,acct-0-0',
    '--reason',
    'ours \u001b[31m',
    '--json',
  );
  expect(dropped.code).toBe(0);
  expect(JSON.parse(dropped.stdout)).toMatchObject({ edit: { sequence: 1, accounts: ['acct-0-0', 'acct-0-1'] }, pending: 1 });
  const merged = await edit('merge', '--campaign', 'c-0000000001', 'c-0000000002');
  expect(merged).toMatchObject({ code: 0, stdout: 'kept: no 2, merge c-0000000001 c-0000000002\n' });
  expect(merged.stderr).toContain('2 changes not yet analysed; stillhunt analyze applies them');
  expect((await edit('undo')).stdout).toBe('undone: no 2, merge c-0000000001 c-0000000002\n');
  const listed = await edit('list');
  expect(listed.stdout).toMatch(/1 .* drop +c-0000000000 +acct-0-0 acct-0-1 +pending +ours \\x1b\[31m\n/);
  expect(listed.stdout).toMatch(/2 .* merge .* undone/);
});

it.each([
  [
    ['drop', '--campaign', 'c-9', '--accounts', 'acct-0-0'],
    'no campaign c-9 in the newest analysis. List the ids with stillhunt campaigns',
  ],
  [['add', '--campaign', 'c-0000000001', '--accounts', 'nobody'], 'the case has no account nobody'],
  [['add', '--campaign', 'c-0000000001', '--accounts', 'acct-1-0'], 'add would change nothing: its accounts are in the campaign already'],
])('%j ends with 1 and one line that says why', async (args, why) => {
  const run = await edit(...args);
  expect(run).toMatchObject({ code: 1, stdout: '' });
  expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(run.stderr).toContain(why);
});
