import type { CampaignImpact, Cost, ImpactReport, UsageImpact } from '../domain/impact.ts';
import { impactReport } from '../impact/impact-report.ts';
import { exactMoneyText, KIND_WORDS, moneyText } from '../impact/impact-words.ts';
import type { EvidenceContent } from './content.ts';
import { visibleHtml as h } from './inert-text.ts';
import { count, percent, table, words } from './report-table.ts';

/** What the campaigns of a bundle took, computed from what else it holds. */
export function impactOf({ analysis, findings, prices }: EvidenceContent): ImpactReport {
  const used = findings.map(({ campaign, reading }) => ({ campaign, usage: reading?.usage ?? null }));
  return impactReport(analysis.runDigest, used, analysis.usage ?? null, prices);
}

/** What one campaign took, with the arithmetic of its cost. */
export function impactSection(impact: CampaignImpact | undefined): string {
  if (impact === undefined) return '<p>What these accounts used was not counted.</p>';
  const { sentence, capabilities, cost, harvest } = impact;
  const rows = capabilities.map((part) => usageCells(words(part.capability), part));
  return [
    `<p>${h(sentence)}</p>`,
    table(['capability', 'exchanges', 'of all', 'input', 'output', 'of all', 'reasoning', 'cost'], [1, 2, 3, 4, 5, 6, 7], rows),
    costTable(impact),
    `<p class="quiet">${count(cost.tokens)} tokens in all (uncached input, cache reads, cache writes, output), ${shareText(cost.pricedShare)} of them with a price.${
      harvest === null
        ? ''
        : ` Exchanges with a template that the campaign holds: ${count(harvest.sums.exchanges)}, with ${count(harvest.sums.output)} output tokens.`
    }</p>`,
  ].join('\n');
}

/** How the figures of all campaigns come about. */
export function impactMethods({ priceTable, rules }: ImpactReport): string {
  const prices =
    priceTable === null
      ? 'The case has no prices.'
      : `Prices are those of version ${priceTable.version}, made ${h(priceTable.at)} by the analyst.`;
  return `<p>What was taken. ${prices} ${rules.map(h).join(' ')}</p>`;
}

function usageCells(name: string, { sums, shares, cost }: UsageImpact): string[] {
  return [
    name,
    count(sums.exchanges),
    shareText(shares.exchanges),
    count(sums.input),
    count(sums.output),
    shareText(shares.output),
    count(sums.reasoning),
    money(cost),
  ];
}

function costTable({ cost }: CampaignImpact): string {
  if (cost.lines.length === 0) return '';
  const rows = cost.lines.map(({ model, kind, tokens, pattern, currency, perMillion, amount }) => [
    h(model ?? 'unknown model'),
    KIND_WORDS[kind],
    count(tokens),
    `${perMillion}`,
    `<span class="id">${h(pattern)}</span>`,
    h(exactMoneyText(currency, amount)),
  ]);
  const total = ['together', '', count(cost.pricedTokens), '', '', money(cost)];
  return table(['model', 'tokens', 'count', 'price a million', 'priced as', 'cost'], [2, 3, 5], [...rows, total]);
}

const shareText = (share: number | null): string => (share === null ? 'not known' : percent(share));
const money = ({ amounts }: Cost): string =>
  amounts.length === 0 ? 'no price' : h(amounts.map(({ currency, amount }) => moneyText(currency, amount)).join(' + '));
