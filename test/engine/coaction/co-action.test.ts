import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countCoActions } from '../../../main/engine/links/co-action.ts';
import { randomBelow, seededRandom, shuffle } from '../../../main/engine/statistics/random.ts';
import { actionsOf, coordinatedPairs, readShares, type Share } from './coordinated-shares.ts';

/** `account object seconds` a line. */
function draw(table: string): Share[] {
  return table
    .trim()
    .split('\n')
    .map((line, i) => {
      const [accountId = '', objectId = '', seconds = ''] = line.trim().split(/\s+/);
      return { objectId, accountId, contentId: `c${i}`, seconds: Number(seconds) };
    });
}

function countPairs(shares: readonly Share[], seconds: number, leastActions: number) {
  const { actions, accountIds } = actionsOf(shares);
  const found = countCoActions(actions, { windowMs: seconds * 1000, leastActions });
  return new Map(
    Array.from(found.accountA, (a, i) => [
      `${accountIds[a]} ${accountIds[found.accountB[i] as number]}`,
      { weight: found.actionPairs[i], objects: found.objects[i], contents: [found.actionsA[i], found.actionsB[i]] },
    ]),
  );
}

describe('co-action', () => {
  it('pairs accounts that act on one object within the window, its end included', () => {
    const shares = draw(`
      ann   apple  0
      bob   apple  10
      carl  apple  10.001
      dora  pear   5`);
    expect([...countPairs(shares, 10, 1).keys()]).toEqual(['ann bob', 'bob carl']);
    expect([...countPairs(shares, 9.9, 1).keys()]).toEqual(['bob carl']);
  });
  it('counts each pair of actions, the objects, and the actions of either account', () => {
    const shares = draw(`
      ann  apple  0
      ann  apple  3
      ann  apple  6
      bob  apple  4
      ann  pear   0
      bob  pear   0
      bob  plum   0`);
    expect(countPairs(shares, 10, 1)).toEqual(new Map([['ann bob', { weight: 4, objects: 2, contents: [4, 2] }]]));
  });
  it('never pairs an account with itself', () => {
    const shares = draw(`
      ann  apple  0
      ann  apple  1`);
    expect(countPairs(shares, 10, 1).size).toBe(0);
  });
  it('leaves out pairs of which neither account acts together often enough', () => {
    const shares = draw(`
      ann   apple  0
      bob   apple  1
      ann   pear   500
      bob   plum   900
      carl  fig    0
      dora  fig    1
      carl  date   50
      dora  lime   60
      carl  lime   61`);
    expect([...countPairs(shares, 10, 1).keys()]).toEqual(['ann bob', 'carl dora']);
    expect([...countPairs(shares, 10, 2).keys()]).toEqual(['carl dora']);
  });
  it('ignores actions without time, account or object', () => {
    const actions = {
      account: Int32Array.of(0, 1, 2, -1),
      object: Int32Array.of(0, 0, -1, 0),
      timeMs: Float64Array.of(0, Number.NaN, 0, 0),
    };
    expect(countCoActions(actions, { windowMs: 1000, leastActions: 1 }).accountA.length).toBe(0);
  });
  it('does not depend on the order of rows', () => {
    const shares = drawRandom(3);
    const shuffled = [...shares];
    shuffle(shuffled, seededRandom(9));
    expect(countPairs(shuffled, 30, 2)).toEqual(countPairs(shares, 30, 2));
  });
});

describe("CooRTweet's definition", () => {
  it.each([1, 2, 3, 4])('holds on random tables (seed %i)', (seed) => {
    const shares = drawRandom(seed);
    for (const [seconds, least] of [
      [0, 1],
      [10, 2],
      [60, 5],
    ] as const) {
      expect(countPairs(shares, seconds, least)).toEqual(coordinatedPairs(shares, seconds, least));
    }
  });
  it.each([
    [10, 2],
    [60, 2],
    [3_600, 1],
    [3_600, 5],
  ])('holds on retweets of real accounts (within %i s, at least %i shares)', (seconds, least) => {
    const shares = readShares(readFileSync(new URL('../../fixtures/coaction/retweets.csv', import.meta.url), 'utf8'));
    const expected = coordinatedPairs(shares, seconds, least);
    expect(expected.size).toBeGreaterThan(5);
    expect(countPairs(shares, seconds, least)).toEqual(expected);
  });
});

function drawRandom(seed: number): Share[] {
  const random = seededRandom(seed);
  return Array.from({ length: 400 }, (_, i) => ({
    objectId: `o${randomBelow(random, 12)}`,
    accountId: `a${randomBelow(random, 30)}`,
    contentId: `c${i}`,
    seconds: randomBelow(random, 600),
  }));
}
