import { Command } from 'commander';
import { exportQuarantine } from '../services/quarantine-export.ts';
import { wholeNumber } from './arguments.ts';
import { withCase } from './case-access.ts';
import { count, printJson, tell } from './output.ts';
import { withProgress } from './progress.ts';

interface Options {
  source?: number;
  out: string;
  json?: true;
}

export function quarantineCommand(): Command {
  return new Command('quarantine')
    .description(
      'Write the records that could not be imported as JSON lines, each with place, reason and the record as it lies in its file',
    )
    .argument('<case>', 'folder or .stillhunt file of the case')
    .requiredOption('--out <file>', 'the file to write')
    .option('--source <id>', 'only the records of one source', wholeNumber(1))
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt quarantine cases/spring --out bad-records.jsonl')
    .action(run);
}

async function run(casePath: string, { source, out, json }: Options): Promise<void> {
  const records = await withCase(casePath, 'read', (session) =>
    withProgress((control) => exportQuarantine(session, source ?? null, out, control)),
  );
  tell(`${count(records)} records written`);
  if (json) await printJson({ path: out, records });
}
