import type { InnocentExplanation, Strength } from '../domain/campaign.ts';
import type { EvidenceGroup } from '../domain/layer.ts';

/** Evidence holds a campaign when it ties at least this share of the members to one another. */
export const HOLDING_SHARE = 0.6;

/** What full coverage of one evidence group adds to the score. */
const GROUP_POINTS: Readonly<Record<EvidenceGroup, number>> = { payment: 35, content: 30, network: 20, software: 15 };

/** Evidence groups that hold a campaign of `memberCount` accounts. */
export function holdingGroups(coverage: ReadonlyMap<EvidenceGroup, Int32Array>, memberCount: number): ReadonlySet<EvidenceGroup> {
  return new Set([...coverage].filter(([, covered]) => covered.length >= HOLDING_SHARE * memberCount).map(([group]) => group));
}

/**
 * lead: one independent kind of evidence, or an innocent explanation is possible; probable: two independent kinds and none is; strong: that, and
 * what the campaign asks for stands out also among accounts that were tied without looking at what they ask.
 */
export function strengthOf(
  holding: ReadonlySet<EvidenceGroup>,
  innocent: readonly InnocentExplanation[],
  isTargetingIndependent: boolean,
): Strength {
  if (holding.size < 2 || innocent.some(({ verdict }) => verdict === 'possible')) return 'lead';
  return isTargetingIndependent ? 'strong' : 'probable';
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
