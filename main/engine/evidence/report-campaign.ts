import type { CampaignFinding, CampaignMember, CampaignReading, DailyCount, ShareComparison } from '../domain/campaign.ts';
import type { ImpactReport } from '../domain/impact.ts';
import type { EvidenceContent, Quotation } from './content.ts';
import { type CampaignExplanation, explainCampaign } from './explanation.ts';
import { cutText, visibleHtml } from './inert-text.ts';
import { dailyChart, intervalPlot } from './report-charts.ts';
import { impactSection } from './report-impact.ts';
import { howItHolds, kindsTable } from './report-reading.ts';
import { count, list, moment, percent, probability, table, words } from './report-table.ts';

const ACCOUNTS_SHOWN = 200;
const QUOTE_CHARACTERS = 1_500;
const h = visibleHtml;

/** One campaign of the report: why, what, when, who, and a few exchanges in their own words. */
export function campaignSection(finding: CampaignFinding, content: EvidenceContent, impact: ImpactReport): string {
  const { campaign } = finding;
  const explanation = explainCampaign(finding);
  const quotations = content.quotations.get(campaign.id) ?? [];
  const heading = `<h2 id="${h(campaign.id)}">${campaign.strength === 'lead' ? 'Accounts that look alike' : 'Campaign'} <span class="id">${h(campaign.id)}</span> <span class="tag ${campaign.strength}">${campaign.strength}</span></h2>`;
  const [open, close] = campaign.strength === 'lead' ? ['<details><summary>What this lead rests on</summary>', '</details>'] : ['', ''];
  return `<section>
${heading}
${open}<p>${h(explanation.sentence)} First exchange ${moment(campaign.firstSeen)}, last ${moment(campaign.lastSeen)} UTC. Score ${campaign.score.toFixed(1)} of 100.</p>
${byHand(finding)}
<h3>Why we think so</h3>
${kindsTable(finding, explanation)}
${why(finding, explanation)}
<h3>What speaks against it</h3>
${innocent(finding)}
<p>Chance: ${h(explanation.chance)}.</p>
<h3>How it holds together</h3>
${howItHolds(finding, explanation)}
<h3>What they were after</h3>
${what(finding)}
<h3>What they took</h3>
${impactSection(impact.campaigns.find(({ campaignId }) => campaignId === campaign.id))}
<h3>When</h3>
${when(finding.daily, content.analysis.daily, campaign.id)}
<h3>Who</h3>
${who(finding)}
${quotations.length === 0 ? '' : `<h3>In their own words</h3>\n${quotations.map(quote).join('\n')}`}
${close}</section>`;
}

/** Which accounts are in it was not left to the analysis alone. */
function byHand({ editedByHand }: CampaignFinding): string {
  if (editedByHand === undefined) return '';
  const { added, dropped, merged, split } = editedByHand;
  return `<p><strong>Changed by hand by an analyst</strong>: ${count(added)} accounts added, ${count(dropped)} dropped; ${count(merged)} campaigns merged; divided ${count(split)} times. The figures are of the campaign as it was left.</p>`;
}

function why({ campaign }: CampaignFinding, { topReasons }: CampaignExplanation): string {
  const layers = new Map(campaign.layers.map((layer) => [layer.layer, layer]));
  const rows = topReasons.map(({ layer, kind, reasons }) => {
    const { links = 0, weight = 0, pValue = null } = layers.get(layer) ?? {};
    const isPairs = links > 0;
    return [
      words(layer),
      words(kind),
      isPairs ? count(links) : 'the group',
      isPairs ? weight.toFixed(1) : '',
      probability(pValue),
      list(reasons),
    ];
  });
  return `<p>Layer by layer, what adds most first:</p>${table(['layer', 'kind', 'linked pairs', 'weight', 'p (adjusted)', 'reasons'], [2, 3, 4], rows)}`;
}

function innocent({ innocentExplanations }: CampaignFinding): string {
  if (innocentExplanations.length === 0) return '<p>No innocent explanation was tested.</p>';
  const rows = innocentExplanations.map(({ name, verdict, reason }) => [
    h(name),
    verdict === 'possible' ? '<span class="flagged">possible</span>' : 'ruled&nbsp;out',
    h(reason),
  ]);
  return `<p>Innocent explanations, tested on this campaign:</p>${table(['explanation', 'verdict', 'because'], [], rows)}`;
}

function what({ campaign, reading }: CampaignFinding): string {
  const capabilities = campaign.targeting.map((row) => ({ ...row, label: row.capability.replaceAll('_', ' ') }));
  const elicitations = campaign.elicitation.map((row) => ({ ...row, label: row.elicitation.replaceAll('_', ' ') }));
  const pivots = campaign.pivots.map((pivot, place) => [
    moment(pivot.at),
    words(pivot.kind),
    pivot.before.toPrecision(3),
    pivot.after.toPrecision(3),
    probability(pivot.pValue),
    h(reading?.pivots?.[place]?.reason ?? ''),
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
      : `<p>Pivots: dated changes in what the campaign asks for.</p>${table(['at', 'kind', 'before', 'after', 'p', 'what changed'], [2, 3, 4], pivots)}`,
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

function who({ members, reading }: CampaignFinding): string {
  const rows = members
    .slice(0, ACCOUNTS_SHOWN)
    .map((m) => [
      `<span class="id">${h(m.accountId)}</span>`,
      count(m.exchangeCount),
      `<span class="id">${h(m.firstSeen?.slice(0, 10) ?? 'unknown')}</span>`,
      `<span class="id">${h(m.lastSeen?.slice(0, 10) ?? 'unknown')}</span>`,
      percent(m.membership),
      ...(reading === undefined
        ? []
        : [m.role ?? '', m.harvestShare === null || m.harvestShare === undefined ? 'not known' : percent(m.harvestShare)]),
      ...(hasParts(reading) ? [partOf(m)] : []),
      m.layers.map(words).join(', '),
    ]);
  const head = [
    'account',
    'exchanges',
    'first seen',
    'last seen',
    'membership',
    ...(reading === undefined ? [] : ['role', 'harvest']),
    ...(hasParts(reading) ? ['part'] : []),
    'held by',
  ];
  const more =
    members.length > ACCOUNTS_SHOWN
      ? `<p class="quiet">${count(members.length - ACCOUNTS_SHOWN)} more accounts are in accounts.csv.</p>`
      : '';
  return table(head, [1, 4, ...(reading === undefined ? [] : [6])], rows) + more;
}

const hasParts = (reading: CampaignReading | undefined): boolean => (reading?.subgroups.length ?? 0) > 0;
const partOf = ({ subgroup }: CampaignMember): string => (subgroup === undefined || subgroup < 0 ? '' : String(subgroup + 1));

function quote(q: Quotation): string {
  const text = (label: string, value: string | null): string =>
    value === null ? '' : `<div class="quiet">${label}</div><pre>${h(cutText(value, QUOTE_CHARACTERS))}</pre>`;
  return `<blockquote><div class="quiet">Account <span class="id">${h(q.accountId)}</span>, ${moment(q.at)} UTC, ${words(q.capability)}, ${words(q.elicitation)}; ${h(q.sourceName)}, byte ${count(q.sourcePosition)}</div>
${text('asked', q.prompt)}${text('answered', q.completion)}</blockquote>`;
}
