import { Worker } from 'node:worker_threads';
import packageDescription from '../../package.json' with { type: 'json' };
import type { PairTie } from '../engine/campaigns/account-tie.ts';
import { completeSettings } from '../engine/campaigns/settings.ts';
import type { AnalysisResult, AnalysisSettings, CampaignFinding } from '../engine/domain/campaign.ts';
import type { CampaignEdit } from '../engine/domain/campaign-edit.ts';
import { Failure, reviveFailure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import type { AnalysisRequest, AnalysisTask, FromAnalysisWorker } from '../workers/analysis-protocol.ts';
import { workerFile } from '../workers/locate.ts';
import { rememberedSettings } from './analysis-settings.ts';
import type { CaseSession } from './cases.ts';

/** What ties two accounts, and which layers do not; `accountA` sorts before `accountB`. */
export interface AccountTie extends PairTie {
  readonly accountA: string;
  readonly accountB: string;
  readonly sharedCampaignId: string | null;
}

/** How often the owner looks whether the work was cancelled, and how long the worker may take to stop by itself. */
const CANCEL_POLL_MS = 100;
const CANCEL_GRACE_MS = 1_500;

/**
 * Analyses the whole case with what analysts did to its campaigns by hand, stores the result with an entry in the activity log, and gives it. Settings
 * that are left out are the defaults; null takes those of the newest analysis. Throws settings-invalid, case-read-only, case-damaged, cancelled.
 */
export async function analyze(
  session: CaseSession,
  settings: Partial<AnalysisSettings> | null,
  control: JobControl,
): Promise<AnalysisResult> {
  if (session.readOnly) throw new Failure('case-read-only', 'the case is open for reading only');
  const request: AnalysisRequest = { kind: 'analyze', programVersion: packageDescription.version };
  const { store } = session;
  const edits = store.campaignEdits.active();
  const used = settings === null ? rememberedSettings(session) : completeSettings({ ...settings });
  const reply = await runWorker(session, used, edits, request, control);
  if (reply.kind !== 'analyzed') throw new Failure('worker-lost', 'the analysis worker gave another answer');
  const { result } = reply;
  store.transaction(() => {
    const run = store.analyses.append(result);
    const { runDigest, programVersion, exchangeCount, accountCount, findings } = result;
    const figures = { run, runDigest, programVersion, exchangeCount, accountCount, campaigns: findings.length };
    store.activity.append('analyzed', edits.length === 0 ? figures : { ...figures, edits: edits.map(({ sequence }) => sequence) });
  });
  return result;
}

/** The newest result of the case, whole; null when it has none. */
export function readAnalysis(session: CaseSession): AnalysisResult | null {
  return session.store.analyses.latest();
}

/** One campaign of the newest result. Throws analysis-missing, campaign-unknown. */
export function findCampaign(session: CaseSession, id: string): CampaignFinding {
  if (session.store.analyses.list().length === 0) throw new Failure('analysis-missing', 'the case has not been analysed');
  const finding = session.store.analyses.findCampaign(id);
  if (finding === null)
    throw new Failure('campaign-unknown', `no campaign ${id.slice(0, 40)} in the newest analysis`, { campaignId: id.slice(0, 40) });
  return finding;
}

/**
 * Everything that ties two accounts and what does not, computed from the facts with the settings of the newest result (or the defaults).
 * Throws account-unknown.
 */
export async function explainAccounts(session: CaseSession, a: string, b: string): Promise<AccountTie> {
  const newest = session.store.analyses.latestOverview();
  const [accountA, accountB] = a < b ? [a, b] : [b, a];
  if (accountA === accountB) throw new Failure('account-unknown', 'two different accounts are needed', { accountId: a });
  const reply = await runWorker(session, rememberedSettings(session), [], { kind: 'tie', accountA, accountB });
  if (reply.kind !== 'tied') throw new Failure('worker-lost', 'the analysis worker gave another answer');
  const shared = newest?.campaigns.find(({ accounts }) => accounts.includes(accountA) && accounts.includes(accountB));
  return { accountA, accountB, links: reply.tie.links, untied: reply.tie.untied, sharedCampaignId: shared?.id ?? null };
}

type Answer = Exclude<FromAnalysisWorker, { kind: 'progress' | 'failed' }>;

function runWorker(
  session: CaseSession,
  settings: AnalysisSettings,
  edits: readonly CampaignEdit[],
  request: AnalysisRequest,
  control?: JobControl,
): Promise<Answer> {
  const cancelFlag = new Int32Array(new SharedArrayBuffer(4));
  const task: AnalysisTask = { attachment: session.store.attachment(), settings, edits, cancelFlag, request };
  return new Promise((resolve, reject) => {
    if (control?.isCancelled() === true) {
      reject(new Failure('cancelled', 'analysis cancelled'));
      return;
    }
    const worker = new Worker(workerFile('analysis'), { workerData: task });
    let cancelledAt: number | null = null;
    const poll = setInterval(() => {
      if (control?.isCancelled() !== true) return;
      cancelledAt ??= performance.now();
      Atomics.store(cancelFlag, 0, 1);
      if (performance.now() - cancelledAt > CANCEL_GRACE_MS) void worker.terminate();
    }, CANCEL_POLL_MS);
    worker.on('message', (message: FromAnalysisWorker) => {
      if (message.kind === 'progress') control?.report(message.progress);
      else if (message.kind === 'failed') reject(reviveFailure(message.failure));
      else if (cancelledAt === null) resolve(message);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      clearInterval(poll);
      reject(
        cancelledAt === null
          ? new Failure('worker-lost', 'the analysis worker ended without an answer')
          : new Failure('cancelled', 'analysis cancelled'),
      );
    });
  });
}
