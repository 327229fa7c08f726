import type { Capability, Elicitation } from './capability.ts';
import type { Day, Share } from './units.ts';

/**
 * Exchanges and the tokens that their log counts for them: whole numbers, so that every sum is exact. An exchange without a count adds nothing to a sum.
 *
 *   input          as the log counts it: by rule with what was read from and written to a cache
 *   uncachedInput  input without these, exchange by exchange; where an exchange has more of them than input, its log counts them apart, and all of its
 *                  input is uncached
 *   output         with reasoning
 */
export interface TokenSums {
  readonly exchanges: number;
  /** Exchanges whose log gives input or output tokens. */
  readonly counted: number;
  readonly input: number;
  readonly uncachedInput: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly reasoning: number;
  /** Exchanges whose log counts cached tokens apart from input. */
  readonly cachedApart: number;
}

/** What was used in one span of days, for one capability, of one model. */
export interface UsageCell extends TokenSums {
  /** First day of the span; null for exchanges without time, and in usage whose days were merged into one. */
  readonly day: Day | null;
  readonly capability: Capability;
  /** As it was asked for; null where the log does not say, and in usage whose models were merged. */
  readonly model: string | null;
}

export interface ElicitationDay {
  /** First day of the span, as in cells. */
  readonly day: Day | null;
  readonly elicitation: Elicitation;
  readonly exchanges: number;
}

export interface LanguageCount {
  readonly language: string;
  readonly exchanges: number;
}

/** What some exchanges used. */
export interface Usage {
  readonly total: TokenSums;
  /** Days in a span: 1, unless a long log would have given too many cells; null where days were merged into one. */
  readonly daysPerCell: 1 | 7 | 28 | null;
  /** Sorted by day, capability (in the order of CAPABILITIES), model; those without day last. */
  readonly cells: readonly UsageCell[];
  /** Sorted by day, then in the order of ELICITATIONS. */
  readonly elicitations: readonly ElicitationDay[];
  /** Most exchanges first; absent where the case was imported before languages were told. */
  readonly languages?: readonly LanguageCount[];
}

/**
 * How many prompts are different. Told apart by skeleton, sketch and number of words, as a full hash of the prompt is not kept: prompts that differ only
 * in what a skeleton masks (numbers, quotations, code, addresses) and have as many words count as one, so there are at least this many.
 */
export interface PromptCounts {
  /** Exchanges with a prompt. */
  readonly prompts: number;
  readonly distinct: number;
  /** Counted by HyperLogLog, with a standard error of 0.8 %. */
  readonly isEstimate: boolean;
}

/** What would be kept of a campaign as training data. */
export interface PairCounts {
  /** Exchanges with a prompt and output tokens. */
  readonly pairs: number;
  /** Different prompts among them. */
  readonly prompts: number;
  /** Different pairs: another prompt, or another number of output tokens. There are at least this many. */
  readonly distinct: number;
  readonly isEstimate: boolean;
  /** Output tokens of all pairs. */
  readonly output: number;
}

export interface MeasuredUsage extends Usage {
  readonly prompts: PromptCounts;
  readonly pairs: PairCounts;
}

/** Those exchanges of a campaign whose prompt is of a template family that the campaign holds. */
export interface HarvestUsage {
  readonly total: TokenSums;
  readonly prompts: PromptCounts;
  readonly pairs: PairCounts;
}

export interface CampaignUsage extends MeasuredUsage {
  /** Null where no template holds the campaign. */
  readonly harvest: HarvestUsage | null;
}

/** What the whole log used, to compare with. */
export interface TrafficUsage {
  readonly all: Usage;
  /** Exchanges of no campaign, and of leads too weak to be compared. */
  readonly rest: MeasuredUsage;
}

/** Share of all traffic; null where the whole has none. */
export interface UsageShares {
  readonly exchanges: Share | null;
  readonly input: Share | null;
  readonly output: Share | null;
}
