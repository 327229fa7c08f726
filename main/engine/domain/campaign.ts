import type { Capability, Elicitation } from './capability.ts';
import type { Layer } from './layer.ts';
import type { AccountId, CampaignId, Day, Share } from './units.ts';

/** lead: one layer; probable: two independent layers; strong: that and targeting or a pivot that did not form the campaign. */
export const STRENGTHS = ['lead', 'probable', 'strong'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** What one layer says about a whole campaign. */
export interface CampaignLayer {
  readonly layer: Layer;
  /** Linked pairs inside the campaign on this layer. */
  readonly links: number;
  /** Sum of their weights. */
  readonly weight: number;
  /** Smallest link p-value after Benjamini-Hochberg, null where the layer has no test (values that cannot repeat by chance). */
  readonly pValue: number | null;
  readonly reasons: readonly string[];
}

/** Two accounts tied on one layer. `accountA` sorts before `accountB`. */
export interface Link {
  readonly layer: Layer;
  readonly accountA: AccountId;
  readonly accountB: AccountId;
  readonly weight: number;
  readonly pValue: number | null;
  readonly reasons: readonly string[];
}

/** A campaign asks for one kind of thing more than its baseline does. */
export interface ShareComparison {
  readonly share: Share;
  readonly baselineShare: Share;
  readonly ratio: number;
  /** 95 % interval from resampling accounts. */
  readonly ratioLow: number;
  readonly ratioHigh: number;
  readonly qValue: number;
  readonly flagged: boolean;
}
export interface CapabilityTargeting extends ShareComparison {
  readonly capability: Capability;
}
export interface ElicitationTargeting extends ShareComparison {
  readonly elicitation: Elicitation;
}

export interface Pivot {
  readonly at: string;
  readonly kind: string;
  readonly before: number;
  readonly after: number;
  readonly pValue: number;
}

/** An innocent reason for accounts to look alike, tested on one campaign. */
export interface InnocentExplanation {
  readonly name: string;
  readonly verdict: 'ruled out' | 'possible';
  readonly reason: string;
}

/** The stable part of a campaign: exactly what `stillhunt campaigns --json` prints for it. */
export interface Campaign {
  readonly id: CampaignId;
  readonly strength: Strength;
  /** Sum over evidence groups, 0 to 100. */
  readonly score: number;
  readonly accountCount: number;
  readonly exchangeCount: number;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly layers: readonly CampaignLayer[];
  readonly accounts: readonly AccountId[];
  readonly targeting: readonly CapabilityTargeting[];
  readonly elicitation: readonly ElicitationTargeting[];
  readonly pivots: readonly Pivot[];
}

/** One member with what holds it in the campaign. */
export interface CampaignMember {
  readonly accountId: AccountId;
  readonly exchangeCount: number;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  /** Share of the member's link weight that stays inside the campaign, 0 to 1. */
  readonly membership: Share;
  readonly layers: readonly Layer[];
}

export interface DailyCount {
  readonly day: Day;
  readonly exchanges: number;
  readonly accounts: number;
}

/** Everything one analysis finds about one campaign. */
export interface CampaignFinding {
  readonly campaign: Campaign;
  readonly members: readonly CampaignMember[];
  /** The strongest links, at most LINKS_KEPT_PER_MEMBER for each member, sorted by weight, then accounts. */
  readonly links: readonly Link[];
  readonly daily: readonly DailyCount[];
  readonly innocentExplanations: readonly InnocentExplanation[];
  /** Short texts of the template families that hold the campaign are quoted by row, never stored here. */
  readonly exampleRows: readonly number[];
}
export const LINKS_KEPT_PER_MEMBER = 12;

export interface LayerReport {
  readonly layer: Layer;
  /** unavailable: the columns the layer needs are empty in this case; that is never "no evidence". */
  readonly state: 'used' | 'unavailable' | 'off';
  readonly links: number;
  readonly valuesCapped: number;
}

export interface AnalysisResult {
  /** SHA-256 over the canonical form of settings and campaigns. */
  readonly runDigest: string;
  readonly programVersion: string;
  readonly settings: AnalysisSettings;
  readonly exchangeCount: number;
  readonly accountCount: number;
  readonly layers: readonly LayerReport[];
  readonly findings: readonly CampaignFinding[];
  readonly daily: readonly DailyCount[];
}

export interface AnalysisSettings {
  readonly seed: number;
  readonly layers: readonly Layer[];
  /** A value shared by more accounts than this ties nobody. */
  readonly maxAccountsPerValue: number;
  /** False discovery rate for links with a test. */
  readonly linkFalseDiscoveryRate: Share;
  /** Resolution of the constant Potts model, in units of link weight. */
  readonly resolution: number;
  readonly minAccounts: number;
  readonly bootstrapDraws: number;
  /** Smallest share ratio that may be flagged. */
  readonly flagRatio: number;
  readonly flagFalseDiscoveryRate: Share;
}
