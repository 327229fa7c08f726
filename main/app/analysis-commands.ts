import { Failure } from '../engine/domain/failure.ts';
import { analyze, explainAccounts, findCampaign } from '../services/analyses.ts';
import { settingsState } from '../services/analysis-settings.ts';
import type { CaseSession } from '../services/cases.ts';
import { exportBundle } from '../services/evidence.ts';
import { targetingBoard } from '../services/targeting-board.ts';
import type { CommandHandlers } from './command-context.ts';
import { askBundleFolder } from './dialogs.ts';

type AnalysisCommand =
  | 'analysis.start'
  | 'analysis.settings'
  | 'analysis.campaigns'
  | 'analysis.campaign'
  | 'analysis.targeting'
  | 'analysis.tie'
  | 'evidence.export';

export const analysisCommands: CommandHandlers<AnalysisCommand> = {
  'analysis.start': ({ openCase, jobs }, { settings = null }) => {
    const session = openCase.writableSession();
    const work = async (control: Parameters<typeof analyze>[2]) => {
      const { runDigest, findings } = await analyze(session, settings, control);
      openCase.changed();
      return { runDigest, campaigns: findings.length };
    };
    return { jobId: jobs.start('analysis', work) };
  },
  'analysis.settings': ({ openCase }) => settingsState(openCase.session()),
  'analysis.campaigns': ({ openCase }) => latest(openCase.session()).campaigns,
  'analysis.campaign': ({ openCase }, { campaignId }) => {
    const session = openCase.session();
    const { daily, usage } = latest(session);
    return { finding: findCampaign(session, campaignId), caseDaily: daily, restUsage: usage?.rest ?? null };
  },
  'analysis.targeting': ({ openCase }) => targetingBoard(openCase.session()),
  'analysis.tie': ({ openCase }, { accountA, accountB }) => explainAccounts(openCase.session(), accountA, accountB),
  'evidence.export': async ({ window, openCase, jobs }, { campaignIds, pseudonymise }) => {
    const session = openCase.session();
    const { path, name } = session.summary();
    const folder = await askBundleFolder(window, path, name);
    if (folder === null) return null;
    const request = campaignIds.length === 0 ? { pseudonymise } : { campaignIds: [...campaignIds], pseudonymise };
    return { jobId: jobs.start('export', (control) => exportBundle(session, folder, request, control)) };
  },
};

function latest(session: CaseSession) {
  const run = session.store.analyses.latestOverview();
  if (run === null) throw new Failure('analysis-missing', 'the case has not been analysed');
  return run;
}
