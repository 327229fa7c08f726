import { Command } from 'commander';
import type { CampaignReading, ShareComparison } from '../engine/domain/campaign.ts';
import { findCampaign } from '../services/analyses.ts';
import { requireAnalysis } from './campaigns.ts';
import { withCase } from './case-access.ts';
import { percent, printJson, printLine, printTable, probability } from './output.ts';

export function targetingCommand(): Command {
  return new Command('targeting')
    .description('Show what campaigns ask for more than comparable traffic does')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .option('--campaign <id>', 'one campaign only')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt targeting cases/spring --campaign c-0123456789')
    .action(run);
}

async function run(casePath: string, options: { campaign?: string; json?: true }): Promise<void> {
  const { runDigest, campaigns } = await withCase(casePath, 'read', async (session) => {
    const analysis = requireAnalysis(session);
    const findings = options.campaign === undefined ? analysis.findings : [findCampaign(session, options.campaign)];
    return { runDigest: analysis.runDigest, campaigns: findings.map(({ campaign, reading }) => ({ ...campaign, ...readingOf(reading) })) };
  });
  if (options.json) {
    return printJson({
      runDigest,
      campaigns: campaigns.map(({ id, strength, targeting, elicitation, pivots, ...rest }) => ({
        id,
        strength,
        targeting,
        elicitation,
        pivots,
        targetingOf: rest.targetingOf,
        baseline: rest.baseline,
        targetingOfAll: rest.targetingOfAll,
        targetingWithoutContent: rest.targetingWithoutContent,
      })),
    });
  }
  if (campaigns.length === 0) await printLine('no campaigns');
  for (const campaign of campaigns) {
    await printLine(`${campaign.id}  ${campaign.strength}`);
    const { baseline } = campaign;
    if (baseline !== null) {
      const matched = baseline.matched.map(({ on, share }) => `${percent(share)} on ${on}`).join(', ');
      await printLine(`${campaign.targetingOf} against ${baseline.accountCount} accounts ${baseline.accounts}, matched ${matched}`);
    }
    await comparisonTable([
      ...campaign.targeting.map((row) => ({ ...row, name: row.capability })),
      ...campaign.elicitation.map((row) => ({ ...row, name: row.elicitation })),
    ]);
    await flaggedLine('all exchanges', campaign.targetingOfAll);
    await flaggedLine('members that infrastructure alone ties', campaign.targetingWithoutContent);
    for (const pivot of campaign.pivots)
      await printLine(`pivot ${pivot.at}: ${pivot.kind}, ${pivot.before} before, ${pivot.after} after, p ${probability(pivot.pValue)}`);
    await printLine();
  }
}

/** What the reading says of the comparison; null where it is not there. */
function readingOf(reading: CampaignReading | undefined) {
  return {
    targetingOf: reading?.targetingOf ?? 'all exchanges',
    baseline: reading?.baseline ?? null,
    targetingOfAll: reading?.targetingOfAll ?? null,
    targetingWithoutContent: reading?.targetingWithoutContent ?? null,
  };
}

async function flaggedLine(of: string, rows: CampaignReading['targetingOfAll'] | null): Promise<void> {
  if (rows == null) return;
  const flagged = rows
    .filter((row) => row.flagged)
    .map((row) => `${'capability' in row ? row.capability : row.elicitation} ${row.ratio.toFixed(2)}x`);
  await printLine(`the same of ${of}: ${flagged.join(', ') || 'nothing targeted'}`);
}

async function comparisonTable(rows: readonly (ShareComparison & { readonly name: string })[]): Promise<void> {
  const right = 'right' as const;
  await printTable(
    [
      { title: 'asked for' },
      { title: 'share', side: right },
      { title: 'baseline', side: right },
      { title: 'ratio', side: right },
      { title: '95 % interval', side: right },
      { title: 'q', side: right },
      { title: '' },
    ],
    rows.map((row) => [
      row.name,
      percent(row.share),
      percent(row.baselineShare),
      row.ratio.toFixed(2),
      `${row.ratioLow.toFixed(2)} to ${row.ratioHigh.toFixed(2)}`,
      probability(row.qValue),
      row.flagged ? 'targeted' : '',
    ]),
  );
}
