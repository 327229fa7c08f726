import { Command } from 'commander';
import { LAYERS } from '../engine/domain/layer.ts';
import type { ColumnFill } from '../engine/domain/sources.ts';
import { columnsOfLayer } from '../engine/links/layer-columns.ts';
import { columnFill, listSources } from '../services/sources.ts';
import { removeSource } from '../services/sources-removal.ts';
import { wholeNumber } from './arguments.ts';
import { withCase } from './case-access.ts';
import { count, day, percent, printJson, printLine, printTable, tell } from './output.ts';
import { withProgress } from './progress.ts';

interface Options {
  remove?: number;
  columns?: number | 'all';
  json?: true;
}

export function sourcesCommand(): Command {
  const id = wholeNumber(1);
  return new Command('sources')
    .description('List the files a case was imported from, or take one out with everything derived from it')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .option('--remove <id>', 'remove a source, its exchanges and all analysis runs', id)
    .option('--columns <id>', 'how full each column is, of one source or of all', (text) => (text === 'all' ? text : id(text)))
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt sources cases/spring --columns all')
    .action(run);
}

async function run(casePath: string, options: Options): Promise<void> {
  if (options.remove !== undefined) return await remove(casePath, options.remove, options.json === true);
  if (options.columns !== undefined) return await showColumns(casePath, options.columns, options.json === true);
  const sources = await withCase(casePath, 'read', async (session) => listSources(session));
  if (options.json) return await printJson({ sources });
  await printTable(
    [
      { title: 'id', side: 'right' },
      { title: 'file' },
      { title: 'format' },
      { title: 'state' },
      { title: 'exchanges', side: 'right' },
      { title: 'duplicates', side: 'right' },
      { title: 'quarantined', side: 'right' },
      { title: 'passed over', side: 'right' },
      { title: 'first seen' },
      { title: 'last seen' },
      { title: 'SHA-256' },
      { title: 'format because' },
    ],
    sources.map((source) => [
      String(source.sourceId),
      source.path,
      source.format,
      source.failure === null ? source.state : `${source.state}: ${source.failure}`,
      count(source.exchanges),
      count(source.duplicates),
      count(source.quarantined),
      count(source.passedOver),
      day(source.firstSeen),
      day(source.lastSeen),
      source.sha256 ?? '-',
      source.reason,
    ]),
  );
}

async function remove(casePath: string, sourceId: number, json: boolean): Promise<void> {
  const removed = await withCase(casePath, 'write', (session) => withProgress((control) => removeSource(session, sourceId, control)));
  tell(`removed ${removed.path} with ${count(removed.exchanges)} exchanges; ${count(removed.uncovered)} that other sources repeat stay`);
  if (json) await printJson(removed);
}

async function showColumns(casePath: string, of: number | 'all', json: boolean): Promise<void> {
  const columns = await withCase(casePath, 'read', (session) => columnFill(session, of === 'all' ? null : of));
  const disabled = disabledLayers(columns);
  if (json) return await printJson({ columns, disabledLayers: disabled });
  await printTable(
    [{ title: 'column' }, { title: 'filled', side: 'right' }, { title: 'share', side: 'right' }],
    columns.map(({ column, filled, exchanges }) => [column, count(filled), exchanges === 0 ? '-' : percent(filled / exchanges)]),
  );
  for (const { layer, columns: needed } of disabled) await printLine(`layer ${layer}: off, nothing fills ${needed.join(', ')}`);
}

/** Layers of which no column is filled. Columns that are derived from the prompt stand for it. */
function disabledLayers(columns: readonly ColumnFill[]): { layer: string; columns: readonly string[] }[] {
  const filled = new Map(columns.map(({ column, filled }) => [column, filled]));
  return LAYERS.flatMap((layer) => {
    const needed = [...new Set(columnsOfLayer(layer).map((name) => (filled.has(name) ? name : 'prompt_text')))];
    return needed.some((name) => (filled.get(name) ?? 0) > 0) ? [] : [{ layer, columns: needed }];
  });
}
