import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { CommandContext } from '../../main/app/command-context.ts';
import { importCommands } from '../../main/app/import-commands.ts';
import { DroppedPaths } from '../../main/app/path-trust.ts';
import { Selections } from '../../main/app/selections.ts';
import { type CaseSession, createCase } from '../../main/services/cases.ts';
import { Jobs } from '../../main/services/jobs.ts';
import { closeQueries } from '../../main/services/queries.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-app-'));
const dialogs = vi.hoisted(() => ({ askNewCaseFolder: vi.fn(), askLogFiles: vi.fn(), askLogFolder: vi.fn() }));
vi.mock('../../main/app/dialogs.ts', () => dialogs);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.resetAllMocks());

function contextOf(openCase: object): CommandContext {
  const jobs = new Jobs((error) => {
    throw error;
  });
  const context = { window: {}, openCase, jobs, dropped: new DroppedPaths(), looks: new Selections(), tables: new Selections() };
  return context as unknown as CommandContext; // only the members that are touched
}

function log(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const RECORD = `${JSON.stringify({ account_id: 'a', prompt_text: 'b', ts: '2026-03-02T00:00:00Z' })}\n`;

describe('choosing files to import', () => {
  it('looks at them in a job, shows what they are, and writes nothing', async () => {
    const context = contextOf({ summary: () => null });
    dialogs.askLogFiles.mockResolvedValue([log('one.jsonl', RECORD)]);
    const look = await importCommands['import.choose'](context, { what: 'files' });
    await context.jobs.settled();
    expect(importCommands['import.review'](context, { selectionId: look?.selectionId ?? 0 })).toMatchObject({
      files: 1,
      groups: [{ kind: 'known', format: 'canonical-jsonl' }],
    });
  });

  it('ends when the choice is dismissed', async () => {
    dialogs.askLogFolder.mockResolvedValue(null);
    expect(await importCommands['import.choose'](contextOf({ summary: () => null }), { what: 'folder' })).toBeNull();
  });

  it('refuses paths that were not dropped', async () => {
    const context = contextOf({ summary: () => null });
    await expect(importCommands['import.choose'](context, { droppedFiles: ['/etc/passwd'] })).rejects.toMatchObject({
      code: 'file-missing',
    });
  });
});

describe('starting an import', () => {
  it('makes no case for files that cannot be imported, nor when the choice of a folder is dismissed', async () => {
    const create = vi.fn();
    const context = contextOf({ summary: () => null, create });
    dialogs.askNewCaseFolder.mockResolvedValue(null);
    dialogs.askLogFiles.mockResolvedValueOnce([log('empty.jsonl', '')]).mockResolvedValueOnce([log('good.jsonl', RECORD)]);
    const empty = await importCommands['import.choose'](context, { what: 'files' });
    const good = await importCommands['import.choose'](context, { what: 'files' });
    await context.jobs.settled();
    const start = (selectionId: number) => importCommands['import.start'](context, { selectionId, choices: [] });
    await expect(start(empty?.selectionId ?? 0)).rejects.toMatchObject({ code: 'format-unknown' });
    expect(dialogs.askNewCaseFolder).not.toHaveBeenCalled();
    expect(await start(good?.selectionId ?? 0)).toBeNull();
    expect(create).not.toHaveBeenCalled();
  });

  it('knows only files that were chosen', async () => {
    const context = contextOf({ summary: () => null });
    await expect(importCommands['import.start'](context, { selectionId: 1, choices: [] })).rejects.toMatchObject({ code: 'file-missing' });
  });
});

describe('importing a source again', () => {
  let session: CaseSession;

  it('reads the file without asking only while it is the one that was imported', async () => {
    session = createCase(join(folder, 'case'), { program: 'test' });
    const path = log('table.csv', 'prompt_text,account_id\nhello,a\n');
    dialogs.askLogFiles.mockResolvedValue([path]);
    const context = contextOf({ summary: () => session.summary(), writableSession: () => session, changed: () => {} });
    const look = await importCommands['import.choose'](context, { what: 'files' });
    await context.jobs.settled();
    await importCommands['import.start'](context, { selectionId: look?.selectionId ?? 0, choices: [] });
    await context.jobs.settled();
    expect(session.summary().exchanges).toBe(1);
    dialogs.askLogFiles.mockReset().mockResolvedValue(null);

    expect(await importCommands['import.again'](context, { sourceId: 1 })).toMatchObject({ selectionId: expect.any(Number) });
    expect(dialogs.askLogFiles).not.toHaveBeenCalled();
    await context.jobs.settled();

    writeFileSync(path, 'prompt_text,account_id\nanother file\n');
    expect(await importCommands['import.again'](context, { sourceId: 1 })).toBeNull();
    expect(dialogs.askLogFiles).toHaveBeenCalledWith({}, path);
    await closeQueries(session);
    session.close();
  });
});
