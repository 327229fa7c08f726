import { type RandomSource, randomBelow } from '../statistics/random.ts';

export interface Comparison {
  readonly pValue: number;
  readonly observed: number;
  /** Median of the matched groups. */
  readonly typical: number;
}

/** A group is compared by at most this many of its members, taken evenly in the order of accounts. */
export const MEMBERS_COMPARED = 80;
const FEWEST_COMPARED = 5;
/** A stratum needs this many other accounts, and this many a member, for its draws to differ. */
const FEWEST_OUTSIDERS = 10;
const OUTSIDERS_A_MEMBER = 3;
const DRAWS = 499;
const ENOUGH_EXCEEDANCES = 10;

/**
 * Compares a statistic of a group with groups of as many other accounts of the same strata. Null hypothesis: the members are any accounts of
 * their strata. p = (exceedances + 1) / (draws + 1) (Phipson and Smyth 2010), draws after Besag and Clifford 1991. Members whose stratum has too few
 * others are left out; null when fewer than five, or half of the members compared, remain.
 *
 * @param stratumOf stratum of each account, negative for accounts that cannot be compared
 * @param statistic of some accounts, in any order
 * @param mostDraws draws where hardly any reach the group, so that its p-value survives correction over many groups
 * @param tells whether a low or a high statistic speaks for the accounts acting as one
 */
export function compareWithMatched(
  members: Int32Array,
  stratumOf: Int32Array,
  statistic: (accounts: Int32Array) => number,
  tells: 'low' | 'high',
  random: RandomSource,
  mostDraws: number,
): Comparison | null {
  const sample = sampleEvenly(
    members.filter((account) => (stratumOf[account] as number) >= 0),
    MEMBERS_COMPARED,
  );
  const strata = matchedStrata(sample, members, stratumOf);
  const compared = sample.filter((account) => strata.has(stratumOf[account] as number));
  if (compared.length < FEWEST_COMPARED || compared.length * 2 < sample.length) return null;
  const observed = statistic(compared);
  const drawn = new Int32Array(compared.length);
  const values: number[] = [];
  let exceedances = 0;
  let draws = 0;
  while (draws < DRAWS || (exceedances < ENOUGH_EXCEEDANCES && draws < mostDraws)) {
    drawGroup(strata, drawn, random);
    const value = statistic(drawn);
    if (draws < DRAWS) values.push(value);
    if (tells === 'low' ? value <= observed : value >= observed) exceedances++;
    draws++;
  }
  values.sort((x, y) => x - y);
  return { pValue: (exceedances + 1) / (draws + 1), observed, typical: values[values.length >> 1] as number };
}

/** At most `most` of the items, spread evenly over their order. */
export function sampleEvenly(items: Int32Array, most: number): Int32Array {
  if (items.length <= most) return items;
  return Int32Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)] as number);
}

interface Stratum {
  readonly outsiders: Int32Array;
  readonly members: number;
}

/** Outsiders of each stratum of the sample that has enough, by stratum. */
function matchedStrata(sample: Int32Array, members: Int32Array, stratumOf: Int32Array): Map<number, Stratum> {
  const isMember = new Uint8Array(stratumOf.length);
  for (const account of members) isMember[account] = 1;
  const counts = new Map<number, number>();
  for (const account of sample) counts.set(stratumOf[account] as number, (counts.get(stratumOf[account] as number) ?? 0) + 1);
  const outsiders = new Map<number, number[]>([...counts.keys()].sort((x, y) => x - y).map((stratum) => [stratum, []]));
  for (let account = 0; account < stratumOf.length; account++) {
    if (isMember[account] === 0) outsiders.get(stratumOf[account] as number)?.push(account);
  }
  const strata = new Map<number, Stratum>();
  for (const [stratum, others] of outsiders) {
    const own = counts.get(stratum) ?? 0;
    if (others.length >= Math.max(FEWEST_OUTSIDERS, OUTSIDERS_A_MEMBER * own))
      strata.set(stratum, { outsiders: Int32Array.from(others), members: own });
  }
  return strata;
}

/** Fills `drawn` with as many outsiders of each stratum as the sample has members there, without replacement. */
function drawGroup(strata: ReadonlyMap<number, Stratum>, drawn: Int32Array, random: RandomSource): void {
  let at = 0;
  for (const { outsiders, members } of strata.values()) {
    for (let i = 0; i < members; i++) {
      const j = i + randomBelow(random, outsiders.length - i);
      const account = outsiders[j] as number;
      outsiders[j] = outsiders[i] as number;
      outsiders[i] = account;
      drawn[at++] = account;
    }
  }
}
