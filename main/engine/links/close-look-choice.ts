import { sampleEvenly } from './matched-groups.ts';
import { accountsOfValue, accountsUsing, type ValueTable, valuesOfAccount } from './value-table.ts';

/** Members of a group that must send a family for it to say anything. */
export const FEWEST_SENDERS = 5;
const FAMILIES_A_GROUP = 16;
const ROWS_A_FAMILY = 25_000;
const ROWS_A_GROUP = 100_000;
/** Rows of all groups: 12 bytes each. */
const MOST_ROWS = 4_000_000;
/** An account that sends one family more often than this runs by itself around the clock and is left out. */
const ROWS_AN_ENTRY = 10_000;

const FEWEST_OUTSIDERS = 30;
const MOST_OUTSIDERS = 120;
const ROWS_AN_OUTSIDER = [5, 2_000] as const;

/**
 * Which entries of templates.accountValues (an account and a family that it sends) to look at, 1 for yes: for each group, largest first, the families that several members
 * send, most used first, and some other accounts that send them too. Of a family sent too often, as many members as fit, taken evenly.
 */
export function chooseEntries(groups: readonly Int32Array[], templates: ValueTable): Uint8Array {
  const isWanted = new Uint8Array(templates.accountValues.length);
  const hasOutsiders = new Uint8Array(templates.valueCount);
  let rows = 0;
  const want = (entries: Int32Array): number => {
    const fresh = entries.filter((entry) => isWanted[entry] === 0);
    const added = rowsOf(templates, fresh);
    if (rows + added > MOST_ROWS) return 0;
    for (const entry of fresh) isWanted[entry] = 1;
    rows += added;
    return rowsOf(templates, entries);
  };
  const ordered = groups.toSorted((x, y) => y.length - x.length || (x[0] ?? 0) - (y[0] ?? 0));
  for (const members of ordered) {
    let left = ROWS_A_GROUP;
    for (const { family, entries } of sharedFamilies(members, templates).slice(0, FAMILIES_A_GROUP)) {
      left -= want(fitting(templates, entries, Math.min(ROWS_A_FAMILY, left)));
      if (hasOutsiders[family] === 0) want(outsidersOf(templates, family, members));
      hasOutsiders[family] = 1;
      if (left <= 0) break;
    }
  }
  return isWanted;
}

/** Place in accountValues of a family that an account sends, -1 when it does not. */
export function entryOf(templates: ValueTable, account: number, family: number): number {
  let low = templates.accountStart[account] as number;
  let high = (templates.accountStart[account + 1] as number) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = templates.accountValues[middle] as number;
    if (value === family) return middle;
    if (value < family) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

interface SharedFamily {
  readonly family: number;
  /** Ascending by account. */
  readonly entries: Int32Array;
}

/** Families that at least FEWEST_SENDERS members send, most sent first. */
function sharedFamilies(members: Int32Array, templates: ValueTable): readonly SharedFamily[] {
  const entriesOf = new Map<number, number[]>();
  for (const account of members) {
    const first = templates.accountStart[account] as number;
    valuesOfAccount(templates, account).forEach((family, i) => {
      if ((templates.accountValueCounts[first + i] as number) > ROWS_AN_ENTRY) return;
      const entries = entriesOf.get(family);
      if (entries === undefined) entriesOf.set(family, [first + i]);
      else entries.push(first + i);
    });
  }
  return [...entriesOf]
    .filter(([, entries]) => entries.length >= FEWEST_SENDERS)
    .map(([family, entries]) => ({ family, entries: Int32Array.from(entries).sort(), rows: rowsOf(templates, entries) }))
    .sort((x, y) => y.rows - x.rows || x.family - y.family);
}

function fitting(templates: ValueTable, entries: Int32Array, mostRows: number): Int32Array {
  const rows = rowsOf(templates, entries);
  return rows <= mostRows ? entries : sampleEvenly(entries, Math.floor((entries.length * mostRows) / rows));
}

function outsidersOf(templates: ValueTable, family: number, members: Int32Array): Int32Array {
  if (accountsUsing(templates, family) < FEWEST_OUTSIDERS + FEWEST_SENDERS) return new Int32Array(0);
  const isMember = new Set(members);
  const entries = accountsOfValue(templates, family)
    .filter((account) => !isMember.has(account))
    .map((account) => entryOf(templates, account, family))
    .filter((entry) => {
      const rows = templates.accountValueCounts[entry] as number;
      return rows >= ROWS_AN_OUTSIDER[0] && rows <= ROWS_AN_OUTSIDER[1];
    });
  return entries.length < FEWEST_OUTSIDERS ? new Int32Array(0) : sampleEvenly(entries, MOST_OUTSIDERS);
}

function rowsOf({ accountValueCounts }: ValueTable, entries: Iterable<number>): number {
  let rows = 0;
  for (const entry of entries) rows += accountValueCounts[entry] as number;
  return rows;
}
