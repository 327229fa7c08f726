import type { PairTie } from '../engine/campaigns/account-tie.ts';
import type { AnalysisResult, AnalysisSettings } from '../engine/domain/campaign.ts';
import type { CampaignEdit } from '../engine/domain/campaign-edit.ts';
import type { SerializedFailure } from '../engine/domain/failure.ts';
import type { JobProgress } from '../engine/domain/job.ts';
import type { AccountTraffic } from '../engine/links/traffic.ts';
import type { CaseAttachment } from '../storage/case-store.ts';

export type AnalysisRequest =
  | { readonly kind: 'analyze'; readonly programVersion: string }
  /** Half of the reading for another analysis worker: what the facts say of accounts. */
  | { readonly kind: 'read-accounts' }
  /** What ties two accounts. */
  | { readonly kind: 'tie'; readonly accountA: string; readonly accountB: string };

/** What an analysis worker is started with: one request, answered once. */
export interface AnalysisTask {
  readonly attachment: CaseAttachment;
  readonly settings: AnalysisSettings;
  /** Acts by hand to apply, in order. */
  readonly edits: readonly CampaignEdit[];
  /** One int32; anything but 0 asks the worker to stop. */
  readonly cancelFlag: Int32Array;
  readonly request: AnalysisRequest;
}

export type FromAnalysisWorker =
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | { readonly kind: 'analyzed'; readonly result: AnalysisResult }
  | { readonly kind: 'accounts-read'; readonly traffic: AccountTraffic }
  | { readonly kind: 'tied'; readonly tie: PairTie }
  | { readonly kind: 'failed'; readonly failure: SerializedFailure };
