import { Command } from 'commander';
import { checkCase } from '../services/cases.ts';
import { count, printJson, printLine, printTable, tell } from './output.ts';
import { withProgress } from './progress.ts';

export function checkCommand(): Command {
  return new Command('check')
    .description('Check that a case is whole: the database, every segment, the row counts, the activity log. Changes nothing.')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt check cases/spring')
    .action(run);
}

async function run(casePath: string, options: { json?: true }): Promise<void> {
  const report = await withProgress((control) => checkCase(casePath, control));
  const [first] = report.problems;
  if (!report.ok) process.exitCode = 1;
  if (first !== undefined)
    tell(`stillhunt: ${first.message}${report.problems.length > 1 ? ` (and ${report.problems.length - 1} more)` : ''}`);
  if (options.json) return printJson(report);
  if (report.ok)
    return printLine(
      `whole: ${count(report.segments)} segments, ${count(report.exchanges)} exchanges, ${count(report.activityEntries)} entries of the activity log`,
    );
  await printTable(
    [{ title: 'problem' }, { title: 'what and where' }],
    report.problems.map(({ code, message }) => [code, message]),
  );
}
