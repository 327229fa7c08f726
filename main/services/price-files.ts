import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { Failure } from '../engine/domain/failure.ts';
import type { PriceRow, PriceTable } from '../engine/domain/price-table.ts';
import { encodeCsv, restoreCell } from '../engine/evidence/csv.ts';
import { CSV_DOUBLED, CsvFields, splitCsvRecord } from '../engine/formats/csv-records.ts';
import { parsePriceRows } from '../engine/impact/price-rows.ts';
import { asFileFailure } from './imports-files.ts';

const MOST_BYTES = 1 << 20;
const COLUMNS = ['model', 'currency', 'input', 'output', 'cacheRead', 'cacheWrite'] as const;

/**
 * Rows of a price file: a JSON list of objects, or CSV, each with the columns model, currency, input, output, cacheRead, cacheWrite. A leading apostrophe
 * of a CSV cell is taken off, as export puts one before what a spreadsheet would take for a formula. All rows are sound or none is taken. Throws
 * file-missing, file-unreadable, file-malformed, settings-invalid naming the row at fault.
 */
export function readPriceFile(path: string): PriceRow[] {
  const text = readText(path);
  const start = text.trimStart()[0];
  return parsePriceRows(start === '[' || start === '{' ? readJson(text, path) : readCsv(text, path), path);
}

/** Writes a version so that readPriceFile gives its rows again: JSON where the name ends in .json, else CSV. Throws file-unreadable, disk-full. */
export function writePriceFile(path: string, { rows }: PriceTable): void {
  const text = path.toLowerCase().endsWith('.json')
    ? `${JSON.stringify(rows, null, 2)}\n`
    : encodeCsv(
        COLUMNS,
        rows.map((row) => COLUMNS.map((name) => row[name])),
      );
  try {
    writeFileSync(path, text);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new Failure('disk-full', `${path} cannot be written: the disk is full`, { path }, { cause: error });
    throw asFileFailure(path, error);
  }
}

function readText(path: string): string {
  let bytes: Buffer;
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) throw new Failure('file-malformed', `${path} is larger than a price table is`, { path, bytes: size });
    bytes = readFileSync(path);
  } catch (error) {
    throw asFileFailure(path, error);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Failure('file-malformed', `${path} is not UTF-8`, { path }, { cause: error });
  }
}

function readJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure('file-malformed', `${path} is not JSON`, { path }, { cause: error });
  }
}

function readCsv(text: string, path: string): Record<string, string>[] {
  const [head, ...records] = readRecords(text, path);
  const columns = (head ?? []).map((cell) => restoreCell(cell.trim()));
  if (new Set(columns).size < columns.length || !columns.includes('model'))
    throw new Failure('file-malformed', `${path}: the first line does not name the columns ${COLUMNS.join(', ')}`, { path });
  return records.map((cells, i) => {
    if (cells.length !== columns.length)
      throw new Failure('file-malformed', `${path}: row ${i + 1} has ${cells.length} cells where the first line names ${columns.length}`, {
        path,
      });
    return Object.fromEntries(columns.map((name, place) => [name, restoreCell((cells[place] ?? '').trim())]));
  });
}

/** Cells of each record, empty lines left out. */
function readRecords(text: string, path: string): string[][] {
  const bytes = Buffer.from(text, 'utf8');
  const fields = new CsvFields();
  const records: string[][] = [];
  for (let from = 0; from < bytes.length; ) {
    const { state, next } = splitCsvRecord(bytes, from, bytes.length, true, fields);
    if (state !== 'complete') throw new Failure('file-malformed', `${path}: record ${records.length + 1} is not CSV`, { path });
    const cells = Array.from({ length: fields.count }, (_, i) => {
      const cell = bytes.toString('utf8', fields.starts[i], fields.ends[i]);
      return ((fields.kinds[i] as number) & CSV_DOUBLED) === 0 ? cell : cell.replaceAll('""', '"');
    });
    if (cells.some((cell) => cell.trim() !== '')) records.push(cells);
    from = next;
  }
  return records;
}
