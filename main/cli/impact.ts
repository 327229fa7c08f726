import { Command } from 'commander';
import type { CampaignImpact, Cost, ImpactReport, UsageImpact } from '../engine/domain/impact.ts';
import { exactMoneyText, KIND_WORDS, moneyText, unpricedText } from '../engine/impact/impact-words.ts';
import { readImpact } from '../services/impact.ts';
import { countTexts, type TextCounts } from '../services/impact-texts.ts';
import { wholeNumber } from './arguments.ts';
import { withCase } from './case-access.ts';
import { type Column, count, percent, printJson, printLine, printTable } from './output.ts';
import { withProgress } from './progress.ts';

interface Options {
  campaign?: string;
  priceVersion?: number;
  readTexts?: true;
  json?: true;
}

export function impactCommand(): Command {
  return new Command('impact')
    .description('Show what campaigns took: tokens, cost, share of all traffic, and how much of a training set it would be')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .option('--campaign <id>', 'one campaign only')
    .option('--price-version <version>', 'the version of the prices to use, in place of the newest', wholeNumber(1))
    .option('--read-texts', 'read every exchange of the campaigns and count different prompts and answers by their texts, not by facts')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt impact cases/spring --campaign c-0123456789')
    .action(run);
}

async function run(casePath: string, { campaign, priceVersion, readTexts, json }: Options): Promise<void> {
  const request = {
    ...(campaign === undefined ? {} : { campaignId: campaign }),
    ...(priceVersion === undefined ? {} : { priceVersion }),
  };
  const { report, texts } = await withCase(casePath, 'read', async (session) => {
    const found = readImpact(session, request);
    if (readTexts !== true) return { report: found, texts: null };
    const counted = await withProgress(async (control) => {
      const counts: TextCounts[] = [];
      for (const { campaignId, sums } of found.campaigns) counts.push(await countTexts(session, campaignId, sums.exchanges, control));
      return counts;
    });
    return { report: found, texts: counted };
  });
  if (json) return printJson(texts === null ? report : { ...report, texts });
  await printReport(report, campaign !== undefined, texts ?? []);
}

async function printReport(report: ImpactReport, isOne: boolean, texts: readonly TextCounts[]): Promise<void> {
  const { priceTable, campaigns, notCounted, all } = report;
  const prices = priceTable === null ? 'none; stillhunt prices sets them' : `version ${priceTable.version} of ${priceTable.at}`;
  await printLine(`prices     ${prices}`);
  if (all !== null) await printLine(`whole log  ${count(all.sums.exchanges)} exchanges, ${tokens(all)}`);
  if (campaigns.length === 0) await printLine(notCounted.length === 0 ? 'no campaigns' : 'what campaigns used was not counted');
  for (const impact of campaigns) {
    await printCampaign(impact, isOne);
    const read = texts.find(({ campaignId }) => campaignId === impact.campaignId);
    if (read !== undefined) await printTexts(read);
  }
  if (notCounted.length > 0 && campaigns.length > 0)
    await printLine(`\n${count(notCounted.length)} leads too weak to be compared were not counted`);
  await printLine();
  for (const rule of report.rules) await printLine(`- ${rule}`);
}

async function printCampaign(impact: CampaignImpact, isOne: boolean): Promise<void> {
  await printLine();
  await printLine(`${impact.campaignId}  ${impact.strength}`);
  await printLine(impact.sentence);
  await usageTable(
    'capability',
    impact.capabilities.map((part) => [part.capability, part]),
  );
  if (impact.models.length > 1)
    await usageTable(
      'model',
      impact.models.map((part) => [part.model ?? 'unknown', part]),
    );
  if (isOne)
    await usageTable(
      impact.daysPerCell === 1 ? 'day' : 'from day',
      impact.days.map((part) => [part.day ?? 'undated', part]),
    );
  await printArithmetic(impact);
}

async function usageTable(title: string, parts: readonly (readonly [string, UsageImpact])[]): Promise<void> {
  const columns = ['exchanges', 'of all', 'input', 'cached', 'output', 'of all', 'reasoning', 'cost', 'priced'];
  await printTable(
    [{ title }, ...columns.map((name): Column => ({ title: name, side: 'right' }))],
    parts.map(([name, { sums, shares, cost }]) => [
      name,
      count(sums.exchanges),
      share(shares.exchanges),
      count(sums.input),
      count(sums.cacheRead + sums.cacheWrite),
      count(sums.output),
      share(shares.output),
      count(sums.reasoning),
      money(cost),
      share(cost.pricedShare),
    ]),
  );
}

async function printArithmetic({ cost, prompts, trainingSet, harvest }: CampaignImpact): Promise<void> {
  for (const { model, kind, tokens: used, perMillion, currency, amount } of cost.lines)
    await printLine(
      `cost       ${model ?? 'unknown model'}, ${KIND_WORDS[kind]}: ${count(used)} x ${perMillion} / 1,000,000 = ${exactMoneyText(currency, amount)}`,
    );
  const without = unpricedText(cost);
  if (cost.lines.length > 0)
    await printLine(`cost       together ${money(cost)}, for ${share(cost.pricedShare)} of ${count(cost.tokens)} tokens`);
  if (without !== '') await printLine(`cost       ${without}`);
  const about = prompts.isEstimate ? 'about ' : '';
  await printLine(
    `prompts    ${count(prompts.prompts)}, of which ${about}${count(prompts.distinct)} or more are distinct (${share(prompts.distinctShare)}) and ${about}${count(prompts.repeats)} at most are repeats`,
  );
  if (trainingSet.outputPerPair !== null)
    await printLine(
      `pairs      ${count(trainingSet.pairs)} with ${count(trainingSet.output)} output tokens, ${count(Math.round(trainingSet.outputPerPair))} each; ${trainingSet.isEstimate ? 'about ' : ''}${count(trainingSet.distinct)} different pairs, of which the answers are ${count(trainingSet.output)} x ${count(trainingSet.distinct)} / ${count(trainingSet.pairs)} = ${count(trainingSet.distinctOutput ?? 0)} output tokens`,
    );
  if (harvest !== null)
    await printLine(
      `harvest    ${count(harvest.sums.exchanges)} exchanges with a template that the campaign holds: ${count(harvest.sums.output)} output tokens, ${count(harvest.trainingSet.distinct)} different pairs`,
    );
}

async function printTexts({ prompts, distinctPrompts, pairs, distinctPairs, isEstimate }: TextCounts): Promise<void> {
  const about = isEstimate ? 'about ' : '';
  await printLine(
    `texts      read: ${count(prompts)} prompts, ${about}${count(distinctPrompts)} different; ${count(pairs)} with an answer, ${about}${count(distinctPairs)} different pairs`,
  );
}

const tokens = ({ sums }: UsageImpact): string => `${count(sums.input)} input and ${count(sums.output)} output tokens`;
const share = (value: number | null): string => (value === null ? '-' : percent(value));
const money = ({ amounts }: Cost): string =>
  amounts.length === 0 ? '-' : amounts.map(({ currency, amount }) => moneyText(currency, amount)).join(' + ');
