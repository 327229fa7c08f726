import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runProgram } from '../../main/cli/program.ts';
import type { ProgramRun } from './program-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-usage-'));
const nowhere = join(folder, 'no-case');
const record = '{"account_id":"a","prompt_text":"b"}\n';
const emptyFolder = join(folder, 'empty-folder');
mkdirSync(emptyFolder);
const [logFile, emptyFile, wideFile] = [join(folder, 'log.jsonl'), join(folder, 'empty.jsonl'), join(folder, 'wide.jsonl')];
writeFileSync(logFile, record);
writeFileSync(emptyFile, '');
writeFileSync(wideFile, Buffer.from(record, 'utf16le'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the program inside this process, which is quick: for what fails before any work begins. */
async function runHere(args: readonly string[]): Promise<ProgramRun> {
  const output = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      output[name] += String(chunk);
      return true;
    }),
  );
  try {
    return { code: await runProgram(['node', 'stillhunt', ...args]), ...output };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('settings', () => {
  it.each([
    ['{"seed": 1, "flagRatoi": 2}', 'flagRatoi'],
    ['{"layers": ["payments"]}', 'layers.0'],
    ['{"minAccounts": 1}', 'minAccounts'],
    ['[1', 'not JSON'],
  ])('%s is refused naming what is wrong', async (text, named) => {
    const file = join(folder, 'settings.json');
    writeFileSync(file, text);
    const run = await runHere(['analyze', nowhere, '--settings', file, '--json']);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(named);
  });
});

it('a settings file may begin with a byte order mark', async () => {
  const file = join(folder, 'marked.json');
  writeFileSync(file, '\ufeff{"seed": 1}');
  const run = await runHere(['analyze', nowhere, '--settings', file]);
  expect(run.stderr).toContain('no case');
});

describe('usage', () => {
  it.each([
    [['nonsense'], 2],
    [['import', 'only-a-case'], 2],
    [['explain', nowhere], 2],
    [['explain', nowhere, '--accounts', 'a'], 2],
    [['explain', nowhere, '--account', ''], 2],
    [['explain', nowhere, '--account', 'a', '--campaign', 'c-1'], 2],
    [['import', 'c', 'f', '--workers', 'two'], 2],
    [['simulate', 'planted', join(folder, 'few'), '--exchanges', '5', '--accounts', '9'], 2],
    [['exchanges', nowhere, '--out', ''], 2],
    [['edit', nowhere, 'erase'], 2],
    [['edit', nowhere, 'merge', '--campaign', 'c-1'], 2],
    [['edit', nowhere, 'drop', '--accounts', 'a'], 2],
    [['edit', nowhere, 'drop', '--campaign', 'c-1'], 2],
    [['edit', nowhere, 'create', '--campaign', 'c-1', '--accounts', 'a,b'], 2],
    [['edit', nowhere, 'undo', '--reason', 'r'], 2],
    [['edit', '--help'], 0],
    [['analyze', nowhere, '--defaults', '--settings', 's.json'], 2],
    [['--help'], 0],
    [['export', '--help'], 0],
    [['--version'], 0],
  ])('%j ends with %i', async (args, code) => {
    const run = await runHere(args);
    expect(run.code).toBe(code);
    expect((code === 0 ? run.stdout : run.stderr).length).toBeGreaterThan(0);
    if (code !== 0) expect(run.stdout).toBe('');
  });

  it.each([
    [['campaigns', join(folder, 'no-case')], 'no case'],
    [['import', join(folder, 'new-case'), join(folder, 'no-file.jsonl')], 'no-file.jsonl does not exist'],
    [['simulate', 'no-such', join(folder, 'x')], 'no-such'],
    [['verify', join(folder, 'no-bundle')], 'no-bundle'],
    [['campaigns', join(folder, 'n'.repeat(300))], 'no case'],
    [['import', join(folder, 'n'.repeat(300)), logFile], 'too long'],
    [['import', join(folder, 'new-case'), emptyFolder], 'holds no file'],
    [['import', join(folder, 'new-case'), emptyFile], 'is empty'],
    [['import', join(folder, 'new-case'), wideFile], 'no format that is known'],
    [['import', join(folder, 'new-case'), logFile, '--format', 'no-such'], 'no format no-such'],
    [['campaigns', join(folder, 'evil\u001b[31m\u202e')], 'evil\\x1b[31m\\u202e'],
  ])('%j ends with 1 and one line that names it', async (args, named) => {
    const run = await runHere(args);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(run.stderr).toContain(named);
    expect(readdirSync(folder)).not.toContain('new-case');
  });
});
