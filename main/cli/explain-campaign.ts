import type { BehaviourReading, CampaignReading, WaterfallStep } from '../engine/domain/campaign.ts';
import { OLDER_RESULT } from '../engine/evidence/explanation.ts';
import { visibleLine } from '../engine/evidence/inert-text.ts';
import type { ExplainedFinding } from '../services/explanations.ts';
import { type Column, count, day, percent, printLine, printTable, probability } from './output.ts';

const LINKS_SHOWN = 20;
/** Characters of a score of 100. */
const BAR_WIDTH = 50;
const right = 'right' as const;

/** Why these accounts are taken for one, how sure that is, and what speaks against it. */
export async function printFinding(finding: ExplainedFinding): Promise<void> {
  const { campaign, explanation, editedByHand, innocentExplanations, reading } = finding;
  await printLine(`${campaign.id}  ${campaign.strength}, score ${campaign.score.toFixed(1)} of 100`);
  await printLine(explanation.sentence);
  if (editedByHand !== undefined) {
    const { added, dropped, merged, split } = editedByHand;
    await printLine(
      `by hand: ${count(added)} accounts added, ${count(dropped)} dropped, ${count(merged)} campaigns merged, ${count(split)} splits`,
    );
  }
  await section('how the score comes about: each layer laid on the ones before', () => printWaterfall(reading));
  await section('kinds of evidence, independent of one another; layers of one kind are not', () => printKinds(finding));
  await section('what holds it, what adds most first', () => printReasons(finding));
  await section('behaviour of the group as a whole', () => printBehaviour(reading));
  await section('innocent explanations', async () => {
    for (const { name, verdict, reason } of innocentExplanations) await printLine(`  ${name}: ${verdict} (${reason})`);
  });
  await printLine();
  await printLine(`chance: ${explanation.chance}`);
  await printLine(`harvest: ${explanation.harvest}`);
  if (explanation.core !== null)
    await printLine(
      `core: ${count(explanation.core)} accounts, tied by two or more kinds of evidence; periphery: ${count(explanation.periphery ?? 0)}`,
    );
  if (reading !== undefined) await printSubgroups(reading);
  if (explanation.pivots.length > 0)
    await section('pivots: dated changes in what it asks for, of which model, or how much', async () => {
      for (const line of explanation.pivots) await printLine(`  ${line}`);
    });
  await section('accounts', () => printMembers(finding));
  await section(`strongest links${finding.links.length > LINKS_SHOWN ? ` (${LINKS_SHOWN} of ${count(finding.links.length)})` : ''}`, () =>
    printLinks(finding),
  );
}

async function section(title: string, print: () => Promise<void>): Promise<void> {
  await printLine();
  await printLine(title);
  await print();
}

async function printWaterfall(reading: CampaignReading | undefined): Promise<void> {
  if (reading === undefined) return printLine(`  ${OLDER_RESULT}`);
  await printTable(
    [{ title: '  layer' }, { title: 'adds', side: right }, { title: 'score', side: right }, { title: '' }],
    reading.waterfall.map((step) => [
      `  ${step.adds < 0 ? `possible: ${step.step}` : step.step}`,
      `${step.adds < 0 ? '' : '+'}${step.adds.toFixed(1)}`,
      step.score.toFixed(1),
      barOf(step),
    ]),
  );
}

/** What a step adds or takes, at its place on the scale of the score. */
function barOf({ adds, score }: WaterfallStep): string {
  const place = (points: number): number => Math.round((points * BAR_WIDTH) / 100);
  const [from, to] = adds < 0 ? [place(score), place(score - adds)] : [place(score - adds), place(score)];
  return ' '.repeat(from) + (adds < 0 ? '░' : '█').repeat(Math.max(1, to - from));
}

async function printKinds({ campaign, explanation }: ExplainedFinding): Promise<void> {
  await printTable(
    [{ title: '  kind' }, { title: 'adds', side: right }, { title: 'accounts tied', side: right }, { title: 'by' }],
    explanation.kinds.map(({ kind, adds, tiedAccounts, layers, ofTheGroup }) => [
      `  ${kind}`,
      adds === null ? '-' : `+${adds.toFixed(1)}`,
      `${count(tiedAccounts)} of ${count(campaign.accountCount)}`,
      [layers.join(' '), ofTheGroup.length === 0 ? '' : `the group as a whole: ${ofTheGroup.join(' ')}`]
        .filter((by) => by !== '')
        .join('; '),
    ]),
  );
}

