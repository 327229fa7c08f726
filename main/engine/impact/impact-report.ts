import type { Campaign } from '../domain/campaign.ts';
import { CAPABILITIES } from '../domain/capability.ts';
import type { CampaignImpact, ImpactReport, MeasuredImpact, PromptImpact, TrainingSet, UsageImpact } from '../domain/impact.ts';
import type { PriceRow, PriceTable } from '../domain/price-table.ts';
import type {
  CampaignUsage,
  MeasuredUsage,
  PairCounts,
  PromptCounts,
  TokenSums,
  TrafficUsage,
  UsageCell,
  UsageShares,
} from '../domain/usage.ts';
import { compareModels, costOf, withoutLines } from './cost.ts';
import { IMPACT_RULES, impactSentence } from './impact-words.ts';

const NOTHING: TokenSums = {
  exchanges: 0,
  counted: 0,
  input: 0,
  uncachedInput: 0,
  cacheRead: 0,
  cacheWrite: 0,
  output: 0,
  reasoning: 0,
  cachedApart: 0,
};

/** A campaign and what it used; null where that was not counted. */
export interface UsedCampaign {
  readonly campaign: Campaign;
  readonly usage: CampaignUsage | null;
}

/** What campaigns took, what that costs at a price table, and how much of the traffic and of a training set it is. */
export function impactReport(
  runDigest: string,
  campaigns: readonly UsedCampaign[],
  traffic: TrafficUsage | null,
  table: PriceTable | null,
): ImpactReport {
  const prices = table?.rows ?? [];
  const all = traffic?.all.total ?? NOTHING;
  return {
    runDigest,
    priceTable: table === null ? null : { version: table.version, at: table.at, rows: table.rows.length },
    campaigns: campaigns.flatMap(({ campaign, usage }) => (usage === null ? [] : [campaignImpact(campaign, usage, all, table)])),
    notCounted: campaigns.flatMap(({ campaign, usage }) => (usage === null ? [campaign.id] : [])),
    all: traffic === null ? null : usageImpact(traffic.all.cells, all, prices),
    rest: traffic === null ? null : measuredImpact(traffic.rest, all, prices),
    rules: IMPACT_RULES,
  };
}

function campaignImpact(campaign: Campaign, usage: CampaignUsage, all: TokenSums, table: PriceTable | null): CampaignImpact {
  const prices = table?.rows ?? [];
  const { cells, daysPerCell, harvest } = usage;
  const partsBy = <T>(key: (cell: UsageCell) => T): [T, UsageImpact][] =>
    [...Map.groupBy(cells, key)].map(([value, part]) => [value, usageImpact(part, all, prices)]);
  const byCapability = new Map(partsBy(({ capability }) => capability));
  const capabilities = CAPABILITIES.flatMap((capability) => {
    const impact = byCapability.get(capability);
    return impact === undefined ? [] : [{ capability, ...impact }];
  });
  const measured = measuredImpact(usage, all, prices);
  return {
    campaignId: campaign.id,
    strength: campaign.strength,
    sentence: impactSentence(measured, {
      isLead: campaign.strength === 'lead',
      capabilities,
      harvest: harvest?.total ?? null,
      table,
    }),
    ...measured,
    capabilities,
    models: partsBy(({ model }) => model)
      .map(([model, impact]) => ({ model, ...impact }))
      .sort((x, y) => compareModels(x.model, y.model)),
    days: partsBy(({ day }) => day).map(([day, impact]) => ({ day, ...impact })),
    daysPerCell,
    harvest:
      harvest === null ? null : { sums: harvest.total, prompts: promptImpact(harvest.prompts), trainingSet: trainingSet(harvest.pairs) },
  };
}

function measuredImpact({ total, cells, prompts, pairs }: MeasuredUsage, all: TokenSums, prices: readonly PriceRow[]): MeasuredImpact {
  return {
    sums: total,
    shares: sharesOf(total, all),
    cost: costOf(cells, prices),
    prompts: promptImpact(prompts),
    trainingSet: trainingSet(pairs),
  };
}

function usageImpact(cells: readonly UsageCell[], all: TokenSums, prices: readonly PriceRow[]): UsageImpact {
  const sums = sumOf(cells);
  return { sums, shares: sharesOf(sums, all), cost: withoutLines(costOf(cells, prices)) };
}

function sumOf(cells: readonly TokenSums[]): TokenSums {
  return cells.reduce(
    (sum, cell) => ({
      exchanges: sum.exchanges + cell.exchanges,
      counted: sum.counted + cell.counted,
      input: sum.input + cell.input,
      uncachedInput: sum.uncachedInput + cell.uncachedInput,
      cacheRead: sum.cacheRead + cell.cacheRead,
      cacheWrite: sum.cacheWrite + cell.cacheWrite,
      output: sum.output + cell.output,
      reasoning: sum.reasoning + cell.reasoning,
      cachedApart: sum.cachedApart + cell.cachedApart,
    }),
    NOTHING,
  );
}

function sharesOf(part: TokenSums, all: TokenSums): UsageShares {
  const share = (name: 'exchanges' | 'input' | 'output'): number | null => (all[name] === 0 ? null : part[name] / all[name]);
  return { exchanges: share('exchanges'), input: share('input'), output: share('output') };
}

function promptImpact(counts: PromptCounts): PromptImpact {
  const { prompts, distinct } = counts;
  return { ...counts, repeats: prompts - distinct, distinctShare: prompts === 0 ? null : distinct / prompts };
}

function trainingSet(counts: PairCounts): TrainingSet {
  const { pairs, distinct, output } = counts;
  return {
    ...counts,
    outputPerPair: pairs === 0 ? null : output / pairs,
    distinctOutput: pairs === 0 ? null : Math.round((output / pairs) * distinct),
  };
}
