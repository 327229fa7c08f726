import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomBelow, seededRandom } from '../../main/engine/statistics/random.ts';
import { analyze } from '../../main/services/analyses.ts';
import { type CaseSession, checkCase, createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { closeQueries, exchangePage } from '../../main/services/queries.ts';
import { removeSource } from '../../main/services/sources-removal.ts';
import { exchangesOf, line, makePlace, type Place, UNHURRIED } from './imports-drawing.ts';

let place: Place;
const sessions: CaseSession[] = [];

beforeEach(() => {
  place = makePlace();
});
afterEach(async () => {
  for (const session of sessions.splice(0)) {
    await closeQueries(session);
    session.close();
  }
  place.remove();
});

function newCase(name: string): CaseSession {
  const session = createCase(place.path(name), { program: 'test' });
  sessions.push(session);
  return session;
}

function write(name: string, records: readonly string[]): string {
  const text = records.map((record) => `${record}\n`).join('');
  writeFileSync(place.path(name), name.endsWith('.gz') ? gzipSync(text) : text);
  return place.path(name);
}

async function importAll(session: CaseSession, paths: readonly string[]): Promise<void> {
  await importFiles(session, { paths, unitBytes: 8 * 1024 }, UNHURRIED);
}

async function contentOf(session: CaseSession): Promise<unknown> {
  const { exchanges, accounts, quarantined, firstSeen, lastSeen } = session.summary();
  return { exchanges, accounts, quarantined, firstSeen, lastSeen, rows: await exchangesOf(session) };
}

/** Three files that hold parts of each other, with records that cannot be read. */
function drawFiles(seed: number): string[] {
  const random = seededRandom(seed);
  return ['a.jsonl', 'b.jsonl.gz', 'c.jsonl'].map((name, file) => {
    const records = Array.from({ length: 60 }, () => line(randomBelow(random, 120), { user_agent: `agent of ${file}` }));
    return write(`${seed}-${name}`, [...records, 'no record', line(1000 + file, { account_id: `only in ${file}` })]);
  });
}

describe('removing a source', () => {
  it.each([1, 2])('leaves the case that importing the others alone gives (drawing %i)', async (seed) => {
    const files = drawFiles(seed);
    const whole = newCase('whole');
    await importAll(whole, files);
    const removedId = 1 + (seed % 3);
    await removeSource(whole, removedId, UNHURRIED);
    const others = newCase('others');
    await importAll(
      others,
      files.filter((_, file) => file + 1 !== removedId),
    );
    expect(await contentOf(whole)).toEqual(await contentOf(others));
    const digests = [];
    for (const session of [whole, others]) digests.push((await analyze(session, {}, UNHURRIED)).runDigest);
    expect(digests[0]).toBe(digests[1]);
    expect((await checkCase(whole.path)).problems).toEqual([]);
  });

  it('counts duplicates of it in later sources again, and an import of the same file gives duplicates', async () => {
    const records = Array.from({ length: 40 }, (_, id) => line(id));
    const [first, second] = [write('first.jsonl', records), write('second.jsonl', records.slice(10))];
    const session = newCase('case');
    await importAll(session, [first, second]);
    const removed = await removeSource(session, 1, UNHURRIED);
    expect(removed).toMatchObject({ exchanges: 40, uncovered: 30 });
    expect(session.store.sources.list()).toMatchObject([{ sourceId: 2, exchanges: 30, duplicates: 0 }]);
    const again = await importFiles(session, { paths: [first] }, UNHURRIED);
    expect(again.sources[0]).toMatchObject({ exchanges: 10, duplicates: 30 });
    expect(session.store.sources.list().map((source) => source.sourceId)).toEqual([2, 3]);
    expect((await checkCase(session.path)).problems).toEqual([]);
  });

  it('leaves no string of it in any file of the case, and drops analysis runs', async () => {
    const session = newCase('case');
    const secret = Array.from({ length: 20 }, (_, id) => line(id, { account_id: 'ferris-account', user_agent: 'ferris-agent/1.0' }));
    await importAll(session, [write('secret.jsonl', [...secret, 'ferris quarantine']), write('other.jsonl', [line(500)])]);
    const { runDigest } = await analyze(session, {}, UNHURRIED);
    await exchangePage(session, {}, 0, 10);
    const removed = await removeSource(session, 1, UNHURRIED);
    expect(removed.runDigests).toEqual([runDigest]);
    expect(session.store.analyses.list()).toEqual([]);
    expect(session.store.activity.page(0, 1)[0]).toMatchObject({ kind: 'source-removed' });
    expect(session.store.activity.page(0, 1)[0]?.details).toContain(runDigest);
    for (const folder of [session.folder, session.store.segmentsFolder]) {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isFile()) expect(readFileSync(join(folder, entry.name)).includes('ferris')).toBe(false);
      }
    }
    expect((await exchangePage(session, {}, 0, 10)).total).toBe(1);
  });

  it('is refused for a source that there is not, or was removed, and for a case open for reading', async () => {
    const session = newCase('case');
    await importAll(session, [write('a.jsonl', [line(1)])]);
    await expect(removeSource(session, 9, UNHURRIED)).rejects.toMatchObject({ code: 'entry-unknown' });
    await removeSource(session, 1, UNHURRIED);
    await expect(removeSource(session, 1, UNHURRIED)).rejects.toMatchObject({ code: 'entry-unknown' });
    expect(session.summary()).toMatchObject({ exchanges: 0, accounts: 0, quarantined: 0, firstSeen: null });
  });

  it('changes nothing when it is cancelled', async () => {
    const session = newCase('case');
    await importAll(session, drawFiles(7));
    const before = await contentOf(session);
    const cancelled = { isCancelled: () => true, report: () => {} };
    await expect(removeSource(session, 2, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await contentOf(session)).toEqual(before);
  });
});
