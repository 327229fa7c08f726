import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import type { Mapping } from '../engine/formats/mapping.ts';
import { type CaseSession, createCase, openCase } from '../services/cases.ts';
import { importFiles } from '../services/imports.ts';
import { examineFile } from '../services/imports-files.ts';
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
    .argument('<file...>', 'log files: JSONL or CSV, plain, .gz or .zst')
    .option('--format <name>', 'format of the files, instead of recognising it')
    .option('--mapping <file>', 'JSON file that maps other column names to canonical ones')
    .option('--workers <n>', 'worker threads', wholeNumber(1, 64))
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt import cases/spring logs/march.jsonl.gz logs/april.csv')
    .action(run);
}

async function run(casePath: string, files: readonly string[], options: Options): Promise<void> {
  const mapping = options.mapping === undefined ? undefined : readMappingFile(options.mapping);
  for (const path of files) {
    await stat(path).catch((cause: unknown) => {
      throw new Failure('file-missing', `${path} does not exist`, { path }, { cause });
    });
  }
  const summary = await withSession(await openOrCreate(casePath, files, options.format, mapping), (session) =>
    withProgress((control) =>
      importFiles(
        session,
        {
          paths: files,
          ...(options.format === undefined ? {} : { format: options.format }),
          ...(mapping === undefined ? {} : { mapping }),
          ...(options.workers === undefined ? {} : { workers: options.workers }),
        },
        control,
      ),
    ),
  );
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

/** A case is made only for files that can be imported. */
async function openOrCreate(
  path: string,
  files: readonly string[],
  format: string | undefined,
  mapping: Mapping | undefined,
): Promise<CaseSession> {
  try {
    return await openCase(path, { program: PROGRAM_NAME });
  } catch (error) {
    if (!isFailure(error) || error.code !== 'case-missing') throw error;
    for (const file of files) await examineFile(file, format ?? null, mapping ?? null);
    return createCase(path, { program: PROGRAM_NAME });
  }
}
