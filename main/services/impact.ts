import { Failure } from '../engine/domain/failure.ts';
import type { ImpactReport } from '../engine/domain/impact.ts';
import { impactReport } from '../engine/impact/impact-report.ts';
import type { CaseSession } from './cases.ts';
import { readPrices } from './price-tables.ts';

export interface ImpactRequest {
  /** One campaign; all of the newest result when it is left out. */
  readonly campaignId?: string;
  /** A version of the price table; the newest when it is left out. */
  readonly priceVersion?: number;
}

/**
 * What campaigns of the newest result took, and what that costs. Only computes with what the analysis counted: it reads no exchange. Throws
 * analysis-missing, campaign-unknown, entry-unknown for a version that the price table does not have.
 */
export function readImpact(session: CaseSession, { campaignId, priceVersion }: ImpactRequest): ImpactReport {
  const run = session.store.analyses.latestOverview();
  if (run === null) throw new Failure('analysis-missing', 'the case has not been analysed');
  const campaigns = session.store.analyses
    .latestVolumes()
    .filter(({ campaign }) => campaignId === undefined || campaign.id === campaignId)
    .map(({ campaign, reading }) => ({ campaign, usage: reading?.usage ?? null }));
  if (campaignId !== undefined && campaigns.length === 0)
    throw new Failure('campaign-unknown', `no campaign ${campaignId.slice(0, 40)} in the newest analysis`, {
      campaignId: campaignId.slice(0, 40),
    });
  return impactReport(run.runDigest, campaigns, run.usage ?? null, readPrices(session, priceVersion));
}
