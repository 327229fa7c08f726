import { Command, Option } from 'commander';
import { analyze } from '../services/analyses.ts';
import { campaignTable } from './campaigns.ts';
import { withCase } from './case-access.ts';
import { count, printJson, printLine, tell } from './output.ts';
import { withProgress } from './progress.ts';
import { readSettings } from './settings-file.ts';

export function analyzeCommand(): Command {
  return new Command('analyze')
    .description('Find accounts that act as one and what they were after. The same case and settings give the same result digest.')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .option('--settings <file>', 'JSON file with settings that differ from the defaults; without it, those of the last analysis')
    .addOption(new Option('--defaults', 'use the default settings, whatever the last analysis used').conflicts('settings'))
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample: stillhunt analyze cases/spring --settings strict.json\nA settings file may hold: seed, layers, maxAccountsPerValue, linkFalseDiscoveryRate, resolution, minAccounts, bootstrapDraws, flagRatio, flagFalseDiscoveryRate',
    )
    .action(run);
}

async function run(casePath: string, options: { settings?: string; defaults?: true; json?: true }): Promise<void> {
  const chosen = options.defaults ? {} : null;
  const settings = options.settings === undefined ? chosen : await readSettings(options.settings);
  const started = performance.now();
  const result = await withCase(casePath, 'write', (session) => withProgress((control) => analyze(session, settings, control)));
  const seconds = (performance.now() - started) / 1000;
  tell(`analysed ${count(result.exchangeCount)} exchanges of ${count(result.accountCount)} accounts in ${seconds.toFixed(1)} s`);
  const { runDigest, programVersion, exchangeCount, accountCount, layers } = result;
  if (options.json) {
    return printJson({
      runDigest,
      programVersion,
      settings: result.settings,
      exchangeCount,
      accountCount,
      layers,
      campaigns: result.findings.length,
      seconds,
    });
  }
  await printLine(`result digest ${runDigest}`);
  for (const layer of layers.filter((report) => report.state === 'unavailable')) await printLine(`layer ${layer.layer}: not in this log`);
  await campaignTable(result.findings.map((finding) => finding.campaign));
}
