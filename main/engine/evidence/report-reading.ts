import type { BehaviourReading, CampaignFinding } from '../domain/campaign.ts';
import { type CampaignExplanation, OLDER_RESULT } from './explanation.ts';
import { visibleHtml as h } from './inert-text.ts';
import { waterfallChart } from './report-charts.ts';
import { count, probability, table, words } from './report-table.ts';

/** Which kinds of evidence tie the accounts, how many of them, and what each adds. */
export function kindsTable({ campaign }: CampaignFinding, { kinds }: CampaignExplanation): string {
  const rows = kinds.map(({ kind, adds, tiedAccounts, layers, ofTheGroup }) => [
    words(kind),
    adds === null ? 'not known' : `+${adds.toFixed(1)}`,
    `${count(tiedAccounts)} of ${count(campaign.accountCount)}`,
    layers.map(words).join(', '),
    ofTheGroup.map(words).join(', '),
  ]);
  return `<p>Kinds of evidence. Each can come about without the others; layers of one kind go together and count as one. Causes that would give several kinds at once are tested below.</p>${table(['kind', 'points', 'accounts tied', 'through', 'of the group as a whole'], [1, 2], rows)}`;
}

/** Waterfall, behaviour, harvest, core and parts of a campaign. */
export function howItHolds({ campaign, reading }: CampaignFinding, { core, periphery, harvest }: CampaignExplanation): string {
  if (reading === undefined) return `<p>${h(OLDER_RESULT)}.</p>`;
  const parts = reading.subgroups.map(({ accountCount, exchangeCount }, i) => [String(i + 1), count(accountCount), count(exchangeCount)]);
  return [
    `<figure>${waterfallChart(reading.waterfall, `How the score of campaign ${campaign.id} comes about`)}<figcaption>How the score of ${campaign.score.toFixed(1)} comes about: each layer laid on those before, the one that adds most first; layers of one kind overlap, and a layer that is not shown adds nothing to the others. Explanations that stay possible take away.</figcaption></figure>`,
    behaviourTable(reading.behaviour),
    core === null
      ? ''
      : `<p>Core: ${count(core)} accounts, tied by two kinds of evidence or more. Periphery: ${count(periphery ?? 0)}, tied by one.</p>`,
    `<p>Harvest: ${h(harvest)}.</p>`,
    parts.length === 0
      ? '<p>No parts of it ask for different things.</p>'
      : `<p>Parts of it that ask for different things:</p>${table(['part', 'accounts', 'exchanges'], [1, 2], parts)}`,
  ].join('\n');
}

function behaviourTable(behaviour: readonly BehaviourReading[]): string {
  if (behaviour.length === 0) return '<p>The behaviour of the group as a whole could not be measured.</p>';
  const rows = behaviour.map(({ layer, holds, pValue, reason, nullHypothesis }) => [
    words(layer),
    holds ? 'holds' : 'does&nbsp;not&nbsp;hold',
    probability(pValue),
    reason === '' ? '<span class="quiet">left out</span>' : h(reason),
    h(nullHypothesis),
  ]);
  return `<p>Behaviour of the group as a whole, against matched groups of other accounts or its own days in another order:</p>${table(['layer', '', 'p (adjusted)', 'measured', 'if they had nothing to do with one another'], [2], rows)}`;
}
