import { seededRandom } from '../statistics/random.ts';
import { orderByPair } from './radix-order.ts';
import { accountsOfValue, accountsUsing, type ValueTable } from './value-table.ts';

/** Up to this many accounts, every pair of a value's accounts is drawn. */
export const ALL_PAIRS_ACCOUNTS = 64;
/** Above it, each account is paired with this many accounts on either side of it on a ring. */
const RING_NEIGHBOURS = 16;

/** Pairs of accounts that share values, sorted, each once. */
export interface AccountPairs {
  readonly accountA: Int32Array;
  readonly accountB: Int32Array;
  /** The most pairs that any value drawn for the pair lets it stand for. */
  readonly standsFor: Float64Array;
  /** Sum over the values drawn for the pair of the strength of the value times the pairs it stands for. */
  readonly standing: Float64Array;
}

/** `standsFor` of a link of this strength, as in LayerLinks: no value of the pair lends its standing to the strength of another. */
export function standsForOf(pairs: AccountPairs, at: number, strength: number): number {
  return Math.min(pairs.standsFor[at] as number, Math.max(1, (pairs.standing[at] as number) / strength));
}

/** Pairs that drawPairs makes of a value with this many accounts. */
export function pairsDrawn(accounts: number): number {
  return accounts <= ALL_PAIRS_ACCOUNTS ? (accounts * (accounts - 1)) / 2 : accounts * RING_NEIGHBOURS;
}

/**
 * Pairs the accounts of each value: all pairs of a small group; for a large one a random circulant graph (each account with those
 * at RING_NEIGHBOURS fixed distances on the ring of the value's accounts, distance 1 among them), which is connected and mixes
 * like a random regular graph. So the cost is linear in accounts, and the sample depends on nothing but who used the value.
 * `strengthOf` gives the strength of a link through one value alone.
 */
export function drawPairs(table: ValueTable, values: readonly number[], seed: number, strengthOf: (value: number) => number): AccountPairs {
  let size = 0;
  for (const value of values) size += pairsDrawn(accountsUsing(table, value));
  const a = new Int32Array(size);
  const b = new Int32Array(size);
  const standsFor = new Float64Array(size);
  const standing = new Float64Array(size);
  let at = 0;
  for (const value of values) {
    const accounts = accountsOfValue(table, value);
    const count = accounts.length;
    const strength = strengthOf(value);
    if (count <= ALL_PAIRS_ACCOUNTS) {
      for (let i = 0; i < count; i++) {
        for (let j = i + 1; j < count; j++) {
          a[at] = accounts[i] as number;
          b[at] = accounts[j] as number;
          standing[at] = strength;
          standsFor[at++] = 1;
        }
      }
      continue;
    }
    const each = (count - 1) / (2 * RING_NEIGHBOURS);
    for (const distance of ringDistances(count, seed)) {
      for (let i = 0; i < count; i++) {
        const one = accounts[i] as number;
        const other = accounts[(i + distance) % count] as number;
        a[at] = Math.min(one, other);
        b[at] = Math.max(one, other);
        standing[at] = strength * each;
        standsFor[at++] = each;
      }
    }
  }
  return mergePairs(a, b, standsFor, standing);
}

function ringDistances(count: number, seed: number): number[] {
  const random = seededRandom(seed ^ Math.imul(count, 0x9e3779b1));
  const furthest = Math.floor((count - 1) / 2);
  const distances = new Set([1]);
  while (distances.size < Math.min(RING_NEIGHBOURS, furthest)) distances.add(1 + Math.floor(random() * furthest));
  return [...distances];
}

function mergePairs(a: Int32Array, b: Int32Array, standsFor: Float64Array, standing: Float64Array): AccountPairs {
  const order = orderByPair(a, b);
  const merged = {
    accountA: new Int32Array(a.length),
    accountB: new Int32Array(a.length),
    standsFor: new Float64Array(a.length),
    standing: new Float64Array(a.length),
  };
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const index = order[i] as number;
    if (count > 0 && merged.accountA[count - 1] === a[index] && merged.accountB[count - 1] === b[index]) {
      merged.standsFor[count - 1] = Math.max(merged.standsFor[count - 1] as number, standsFor[index] as number);
      merged.standing[count - 1] = (merged.standing[count - 1] as number) + (standing[index] as number);
      continue;
    }
    merged.accountA[count] = a[index] as number;
    merged.accountB[count] = b[index] as number;
    merged.standsFor[count] = standsFor[index] as number;
    merged.standing[count] = standing[index] as number;
    count++;
  }
  return {
    accountA: merged.accountA.subarray(0, count),
    accountB: merged.accountB.subarray(0, count),
    standsFor: merged.standsFor.subarray(0, count),
    standing: merged.standing.subarray(0, count),
  };
}
