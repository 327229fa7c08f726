import { Command } from 'commander';
import { isFailure } from '../engine/domain/failure.ts';
import { type CaseSession, createCase, openCase } from '../services/cases.ts';
import { examineFiles, type ImportRequest, importFiles } from '../services/imports.ts';
import { readMappingFile } from '../services/imports-mapping.ts';
import { wholeNumber } from './arguments.ts';
import { withSession } from './case-access.ts';
import { count, printJson, printTable, tell } from './output.ts';
import { PROGRAM_NAME } from './program-version.ts';
import { withProgress } from './progress.ts';

interface Options {
  format?: string;
  mapping?: string;
  workers?: number;
  json?: true;
}

export function importCommand(): Command {
  return new Command('import')
    .description('Read log files into a case; the case is made when it does not exist. An interrupted import goes on where it stopped.')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .argument('<file...>', 'log files, folders, .zip archives or patterns')
    .option('--format <name>', 'format of the files, instead of recognising it')
    .option('--mapping <file>', 'JSON file that maps other column names to canonical ones')
    .option('--workers <n>', 'worker threads', wholeNumber(1, 64))
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt import cases/spring logs/march.jsonl.gz logs/april.csv')
    .action(run);
}

async function run(casePath: string, files: readonly string[], options: Options): Promise<void> {
  const mapping = options.mapping === undefined ? undefined : readMappingFile(options.mapping);
  const request: ImportRequest = {
    paths: files,
    ...(options.format === undefined ? {} : { format: options.format }),
    ...(mapping === undefined ? {} : { mapping }),
    ...(options.workers === undefined ? {} : { workers: options.workers }),
  };
  const examined = await examineFiles(request);
  const summary = await withSession(await openOrCreate(casePath), (session) =>
    withProgress((control) => importFiles(session, { ...request, examined }, control)),
  );
  for (const { path, remark } of summary.sources) if (remark !== null) tell(`${path}: ${remark}`);
  for (const { path, reason } of summary.skipped) tell(`not imported: ${path}: ${reason}`);
  tell(
    `imported in ${summary.seconds.toFixed(1)} s; the case holds ${count(summary.exchanges)} exchanges of ${count(summary.accounts)} accounts`,
  );
  if (options.json) return printJson(summary);
  await printTable(
    [
      { title: 'file' },
      { title: 'format' },
      { title: 'bytes', side: 'right' },
      { title: 'exchanges', side: 'right' },
      { title: 'quarantined', side: 'right' },
      { title: 'duplicates', side: 'right' },
    ],
    summary.sources.map((source) => [
      source.path,
      source.format,
      count(source.bytes),
      count(source.exchanges),
      count(source.quarantined),
      count(source.duplicates),
    ]),
  );
}

/** Called once the files are known to be importable: a case is made only for such. */
async function openOrCreate(path: string): Promise<CaseSession> {
  try {
    return await openCase(path, { program: PROGRAM_NAME });
  } catch (error) {
    if (!isFailure(error) || error.code !== 'case-missing') throw error;
    return createCase(path, { program: PROGRAM_NAME });
  }
}
