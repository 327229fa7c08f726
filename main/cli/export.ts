import { Command } from 'commander';
import { isFailure } from '../engine/domain/failure.ts';
import type { CaseSession } from '../services/cases.ts';
import { type ExportSummary, exportBundle } from '../services/evidence.ts';
import { collect } from './arguments.ts';
import { withCase } from './case-access.ts';
import { count, printJson, printLine, tell } from './output.ts';
import { withProgress } from './progress.ts';

interface Options {
  campaign?: readonly string[];
  pseudonymise?: true;
  sign?: string;
  json?: true;
}

export function exportCommand(): Command {
  return new Command('export')
    .description('Write an evidence bundle: a report, tables and manifests that stock tools can check')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .argument('<folder>', 'the folder to make; new or empty')
    .option('--campaign <id>', 'this campaign, a lead or not; may be given several times (default: all above lead)', collect)
    .option('--pseudonymise', 'replace account names; the key is written beside the bundle')
    .option('--sign <keyfile>', 'sign with an ed25519 key (OpenSSH without a passphrase, or PKCS#8 PEM)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt export cases/spring evidence/spring --sign ~/.ssh/lab_ed25519')
    .action(run);
}

async function run(casePath: string, folder: string, options: Options): Promise<void> {
  const work = (session: CaseSession): Promise<ExportSummary> =>
    withProgress((control) =>
      exportBundle(
        session,
        folder,
        {
          campaignIds: options.campaign ?? [],
          pseudonymise: options.pseudonymise === true,
          ...(options.sign === undefined ? {} : { signKeyFile: options.sign }),
        },
        control,
      ),
    );
  const summary = await withCase(casePath, 'write', work).catch((error: unknown) => {
    if (!isFailure(error) || error.code !== 'case-read-only') throw error;
    tell('the case cannot be written, so its activity log will not tell of this export');
    return withCase(casePath, 'read', work);
  });
  tell(`wrote ${count(summary.files)} files about ${count(summary.campaigns)} campaigns`);
  if (options.json) return printJson(summary);
  await printLine(`bundle  ${summary.folder}`);
  await printLine(`report  ${summary.report}`);
  if (summary.pseudonymKeyFile !== null) await printLine(`key     ${summary.pseudonymKeyFile} (keep it apart from the bundle)`);
}
