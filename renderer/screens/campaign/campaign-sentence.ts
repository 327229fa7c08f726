import type { Campaign } from '../../../main/engine/domain/campaign.ts';
import type { EvidenceGroup } from '../../../main/engine/domain/layer.ts';
import { percent, plural, ratio } from '../../state/figures.ts';
import { CAPABILITY_WORDS, ELICITATION_WORDS, GROUP_OF_LAYER, GROUP_WORDS } from '../../state/words.ts';

/** Kinds of evidence of a campaign, the weightiest first. */
export function evidenceGroups(campaign: Campaign): readonly EvidenceGroup[] {
  const weights = new Map<EvidenceGroup, number>();
  for (const { layer, weight } of campaign.layers) {
    const group = GROUP_OF_LAYER[layer];
    weights.set(group, (weights.get(group) ?? 0) + weight);
  }
  return [...weights].toSorted(([a, weightA], [b, weightB]) => weightB - weightA || (a < b ? -1 : 1)).map(([group]) => group);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** What an analysis says about a campaign, in two plain sentences. */
export function campaignSentence(campaign: Campaign, caseAccounts: number): string {
  const groups = evidenceGroups(campaign);
  const share = caseAccounts > 0 ? ` (${percent(campaign.accountCount / caseAccounts)} of all)` : '';
  const kinds =
    groups.length === 1
      ? `one kind of evidence: ${listed(groups.map((group) => GROUP_WORDS[group]))}`
      : `${groups.length} independent kinds of evidence: ${listed(groups.map((group) => GROUP_WORDS[group]))}`;
  return `${plural(campaign.accountCount, 'account')}${share} tied by ${kinds}. ${targetingSentence(campaign)}`;
}

function targetingSentence(campaign: Campaign): string {
  const flagged = campaign.targeting.filter((one) => one.flagged).toSorted((a, b) => b.ratio - a.ratio);
  const asked = campaign.elicitation.filter((one) => one.flagged).toSorted((a, b) => b.ratio - a.ratio);
  const top = flagged[0];
  if (top === undefined) return 'Nothing they ask for stands out from the baseline beyond chance.';
  const others = flagged.slice(1).map((one) => CAPABILITY_WORDS[one.capability].toLowerCase());
  const how = asked[0] === undefined ? '' : `, mostly as ${ELICITATION_WORDS[asked[0].elicitation].toLowerCase()}`;
  return `They ask for ${CAPABILITY_WORDS[top.capability].toLowerCase()} ${ratio(top.ratio)} times as often as the baseline (95 % interval ${ratio(top.ratioLow)} to ${ratio(top.ratioHigh)})${others.length > 0 ? `, and for ${listed(others)}` : ''}${how}.`;
}
