import { basename } from 'node:path';
import { Command } from 'commander';
import type { AnalysisResult, Campaign } from '../engine/domain/campaign.ts';
import { Failure } from '../engine/domain/failure.ts';
import { readAnalysis } from '../services/analyses.ts';
import type { CaseSession } from '../services/cases.ts';
import { withCase } from './case-access.ts';
import { count, day, printJson, printLine, printTable } from './output.ts';

export function campaignsCommand(): Command {
  return new Command('campaigns')
    .description('List the campaigns of the newest analysis')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt campaigns cases/spring --json > campaigns.json')
    .action(run);
}

async function run(casePath: string, options: { json?: true }): Promise<void> {
  const { runDigest, findings } = await withCase(casePath, 'read', async (session) => requireAnalysis(session));
  const campaigns = findings.map((finding) => finding.campaign);
  if (options.json) return printJson({ runDigest, campaigns });
  await campaignTable(campaigns);
}

/** The newest analysis of an open case. Throws analysis-missing. */
export function requireAnalysis(session: CaseSession): AnalysisResult {
  const analysis = readAnalysis(session);
  if (analysis === null) throw new Failure('analysis-missing', `${basename(session.path)} has not been analysed`, { path: session.path });
  return analysis;
}

/** Campaigns as a person reads them. */
export async function campaignTable(campaigns: readonly Campaign[]): Promise<void> {
  if (campaigns.length === 0) return printLine('no accounts that act as one were found');
  await printTable(
    [
      { title: 'campaign' },
      { title: 'strength' },
      { title: 'score', side: 'right' },
      { title: 'accounts', side: 'right' },
      { title: 'exchanges', side: 'right' },
      { title: 'first seen' },
      { title: 'last seen' },
      { title: 'layers' },
      { title: 'targeted' },
    ],
    campaigns.map((campaign) => [
      campaign.id,
      campaign.strength,
      campaign.score.toFixed(1),
      count(campaign.accountCount),
      count(campaign.exchangeCount),
      day(campaign.firstSeen),
      day(campaign.lastSeen),
      campaign.layers.map((layer) => layer.layer).join(' '),
      campaign.targeting
        .filter((row) => row.flagged)
        .map((row) => row.capability)
        .join(' '),
    ]),
  );
}
