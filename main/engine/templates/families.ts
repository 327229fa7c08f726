import { orderByKey, orderByPair } from '../links/radix-order.ts';
import type { DistinctSkeletons } from './distinct-skeletons.ts';
import { groupNearDuplicates } from './near-duplicates.ts';

/** Accounts of the case, and which of them sent which distinct skeleton: pairs in any order. */
export interface SkeletonUse {
  readonly accountCount: number;
  readonly accounts: Int32Array;
  readonly skeletons: Int32Array;
}

export interface TemplateFamilies {
  /** Family of each distinct skeleton, numbered from 0 in an order that depends on the skeletons alone. */
  readonly familyOf: Int32Array;
  readonly familyCount: number;
  /** Why each skeleton is in its family, see FILED_UNDER. */
  readonly filedUnder: Uint8Array;
}

/** What a skeleton shares with the others of its family: nothing, its opening, its closing, nearly everything, or opening and closing. */
export const FILED_UNDER = { itself: 0, head: 1, tail: 2, nearDuplicate: 3, wrapper: 4 } as const;

/** An opening or closing that more than this share of all accounts sends may be a habit of speech: it must repeat this much more often to be preferred. */
const COMMON_SHARE = 0.25;
const COMMON_DISCOUNT = 0.1;
/** Distinct skeletons that make the same opening and closing together a wrapper. */
const LEAST_WRAPPED = 3;
/** Of the keys of findFamilies, in the order of FILED_UNDER less one. */
const WRAPPER_KEY = FILED_UNDER.wrapper - 1;

/**
 * Joins distinct skeletons to template families. A wrapped prompt keeps its first and last words whatever is filled in between, so a
 * skeleton is filed under opening and closing words together where LEAST_WRAPPED skeletons have both; else under the most repeated of
 * its opening words, its closing words, its near-duplicate group; else under itself. A skeleton is filed once and families never
 * merge, so nothing chains. O(n); the order of the skeletons does not matter.
 */
export function findFamilies(skeletons: DistinctSkeletons, use: SkeletonUse): TemplateFamilies {
  const count = skeletons.count;
  const order = orderByPair(skeletons.high.subarray(0, count), skeletons.low.subarray(0, count));
  const heads = numberKeys(skeletons.head.subarray(0, count));
  const tails = numberKeys(skeletons.tail.subarray(0, count));
  const wrappers = numberPairs(heads, tails);
  const wrapperSize = countKeys(wrappers);
  const isWrapped = (i: number): boolean => (wrappers[i] as number) >= 0 && (wrapperSize[wrappers[i] as number] as number) >= LEAST_WRAPPED;
  const leaders = groupNearDuplicates(
    skeletons.sketches,
    count,
    order.filter((i) => !isWrapped(i)),
  );
  const keys = [heads, tails, numberLeaders(leaders), wrappers];
  const sentBy = sortByAccount(use);
  const candidates = keys.slice(0, WRAPPER_KEY).map((key) => ({ key, skeletons: countKeys(key), isCommon: commonKeys(key, sentBy) }));
  const filedUnder = new Uint8Array(count);
  const chosenKey = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    let best = isWrapped(i) ? WRAPPER_KEY : -1;
    let bestRank = best === -1 ? 1 : Number.POSITIVE_INFINITY;
    candidates.forEach(({ key, skeletons: repeated, isCommon }, kind) => {
      const own = key[i] as number;
      if (own < 0 || (repeated[own] as number) < 2) return;
      const rank = 1 + (repeated[own] as number) * (isCommon[own] === 1 ? COMMON_DISCOUNT : 1);
      if (rank > bestRank) {
        best = kind;
        bestRank = rank;
      }
    });
    filedUnder[i] = best + 1;
    chosenKey[i] = best < 0 ? i : ((keys[best] as Int32Array)[i] as number);
  }
  const numberOf = Object.values(FILED_UNDER).map((kind) => new Int32Array(filedUnder.includes(kind) ? count : 0).fill(-1));
  const familyOf = new Int32Array(count);
  let familyCount = 0;
  for (const i of order) {
    const numbers = numberOf[filedUnder[i] as number] as Int32Array;
    const key = chosenKey[i] as number;
    if (numbers[key] === -1) numbers[key] = familyCount++;
    familyOf[i] = numbers[key] as number;
  }
  return { familyOf, familyCount, filedUnder };
}