async function printReasons({ campaign, explanation }: ExplainedFinding): Promise<void> {
  const layers = new Map(campaign.layers.map((layer) => [layer.layer, layer]));
  await printWhole(
    [
      { title: '  layer' },
      { title: 'pairs', side: right },
      { title: 'weight', side: right },
      { title: 'p', side: right },
      { title: 'reasons' },
    ],
    explanation.topReasons.map(({ layer, reasons }) => {
      const { links = 0, weight = 0, pValue = null } = layers.get(layer) ?? {};
      return [
        `  ${layer}`,
        links === 0 ? '-' : count(links),
        links === 0 ? '-' : weight.toFixed(1),
        probability(pValue),
        reasons.join('; '),
      ];
    }),
  );
}

/** A table whose last column, a sentence, is never cut. Cells may come from a log. */
export async function printWhole(columns: readonly Column[], rows: readonly (readonly string[])[]): Promise<void> {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => row.map(visibleLine))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const padded = (cell: string, i: number): string => {
    if (i === columns.length - 1) return cell;
    return columns[i]?.side === 'right' ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0);
  };
  for (const line of lines) await printLine(line.map(padded).join('  '));
}

async function printBehaviour(reading: CampaignReading | undefined): Promise<void> {
  if (reading === undefined) return printLine(`  ${OLDER_RESULT}`);
  if (reading.behaviour.length === 0) return printLine('  nothing could be measured');
  for (const line of behaviourLines(reading.behaviour)) await printLine(`  ${line}`);
}

/** What was measured of a group, whether or not it holds the campaign, each with what would be true of unrelated accounts. */
export function behaviourLines(behaviour: readonly BehaviourReading[]): readonly string[] {
  return behaviour.flatMap(({ layer, holds, pValue, reason, nullHypothesis }) => [
    `${layer}: ${holds ? 'holds' : 'does not hold'}, p ${probability(pValue)}: ${reason}`,
    `  if they had nothing to do with one another: ${nullHypothesis}`,
  ]);
}

async function printSubgroups({ subgroups }: CampaignReading): Promise<void> {
  if (subgroups.length === 0) return printLine('sub-groups: none; no parts that ask for different things');
  await printLine('sub-groups, members that ask for the same');
  await printTable(
    [{ title: '  part' }, { title: 'accounts', side: right }, { title: 'exchanges', side: right }],
    subgroups.map(({ accountCount, exchangeCount }, part) => [`  ${part + 1}`, count(accountCount), count(exchangeCount)]),
  );
}

const MEMBER_COLUMNS: readonly Column[] = [
  { title: '  account' },
  { title: 'exchanges', side: right },
  { title: 'first seen' },
  { title: 'last seen' },
  { title: 'inside', side: right },
  { title: 'role' },
  { title: 'harvest', side: right },
  { title: 'part', side: right },
  { title: 'held by' },
];

async function printMembers({ members }: ExplainedFinding): Promise<void> {
  await printTable(
    MEMBER_COLUMNS,
    members.map((member) => [
      `  ${member.accountId}`,
      count(member.exchangeCount),
      day(member.firstSeen),
      day(member.lastSeen),
      percent(member.membership),
      member.role ?? '-',
      shareOrDash(member.harvestShare),
      partOf(member.subgroup),
      member.layers.join(' '),
    ]),
  );
}

async function printLinks({ links }: ExplainedFinding): Promise<void> {
  await printWhole(
    [{ title: '  account' }, { title: 'account' }, { title: 'layer' }, { title: 'weight', side: right }, { title: 'reason' }],
    links
      .slice(0, LINKS_SHOWN)
      .map((link) => [`  ${link.accountA}`, link.accountB, link.layer, link.weight.toFixed(2), link.reasons.join('; ')]),
  );
}

/** A share of harvest, or a dash where nobody knows. */
export function shareOrDash(share: number | null | undefined): string {
  return share === null || share === undefined ? '-' : percent(share);
}

/** Sub-groups are counted from one. */
export function partOf(subgroup: number | undefined): string {
  return subgroup === undefined || subgroup < 0 ? '-' : String(subgroup + 1);
}
