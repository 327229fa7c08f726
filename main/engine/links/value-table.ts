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
  /** Values besides, each of one account alone, which have no number; left out where every value is listed. */
  readonly unlisted?: UnlistedValues;
}

/** How many values each account used that nobody else did, and its exchanges with them. */
export interface UnlistedValues {
  readonly values: Uint32Array;
  readonly exchanges: Uint32Array;
}

/** (account, value) pairs with their exchanges, in any order. */
export interface CountedPairs {
  readonly accounts: Int32Array;
  readonly values: Int32Array;
  readonly counts: Uint32Array;
}

/**
 * Sorts counted pairs into a table by two counting sorts; O(pairs + accounts + values). The order of the pairs does not matter, and those of a
 * pair that is there several times are added up.
 */
export function buildValueTable(pairs: CountedPairs, accountCount: number, valueCount: number, unlisted?: UnlistedValues): ValueTable {
  const { accounts, values, counts } = pairs;
  const size = accounts.length;
  const byValue = new Uint32Array(size);
  const next = startsOf(values, valueCount);
  for (let i = 0; i < size; i++) {
    const value = values[i] as number;
    const at = next[value] as number;
    next[value] = at + 1;
    byValue[at] = i;
  }
  const sortedValues = new Int32Array(size);
  const sortedCounts = new Uint32Array(size);
  const nextOfAccount = startsOf(accounts, accountCount);
  for (let i = 0; i < size; i++) {
    const pair = byValue[i] as number;
    const account = accounts[pair] as number;
    const at = nextOfAccount[account] as number;
    nextOfAccount[account] = at + 1;
    sortedValues[at] = values[pair] as number;
    sortedCounts[at] = counts[pair] as number;
  }
  const accountStart = new Uint32Array(accountCount + 1);
  let entries = 0;
  for (let account = 0, i = 0; account < accountCount; account++) {
    const first = entries;
    for (const end = nextOfAccount[account] as number; i < end; i++) {
      const value = sortedValues[i] as number;
      const isAgain = entries > first && sortedValues[entries - 1] === value;
      const at = isAgain ? entries - 1 : entries++;
      sortedValues[at] = value;
      sortedCounts[at] = (sortedCounts[i] as number) + (isAgain ? (sortedCounts[at] as number) : 0);
    }
    accountStart[account + 1] = entries;
  }
  const accountValues = entries === size ? sortedValues : sortedValues.slice(0, entries);
  const accountValueCounts = entries === size ? sortedCounts : sortedCounts.slice(0, entries);
  return tableOfLists({ accountStart, accountValues, accountValueCounts }, valueCount, unlisted);
}

/** A table from its values by account, which are in ascending order. */
function tableOfLists(
  lists: Pick<ValueTable, 'accountStart' | 'accountValues' | 'accountValueCounts'>,
  valueCount: number,
  unlisted: UnlistedValues | undefined,
): ValueTable {
  const { accountStart, accountValues } = lists;
  const accountCount = accountStart.length - 1;
  const valueStart = startsOf(accountValues, valueCount);
  const valueAccounts = new Int32Array(accountValues.length);
  const nextOfValue = valueStart.slice();
  for (let account = 0; account < accountCount; account++) {
    for (let i = accountStart[account] as number; i < (accountStart[account + 1] as number); i++) {
      const value = accountValues[i] as number;
      const at = nextOfValue[value] as number;
      nextOfValue[value] = at + 1;
      valueAccounts[at] = account;
    }
  }
  const table = { accountCount, valueCount, valueStart, valueAccounts, ...lists };
  return unlisted === undefined ? table : { ...table, unlisted };
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
  const keptValue = new Uint8Array(table.valueCount);
  for (let value = 0; value < table.valueCount; value++) if (isKept(value)) keptValue[value] = 1;
  const kept = new Uint8Array(table.accountValues.length);
  for (let i = 0; i < kept.length; i++) kept[i] = keptValue[table.accountValues[i] as number] as number;
  return keepEntries(table, kept);
}

