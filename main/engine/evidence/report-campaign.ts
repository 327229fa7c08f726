import type { CampaignFinding, CampaignLayer, DailyCount, ShareComparison } from '../domain/campaign.ts';
import type { EvidenceContent, Quotation } from './content.ts';
import { cutText, visibleHtml } from './inert-text.ts';
import { dailyChart, intervalPlot } from './report-charts.ts';

const ACCOUNTS_SHOWN = 200;
const QUOTE_CHARACTERS = 1_500;
const h = visibleHtml;

/** A table; `numeric` columns are set to the right; cells are HTML already. */
export function table(head: readonly string[], numeric: readonly number[], rows: readonly (readonly string[])[]): string {
  const side = (i: number): string => (numeric.includes(i) ? ' class="n"' : '');
  const header = head.map((text, i) => `<th${side(i)}>${text}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell, i) => `<td${side(i)}>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<div class="scroll"><table><thead><tr>${header}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

export const words = (name: string): string => h(name.replaceAll('_', ' '));
export const count = (value: number): string => value.toLocaleString('en');
export const moment = (iso: string | null): string =>
  iso === null
    ? 'unknown'
    : h(
        iso
          .replace('T', ' ')
          .replace(/(:\d\d)\.\d+Z$/, '$1')
          .replace(/Z$/, ''),
      );
const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 2 : 1)} %`;
const probability = (p: number | null): string =>
  p === null ? 'no test' : p === 0 ? '&lt; 1e-300' : p < 0.001 ? p.toExponential(1) : p.toFixed(3);
const list = (items: readonly string[]): string =>
  items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${h(cutText(item, 300))}</li>`).join('')}</ul>`;

/** One campaign of the report: why, what, when, who, and a few exchanges in their own words. */
export function campaignSection(finding: CampaignFinding, content: EvidenceContent): string {
  const { campaign } = finding;
  const quotations = content.quotations.get(campaign.id) ?? [];
  const heading = `<h2 id="${h(campaign.id)}">${campaign.strength === 'lead' ? 'Accounts that look alike' : 'Campaign'} <span class="id">${h(campaign.id)}</span> <span class="tag ${campaign.strength}">${campaign.strength}</span></h2>`;
  const [open, close] = campaign.strength === 'lead' ? ['<details><summary>What this lead rests on</summary>', '</details>'] : ['', ''];
  return `<section>
