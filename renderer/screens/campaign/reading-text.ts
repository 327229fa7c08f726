import type { Campaign, CampaignFinding, CampaignLayer, CampaignMember, CampaignReading } from '../../../main/engine/domain/campaign.ts';
import type { NamedStep } from '../../charts/waterfall-steps.ts';
import { count, percent, plural } from '../../state/figures.ts';
import { GROUP_OF_LAYER, LAYER_WORDS } from '../../state/words.ts';

export const KIND_WORDS: Readonly<Record<CampaignReading['kind'], { readonly name: string; readonly means: string }>> = {
  harvest: { name: 'Looks like a harvest', means: 'the same is asked over the same means' },
  'reseller pool': { name: 'Looks like a reseller pool', means: 'the means are the same, what is asked is not' },
  undecided: { name: 'Undecided', means: 'what they share does not tell a harvest from a reseller pool' },
};

/** Layers of a campaign in the order of what they add to its score, then those that add nothing, heaviest first; by weight where nobody knows. */
export function layersInOrder({ layers }: Campaign, reading: CampaignReading | undefined): readonly CampaignLayer[] {
  const placeOf = new Map((reading?.waterfall ?? []).map(({ step }, place) => [step, place]));
  const place = ({ layer }: CampaignLayer): number => placeOf.get(layer) ?? placeOf.size;
  return layers.toSorted((a, b) => place(a) - place(b) || b.weight - a.weight);
}

/** Steps of the waterfall with the words for their layers. */
export function namedSteps({ waterfall }: CampaignReading): readonly NamedStep[] {
  return waterfall.map(({ step, adds, score }) => {
    const layer = layerOf(step);
    return layer === null
      ? { name: `Possible: ${step}`, kind: null, adds, score }
      : { name: LAYER_WORDS[layer].name, kind: GROUP_OF_LAYER[layer], adds, score };
  });
}

function layerOf(step: string): CampaignLayer['layer'] | null {
  return isLayer(step) ? step : null;
}
const isLayer = (step: string): step is CampaignLayer['layer'] => Object.hasOwn(LAYER_WORDS, step);

/** How many campaigns like it chance would give, in a sentence. It is measured in campaigns above lead, so it says something of a lead only where it makes it one. */
export function chanceSentence({ campaign, innocentExplanations }: CampaignFinding, { expectedByChance }: CampaignReading): string {
  const isPossible = innocentExplanations.some(({ name, verdict }) => name === 'chance' && verdict === 'possible');
  if (campaign.strength === 'lead' && !isPossible) return 'Not measured: a lead is no finding that chance would have to explain.';
  if (expectedByChance === null) return 'Not known: too few other accounts are left in this traffic to compare with.';
  if (expectedByChance === 0) return 'No campaign of at least this score was found in any permuted copy of the rest of this traffic.';
  const figure = expectedByChance < 0.01 ? 'Under 0.01' : String(Number(expectedByChance.toPrecision(2)));
  const campaigns = expectedByChance === 1 ? 'campaign of at least this score is' : 'campaigns of at least this score are';
  return `${figure} ${campaigns} expected in a permuted copy of the rest of this traffic.`;
}

/** Which part of the exchanges is harvest, in a sentence. */
export function harvestSentence(campaign: Campaign, { harvestExchanges }: CampaignReading): string {
  if (harvestExchanges === null) return 'Not known: no text holds the campaign.';
  const rest = campaign.exchangeCount - harvestExchanges;
  const share = campaign.exchangeCount === 0 ? 0 : harvestExchanges / campaign.exchangeCount;
  return `${plural(harvestExchanges, 'exchange')} (${percent(share)}) carry a text that the campaign holds; the other ${count(rest)} are counted apart.`;
}

/** Members tied by two kinds of evidence or more, and the others, in a sentence; null where the result does not say. */
export function coreSentence({ members }: CampaignFinding): string | null {
  if (members.every(({ role }) => role === undefined)) return null;
  const core = members.filter(({ role }) => role === 'core').length;
  return `${plural(core, 'account')} tied by two or more kinds of evidence, ${count(members.length - core)} at the edge by one.`;
}

/** Where one account stands in its campaign. */
export function placeSentence({ membership, harvestShare, subgroup }: CampaignMember): string {
  const harvest = harvestShare === null || harvestShare === undefined ? '' : `, ${percent(harvestShare)} of its exchanges are harvest`;
  const part = subgroup === undefined || subgroup < 0 ? '' : `, part ${subgroup + 1}`;
  return `${percent(membership)} of its link weight stays inside${harvest}${part}`;
}
