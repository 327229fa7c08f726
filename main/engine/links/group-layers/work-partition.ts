import { type CloseLook, NOTHING_SEEN } from '../close-look.ts';
import { entryOf, FEWEST_SENDERS } from '../close-look-choice.ts';
import type { GroupRule } from '../group-rule.ts';
import { compareWithMatched, MEMBERS_COMPARED, sampleEvenly } from '../matched-groups.ts';
import { accountsOfValue, valuesOfAccount } from '../value-table.ts';
import { countText, expectedText } from '../wording.ts';

const LEAST_ITEMS = 5;
const FEWEST_OUTSIDERS = 30;
const MOST_DRAWS = 4_999;
const LEAST_EXPECTED = 20;
const TELLING_SHARE = 0.25;

/**
 * Whether members divide one pool of items between them: how often two of them ask the same item (an exact prompt, each counted once an account, so that asking again says nothing),
 * against other senders of the same template. How large a pool is shows only where strangers draw from it: members must ask what those ask, as often as those do one another,
 * else nothing is said. So this says nothing of a template that only members send, which may have no end of items.
 */
export const WORK_PARTITION_LAYER: GroupRule = {
  layer: 'work_partition',
  columns: ['skeleton_hash'],
  nullHypothesis: 'members ask items that other members asked as often as other senders of the template do among themselves',
  looksClosely: true,
  prepare: (traffic, look = NOTHING_SEEN) => {
    const templates = traffic.tables.get('template');
    if (templates === undefined) return null;
    return (members, random, mostDraws) => {
      const pool = mostSharedPool(members, look);
      if (pool === null) return null;
      const stratumOf = new Int32Array(templates.accountCount).fill(-1);
      for (const [account, items] of pool.itemsOf) stratumOf[account] = Math.floor(Math.log2(items.length));
      const own = pool.members;
      const crossing = crossings(own, pool.outsiders, pool.itemsOf);
      if (crossing.accounts * 2 < own.length) return null;
      const observed = meetings(own, pool.itemsOf);
      const expected = (observed.chances * crossing.shared) / crossing.chances;
      if (expected < LEAST_EXPECTED) return null;
      const rate = (accounts: Int32Array): number => {
        const { shared, chances } = meetings(accounts, pool.itemsOf);
        return shared / chances;
      };
      const compared = compareWithMatched(own, stratumOf, rate, 'low', random, Math.min(mostDraws, MOST_DRAWS));
      if (compared === null) return null;
      const isTelling = observed.shared <= TELLING_SHARE * expected && compared.observed <= TELLING_SHARE * compared.typical;
      return {
        pValue: compared.pValue,
        isTelling,
        reason: `two members ask the same item ${countText(observed.shared)} times, where as often as members ask what other senders of the template ask, ${expectedText(expected)} are expected${isTelling ? ', as if the items were dealt out among them' : ''}`,
      };
    };
  },
};

type ItemsOf = ReadonlyMap<number, Uint32Array>;

interface Pool {
  /** Distinct items of each account. */
  readonly itemsOf: ItemsOf;
  readonly members: Int32Array;
  readonly outsiders: Int32Array;
}

/** The family that most members were seen to use among those that enough others were; null when there is none. */
function mostSharedPool(members: Int32Array, look: CloseLook): Pool | null {
  const { templates } = look;
  if (templates === null) return null;
  const counts = new Map<number, number>();
  for (const account of members)
    for (const family of valuesOfAccount(templates, account)) counts.set(family, (counts.get(family) ?? 0) + 1);
  const isMember = new Set(members);
  const common = [...counts].filter(([, senders]) => senders >= FEWEST_SENDERS).sort(([f, x], [g, y]) => y - x || f - g);
  for (const [family] of common) {
    const itemsOf = new Map<number, Uint32Array>();
    for (const account of accountsOfValue(templates, family)) {
      const items = distinctItems(look, entryOf(templates, account, family));
      if (items.length >= LEAST_ITEMS) itemsOf.set(account, items);
    }
    const senders = Int32Array.from(itemsOf.keys());
    const own = sampleEvenly(
      senders.filter((account) => isMember.has(account)),
      MEMBERS_COMPARED,
    );
    const outsiders = senders.filter((account) => !isMember.has(account));
    if (
      own.length * 2 >= Math.min(members.length, MEMBERS_COMPARED) &&
      own.length >= FEWEST_SENDERS &&
      outsiders.length >= FEWEST_OUTSIDERS
    )
      return { itemsOf, members: own, outsiders };
  }
  return null;
}

function distinctItems({ slotOf, start, items }: CloseLook, entry: number): Uint32Array {
  const slot = slotOf[entry] ?? -1;
  if (slot < 0) return new Uint32Array(0);
  return items.subarray(start[slot] as number, start[slot + 1] as number).filter((item, i, own) => i === 0 || item !== own[i - 1]);
}

/** Items that two of the accounts ask, counted once a pair of accounts, and pairs of an item of one and an item of the other. */
function meetings(accounts: Int32Array, itemsOf: ItemsOf): { readonly shared: number; readonly chances: number } {
  const askedBy = new Map<number, number>();
  let shared = 0;
  let [sum, squares] = [0, 0];
  for (const account of accounts) {
    const items = itemsOf.get(account) ?? new Uint32Array(0);
    sum += items.length;
    squares += items.length ** 2;
    for (const item of items) {
      const before = askedBy.get(item) ?? 0;
      shared += before;
      askedBy.set(item, before + 1);
    }
  }
  return { shared, chances: (sum ** 2 - squares) / 2 };
}

/** The same between members and outsiders, and how many members ask anything that outsiders ask. */
function crossings(
  members: Int32Array,
  outsiders: Int32Array,
  itemsOf: ItemsOf,
): { readonly shared: number; readonly chances: number; readonly accounts: number } {
  const askedBy = new Map<number, number>();
  let outside = 0;
  for (const account of outsiders) {
    const items = itemsOf.get(account) ?? new Uint32Array(0);
    outside += items.length;
    for (const item of items) askedBy.set(item, (askedBy.get(item) ?? 0) + 1);
  }
  let [shared, inside, accounts] = [0, 0, 0];
  for (const account of members) {
    const items = itemsOf.get(account) ?? new Uint32Array(0);
    inside += items.length;
    let own = 0;
    for (const item of items) own += askedBy.get(item) ?? 0;
    shared += own;
    if (own > 0) accounts++;
  }
  return { shared, chances: inside * outside, accounts };
}
