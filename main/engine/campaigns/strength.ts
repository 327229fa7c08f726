import type { InnocentExplanation, Strength } from '../domain/campaign.ts';
import type { EvidenceGroup } from '../domain/layer.ts';

/** Evidence holds a campaign when it ties at least this share of the members to one another. */
export const HOLDING_SHARE = 0.6;
/** What may join accounts to one another: not programs, which companies share, nor moments, which strangers do. */
export const JOINING_GROUPS: ReadonlySet<EvidenceGroup> = new Set(['payment', 'content', 'network']);

/** What full coverage of one evidence group adds to the score. */
const GROUP_POINTS: Readonly<Record<EvidenceGroup, number>> = {
  payment: 30,
  content: 25,
  network: 15,
  software: 10,
  timing: 12,
  lifecycle: 8,
};

/** Points that the evidence of a campaign above lead adds up to before explanations take away: two kinds that each tie half of the members do not reach it. */
export const LEAST_SCORE = 40;
/** Where kinds of evidence each tie a part of the members, a kind holds its part when it ties this share, and far more than it ties of other accounts. */
const PART_SHARE = 0.25;
const BEYOND_OTHERS = 2;
const TOGETHER_SHARE = 0.8;
const FEWEST_IN_PART = 5;

/**
 * Evidence groups that hold a campaign of `memberCount` accounts: those that tie HOLDING_SHARE of them. Where an operator gives different accounts different things in
 * common, no single kind does: then every kind that ties PART_SHARE, and BEYOND_OTHERS times the share it ties of other accounts, holds its part, if all of these together tie
 * TOGETHER_SHARE and overlap.
 *
 * @param othersTied share of the other accounts that each kind of evidence ties, 0 where it is not known
 */
export function holdingGroups(
  coverage: ReadonlyMap<EvidenceGroup, Int32Array>,
  memberCount: number,
  othersTied: ReadonlyMap<EvidenceGroup, number> = new Map(),
): ReadonlySet<EvidenceGroup> {
  const whole = [...coverage].filter(([, covered]) => covered.length >= HOLDING_SHARE * memberCount);
  const parts = [...coverage].filter(([group, covered]) => {
    // A text that ties is mostly the members' own, whatever texts others share; cards and addresses are shared by families and offices everywhere.
    const beyondOthers = group === 'content' ? 0 : BEYOND_OTHERS * (othersTied.get(group) ?? 0);
    return JOINING_GROUPS.has(group) && covered.length >= Math.max(FEWEST_IN_PART, Math.max(PART_SHARE, beyondOthers) * memberCount);
  });
  const together = new Set(parts.flatMap(([, covered]) => [...covered]));
  const isOverlapping = together.size < parts.reduce((sum, [, covered]) => sum + covered.length, 0);
  const isJoined = parts.length >= 2 && together.size >= TOGETHER_SHARE * memberCount && isOverlapping;
  return new Set([...whole, ...(isJoined ? parts : [])].map(([group]) => group));
}

/**
 * lead: one independent kind of evidence, few links or little of either between the members, or an innocent explanation is possible; probable: two independent kinds, many links and none.
 * Strong is for those who look at what is asked.
 */
export function strengthOf(
  holding: ReadonlySet<EvidenceGroup>,
  isWellTied: boolean,
  innocent: readonly InnocentExplanation[],
): Exclude<Strength, 'strong'> {
  if (holding.size < 2 || !isWellTied || innocent.some(({ verdict }) => verdict === 'possible')) return 'lead';
  return 'probable';
}

/** Sum over evidence groups of points times the share of members tied, 0 to 100; halved while an innocent explanation is possible. */
export function scoreOf(
  coverage: ReadonlyMap<EvidenceGroup, Int32Array>,
  memberCount: number,
  innocent: readonly InnocentExplanation[],
): number {
  let score = 0;
  for (const [group, points] of Object.entries(GROUP_POINTS) as [EvidenceGroup, number][]) {
    score += (points * (coverage.get(group)?.length ?? 0)) / memberCount;
  }
  const isExplained = innocent.some(({ verdict }) => verdict === 'possible');
  return Math.round((isExplained ? score / 2 : score) * 10) / 10;
}
