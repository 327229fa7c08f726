import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAnalysis } from '../../main/services/analyses.ts';
import { checkCase, openCase } from '../../main/services/cases.ts';
import { listEvents } from '../../main/services/events.ts';
import { readImpact } from '../../main/services/impact.ts';
import { listPrices } from '../../main/services/price-tables.ts';
import { closeQueries } from '../../main/services/queries.ts';
import { readHeader } from '../../main/storage/database.ts';
import { SCHEMA_VERSION } from '../../main/storage/schema.ts';
import { exchangesOf, makePlace, type Place } from './imports-drawing.ts';

/** Written by the program as it was then: two sources that overlap, a quarantined record, an analysis. */
const VERSION_1 = fileURLToPath(new URL('../fixtures/cases/version-1', import.meta.url));
/** The same, with a side table and an event. */
const VERSION_2 = fileURLToPath(new URL('../fixtures/cases/version-2', import.meta.url));
/** Traffic with a small campaign that was changed by hand, analysed before and after, and an event. */
const VERSION_3 = fileURLToPath(new URL('../fixtures/cases/version-3', import.meta.url));
let place: Place;

beforeEach(() => {
  place = makePlace();
  cpSync(VERSION_1, place.path('version-1'), { recursive: true });
  cpSync(VERSION_2, place.path('version-2'), { recursive: true });
  cpSync(VERSION_3, place.path('version-3'), { recursive: true });
});
afterEach(() => place.remove());

it('upgrades a case of version 1 when it is opened for writing, and keeps what it holds', async () => {
  const path = place.path('version-1');
  const session = await openCase(path, { program: 'test' });
  expect(readHeader(session.path).userVersion).toBe(SCHEMA_VERSION);
  expect(session.summary()).toMatchObject({ exchanges: 50, accounts: 5, quarantined: 1 });
  expect(session.store.sources.list()).toMatchObject([
    {
      path: '/logs/march.jsonl',
      exchanges: 30,
      quarantined: 1,
      duplicates: 0,
      passedOver: 0,
      reason: '',
      failure: null,
      state: 'complete',
    },
    {
      path: '/logs/april.jsonl',
      exchanges: 20,
      quarantined: 0,
      duplicates: 11,
      passedOver: 0,
      reason: '',
      failure: null,
      state: 'complete',
    },
  ]);
  expect(readAnalysis(session)?.findings[0]?.campaign.id).toBe('c-928c86129d');
  expect(await exchangesOf(session)).toHaveLength(50);
  await closeQueries(session);
  session.close();
  expect((await checkCase(path)).problems).toEqual([]);
});

it('checks and reads a case of version 1 without changing it', async () => {
  const path = place.path('version-1');
  expect(await checkCase(path)).toMatchObject({ problems: [], exchanges: 50 });
  const session = await openCase(path, { program: 'test', readOnly: true });
  expect(session.summary()).toMatchObject({ exchanges: 50, accounts: 5 });
  session.close();
  expect(readHeader(place.path('version-1/version-1.stillhunt')).userVersion).toBe(1);
});

it('upgrades a case of version 2, and keeps its analysis, side table and event', async () => {
  const path = place.path('version-2');
  const session = await openCase(path, { program: 'test' });
  expect(readHeader(session.path).userVersion).toBe(SCHEMA_VERSION);
  expect(session.summary()).toMatchObject({ exchanges: 248, accounts: 37, quarantined: 1 });
  const analysis = readAnalysis(session);
  expect(analysis).toMatchObject({ runDigest: expect.stringMatching(/^4b34043b3e72/), settings: { minAccounts: 4 }, exchangeCount: 248 });
  expect(analysis?.findings.map(({ campaign, members }) => [campaign.id, members.length])).toEqual([['c-1a12a5f745', 12]]);
  expect(session.store.sideTables.list()).toHaveLength(1);
  expect(listEvents(session).map(({ title }) => title)).toEqual(['Atlas 2']);
  expect(session.store.campaignEdits.list()).toEqual([]);
  session.close();
  expect((await checkCase(path)).problems).toEqual([]);
});

it('does not give a new hash to findings of version 2 that do not match their old one', async () => {
  const path = place.path('version-2');
  const database = new Database(place.path('version-2/version-2.stillhunt'));
  database.exec("UPDATE campaign_member SET account_id = 'somebody' WHERE place = 0");
  database.close();
  await expect(openCase(path, { program: 'test' })).rejects.toMatchObject({ code: 'case-damaged' });
});

it('upgrades a case of version 3, and keeps its analyses, act by hand and event; it has no prices, and says that usage was not counted', async () => {
  const path = place.path('version-3');
  const session = await openCase(path, { program: 'test' });
  expect(readHeader(session.path).userVersion).toBe(SCHEMA_VERSION);
  expect(session.summary()).toMatchObject({ exchanges: 400, accounts: 60, quarantined: 0 });
  expect(session.store.analyses.list().map(({ runDigest }) => runDigest.slice(0, 12))).toEqual(['f3e80e2d4639', 'a155bafffcfe']);
  expect(session.store.campaignEdits.list()).toMatchObject([{ kind: 'drop', accounts: ['acct_04bac1a2b902'], reason: 'a customer' }]);
  expect(listEvents(session).map(({ title }) => title)).toEqual(['Atlas 2']);
  expect(listPrices(session)).toEqual({ versions: [] });
  expect(readImpact(session, {})).toMatchObject({
    campaigns: [],
    notCounted: ['c-ccce6db81c', 'c-9f21a8fd2e'],
    all: null,
    rest: null,
    priceTable: null,
  });
  session.close();
  expect((await checkCase(path)).problems).toEqual([]);
});

it('checks and reads a case of version 3 without changing it', async () => {
  const path = place.path('version-3');
  expect(await checkCase(path)).toMatchObject({ problems: [], exchanges: 400 });
  const session = await openCase(path, { program: 'test', readOnly: true });
  expect(listPrices(session)).toEqual({ versions: [] });
  session.close();
  expect(readHeader(place.path('version-3/version-3.stillhunt')).userVersion).toBe(3);
});
