import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { randomBelow, seededRandom } from '../../main/engine/statistics/random.ts';
import { checkCase, createCase, openCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { closeQueries } from '../../main/services/queries.ts';
import { exchangesOf, lines, makePlace, type Place, UNHURRIED } from './imports-drawing.ts';

const KILLS = 20;
const EXCHANGES = 30_000;
const UNIT_BYTES = 32 * 1024;
const importer = fileURLToPath(new URL('import-until-killed.ts', import.meta.url));
let place: Place;

beforeEach(() => {
  place = makePlace();
});
afterEach(() => place.remove());

/** Runs an importing process and kills it a little after it reported `after` times; says whether it was killed before it ended. */
function importAndKill(casePath: string, file: string, after: number, delayMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', importer, casePath, file, String(UNIT_BYTES)]);
    let reports = 0;
    let ended = false;
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.stdout.on('data', (chunk: Buffer) => {
      const before = reports;
      reports += chunk.toString().split('\n').length - 1;
      ended ||= chunk.toString().includes('complete');
      if (before < after && reports >= after) setTimeout(() => child.kill('SIGKILL'), delayMs);
    });
    child.on('exit', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(!ended);
      else if (ended) resolve(false);
      else reject(new Error(`the importing process ended by itself: ${errors}`));
    });
  });
}

it('loses and repeats nothing when it is killed twenty times and resumed', { timeout: 1_200_000 }, async () => {
  const file = place.path('log.jsonl');
  writeFileSync(file, `${lines(EXCHANGES)}not a record\n${lines(10)}`);
  const killed = createCase(place.path('killed'), { program: 'test' });
  killed.close();
  const random = seededRandom(5);
  let kills = 0;
  for (let i = 0; i < KILLS; i++) if (await importAndKill(killed.path, file, 1 + randomBelow(random, 12), randomBelow(random, 25))) kills++;
  expect(kills).toBe(KILLS);

  const session = await openCase(killed.path, { program: 'test' });
  const [interrupted] = session.store.sources.list();
  expect(interrupted?.state).toBe('importing');
  expect(interrupted?.exchanges).toBeGreaterThan(0);
  const summary = await importFiles(session, { paths: [file], unitBytes: UNIT_BYTES }, UNHURRIED);
  expect(summary.sources[0]).toMatchObject({ exchanges: EXCHANGES, quarantined: 1, duplicates: 10 });
  const ids = (await exchangesOf(session)).map((exchange) => exchange.request_id);
  expect(ids).toEqual(Array.from({ length: EXCHANGES }, (_, i) => `req_${i}`));

  const whole = createCase(place.path('whole'), { program: 'test' });
  await importFiles(whole, { paths: [file], unitBytes: UNIT_BYTES }, UNHURRIED);
  const digests = [session, whole].map(({ store }) => store.segments.list().map((segment) => [segment.factsSha256, segment.textSha256]));
  expect(digests[0]).toEqual(digests[1]);
  whole.close();
  await closeQueries(session);
  session.close();
  expect((await checkCase(killed.path)).problems).toEqual([]);
});