${heading}
${open}<p>${count(campaign.accountCount)} accounts, ${count(campaign.exchangeCount)} exchanges, from ${moment(campaign.firstSeen)} to ${moment(campaign.lastSeen)} UTC. Score ${campaign.score.toFixed(1)} of 100.</p>
<h3>Why we think so</h3>
${why(campaign.layers)}
${innocent(finding)}
<h3>What they were after</h3>
${what(finding)}
<h3>When</h3>
${when(finding.daily, content.analysis.daily, campaign.id)}
<h3>Who</h3>
${who(finding)}
${quotations.length === 0 ? '' : `<h3>In their own words</h3>\n${quotations.map(quote).join('\n')}`}
${close}</section>`;
}

function why(layers: readonly CampaignLayer[]): string {
  const rows = layers.map((layer) => [
    words(layer.layer),
    count(layer.links),
    layer.weight.toFixed(1),
    probability(layer.pValue),
    list(layer.reasons),
  ]);
  return table(['layer', 'linked pairs', 'weight', 'p (adjusted)', 'reasons'], [1, 2, 3], rows);
}

function innocent({ innocentExplanations }: CampaignFinding): string {
  if (innocentExplanations.length === 0) return '';
  const rows = innocentExplanations.map(({ name, verdict, reason }) => [
    h(name),
    verdict === 'possible' ? `<span class="flagged">${verdict}</span>` : verdict,
    h(reason),
  ]);
  return `<p>Innocent explanations, tested on this campaign:</p>${table(['explanation', 'verdict', 'because'], [], rows)}`;
}

function what({ campaign }: CampaignFinding): string {
  const capabilities = campaign.targeting.map((row) => ({ ...row, label: row.capability.replaceAll('_', ' ') }));
  const elicitations = campaign.elicitation.map((row) => ({ ...row, label: row.elicitation.replaceAll('_', ' ') }));
  const pivots = campaign.pivots.map((pivot) => [
    moment(pivot.at),
    words(pivot.kind),
    pivot.before.toPrecision(3),
    pivot.after.toPrecision(3),
    probability(pivot.pValue),
  ]);
  if (capabilities.length + elicitations.length === 0) return '<p>What these accounts asked for was not compared with a baseline.</p>';
  return [
    `<figure>${intervalPlot(capabilities, 'Capabilities asked for, as a multiple of the baseline')}<figcaption>How many times more than its baseline the campaign asks for each capability, with 95 % intervals over accounts.</figcaption></figure>`,
    comparisonTable('capability', capabilities),
    elicitations.length === 0
      ? ''
      : `<figure>${intervalPlot(elicitations, 'Ways of asking, as a multiple of the baseline')}<figcaption>The same for how it asks.</figcaption></figure>${comparisonTable('way of asking', elicitations)}`,
    pivots.length === 0
      ? ''
      : `<p>Pivots: dated changes in what the campaign asks for.</p>${table(['at', 'kind', 'before', 'after', 'p'], [2, 3, 4], pivots)}`,
  ].join('\n');
}

function comparisonTable(kind: string, rows: readonly (ShareComparison & { readonly label: string })[]): string {
  const cells = rows.map((row) => [
    row.flagged ? `<span class="flagged">${h(row.label)}</span>` : h(row.label),
    percent(row.share),
    percent(row.baselineShare),
    row.ratio.toFixed(2),
    `${row.ratioLow.toFixed(2)} to ${row.ratioHigh.toFixed(2)}`,
    probability(row.qValue),
    row.flagged ? '<span class="flagged">targeted</span>' : '',
  ]);
  return table([kind, 'share', 'baseline', 'ratio', '95 % interval', 'q', ''], [1, 2, 3, 4, 5], cells);
}

function when(daily: readonly DailyCount[], caseDaily: readonly DailyCount[], id: string): string {
  const chart = dailyChart(daily, caseDaily, `Exchanges a day of campaign ${id} and of the whole case`);
  return chart === ''
    ? '<p>The exchanges carry no times.</p>'
    : `<figure>${chart}<figcaption>Exchanges a day (UTC): the campaign in front of the whole case.</figcaption></figure>`;
}

function who({ members }: CampaignFinding): string {
  const rows = members
    .slice(0, ACCOUNTS_SHOWN)
    .map((m) => [
      `<span class="id">${h(m.accountId)}</span>`,
      count(m.exchangeCount),
      moment(m.firstSeen),
      moment(m.lastSeen),
      percent(m.membership),
      m.layers.map(words).join(', '),
    ]);
  const more =
    members.length > ACCOUNTS_SHOWN
      ? `<p class="quiet">${count(members.length - ACCOUNTS_SHOWN)} more accounts are in accounts.csv.</p>`
      : '';
  return table(['account', 'exchanges', 'first seen', 'last seen', 'membership', 'held by'], [1, 4], rows) + more;
}

function quote(q: Quotation): string {
  const text = (label: string, value: string | null): string =>
    value === null ? '' : `<div class="quiet">${label}</div><pre>${h(cutText(value, QUOTE_CHARACTERS))}</pre>`;
  return `<blockquote><div class="quiet">Account <span class="id">${h(q.accountId)}</span>, ${moment(q.at)} UTC, ${words(q.capability)}, ${words(q.elicitation)}; ${h(q.sourceName)}, byte ${count(q.sourcePosition)}</div>
${text('asked', q.prompt)}${text('answered', q.completion)}</blockquote>`;
}
