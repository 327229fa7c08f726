import type { InnocentExplanation, Strength } from '../domain/campaign.ts';
import type { EvidenceGroup } from '../domain/layer.ts';
import type { Traffic } from '../links/traffic.ts';
import { coverageByGroup, type LayerEvidence } from './evidence.ts';
import { testInnocentExplanations } from './innocent-explanations.ts';
import { holdingGroups, scoreOf, strengthOf } from './strength.ts';

/** One group of accounts with what speaks for and against it, before anybody looks at what it asks for. */
export interface Assessment {
  readonly members: Int32Array;
  readonly evidence: readonly LayerEvidence[];
  readonly innocentExplanations: readonly InnocentExplanation[];
  /** lead or probable; strong needs targeting. */
  readonly strength: Strength;
  readonly score: number;
}

/** Weighs the evidence of one group; null when nothing but software holds it. */
export function assessGroup(members: Int32Array, evidence: readonly LayerEvidence[], traffic: Traffic): Assessment | null {
  const coverage = coverageByGroup(evidence);
  const holding = holdingGroups(coverage, members.length);
  if (!holding.has('payment') && !holding.has('content') && !holding.has('network')) return null;
  const shareOf = (group: EvidenceGroup): number => (coverage.get(group)?.length ?? 0) / members.length;
  const tiedOtherwise = new Set([...(coverage.get('content') ?? []), ...(coverage.get('network') ?? [])]);
  const innocentExplanations = testInnocentExplanations(
    {
      members,
      holding,
      paymentShare: shareOf('payment'),
      networkShare: shareOf('network'),
      tiedOtherwise: Int32Array.from(tiedOtherwise).sort(),
    },
    traffic,
  );
  return {
    members,
    evidence,
    innocentExplanations,
    strength: strengthOf(holding, innocentExplanations, false),
    score: scoreOf(coverage, members.length, innocentExplanations),
  };
}

const STRENGTH_ORDER: readonly Strength[] = ['strong', 'probable', 'lead'];

/** Strongest first; equal ones by score, size and members. */
export function compareAssessments(x: Assessment, y: Assessment): number {
  return (
    STRENGTH_ORDER.indexOf(x.strength) - STRENGTH_ORDER.indexOf(y.strength) ||
    y.score - x.score ||
    y.members.length - x.members.length ||
    (x.members[0] as number) - (y.members[0] as number)
  );
}
