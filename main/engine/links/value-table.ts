/**
 * Who used which value of one layer: a bipartite graph of accounts and values, both ways, in compressed rows.
 *
 *   accounts of value v   valueAccounts[valueStart[v] .. valueStart[v + 1]), ascending
 *   values of account a   accountValues[accountStart[a] .. accountStart[a + 1]), ascending
 */
export interface ValueTable {
  readonly accountCount: number;
  readonly valueCount: number;
  readonly valueStart: Uint32Array;
  readonly valueAccounts: Int32Array;
  readonly accountStart: Uint32Array;
  readonly accountValues: Int32Array;
  /** Exchanges of each entry of accountValues. */
  readonly accountValueCounts: Uint32Array;
}

/** Distinct (account, value) pairs with their exchanges, in any order. */
export interface CountedPairs {
  readonly accounts: Int32Array;
  readonly values: Int32Array;
  readonly counts: Uint32Array;
}

/** Sorts counted pairs into a table by two counting sorts; O(pairs + accounts + values). The order of the pairs does not matter. */
export function buildValueTable(pairs: CountedPairs, accountCount: number, valueCount: number): ValueTable {
  const { accounts, values, counts } = pairs;
  const size = accounts.length;
  const valueStart = startsOf(values, valueCount);
  const accountStart = startsOf(accounts, accountCount);
  const byValue = new Uint32Array(size);
  const next = valueStart.slice();
  for (let i = 0; i < size; i++) {
    const value = values[i] as number;
    const at = next[value] as number;
    next[value] = at + 1;
    byValue[at] = i;
  }
  const accountValues = new Int32Array(size);
  const accountValueCounts = new Uint32Array(size);
  const nextOfAccount = accountStart.slice();
  for (let i = 0; i < size; i++) {
    const pair = byValue[i] as number;
    const account = accounts[pair] as number;
    const at = nextOfAccount[account] as number;
    nextOfAccount[account] = at + 1;
    accountValues[at] = values[pair] as number;
    accountValueCounts[at] = counts[pair] as number;
  }
  const valueAccounts = new Int32Array(size);
  const nextOfValue = valueStart.slice();
  for (let account = 0; account < accountCount; account++) {
    for (let i = accountStart[account] as number; i < (accountStart[account + 1] as number); i++) {
      const value = accountValues[i] as number;
      const at = nextOfValue[value] as number;
      nextOfValue[value] = at + 1;
      valueAccounts[at] = account;
    }
  }
  return { accountCount, valueCount, valueStart, valueAccounts, accountStart, accountValues, accountValueCounts };
}

/** Accounts that used value v. */
export function accountsOfValue(table: ValueTable, value: number): Int32Array {
  return table.valueAccounts.subarray(table.valueStart[value] as number, table.valueStart[value + 1] as number);
}

/** Values that account a used. */
export function valuesOfAccount(table: ValueTable, account: number): Int32Array {
  return table.accountValues.subarray(table.accountStart[account] as number, table.accountStart[account + 1] as number);
}

/** How many accounts used value v. */
export function accountsUsing(table: ValueTable, value: number): number {
  return (table.valueStart[value + 1] as number) - (table.valueStart[value] as number);
}

/** The same table with only the values that `isKept` names; values keep their numbers. */
export function restrictValues(table: ValueTable, isKept: (value: number) => boolean): ValueTable {
  const kept = Uint8Array.from({ length: table.valueCount }, (_, value) => (isKept(value) ? 1 : 0));
  return keepEntries(
    table,
    Uint8Array.from(table.accountValues, (value) => kept[value] as number),
  );
}

/** The same table with only the entries of accountValues that are marked 1. */
export function keepEntries(table: ValueTable, isKept: Uint8Array): ValueTable {
  let size = 0;
  for (const kept of isKept) size += kept;
  const pairs = { accounts: new Int32Array(size), values: new Int32Array(size), counts: new Uint32Array(size) };
  let at = 0;
  for (let account = 0; account < table.accountCount; account++) {
    for (let i = table.accountStart[account] as number; i < (table.accountStart[account + 1] as number); i++) {
      if (isKept[i] === 0) continue;
      pairs.accounts[at] = account;
      pairs.values[at] = table.accountValues[i] as number;
      pairs.counts[at] = table.accountValueCounts[i] as number;
      at++;
    }
  }
  return buildValueTable(pairs, table.accountCount, table.valueCount);
}

function startsOf(keys: Int32Array, keyCount: number): Uint32Array {
  const starts = new Uint32Array(keyCount + 1);
  for (let i = 0; i < keys.length; i++) {
    const key = (keys[i] as number) + 1;
    starts[key] = (starts[key] as number) + 1;
  }
  for (let key = 0; key < keyCount; key++) starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
  return starts;
}
