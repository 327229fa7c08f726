import { describe, expect, it } from 'vitest';
import { actionsOf } from '../engine/coaction/coordinated-shares.ts';
import { drawTable } from '../engine/links/drawn-table.ts';
import { connectedComponents } from './components.ts';
import { groupingAccuracy } from './grouping-accuracy.ts';
import { csvRows } from './loghub-rows.ts';
import { findPachecoGroups } from './pacheco.ts';
import { findSynchroTrapGroups } from './synchrotrap.ts';

const named = (groups: readonly (readonly number[])[], accountIds: readonly string[]) =>
  groups.map((members) => members.map((account) => accountIds[account]));

describe("Pacheco's network", () => {
  it('keeps accounts with the same rare values and leaves those that share only what everybody has', () => {
    const { table, accountIds } = drawTable(
      `ann   rare1 rare2 common
       bob   rare1 rare2 common
       carl  rare1 rare2 common
       dora  own1  common
       emil  own2  common`,
    );
    expect(named(findPachecoGroups([table], accountIds.length, { edgeShare: 0.5, minAccounts: 2 }), accountIds)).toEqual([
      ['ann', 'bob', 'carl'],
    ]);
  });
  it('keeps the heaviest share of the edges, and those as heavy', () => {
    const { table, accountIds } = drawTable(
      `ann   x
       bob   x
       carl  y z
       dora  y w
       emil  v`,
    );
    const groups = findPachecoGroups([table], accountIds.length, { edgeShare: 0.005, minAccounts: 2 });
    expect(named(groups, accountIds)).toEqual([['ann', 'bob']]);
  });
});

describe("SynchroTrap's clusters", () => {
  it('join accounts whose actions mostly match in time', () => {
    const hour = 3_600;
    const share = (accountId: string, objectId: string, hours: number, i: number) => ({
      accountId,
      objectId,
      contentId: `c${i}`,
      seconds: hours * hour,
    });
    const shares = ['ann', 'bob', 'carl'].flatMap((account, a) => [1, 5, 9, 13].map((at) => share(account, 'page', at + a / 10, at)));
    const { actions, accountIds } = actionsOf([
      ...shares,
      share('dora', 'page', 1, 0),
      ...[2.6, 7, 11].map((at, i) => share('dora', 'page', at, i)),
    ]);
    const settings = { windowMs: hour * 1000, similarity: 0.5, minAccounts: 2 };
    expect(named(findSynchroTrapGroups([actions], accountIds.length, settings), accountIds)).toEqual([['ann', 'bob', 'carl']]);
  });
});

describe('connectedComponents', () => {
  it('gives groups of at least a size', () => {
    const edges = [
      [0, 1],
      [3, 4],
      [4, 2],
    ] as const;
    expect(connectedComponents(6, edges, 3)).toEqual([[2, 3, 4]]);
  });
});

describe('groupingAccuracy', () => {
  it('counts lines whose group is exactly their template', () => {
    expect(groupingAccuracy(['a', 'a', 'b', 'b', 'c'], ['1', '1', '2', '3', '4'])).toBe(3 / 5);
    expect(groupingAccuracy(['a', 'a', 'b'], ['1', '1', '1'])).toBe(0);
  });
});

describe('csvRows', () => {
  it('reads quoted cells with commas and quotation marks', () => {
    expect(csvRows('a,b\n"x, ""y""",z\r\n,w\n')).toEqual([
      ['a', 'b'],
      ['x, "y"', 'z'],
      ['', 'w'],
    ]);
  });
});
