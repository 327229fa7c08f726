import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import type { CommandContext } from '../../main/app/command-context.ts';
import { importCommands } from '../../main/app/import-commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-app-'));
const dialogs = vi.hoisted(() => ({ askNewCaseFolder: vi.fn(), askLogFiles: vi.fn() }));
vi.mock('../../main/app/dialogs.ts', () => dialogs);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('an import makes no case for files that cannot be imported, nor when the choice of files is dismissed', async () => {
  const empty = join(folder, 'empty.jsonl');
  writeFileSync(empty, '');
  const create = vi.fn();
  const context = { openCase: { summary: () => null, create } } as unknown as CommandContext; // only the members that are touched
  dialogs.askNewCaseFolder.mockResolvedValue(join(folder, 'case'));
  dialogs.askLogFiles.mockResolvedValueOnce([empty]).mockResolvedValueOnce(null);
  await expect(importCommands['import.start'](context, {})).rejects.toMatchObject({ code: 'format-unknown' });
  expect(await importCommands['import.start'](context, {})).toBeNull();
  expect(create).not.toHaveBeenCalled();
});
