import { describe, expect, it } from 'vitest';
import { adjustedRandIndex, compareGroups } from '../../../main/engine/simulation/comparison.ts';

describe('compareGroups', () => {
  it('scores accounts and groups against what was planted', () => {
    const planted = [
      ['a', 'b', 'c', 'd'],
      ['p', 'q'],
    ];
    expect(compareGroups(planted, [['a', 'b', 'c', 'x']])).toEqual({
      plantedAccounts: 6,
      foundAccounts: 4,
      accountPrecision: 3 / 4,
      accountRecall: 1 / 2,
      accountF1: 0.6,
      adjustedRandIndex: 0,
      plantedGroups: 2,
      recoveredGroups: 1,
    });
  });
  it('tells finding two campaigns apart from finding them as one', () => {
    const planted = [
      ['a', 'b', 'c'],
      ['p', 'q', 'r'],
    ];
    expect(compareGroups(planted, planted).adjustedRandIndex).toBe(1);
    expect(compareGroups(planted, [planted.flat()]).adjustedRandIndex).toBe(0);
    expect(compareGroups(planted, planted).recoveredGroups).toBe(2);
    expect(compareGroups(planted, [planted.flat()]).recoveredGroups).toBe(1);
  });
  it('has no precision where nothing was found and no recall where nothing was planted', () => {
    expect(compareGroups([['a']], [])).toMatchObject({ accountPrecision: null, accountRecall: 0, accountF1: 0, adjustedRandIndex: null });
    expect(compareGroups([], [['a']])).toMatchObject({ accountPrecision: 0, accountRecall: null, accountF1: null, adjustedRandIndex: 0 });
  });
});

describe('adjustedRandIndex', () => {
  it('agrees with the worked example of two partitions of six', () => {
    const one = [0, 0, 0, 1, 1, 1];
    const other = [0, 0, 1, 1, 2, 2];
    expect(adjustedRandIndex(one.map((label, i) => [label, other[i] as number] as const))).toBeCloseTo(8 / 33, 12);
  });
  it('is 1 for one group of everything on both sides', () => {
    expect(
      adjustedRandIndex([
        [0, 4],
        [0, 4],
      ]),
    ).toBe(1);
  });
});
