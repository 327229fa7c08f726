import { Command, Option } from 'commander';
import { Failure } from '../engine/domain/failure.ts';
import { SIDE_TABLE_KINDS, type SideTableKind, type SideTableSummary } from '../engine/domain/sources.ts';
import { addSideTable, listSideTables, removeSideTable } from '../services/side-tables.ts';
import { isJoinStale, joinSideTables } from '../services/side-tables-joining.ts';
import { lookAtSideTable } from '../services/side-tables-look.ts';
import { readSideTableMapping } from '../services/side-tables-mapping.ts';
import { wholeNumber } from './arguments.ts';
import { withCase } from './case-access.ts';
import { count, printJson, printLine, printTable, tell } from './output.ts';
import { withProgress } from './progress.ts';

interface Options {
  kind?: SideTableKind;
  mapping?: string;
  remove?: number;
  again?: true;
  json?: true;
}

export function enrichCommand(): Command {
  return new Command('enrich')
    .description(
      'Join a table of accounts, an edge log or a table of API keys to the exchanges of a case; without a file, list what is joined',
    )
    .argument('<case>', 'folder or .stillhunt file of the case')
    .argument('[file]', 'the table: CSV, JSON, JSON lines, Parquet or an access log, also compressed')
    .addOption(new Option('--kind <kind>', 'what it adds, instead of telling it by its columns').choices([...SIDE_TABLE_KINDS]))
    .option('--mapping <file>', 'JSON file that says what its columns mean')
    .option('--remove <id>', 'take a side table out again', wholeNumber(1))
    .option('--again', 'join all side tables again, after an import that was stopped')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt enrich cases/spring accounts.csv')
    .action(run);
}

async function run(casePath: string, file: string | undefined, options: Options): Promise<void> {
  const { remove, json } = options;
  if (remove !== undefined) {
    await withCase(casePath, 'write', (session) => withProgress((control) => removeSideTable(session, remove, control)));
    tell(`removed side table ${remove}`);
  }
  if (options.again === true) await withCase(casePath, 'write', (session) => withProgress((control) => joinSideTables(session, control)));
  if (file === undefined) {
    const { sideTables, stale } = await withCase(casePath, 'read', async (session) => ({
      sideTables: listSideTables(session),
      stale: isJoinStale(session),
    }));
    if (stale) tell('exchanges were imported since that no side table was joined to; --again joins them');
    return json ? await printJson({ sideTables, stale }) : await printTables(sideTables);
  }
  const mapping = options.mapping === undefined ? null : readSideTableMapping(options.mapping);
  const kind = options.kind ?? (await kindOf(file));
  const added = await withCase(casePath, 'write', (session) =>
    withProgress((control) => addSideTable(session, { path: file, kind, mapping }, control)),
  );
  tell(`joined ${count(added.matchedRows)} of ${count(added.rows)} rows by ${added.joinedBy}`);
  if (json) return await printJson(added);
  await printTables([added]);
  for (const { column, kind: what, count: times, examples } of added.conflicts) {
    const named = examples.length === 0 ? '' : `, for example ${examples.join(', ')}`;
    await printLine(`${column}: ${CONFLICT_WORDS[what]} ${count(times)} times${named}`);
  }
}

const CONFLICT_WORDS = {
  'log-differs': 'differs from what the log says, which stands,',
  'rows-differ': 'differs from an earlier row, which stands,',
  ambiguous: 'several rows may be meant, none was joined,',
} as const;

async function kindOf(file: string): Promise<SideTableKind> {
  const { kind, reason } = await lookAtSideTable(file);
  if (kind === null) throw new Failure('mapping-invalid', `${file}: ${reason}; name it with --kind`, { path: file });
  return kind;
}

async function printTables(tables: readonly SideTableSummary[]): Promise<void> {
  await printTable(
    [
      { title: 'id', side: 'right' },
      { title: 'file' },
      { title: 'kind' },
      { title: 'rows', side: 'right' },
      { title: 'joined', side: 'right' },
      { title: 'joined by' },
      { title: 'filled' },
      { title: 'conflicts', side: 'right' },
    ],
    tables.map((table) => [
      String(table.sideTableId),
      table.path,
      table.kind,
      count(table.rows),
      count(table.matchedRows),
      table.joinedBy,
      Object.entries(table.filled)
        .map(([column, times]) => `${column} ${count(times)}`)
        .join(', '),
      count(table.conflicts.reduce((sum, conflict) => sum + conflict.count, 0)),
    ]),
  );
}
