import type { AnalysisResult, CampaignFinding } from '../domain/campaign.ts';
import type { PriceTable } from '../domain/price-table.ts';

/** A source as evidence names it: without the folder it lay in. */
export interface EvidenceSource {
  readonly sourceId: number;
  readonly name: string;
  readonly sha256: string | null;
  readonly format: string;
  readonly bytes: number;
  readonly exchanges: number;
  readonly quarantined: number;
  readonly duplicates: number;
}

/** One exchange quoted in the report; texts are untrusted and may be cut. */
export interface Quotation {
  readonly row: number;
  readonly at: string | null;
  readonly accountId: string;
  readonly capability: string;
  readonly elicitation: string;
  readonly prompt: string | null;
  readonly completion: string | null;
  readonly sourceName: string;
  readonly sourcePosition: number;
}

/** All that a bundle says, before it is written down. */
export interface EvidenceContent {
  readonly caseName: string;
  readonly caseId: string;
  readonly analysis: Omit<AnalysisResult, 'findings'>;
  readonly findings: readonly CampaignFinding[];
  /** Campaigns of the run that the bundle leaves out. */
  readonly campaignsLeftOut: number;
  readonly sources: readonly EvidenceSource[];
  /** What tokens cost, by the newest version; null in a case without prices. */
  readonly prices: PriceTable | null;
  readonly quotations: ReadonlyMap<string, readonly Quotation[]>;
  readonly isPseudonymised: boolean;
}
