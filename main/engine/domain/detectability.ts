import type { Layer } from './layer.ts';
import type { Share } from './units.ts';

/** Styles in which a campaign can be planted into given traffic. */
export const INJECTION_STYLES = ['naive', 'residential', 'paraphrased', 'benign-mix-50', 'combined'] as const;
export type InjectionStyle = (typeof INJECTION_STYLES)[number];

/** What is planted into a copy of a case: every style in every size, each so often. */
export interface DetectabilityOptions {
  readonly styles: readonly InjectionStyle[];
  /** Accounts of a planted campaign. */
  readonly sizes: readonly number[];
  readonly repeats: number;
  readonly seed: number;
  /** Exchanges of each planted account, on average; null takes the median of the log's accounts. */
  readonly exchangesPerAccount: number | null;
}

export const DEFAULT_DETECTABILITY: DetectabilityOptions = {
  styles: INJECTION_STYLES,
  sizes: [20, 50, 200],
  repeats: 3,
  seed: 1,
  exchangesPerAccount: null,
};

/** Lowest and highest of what may be asked for. */
export const DETECTABILITY_RANGES = {
  accounts: [2, 5_000],
  sizes: [1, 12],
  repeats: [1, 100],
  seed: [0, 0xffffffff],
  exchangesPerAccount: [1, 1_000_000],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

/** A share with its Wilson 95 % interval. */
export interface ShareEstimate {
  readonly share: Share;
  readonly low: Share;
  readonly high: Share;
}

/** What became of campaigns of one style and size that were planted one at a time. */
export interface DetectabilityCell {
  readonly style: InjectionStyle;
  readonly accounts: number;
  readonly runs: number;
  /** Planted exchanges, mean over runs. */
  readonly exchanges: number;
  /** Planted accounts in campaigns at probable or above. */
  readonly found: ShareEstimate;
  /** Planted accounts that only leads hold. */
  readonly leadOnly: Share;
  /** Planted accounts among those of the campaigns at probable or above that hold any; null when none does. */
  readonly precision: Share | null;
  /** Runs in which one campaign at probable or above matches the planted one at a Jaccard index of a half or more. */
  readonly recovered: number;
  readonly recoveredShare: ShareEstimate;
  /** What held the campaigns found, in how many runs; most runs first. */
  readonly foundBy: readonly { readonly layer: Layer; readonly runs: number }[];
  /** Runs in which the number of other campaigns above lead was not what it is without planting. */
  readonly disturbed: number;
}

/** Whether campaigns would have been found in one log: what "nothing found" means there. */
export interface DetectabilityReport {
  readonly caseId: string;
  readonly caseName: string;
  readonly programVersion: string;
  readonly seed: number;
  readonly repeats: number;
  readonly runs: number;
  /** Of the case itself. */
  readonly exchanges: number;
  readonly accounts: number;
  /** The days that planting followed: the log without its stray times. */
  readonly from: string;
  readonly to: string;
  /** Exchanges asked of each planted account. */
  readonly exchangesPerAccount: number;
  /** What the same analysis finds in the case without planting. */
  readonly campaignsAboveLead: number;
  readonly leads: number;
  /** Layers whose columns this log leaves empty. */
  readonly layersUnavailable: readonly Layer[];
  readonly layersOff: readonly Layer[];
  /** Columns that fewer than half of the exchanges fill, and that planted ones leave empty. */
  readonly sparseColumns: readonly string[];
  readonly cells: readonly DetectabilityCell[];
  readonly seconds: number;
}

/** What is known before anything is planted. */
export interface DetectabilityOutlook {
  readonly exchanges: number;
  readonly accounts: number;
  readonly defaults: DetectabilityOptions;
  /** One planted campaign, about. */
  readonly secondsPerRun: number;
  /** The seconds come from the last time that this was done in the case, not from its size alone. */
  readonly measured: boolean;
}