/** The same table with only the entries of accountValues that are marked 1. */
export function keepEntries(table: ValueTable, isKept: Uint8Array): ValueTable {
  let size = 0;
  for (const kept of isKept) size += kept;
  const accountStart = new Uint32Array(table.accountCount + 1);
  const accountValues = new Int32Array(size);
  const accountValueCounts = new Uint32Array(size);
  let at = 0;
  for (let account = 0; account < table.accountCount; account++) {
    for (let i = table.accountStart[account] as number; i < (table.accountStart[account + 1] as number); i++) {
      if (isKept[i] === 0) continue;
      accountValues[at] = table.accountValues[i] as number;
      accountValueCounts[at++] = table.accountValueCounts[i] as number;
    }
    accountStart[account + 1] = at;
  }
  return tableOfLists({ accountStart, accountValues, accountValueCounts }, table.valueCount, table.unlisted);
}

/**
 * The same table in which values of one account alone are not listed, so that what is done for every value costs no more than the values that may tie. The
 * others are numbered anew in the same order.
 *
 * @returns also the new number of each value; those not listed follow the others
 */
export function listShared(table: ValueTable): { readonly table: ValueTable; readonly numberOf: Int32Array } {
  const numberOf = new Int32Array(table.valueCount);
  let shared = 0;
  for (let value = 0; value < table.valueCount; value++) if (accountsUsing(table, value) >= 2) numberOf[value] = shared++;
  let next = shared;
  for (let value = 0; value < table.valueCount; value++) if (accountsUsing(table, value) < 2) numberOf[value] = next++;
  const unlisted = {
    values: table.unlisted?.values.slice() ?? new Uint32Array(table.accountCount),
    exchanges: table.unlisted?.exchanges.slice() ?? new Uint32Array(table.accountCount),
  };
  const accountStart = new Uint32Array(table.accountCount + 1);
  const accountValues = new Int32Array(table.accountValues.length);
  const accountValueCounts = new Uint32Array(table.accountValues.length);
  let at = 0;
  for (let account = 0; account < table.accountCount; account++) {
    for (let i = table.accountStart[account] as number; i < (table.accountStart[account + 1] as number); i++) {
      const value = numberOf[table.accountValues[i] as number] as number;
      const exchanges = table.accountValueCounts[i] as number;
      if (value < shared) {
        accountValues[at] = value;
        accountValueCounts[at++] = exchanges;
      } else {
        unlisted.values[account] = (unlisted.values[account] as number) + 1;
        unlisted.exchanges[account] = (unlisted.exchanges[account] as number) + exchanges;
      }
    }
    accountStart[account + 1] = at;
  }
  const lists = { accountStart, accountValues: accountValues.slice(0, at), accountValueCounts: accountValueCounts.slice(0, at) };
  return { table: tableOfLists(lists, shared, unlisted), numberOf };
}

/** The same table in which account a has become newAccount[a], each different; accounts that become -1 are left out. */
export function relabelAccounts(table: ValueTable, newAccount: Int32Array): ValueTable {
  const { accountCount, accountStart: startBefore } = table;
  const before = new Int32Array(accountCount).fill(-1);
  newAccount.forEach((account, old) => {
    if (account !== -1) before[account] = old;
  });
  const accountStart = new Uint32Array(accountCount + 1);
  before.forEach((old, account) => {
    const values = old === -1 ? 0 : (startBefore[old + 1] as number) - (startBefore[old] as number);
    accountStart[account + 1] = (accountStart[account] as number) + values;
  });
  const size = accountStart[accountCount] as number;
  const accountValues = new Int32Array(size);
  const accountValueCounts = new Uint32Array(size);
  before.forEach((old, account) => {
    if (old === -1) return;
    const [from, to, at] = [startBefore[old] as number, startBefore[old + 1] as number, accountStart[account] as number];
    accountValues.set(table.accountValues.subarray(from, to), at);
    accountValueCounts.set(table.accountValueCounts.subarray(from, to), at);
  });
  const moved = (counts: Uint32Array): Uint32Array => Uint32Array.from(before, (old) => (old === -1 ? 0 : (counts[old] as number)));
  const unlisted = table.unlisted && { values: moved(table.unlisted.values), exchanges: moved(table.unlisted.exchanges) };
  return tableOfLists({ accountStart, accountValues, accountValueCounts }, table.valueCount, unlisted);
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
