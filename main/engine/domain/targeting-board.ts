import type { CampaignReading, CapabilityTargeting, ElicitationTargeting, Pivot, Strength } from './campaign.ts';
import type { CampaignId } from './units.ts';

/** Log-odds ratio between campaign and baseline with an informative prior; see engine/capabilities/log-odds.ts. */
interface WithLogOdds {
  readonly logOdds: number;
}

/** What one campaign asks for, against the baseline. */
export interface BoardCampaign {
  readonly campaignId: CampaignId;
  readonly strength: Strength;
  readonly score: number;
  readonly accountCount: number;
  readonly exchangeCount: number;
  /** In the order of CAPABILITIES; empty where there was nothing to compare with. */
  readonly capabilities: readonly (CapabilityTargeting & WithLogOdds)[];
  /** In the order of ELICITATIONS, or empty. */
  readonly elicitations: readonly (ElicitationTargeting & WithLogOdds)[];
  readonly pivots: readonly Pivot[];
  /** Of `pivots`, in their order; empty in results of older versions. */
  readonly pivotReadings: NonNullable<CampaignReading['pivots']>;
}

/** What all campaigns of the newest analysis were after. */
export interface TargetingBoard {
  readonly runDigest: string;
  /** Strongest first. */
  readonly campaigns: readonly BoardCampaign[];
  /** First and last UTC day with exchanges; null where the log gives no times. */
  readonly days: readonly [first: string, last: string] | null;
}
