import type { Strength } from './campaign.ts';
import type { Capability } from './capability.ts';
import type { TokenKind } from './price-table.ts';
import type { CampaignId, Day, Share } from './units.ts';
import type { PairCounts, PromptCounts, TokenSums, UsageShares } from './usage.ts';

/** To a millionth of the unit. */
export interface Money {
  readonly currency: string;
  readonly amount: number;
}

/** One product of the arithmetic: amount = tokens x perMillion / 1,000,000. */
export interface CostLine {
  readonly model: string | null;
  readonly kind: TokenKind;
  readonly tokens: number;
  /** The row of the price table that names the model. */
  readonly pattern: string;
  readonly currency: string;
  readonly perMillion: number;
  readonly amount: number;
}

/** Tokens for which the price table has no price. */
export interface Unpriced {
  readonly model: string | null;
  readonly kind: TokenKind;
  readonly tokens: number;
}

export interface Cost {
  /** One sum a currency, sorted by currency; empty where nothing has a price. */
  readonly amounts: readonly Money[];
  /** Uncached input, cache reads, cache writes and output together. */
  readonly tokens: number;
  readonly pricedTokens: number;
  /** Null where there are no tokens. */
  readonly pricedShare: Share | null;
}

export interface CostArithmetic extends Cost {
  /** Sorted by model, then in the order of TOKEN_KINDS. */
  readonly lines: readonly CostLine[];
  /** Sorted in the same way. */
  readonly unpriced: readonly Unpriced[];
}

export interface UsageImpact {
  readonly sums: TokenSums;
  readonly shares: UsageShares;
  readonly cost: Cost;
}
export interface CapabilityImpact extends UsageImpact {
  readonly capability: Capability;
}
export interface ModelImpact extends UsageImpact {
  readonly model: string | null;
}
export interface DayImpact extends UsageImpact {
  readonly day: Day | null;
}

export interface PromptImpact extends PromptCounts {
  /** At most, as distinct is at least. */
  readonly repeats: number;
  /** Distinct prompts over prompts; null without any. */
  readonly distinctShare: Share | null;
}

/** How much of a training set the answers would be. */
export interface TrainingSet extends PairCounts {
  /** Output tokens over pairs; null without any. */
  readonly outputPerPair: number | null;
  /** Different pairs times outputPerPair: what is left when repeats are dropped. */
  readonly distinctOutput: number | null;
}

export interface MeasuredImpact {
  readonly sums: TokenSums;
  readonly shares: UsageShares;
  readonly cost: CostArithmetic;
  readonly prompts: PromptImpact;
  readonly trainingSet: TrainingSet;
}

export interface CampaignImpact extends MeasuredImpact {
  readonly campaignId: CampaignId;
  readonly strength: Strength;
  /** One sentence with the figures. */
  readonly sentence: string;
  /** In the order of CAPABILITIES, those with exchanges. */
  readonly capabilities: readonly CapabilityImpact[];
  /** Sorted by model. */
  readonly models: readonly ModelImpact[];
  /** In order of time, spans of `daysPerCell` days. */
  readonly days: readonly DayImpact[];
  readonly daysPerCell: 1 | 7 | 28 | null;
  /** The part whose prompts are of a template that holds the campaign; null where none does. Costs are of the whole only. */
  readonly harvest: { readonly sums: TokenSums; readonly prompts: PromptImpact; readonly trainingSet: TrainingSet } | null;
}

export interface ImpactReport {
  readonly runDigest: string;
  /** Which version of the price table was used; null for none. */
  readonly priceTable: { readonly version: number; readonly at: string; readonly rows: number } | null;
  /** Strongest first, those whose usage was counted. */
  readonly campaigns: readonly CampaignImpact[];
  /** Campaigns of the analysis whose usage was not counted: leads too weak to be compared, and all of an older version's result. */
  readonly notCounted: readonly CampaignId[];
  /** The whole log; null where no campaign was found, and in results of older versions. */
  readonly all: UsageImpact | null;
  /** Exchanges of no campaign, to compare with; null as above. */
  readonly rest: MeasuredImpact | null;
  /** How tokens, prompts and costs were counted, one sentence each. */
  readonly rules: readonly string[];
}
