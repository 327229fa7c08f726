import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCase } from '../../main/services/cases.ts';
import { launch } from '../electron-standin/launch.ts';

const root = join(import.meta.dirname, '..', '..');

test('a case given at the start is opened, and one given to a second start goes to the first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stillhunt-second-'));
  for (const name of ['First', 'Second']) createCase(join(folder, name), { program: 'test' }).close();
  const main = join(root, 'out', 'main', 'index.js');
  const userDataFolder = join(folder, 'user');
  const program = await launch({ main, userDataFolder, args: [join(folder, 'First', 'First.stillhunt')] });
  try {
    await program.firstWindow();
    const title = () => program.evaluate(({ BrowserWindow }, _) => BrowserWindow.getAllWindows()[0]?.getTitle(), null);
    await expect.poll(title, { timeout: 60_000 }).toContain('First');
    if (program.real) return;
    const second = fork(main, [join(folder, 'Second', 'Second.stillhunt'), `--user-data-dir=${userDataFolder}`], {
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', join(root, 'test', 'electron-standin', 'register.ts')],
    });
    expect(await new Promise((resolve) => second.on('exit', resolve))).toBe(0);
    await expect.poll(title, { timeout: 60_000 }).toContain('Second');
  } finally {
    await program.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
