/** A matching stratum holds at least this many outsiders, and this many for each member. */
const FEWEST_OUTSIDERS = 10;
const OUTSIDERS_A_MEMBER = 3;

/**
 * Strata of accounts of like volume, by whole powers of two. From the largest volume down, a stratum with too few outsiders takes in
 * the next lower one; the last joins the one before it.
 *
 * @param volumes exchanges of each account: first of `memberCount` members, then of outsiders
 * @returns a stratum number from 0 for each account
 */
export function matchOnVolume(volumes: Float64Array, memberCount: number): Int32Array {
  const levels = Int32Array.from(volumes, (volume) => Math.floor(Math.log2(Math.max(1, volume))));
  const top = levels.reduce((most, level) => Math.max(most, level), 0);
  const members = new Int32Array(top + 1);
  const outsiders = new Int32Array(top + 1);
  levels.forEach((level, i) => {
    const side = i < memberCount ? members : outsiders;
    side[level] = (side[level] as number) + 1;
  });
  const stratumOfLevel = new Int32Array(top + 1);
  let stratum = 0;
  let inside = 0;
  let outside = 0;
  for (let level = top; level >= 0; level--) {
    stratumOfLevel[level] = stratum;
    inside += members[level] as number;
    outside += outsiders[level] as number;
    if (outside >= Math.max(FEWEST_OUTSIDERS, OUTSIDERS_A_MEMBER * inside)) {
      stratum++;
      inside = 0;
      outside = 0;
    }
  }
  const last = inside + outside > 0 && stratum > 0 ? stratum - 1 : stratum;
  return Int32Array.from(levels, (level) => Math.min(stratumOfLevel[level] as number, last));
}

/** Share of the members' exchanges that must be of members with outsiders of like volume, for labels to be exchangeable. */
const COMPARABLE_SHARE = 0.9;

/**
 * Whether there are outsiders of like volume for nearly all that the members send: at least FEWEST_OUTSIDERS within one power of two.
 *
 * @param volumes exchanges of each account: first of `memberCount` members, then of outsiders
 */
export function isComparable(volumes: Float64Array, memberCount: number): boolean {
  const levelOf = (volume: number): number => Math.floor(Math.log2(Math.max(1, volume)));
  const outsiders = new Map<number, number>();
  for (const volume of volumes.subarray(memberCount)) outsiders.set(levelOf(volume), (outsiders.get(levelOf(volume)) ?? 0) + 1);
  let all = 0;
  let matched = 0;
  for (const volume of volumes.subarray(0, memberCount)) {
    const level = levelOf(volume);
    const near = [level - 1, level, level + 1].reduce((sum, l) => sum + (outsiders.get(l) ?? 0), 0);
    all += volume;
    if (near >= FEWEST_OUTSIDERS) matched += volume;
  }
  return matched >= COMPARABLE_SHARE * all;
}
