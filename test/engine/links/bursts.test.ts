import { describe, expect, it } from 'vitest';
import { modelSwitches, signUps, upgrades } from '../../../main/engine/links/acts.ts';
import { linkBursts } from '../../../main/engine/links/burst-links.ts';
import { type Acts, findBursts } from '../../../main/engine/links/bursts.ts';
import { layerRule } from '../../../main/engine/links/layer-rules.ts';
import { TimedPairs } from '../../../main/engine/links/timed-pairs.ts';
import { accountsOfValue } from '../../../main/engine/links/value-table.ts';
import { seededRandom, shuffle } from '../../../main/engine/statistics/random.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SCALES = [{ windowMs: HOUR, aroundMs: 7 * DAY }];
const SETTINGS = { seed: 1, maxAccountsPerValue: 100, linkFalseDiscoveryRate: 0.01, minAccounts: 5 };

/** 400 accounts act at random over 30 days; the first `batch` of them within one hour of day 10. */
function acts(batch: number, order: 'as drawn' | 'shuffled' = 'as drawn'): Acts {
  const random = seededRandom(7);
  const rows = Array.from({ length: 400 }, (_, account) => ({
    account,
    timeMs: account < batch ? 10 * DAY + 5 * HOUR + random() * HOUR : random() * 30 * DAY,
  }));
  if (order === 'shuffled') shuffle(rows, seededRandom(3));
  return {
    account: Int32Array.from(rows, (row) => row.account),
    kind: new Int32Array(rows.length),
    timeMs: Float64Array.from(rows, (row) => row.timeMs),
  };
}

describe('findBursts', () => {
  it('finds a batch among accounts that begin at random, and says how many to expect', () => {
    const bursts = findBursts(acts(15), SCALES, 400);
    const largest = [...bursts.pValue.keys()].sort((x, y) => (bursts.pValue[x] as number) - (bursts.pValue[y] as number))[0] as number;
    expect([...accountsOfValue(bursts.table, largest)].filter((account) => account < 15).length).toBeGreaterThanOrEqual(14);
    expect(bursts.pValue[largest]).toBeLessThan(1e-6);
    expect(bursts.expected[largest]).toBeLessThan(4);
  });
  it('finds none where accounts begin at random', () => {
    expect(linkBursts(layerRule('sign_up'), findBursts(acts(0), SCALES, 400), SETTINGS).links.accountA.length).toBe(0);
  });
  it('finds none where everybody does the same for hours, as in a roll-out', () => {
    const rollOut: Acts = {
      account: Int32Array.from({ length: 600 }, (_, i) => i),
      kind: new Int32Array(600),
      timeMs: Float64Array.from({ length: 600 }, (_, i) => 5 * DAY + (i / 600) * 12 * HOUR),
    };
    expect(linkBursts(layerRule('user_agent_upgrade'), findBursts(rollOut, SCALES, 600), SETTINGS).links.accountA.length).toBe(0);
  });
  it('compares acts of one kind only', () => {
    const drawn = acts(15);
    const bursts = findBursts({ ...drawn, kind: drawn.account.map((account) => (account < 15 ? account : 99)) }, SCALES, 400);
    expect(linkBursts(layerRule('model_switch'), bursts, SETTINGS).links.accountA.length).toBe(0);
  });
  it('does not depend on the order of acts', () => {
    expect(findBursts(acts(15, 'shuffled'), SCALES, 400)).toEqual(findBursts(acts(15), SCALES, 400));
  });
});

describe('linkBursts', () => {
  it('ties the accounts of a burst, with the corrected p-value of the burst', () => {
    const { links } = linkBursts(layerRule('sign_up'), findBursts(acts(15), SCALES, 400), SETTINGS);
    const batch = [...links.accountA.keys()].filter((i) => (links.accountB[i] as number) < 15);
    expect(batch.length).toBeGreaterThanOrEqual((14 * 13) / 2);
    expect(links.pValue.every((p) => p <= SETTINGS.linkFalseDiscoveryRate)).toBe(true);
    expect(links.weight.every((weight) => weight > 0 && weight <= layerRule('sign_up').fullWeight)).toBe(true);
  });
});

describe('acts', () => {
  it('sees an upgrade only where an account takes another version of a program it used before', () => {
    const timed = new TimedPairs();
    const rows = [
      [0, 0, 0],
      [0, 1, 2 * DAY],
      [1, 1, 2 * DAY],
      [2, 0, 0],
      [2, 2, 2 * DAY],
      [3, 0, 0],
      [3, 1, HOUR],
    ] as const;
    const column = (at: 0 | 1 | 2) => rows.map((row) => row[at]);
    timed.addColumns(Int32Array.from(column(0)), Int32Array.from(column(1)), Float64Array.from(column(2)), rows.length);
    const { account, kind, timeMs } = upgrades(timed, Int32Array.from([0, 0, 1]));
    expect([[...account], [...kind], [...timeMs]]).toEqual([[0], [1], [2 * DAY]]);
    expect([...modelSwitches(timed).account]).toEqual([0, 2]);
  });
  it('does not take the beginning of the log for that of an account, and trusts a known time of sign-up', () => {
    const first = Float64Array.from([0, DAY, 5 * DAY, 6 * DAY, Number.NaN]);
    expect([...signUps(first, null).account]).toEqual([2, 3]);
    const known = signUps(first, Float64Array.from([-9 * DAY, Number.NaN, Number.NaN, Number.NaN, Number.NaN]));
    expect([[...known.account], [...known.kind]]).toEqual([
      [0, 2, 3],
      [0, 1, 1],
    ]);
  });
});
