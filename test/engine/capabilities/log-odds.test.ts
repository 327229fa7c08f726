import { describe, expect, it } from 'vitest';
import { effectiveAccounts, logOddsRatios } from '../../../main/engine/capabilities/log-odds.ts';

const half = { share: 0.5, baselineShare: 0.1 };
const rest = { share: 0.5, baselineShare: 0.9 };

describe('log-odds with an informative prior', () => {
  it('follow the formula on counts computed by hand', () => {
    // y = 20 of 40, z = 6 of 60, together .26, prior 2.6 of 10: log(22.6 / 27.4) - log(8.6 / 61.4)
    expect(logOddsRatios([half, rest], 40, 60)[0]).toBeCloseTo(Math.log(22.6 / 27.4) - Math.log(8.6 / 61.4), 12);
  });

  it('are opposite for the two halves of one axis', () => {
    const [more, less] = logOddsRatios([half, rest], 40, 60);
    expect(more).toBeCloseTo(-(less ?? 0), 12);
    expect(more).toBeGreaterThan(0);
  });

  it('come near the plain log-odds ratio with many accounts, and near nothing with few', () => {
    const plain = Math.log(0.5 / 0.5) - Math.log(0.1 / 0.9);
    expect(logOddsRatios([half, rest], 1e6, 1e6)[0]).toBeCloseTo(plain, 3);
    const few = logOddsRatios([half, rest], 1, 1e6)[0] ?? 0;
    expect(few).toBeGreaterThan(0);
    expect(few).toBeLessThan(plain / 2);
  });

  it('hold back what is rare: twice the share of a rare category says less than twice that of a common one', () => {
    const axis = [
      { share: 0.002, baselineShare: 0.001 },
      { share: 0.5, baselineShare: 0.25 },
      { share: 0.498, baselineShare: 0.749 },
    ];
    const [rare = 0, common = 0] = logOddsRatios(axis, 20, 2000);
    expect(rare).toBeGreaterThan(0);
    expect(rare).toBeLessThan(common);
  });

  it('say nothing of what nobody asks for, of equal shares, and without accounts', () => {
    expect(logOddsRatios([{ share: 0, baselineShare: 0 }], 10, 10)).toEqual([0]);
    expect(logOddsRatios([{ share: 0.3, baselineShare: 0.3 }], 10, 90)[0]).toBeCloseTo(0, 12);
    expect(logOddsRatios([half, rest], 0, 0)).toEqual([0, 0]);
  });
});

describe('effective accounts', () => {
  it('are the accounts where all ask as much, and fewer where one asks most', () => {
    expect(effectiveAccounts([5, 5, 5, 5])).toBe(4);
    expect(effectiveAccounts([97, 1, 1, 1])).toBeCloseTo(10_000 / 9412, 12);
    expect(effectiveAccounts([])).toBe(0);
  });
});