/** Small numbers for 32-bit hashes in ascending order, -1 for hash 0. */
function numberKeys(hashes: Uint32Array): Int32Array {
  const numbers = new Int32Array(hashes.length).fill(-1);
  let next = -1;
  let last = 0;
  for (const i of orderByKey(hashes)) {
    const hash = hashes[i] as number;
    if (hash === 0) continue;
    if (hash !== last) next++;
    last = hash;
    numbers[i] = next;
  }
  return numbers;
}

/** Small numbers for pairs of numbers, -1 where either is. */
function numberPairs(first: Int32Array, second: Int32Array): Int32Array {
  const numbers = new Int32Array(first.length).fill(-1);
  let next = -1;
  let lastFirst = -1;
  let lastSecond = -1;
  for (const i of orderByPair(first, second)) {
    const one = first[i] as number;
    const other = second[i] as number;
    if (one < 0 || other < 0) continue;
    if (one !== lastFirst || other !== lastSecond) next++;
    lastFirst = one;
    lastSecond = other;
    numbers[i] = next;
  }
  return numbers;
}

function numberLeaders(leaders: Int32Array): Int32Array {
  const numbers = new Int32Array(leaders.length).fill(-1);
  let next = 0;
  return leaders.map((leader) => {
    if (numbers[leader] === -1) numbers[leader] = next++;
    return numbers[leader] as number;
  });
}

function countKeys(key: Int32Array): Uint32Array {
  const counts = new Uint32Array(key.length);
  for (const own of key) if (own >= 0) counts[own] = (counts[own] as number) + 1;
  return counts;
}

/** Skeletons by account: those of account a are skeletons[start[a] .. start[a + 1]). */
interface SentBy {
  readonly skeletons: Uint32Array;
  readonly start: Uint32Array;
}

function sortByAccount({ accountCount, accounts, skeletons }: SkeletonUse): SentBy {
  const start = new Uint32Array(accountCount + 1);
  for (const account of accounts) start[account + 1] = (start[account + 1] as number) + 1;
  for (let account = 0; account < accountCount; account++) start[account + 1] = (start[account + 1] as number) + (start[account] as number);
  const sorted = new Uint32Array(accounts.length);
  const next = start.slice();
  for (let i = 0; i < sorted.length; i++) {
    const account = accounts[i] as number;
    sorted[next[account] as number] = skeletons[i] as number;
    next[account] = (next[account] as number) + 1;
  }
  return { skeletons: sorted, start };
}

/** 1 for each key that more than COMMON_SHARE of the accounts use. */
function commonKeys(key: Int32Array, { skeletons, start }: SentBy): Uint8Array {
  const accountCount = start.length - 1;
  const lastAccount = new Int32Array(key.length).fill(-1);
  const accountsUsing = new Uint32Array(key.length);
  for (let account = 0; account < accountCount; account++) {
    for (let i = start[account] as number; i < (start[account + 1] as number); i++) {
      const own = key[skeletons[i] as number] as number;
      if (own < 0 || lastAccount[own] === account) continue;
      lastAccount[own] = account;
      accountsUsing[own] = (accountsUsing[own] as number) + 1;
    }
  }
  const isCommon = new Uint8Array(key.length);
  for (let own = 0; own < key.length; own++) {
    const accounts = accountsUsing[own] as number;
    if (accounts > accountCount * COMMON_SHARE && accounts > 3) isCommon[own] = 1;
  }
  return isCommon;
}
