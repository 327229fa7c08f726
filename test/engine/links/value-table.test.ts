import { describe, expect, it } from 'vitest';
import { PairCounter } from '../../../main/engine/links/pair-counter.ts';
import {
  accountsOfValue,
  buildValueTable,
  keepEntries,
  listShared,
  relabelAccounts,
  valuesOfAccount,
} from '../../../main/engine/links/value-table.ts';
import { drawTable } from './drawn-table.ts';

describe('a value table', () => {
  it('adds up the exchanges of a pair that is there several times', () => {
    const pairs = {
      accounts: Int32Array.from([1, 0, 1, 2, 1]),
      values: Int32Array.from([1, 0, 1, 1, 0]),
      counts: Uint32Array.from([4, 1, 3, 2, 5]),
    };
    const table = buildValueTable(pairs, 4, 3);
    expect([0, 1, 2, 3].map((account) => [...valuesOfAccount(table, account)])).toEqual([[0], [0, 1], [1], []]);
    expect([0, 1, 2].map((value) => [...accountsOfValue(table, value)])).toEqual([[0, 1], [1, 2], []]);
    expect([...table.accountValueCounts]).toEqual([1, 5, 7, 2]);
  });
  it('is the same after accounts were renamed and renamed back', () => {
    const { table } = drawTable('ann V1 V2\nbob V2 V3\ncat V1 V3 V4', 3);
    const moved = Int32Array.from([4, 0, 5, 1, 2, 3]);
    const back = Int32Array.from(moved, (_, account) => moved.indexOf(account));
    expect(relabelAccounts(relabelAccounts(table, moved), back)).toEqual(table);
    expect([...accountsOfValue(relabelAccounts(table, moved), 0)]).toEqual(
      [...accountsOfValue(table, 0)].map((account) => moved[account]).sort(),
    );
  });
  it('leaves out accounts that are renamed to none, and keeps how many values are not listed', () => {
    const { table } = drawTable('ann V1\nbob V1 V2\ncat V2');
    const unlisted = { values: Uint32Array.from([7, 8, 9]), exchanges: Uint32Array.from([70, 80, 90]) };
    const renamed = relabelAccounts({ ...table, unlisted }, Int32Array.from([2, -1, 0]));
    expect([0, 1, 2].map((account) => [...valuesOfAccount(renamed, account)])).toEqual([[1], [], [0]]);
    expect([...(renamed.unlisted?.values ?? [])]).toEqual([9, 0, 7]);
    expect([...(renamed.unlisted?.exchanges ?? [])]).toEqual([90, 0, 70]);
  });
  it('lists only shared values in their order when told to, and counts the others by account', () => {
    const pairs = {
      accounts: Int32Array.from([0, 0, 0, 1, 1, 2]),
      values: Int32Array.from([0, 1, 2, 2, 3, 3]),
      counts: Uint32Array.from([1, 2, 3, 4, 5, 6]),
    };
    const { table, numberOf } = listShared(buildValueTable(pairs, 3, 5));
    expect([...numberOf]).toEqual([2, 3, 0, 1, 4]);
    expect([0, 1, 2].map((account) => [...valuesOfAccount(table, account)])).toEqual([[0], [0, 1], [1]]);
    expect([0, 1].map((value) => [...accountsOfValue(table, value)])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect([...table.accountValueCounts]).toEqual([3, 4, 5, 6]);
    expect(table.unlisted).toEqual({ values: Uint32Array.from([2, 0, 0]), exchanges: Uint32Array.from([3, 0, 0]) });
  });
  it('keeps the entries that are marked, both ways', () => {
    const { table } = drawTable('ann V1 V2\nbob V1 V2\ncat V2');
    const kept = keepEntries(table, Uint8Array.from([1, 0, 0, 1, 1]));
    expect([0, 1, 2].map((account) => [...valuesOfAccount(kept, account)])).toEqual([[0], [1], [1]]);
    expect([0, 1].map((value) => [...accountsOfValue(kept, value)])).toEqual([[0], [1, 2]]);
  });
});

describe('a pair counter', () => {
  it('finds the number of a pair through growth, and none for a pair never added', () => {
    const pairs = new PairCounter();
    for (let i = 0; i < 20_000; i++) expect(pairs.add(i % 300, i, 2)).toBe(i);
    expect(pairs.find(299, 299)).toBe(299);
    expect(pairs.find(299, 300)).toBe(-1);
  });
  it('still has its pairs when it is closed', () => {
    const pairs = new PairCounter();
    pairs.add(3, 4, 5);
    pairs.close();
    expect([pairs.accounts[0], pairs.values[0], pairs.counts[0], pairs.size]).toEqual([3, 4, 5, 1]);
  });
});
