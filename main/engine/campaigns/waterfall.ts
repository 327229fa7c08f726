import type { WaterfallStep } from '../domain/campaign.ts';
import { EVIDENCE_GROUPS, type EvidenceGroup, type Layer } from '../domain/layer.ts';
import { type Assessment, SUPPORTING_GROUP_LAYERS } from './assessment.ts';
import { holdsMembers } from './evidence.ts';
import { scoreOf } from './strength.ts';

/**
 * What each layer adds to the score of a campaign: layers are laid on one after the other, each time the one that adds most; layers of one kind of evidence overlap, so
 * that a second text adds little to a first, and those that only support others come after them. Last come the explanations that stay possible, which take away. The steps sum to the score.
 */
export function describeWaterfall(assessment: Assessment): readonly WaterfallStep[] {
  const { members, evidence, groupEvidence, coverage, innocentExplanations } = assessment;
  const left = new Map<Layer, Int32Array>();
  const supporting = new Map<Layer, Int32Array>();
  for (const { layer, covered } of evidence) (holdsMembers(layer) ? left : supporting).set(layer, covered);
  for (const { layer, holds } of groupEvidence) if (holds) (SUPPORTING_GROUP_LAYERS.has(layer) ? supporting : left).set(layer, members);
  const laid = new Map<EvidenceGroup, Int32Array>();
  const steps: WaterfallStep[] = [];
  let score = 0;
  const within = (layer: Layer, accounts: Int32Array): ReadonlyMap<EvidenceGroup, Int32Array> => {
    const group = EVIDENCE_GROUPS[layer];
    const counted = new Set(coverage.get(group) ?? []);
    const joined = new Set([...(laid.get(group) ?? []), ...accounts.filter((account) => counted.has(account))]);
    return new Map(laid).set(group, Int32Array.from(joined));
  };
  for (;;) {
    let best: { layer: Layer; after: number } | null = null;
    for (const [layer, accounts] of left) {
      const after = scoreOf(within(layer, accounts), members.length, []);
      if (after > score && (best === null || after > best.after)) best = { layer, after };
    }
    if (best === null && supporting.size > 0) {
      for (const [layer, accounts] of supporting) left.set(layer, accounts);
      supporting.clear();
      continue;
    }
    if (best === null) break;
    const accounts = left.get(best.layer) ?? new Int32Array(0);
    for (const [group, joined] of within(best.layer, accounts)) laid.set(group, joined);
    left.delete(best.layer);
    steps.push({ step: best.layer, adds: tenths(best.after - score), score: tenths(best.after) });
    score = best.after;
  }
  const possible = innocentExplanations.filter(({ verdict }) => verdict === 'possible').map(({ name }) => name);
  if (possible.length > 0) steps.push({ step: possible.join(', '), adds: tenths(assessment.score - score), score: assessment.score });
  return steps;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
