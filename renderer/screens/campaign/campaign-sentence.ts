import type { Campaign, CampaignReading } from '../../../main/engine/domain/campaign.ts';
import type { EditedByHand } from '../../../main/engine/domain/campaign-edit.ts';
import type { EvidenceGroup } from '../../../main/engine/domain/layer.ts';
import { percent, plural, ratio } from '../../state/figures.ts';
import { CAPABILITY_WORDS, ELICITATION_WORDS, GROUP_OF_LAYER, GROUP_WORDS } from '../../state/words.ts';
import { namedSteps } from './reading-text.ts';

/** Kinds of evidence of a campaign: those that add to its score, what adds most first; where nobody knows, all, the weightiest first. */
export function evidenceGroups(campaign: Campaign, reading?: CampaignReading): readonly EvidenceGroup[] {
  if (reading !== undefined) return [...new Set(namedSteps(reading).flatMap(({ kind }) => kind ?? []))];
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
export function campaignSentence(campaign: Campaign, caseAccounts: number, reading?: CampaignReading): string {
  const groups = evidenceGroups(campaign, reading);
  const share = caseAccounts > 0 ? ` (${percent(campaign.accountCount / caseAccounts)} of all)` : '';
  const kinds =
    groups.length === 0
      ? 'no kind of evidence'
      : groups.length === 1
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

/** What analysts did to a campaign, in a sentence; null where they did nothing. */
export function byHandSentence(hand: EditedByHand | undefined): string | null {
  if (hand === undefined) return null;
  const parts = [
    hand.added > 0 ? `${plural(hand.added, 'account')} added` : '',
    hand.dropped > 0 ? `${plural(hand.dropped, 'account')} dropped` : '',
    hand.merged > 0 ? `${plural(hand.merged, 'campaign')} merged` : '',
    hand.split > 0 ? `split ${hand.split === 1 ? 'once' : `${hand.split} times`}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : `By hand: ${listed(parts)}.`;
}
