import type { ValueTable } from '../links/value-table.ts';
import { accountsOfValue, accountsUsing } from '../links/value-table.ts';

/** Groups of accounts: group of each account (-1 for none) and the ascending members of each group. */
export interface Groups {
  readonly groupOf: Int32Array;
  readonly members: readonly Int32Array[];
}

/** Groups of at least `leastAccounts` accounts, numbered from 0; the accounts of smaller ones belong to none. */
export function groupsOf(groupNumbers: ArrayLike<number>, leastAccounts: number): Groups {
  const byNumber = new Map<number, number[]>();
  for (let account = 0; account < groupNumbers.length; account++) {
    const number = groupNumbers[account] as number;
    if (number < 0) continue;
    const known = byNumber.get(number);
    if (known === undefined) byNumber.set(number, [account]);
    else known.push(account);
  }
  const groupOf = new Int32Array(groupNumbers.length).fill(-1);
  const members: Int32Array[] = [];
  for (const accounts of byNumber.values()) {
    if (accounts.length < leastAccounts) continue;
    for (const account of accounts) groupOf[account] = members.length;
    members.push(Int32Array.from(accounts));
  }
  return { groupOf, members };
}

/**
 * The group that mostly holds each value: at least `leastShare` of the value's accounts, and two or more, are in it. -1 for a value that no group
 * holds: others use it too, so it says little about the group. A tie goes to the lower group.
 */
export function holdersOf(table: ValueTable, groupOf: Int32Array, leastShare = 0.5): Int32Array {
  const holders = new Int32Array(table.valueCount).fill(-1);
  const most = new Int32Array(table.valueCount).fill(1);
  const counts = new Int32Array(table.valueCount);
  for (const members of accountsByGroup(groupOf)) {
    const used: number[] = [];
    for (const account of members) {
      for (let i = table.accountStart[account] as number; i < (table.accountStart[account + 1] as number); i++) {
        const value = table.accountValues[i] as number;
        const before = counts[value] as number;
        if (before === 0) used.push(value);
        counts[value] = before + 1;
      }
    }
    const group = groupOf[members[0] as number] as number;
    for (const value of used) {
      if ((counts[value] as number) > (most[value] as number)) {
        holders[value] = group;
        most[value] = counts[value] as number;
      }
      counts[value] = 0;
    }
  }
  for (let value = 0; value < holders.length; value++) {
    if (holders[value] !== -1 && (most[value] as number) < leastShare * accountsUsing(table, value)) holders[value] = -1;
  }
  return holders;
}

/** Accounts of each group, groups ascending. */
function accountsByGroup(groupOf: Int32Array): readonly (readonly number[])[] {
  const byGroup = new Map<number, number[]>();
  groupOf.forEach((group, account) => {
    if (group < 0) return;
    const known = byGroup.get(group);
    if (known === undefined) byGroup.set(group, [account]);
    else known.push(account);
  });
  return [...byGroup].sort(([x], [y]) => x - y).map(([, accounts]) => accounts);
}

/** Gives accounts without a group to the group that holds more than half of the accounts they share a card with. */
export function joinCardMates(groups: Groups, payment: ValueTable | undefined, maxAccountsPerValue: number): Groups {
  if (payment === undefined) return groups;
  const holders = holdersOf(payment, groups.groupOf);
  const groupOf = groups.groupOf.slice();
  for (let value = 0; value < payment.valueCount; value++) {
    const holder = holders[value] as number;
    if (holder < 0 || accountsUsing(payment, value) > maxAccountsPerValue) continue;
    const accounts = accountsOfValue(payment, value);
    const inside = accounts.reduce((sum, account) => sum + (groups.groupOf[account] === holder ? 1 : 0), 0);
    if (inside * 2 <= accounts.length) continue;
    for (const account of accounts) if (groupOf[account] === -1) groupOf[account] = holder;
  }
  return groupsOf(groupOf, 1);
}
