import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { runSample, type SampleSummary } from '../services/samples.ts';
import { wholeNumber } from './arguments.ts';
import { campaignTable } from './campaigns.ts';
import { count, percent, printJson, printLine, tell } from './output.ts';
import { PROGRAM_NAME } from './program-version.ts';
import { withProgress } from './progress.ts';
import { readSizes, type SizeOptions, withSizes } from './simulate.ts';

const DEFAULT_FOLDER = 'stillhunt-sample';

export function sampleCommand(): Command {
  return withSizes(
    new Command('sample')
      .description('Show everything at work: make traffic with a planted campaign, import it, analyse it, and export the evidence')
      .argument('[folder]', `where to put it all, new or empty (${DEFAULT_FOLDER}, or the next free name)`)
      .option('--scenario <name>', 'what to plant; organic plants nothing', 'planted'),
  )
    .option('--workers <n>', 'worker threads of the import', wholeNumber(1, 64))
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt sample demo')
    .action(run);
}

type Options = SizeOptions & { scenario: string; workers?: number; json?: true };

async function run(folder: string | undefined, options: Options, command: Command): Promise<void> {
  const sizes = readSizes(options, command);
  const summary = await withProgress((control) =>
    runSample(
      folder ?? freeFolder(),
      {
        ...sizes,
        scenario: options.scenario,
        program: PROGRAM_NAME,
        ...(options.workers === undefined ? {} : { workers: options.workers }),
      },
      control,
    ),
  );
  tell(`done in ${summary.seconds.toFixed(1)} s`);
  await (options.json ? printJson(summary) : printSummary(summary));
}

function freeFolder(): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? DEFAULT_FOLDER : `${DEFAULT_FOLDER}-${n}`;
    if (!existsSync(name)) return name;
  }
}

async function printSummary({ import: imported, campaigns, truth, paths, runDigest }: SampleSummary): Promise<void> {
  await printLine(`${count(imported.exchanges)} exchanges of ${count(imported.accounts)} accounts; result digest ${runDigest}`);
  await printLine();
  await campaignTable(campaigns);
  await printLine();
  await printLine(
    `planted: ${truth.plantedAccounts === 0 ? 'nothing' : `${count(truth.plantedAccounts)} accounts, after ${truth.plantedCapabilities.join(' and ')}`}`,
  );
  await printLine(`found above lead: ${count(truth.foundAccounts)} accounts in ${count(truth.campaignsAboveLead)} campaigns`);
  if (truth.accountPrecision !== null) await printLine(`account precision ${percent(truth.accountPrecision)}`);
  if (truth.accountRecall !== null) await printLine(`account recall    ${percent(truth.accountRecall)}`);
  await printLine(`targeting flagged: ${truth.flaggedCapabilities.join(', ') || 'nothing'}`);
  await printLine();
  await printLine(`report  ${paths.report}`);
  await printLine(`bundle  ${paths.bundle}`);
  await printLine(`case    ${paths.case}`);
  await printLine(`log     ${paths.exchanges}`);
  await printLine(`truth   ${paths.truth}`);
}
