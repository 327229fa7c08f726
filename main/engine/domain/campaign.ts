import type { EditedByHand, EditOutcome } from './campaign-edit.ts';
import type { Capability, Elicitation } from './capability.ts';
import type { Layer } from './layer.ts';
import type { AccountId, CampaignId, Day, Share } from './units.ts';
import type { CampaignUsage, TrafficUsage } from './usage.ts';

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
/** What the shares of a campaign were compared with. */
export interface BaselineReading {
  readonly accounts: 'in no campaign' | 'outside the campaign';
  readonly accountCount: number;
  /** Share of the campaign's exchanges that was compared with exchanges of the same model, channel and week, and so on to coarser matches where the baseline has too few. */
  readonly matched: readonly { readonly on: string; readonly share: Share }[];
}

export interface CapabilityTargeting extends ShareComparison {
  readonly capability: Capability;
}
export interface ElicitationTargeting extends ShareComparison {
  readonly elicitation: Elicitation;
}

/** A dated change in what a campaign asks for, of which model, or how much. */
export interface Pivot {
  /** ISO 8601. When the median member first turned to a model that came up with a known event; else the first day of the new time, UTC midnight, or the event on that day. */
  readonly at: string;
  /** `model <name>`, `capability <name>`, `elicitation <name>` or `volume`. */
  readonly kind: string;
  /** Share of the campaign's exchanges before and after; for volume, exchanges a day. */
  readonly before: number;
  readonly after: number;
  /** Before Benjamini-Hochberg. */
  readonly pValue: number;
}

/** How a pivot was found, and what it means. */
export interface PivotReading {
  /** `model-release`, `memo` ... of an event of the case; `first use` where the log itself shows when a model came up. Null at an unknown date. */
  readonly event: { readonly at: string; readonly kind: string; readonly label: string } | null;
  /** From the event to the pivot, 0 for the same day; null without event. */
  readonly hoursAfterEvent: number | null;
  /** The same shares of accounts of like volume and channel in no campaign, null where there are too few; for volume, exchanges a day of all accounts in no campaign. */
  readonly matchedBefore: number | null;
  readonly matchedAfter: number | null;
  /** 95 % interval of the date, by resampling accounts. */
  readonly earliest: string;
  readonly latest: string;
  readonly method: 'known event' | 'unknown date';
  /** After Benjamini-Hochberg over all pivots tested in the run. */
  readonly qValue: number;
  /** Whether nothing that formed the campaign explains it. */
  readonly countsForStrength: boolean;
  /** One plain sentence. */
  readonly reason: string;
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
  /** core: two or more kinds of evidence tie it. Absent in results of older versions, as what follows. */
  readonly role?: 'core' | 'periphery';
  /** Share of its exchanges that carry a text the campaign holds; null where no content holds the campaign. */
  readonly harvestShare?: Share | null;
  /** Place in the reading's sub-groups, -1 for none. */
  readonly subgroup?: number;
}

/** One layer laid on the others, or, last, the explanations that stay possible. */
export interface WaterfallStep {
  readonly step: string;
  /** Points of the score, 0 to 100; negative for explanations. */
  readonly adds: number;
  /** The score after it. */
  readonly score: number;
}

/** What a layer that judges whole groups measured, whether or not it holds the campaign. */
export interface BehaviourReading {
  readonly layer: Layer;
  /** After Benjamini-Hochberg over all groups and such layers. */
  readonly pValue: number;
  readonly holds: boolean;
  readonly reason: string;
  /** What would be true if the accounts had nothing to do with one another. */
  readonly nullHypothesis: string;
}

/** Members that ask for the same thing, where a campaign has parts that do not. */
export interface Subgroup {
  readonly accountCount: number;
  readonly exchangeCount: number;
}

/** How a campaign is built, and how much of it chance would give. */
export interface CampaignReading {
  /** Campaigns of at least its score in a permuted copy of the other traffic, on average; null where too few other accounts are left to tell. */
  readonly expectedByChance: number | null;
  readonly waterfall: readonly WaterfallStep[];
  readonly behaviour: readonly BehaviourReading[];
  /** harvest: the same is asked over the same means; reseller pool: the means are the same, what is asked is not. */
  readonly kind: 'harvest' | 'reseller pool' | 'undecided';
  /** Exchanges that carry a text the campaign holds; null where no content holds it. */
  readonly harvestExchanges: number | null;
  readonly subgroups: readonly Subgroup[];
  /**
   * What `campaign.targeting` and `campaign.elicitation` compare with the baseline: where members mostly send other exchanges, those alone that carry a template the
   * campaign holds. Absent in results of older versions, as what follows.
   */
  readonly targetingOf?: 'all exchanges' | 'harvest';
  readonly baseline?: BaselineReading;
  /** The comparison of all exchanges, where theirs is of the harvest. */
  readonly targetingOfAll?: readonly (CapabilityTargeting | ElicitationTargeting)[];
  /** The comparison of the members that infrastructure alone ties; absent where the campaign falls apart without content. */
  readonly targetingWithoutContent?: readonly (CapabilityTargeting | ElicitationTargeting)[];
  /** Of `campaign.pivots`, in their order; absent in results of older versions. */
  readonly pivots?: readonly PivotReading[];
  /** What its exchanges used; absent for leads too weak to be compared, and in results of older versions. */
  readonly usage?: CampaignUsage;
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
  /** Absent in results of older versions. */
  readonly reading?: CampaignReading;
  /** What analysts did to it; absent where they did nothing. */
  readonly editedByHand?: EditedByHand;
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
  /** What became of each act by hand, in order; absent without any. */
  readonly edits?: readonly EditOutcome[];
  /** What the whole log used; absent where no campaign was found, and in results of older versions. */
  readonly usage?: TrafficUsage;
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
