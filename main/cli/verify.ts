import { resolve } from 'node:path';
import { Command } from 'commander';
import { verifyBundle } from '../services/evidence.ts';
import { count, printJson, printLine, tell } from './output.ts';

export function verifyCommand(): Command {
  return new Command('verify')
    .description('Check that an evidence bundle is complete and unchanged')
    .argument('<bundle>', 'the folder of the bundle')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt verify evidence/spring')
    .action(run);
}

async function run(folder: string, options: { json?: true }): Promise<void> {
  const verdict = await verifyBundle(folder);
  if (!verdict.ok) process.exitCode = 1;
  if (!verdict.ok)
    tell(
      `stillhunt: ${resolve(folder)}: ${verdict.problems[0] ?? ''}${verdict.problems.length > 1 ? ` (and ${verdict.problems.length - 1} more)` : ''}`,
    );
  if (options.json) return printJson({ folder: resolve(folder), ...verdict });
  for (const problem of verdict.problems) await printLine(problem);
  if (!verdict.ok) return printLine(`${count(verdict.problems.length)} problems`);
  await printLine(`complete and unchanged: ${count(verdict.files)} files`);
  await printLine(verdict.signer === null ? 'not signed: nothing here shows who made it' : `signed by ${verdict.signer}`);
}
