import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type CaseSession, createCase } from '../../main/services/cases.ts';
import { DictionaryCoder } from '../../main/storage/dictionary-coder.ts';
import { drawAnalysis, drawCase } from './case-drawing.ts';
import { temporaryFolder } from './temporary-folder.ts';

const sessions: CaseSession[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
});

function newCase(): CaseSession {
  const session = createCase(join(temporaryFolder(), 'case'), { name: 'Operation X', program: 'test' });
  sessions.push(session);
  return session;
}

function filledCase(): CaseSession {
  const session = drawCase(join(temporaryFolder(), 'case'), [
    { unitNo: 0, rows: 20 },
    { unitNo: 1, rows: 10, masked: [2, 9] },
  ]);
  sessions.push(session);
  return session;
}

describe('dictionary', () => {
  it('gives a string the same code for ever, and codes that were not committed to others', () => {
    const { store } = newCase();
    const coder = new DictionaryCoder(store.dictionaries);
    expect([...coder.assign(1, ['b', 'a', 'b', ''])]).toEqual([1, 2, 1, 3]);
    store.transaction(() => store.dictionaries.append(coder.takePending()));
    expect([...coder.assign(1, ['c'])]).toEqual([4]);
    const afterCrash = new DictionaryCoder(store.dictionaries);
    expect([...afterCrash.assign(1, ['a', 'd', 'c', 'b'])]).toEqual([2, 4, 5, 1]);
    expect([...afterCrash.assign(2, ['a'])]).toEqual([1]);
    store.transaction(() => store.dictionaries.append(afterCrash.takePending()));
    expect(store.dictionaries.values(1)).toEqual([null, 'b', 'a', '', 'd', 'c']);
    expect(store.dictionaries.codeOf(1, 'd')).toBe(4);
    expect(store.dictionaries.codeOf(1, 'z')).toBeNull();
    expect(store.dictionaries.value(1, 5)).toBe('c');
    expect(store.dictionaries.value(1, 0)).toBeNull();
    expect(store.dictionaries.verify()).toEqual([]);
  });

  it('keeps strings with NUL, lone surrogates made well-formed, and any script', () => {
    const { store } = newCase();
    const coder = new DictionaryCoder(store.dictionaries);
    coder.assign(1, ['a\0b', 'x\ud800y', '日本', 'e\u0301']);
    store.transaction(() => store.dictionaries.append(coder.takePending()));
    expect(store.dictionaries.values(1)).toEqual([null, 'a\0b', 'x\ufffdy', '日本', 'e\u0301']);
    expect(store.dictionaries.verify()).toEqual([]);
  });
});

describe('units', () => {
  it('are kept whole with their segments, quarantine and counts, or not at all', () => {
    const session = filledCase();
    const { store } = session;
    expect(session.summary()).toMatchObject({ exchanges: 28, accounts: 13, quarantined: 2, firstSeen: '2026-02-02T02:40:00.000Z' });
    expect(store.sources.list()).toMatchObject([
      { exchanges: 28, quarantined: 2, duplicates: 2, state: 'complete', sha256: 'cd'.repeat(32) },
    ]);
    expect(store.sources.lastUnit(1)).toMatchObject({ unitNo: 1, endByte: 2_000, exchanges: 8, duplicates: 2 });
    expect(store.sources.findComplete('cd'.repeat(32))?.sourceId).toBe(1);
    expect(store.quarantine.page(1, 5)).toMatchObject([{ position: 1_000, reason: 'not-json', sourcePath: '/logs/export.jsonl' }]);
    expect(store.quarantine.countByReason()).toEqual([{ reason: 'not-json', records: 2 }]);
    expect(() =>
      store.transaction(() => {
        store.sources.appendUnit({
          sourceId: 1,
          unitNo: 2,
          startByte: 0,
          endByte: 1,
          exchanges: 1,
          quarantined: 0,
          duplicates: 0,
          passedOver: 0,
        });
        store.sources.appendUnit({
          sourceId: 1,
          unitNo: 1,
          startByte: 0,
          endByte: 1,
          exchanges: 1,
          quarantined: 0,
          duplicates: 0,
          passedOver: 0,
        });
      }),
    ).toThrow(/UNIQUE/);
    expect(store.sources.units(1)).toHaveLength(2);
  });
});

describe('analyses', () => {
  it('round-trip exactly, and the newest is the one read', () => {
    const { store } = newCase();
    expect(store.analyses.latest()).toBeNull();
    store.transaction(() => store.analyses.append(drawAnalysis(1)));
    const result = drawAnalysis(5);
    store.transaction(() => store.analyses.append(result));
    expect(store.analyses.latest()).toStrictEqual(result);
    expect(JSON.stringify(store.analyses.latest())).toBe(JSON.stringify(result));
    expect(store.analyses.findCampaign('c-0000000003')).toStrictEqual(result.findings[3]);
    expect(store.analyses.findCampaign('c-9')).toBeNull();
    expect(store.analyses.latestOverview()?.campaigns).toStrictEqual(result.findings.map((finding) => finding.campaign));
    expect(store.analyses.list().map((run) => run.campaigns)).toEqual([5, 1]);
    expect(store.analyses.verify()).toEqual([]);
  });

  it('refuse a number that would not read back', () => {
    const { store } = newCase();
    const result = { ...drawAnalysis(0), daily: [{ day: '2026-02-02', exchanges: Number.POSITIVE_INFINITY, accounts: 1 }] };
    expect(() => store.transaction(() => store.analyses.append(result))).toThrow(TypeError);
    expect(store.analyses.latest()).toBeNull();
  });
});

describe('activity log', () => {
  it('chains its entries', () => {
    const { store } = newCase();
    store.transaction(() => store.activity.append('note', { text: 'seen' }));
    expect(store.activity.page(0, 10).map((entry) => entry.kind)).toEqual(['note', 'case-created']);
    expect(store.activity.headHash()).toBe(store.activity.page(0, 1)[0]?.hash);
    expect(store.activity.verify()).toBeNull();
  });

  it.each([
    ['changed', "UPDATE activity SET details = '{}' WHERE sequence = 2", 'activity log, entry 2'],
    ['dated anew', "UPDATE activity SET at = '2020-01-01T00:00:00.000Z' WHERE sequence = 1", 'activity log, entry 1'],
    ['removed', 'DELETE FROM activity WHERE sequence = 2', 'activity log: entry 2 is missing'],
    ['swapped in', "UPDATE activity SET hash = printf('%064d', 0) WHERE sequence = 2", 'activity log, entry 2'],
    ['emptied', 'DELETE FROM activity', 'activity log: empty'],
  ])('tells that an entry was %s', (_, tampering, problem) => {
    const { store } = filledCase();
    store.database.exec(tampering);
    expect(store.activity.verify()).toContain(problem);
  });
});
