import { Command } from 'commander';
import { Failure } from '../engine/domain/failure.ts';
import type { PriceRow, PriceTable } from '../engine/domain/price-table.ts';
import { readPriceFile, writePriceFile } from '../services/price-files.ts';
import { listPrices, readPrices, restorePrices, savePrices } from '../services/price-tables.ts';
import { wholeNumber } from './arguments.ts';
import { withCase } from './case-access.ts';
import { count, printJson, printLine, printTable, tell } from './output.ts';

interface Options {
  set?: string;
  note?: string;
  restore?: number;
  export?: string;
  priceVersion?: number;
  list?: true;
  json?: true;
}

export function pricesCommand(): Command {
  return new Command('prices')
    .description('Show or change what tokens cost, for stillhunt impact; every change is a new version')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .option('--set <file>', 'replace the prices by those of a CSV or JSON file: model, currency, input, output, cacheRead, cacheWrite')
    .option('--note <text>', 'a note to that version', '')
    .option('--restore <version>', 'make an older version the newest again', wholeNumber(1))
    .option('--export <file>', 'write a version, as JSON where the name ends in .json, else as CSV')
    .option('--price-version <version>', 'the version to show or export, in place of the newest', wholeNumber(1))
    .option('--list', 'list all versions')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nPrices are per million tokens. A model may end in *: the exact name goes before the longest beginning.')
    .addHelpText('after', '\nExample: stillhunt prices cases/spring --set prices.csv --note "list prices of March"')
    .action(run);
}

async function run(casePath: string, options: Options, command: Command): Promise<void> {
  if (options.set !== undefined && options.restore !== undefined) command.error('error: --set and --restore exclude each other');
  const rows = options.set === undefined ? null : readPriceFile(options.set);
  const changes = rows !== null || options.restore !== undefined;
  const { table, versions } = await withCase(casePath, changes ? 'write' : 'read', async (session) => {
    const before = readPrices(session)?.version ?? 0;
    if (rows !== null) savePrices(session, rows, options.note ?? '');
    if (options.restore !== undefined) restorePrices(session, options.restore);
    const newest = readPrices(session)?.version ?? 0;
    if (changes)
      tell(newest === before ? 'these are the prices of the newest version: nothing changed' : `version ${newest} of the prices`);
    return { table: readPrices(session, options.priceVersion), versions: listPrices(session).versions };
  });
  if (options.export !== undefined) {
    if (table === null) throw new Failure('entry-unknown', 'the case has no prices to export');
    writePriceFile(options.export, table);
    tell(`version ${table.version} written to ${options.export}`);
  }
  if (options.json) return await printJson(options.list ? { versions } : { priceTable: table });
  if (options.list) return await versionTable(versions);
  if (table === null) return await printLine('no prices');
  await priceRows(table.rows);
}

function priceRows(rows: readonly PriceRow[]): Promise<void> {
  const right = 'right' as const;
  return printTable(
    [
      { title: 'model' },
      { title: 'currency' },
      { title: 'input', side: right },
      { title: 'output', side: right },
      { title: 'cache read', side: right },
      { title: 'cache write', side: right },
    ],
    rows.map(({ model, currency, ...row }) => [
      model,
      currency,
      ...[row.input, row.output, row.cacheRead, row.cacheWrite].map((price) => (price === null ? '-' : String(price))),
    ]),
  );
}

function versionTable(versions: readonly PriceTable[]): Promise<void> {
  return printTable(
    [{ title: 'version', side: 'right' }, { title: 'at' }, { title: 'by' }, { title: 'models', side: 'right' }, { title: 'note' }],
    versions.map(({ version, at, madeBy, rows, note }) => [String(version), at, madeBy, count(rows.length), note]),
  );
}
