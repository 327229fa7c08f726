import { basename } from 'node:path';
import { Command } from 'commander';
import type { AnalysisResult, Campaign, CampaignReading } from '../engine/domain/campaign.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { CampaignId } from '../engine/domain/units.ts';
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
  await campaignTable(
    campaigns,
    new Map(
      findings.flatMap(({ campaign, reading }) => (reading === undefined || campaign.strength === 'lead' ? [] : [[campaign.id, reading]])),
    ),
  );
}

/** The newest analysis of an open case. Throws analysis-missing. */
export function requireAnalysis(session: CaseSession): AnalysisResult {
  const analysis = readAnalysis(session);
  if (analysis === null) throw new Failure('analysis-missing', `${basename(session.path)} has not been analysed`, { path: session.path });
  return analysis;
}

/** Campaigns as a person reads them, with how each is built where that is given; of leads, which may be innocent, that says nothing. */
export async function campaignTable(
  campaigns: readonly Campaign[],
  readings: ReadonlyMap<CampaignId, CampaignReading> = new Map(),
): Promise<void> {
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
      ...(readings.size === 0 ? [] : [{ title: 'looks like' }, { title: 'by chance', side: 'right' as const }]),
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
      ...(readings.size === 0 ? [] : [readings.get(campaign.id)?.kind ?? '-', chanceFigure(readings.get(campaign.id))]),
      campaign.layers.map((layer) => layer.layer).join(' '),
      [
        ...campaign.targeting.map((row) => ({ ...row, name: row.capability })),
        ...campaign.elicitation.map((row) => ({ ...row, name: row.elicitation })),
      ]
        .filter((row) => row.flagged)
        .map((row) => row.name)
        .join(' '),
    ]),
  );
}

/** Campaigns of at least its score that chance would give; a dash where nobody knows. */
function chanceFigure(reading: CampaignReading | undefined): string {
  const expected = reading?.expectedByChance ?? null;
  return expected === null ? '-' : expected === 0 ? 'none' : String(Number(expected.toPrecision(2)));
}
