import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAnalysis } from '../../main/services/analyses.ts';
import { checkCase, openCase } from '../../main/services/cases.ts';
import { closeQueries } from '../../main/services/queries.ts';
import { readHeader } from '../../main/storage/database.ts';
import { SCHEMA_VERSION } from '../../main/storage/schema.ts';
import { exchangesOf, makePlace, type Place } from './imports-drawing.ts';

/** Written by the program as it was then: two sources that overlap, a quarantined record, an analysis. */
const VERSION_1 = fileURLToPath(new URL('../fixtures/cases/version-1', import.meta.url));
let place: Place;

beforeEach(() => {
  place = makePlace();
  cpSync(VERSION_1, place.path('version-1'), { recursive: true });
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
