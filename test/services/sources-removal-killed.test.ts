import { spawn } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkCase, createCase, openCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { lines, makePlace, type Place, UNHURRIED } from './imports-drawing.ts';

const KILLS = 5;
const remover = fileURLToPath(new URL('remove-until-killed.ts', import.meta.url));
let place: Place;

beforeEach(() => {
  place = makePlace();
});
afterEach(() => place.remove());

/** Kills a removing process `delayMs` after its first report; says whether it was killed before it ended. */
function removeAndKill(casePath: string, table: string, delayMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', remover, casePath, table, '1']);
    let reported = false;
    let ended = false;
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.stdout.on('data', (chunk: Buffer) => {
      ended ||= chunk.toString().includes('complete');
      if (!reported) setTimeout(() => child.kill('SIGKILL'), delayMs);
      reported = true;
    });
    child.on('exit', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(!ended);
      else if (ended) resolve(false);
      else reject(new Error(`the removing process ended by itself: ${errors}`));
    });
  });
}

it('leaves a sound case, before or after, wherever joining and removing are killed', { timeout: 240_000 }, async () => {
  const [first, second] = [place.path('a.jsonl'), place.path('b.jsonl')];
  writeFileSync(first, lines(3_000));
  writeFileSync(second, lines(3_000, 1_500));
  const table = place.path('accounts.csv');
  writeFileSync(table, `account_id,payment_hash\n${Array.from({ length: 7 }, (_, id) => `acct_${id},p-${id % 2}\n`).join('')}`);
  const drawn = createCase(place.path('drawn'), { program: 'test' });
  await importFiles(drawn, { paths: [first, second], unitBytes: 32 * 1024, workers: 1 }, UNHURRIED);
  drawn.close();
  let kills = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const path = place.path(`case-${kill}`);
    cpSync(drawn.folder, path, { recursive: true });
    if (await removeAndKill(path, table, kill * 90)) kills++;
    expect((await checkCase(path)).problems).toEqual([]);
    const session = await openCase(path, { program: 'test' });
    const { exchanges } = session.summary();
    expect([4_500, 3_000]).toContain(exchanges);
    expect(session.store.sources.list()).toHaveLength(exchanges === 4_500 ? 2 : 1);
    session.close();
  }
  expect(kills).toBeGreaterThan(1);
});
