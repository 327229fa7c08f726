import type { PriceRow } from '../../main/engine/domain/price-table.ts';

/** The prices of a row as they are typed, before they are numbers. */
export interface DraftRow {
  readonly key: number;
  readonly model: string;
  readonly currency: string;
  readonly input: string;
  readonly output: string;
  readonly cacheRead: string;
  readonly cacheWrite: string;
}

export const PRICE_FIELDS = ['input', 'output', 'cacheRead', 'cacheWrite'] as const;
export type PriceField = (typeof PRICE_FIELDS)[number];

export function draftOf(rows: readonly PriceRow[]): readonly DraftRow[] {
  return rows.map((row, key) => ({
    key,
    model: row.model,
    currency: row.currency,
    input: typed(row.input),
    output: typed(row.output),
    cacheRead: typed(row.cacheRead),
    cacheWrite: typed(row.cacheWrite),
  }));
}

export function emptyRow(rows: readonly DraftRow[]): DraftRow {
  const key = rows.reduce((most, row) => Math.max(most, row.key), -1) + 1;
  return { key, model: '', currency: rows.at(-1)?.currency ?? 'USD', input: '', output: '', cacheRead: '', cacheWrite: '' };
}

const typed = (price: number | null): string => (price === null ? '' : String(price));

/** What stands in the way of one field; null where nothing does. The program checks the rest when it keeps a version. */
export function problemOf(row: DraftRow, field: keyof Omit<DraftRow, 'key'>, rows: readonly DraftRow[]): string | null {
  if (field === 'model') {
    if (row.model.trim() === '') return 'A model name is needed, or its beginning and *';
    return rows.some((other) => other.key !== row.key && other.model.trim() === row.model.trim())
      ? 'Another row names the same model'
      : null;
  }
  if (field === 'currency') return /^[A-Z]{3}$/.test(row.currency.trim()) ? null : 'Three capital letters, as USD';
  const written = row[field].trim();
  return written === '' || /^\d{1,7}(?:\.\d{1,6})?$/.test(written) ? null : 'A price for a million tokens, as 2.5, or nothing';
}

export function isReady(rows: readonly DraftRow[]): boolean {
  return rows.every((row) => (['model', 'currency', ...PRICE_FIELDS] as const).every((field) => problemOf(row, field, rows) === null));
}

/** The rows of a draft without problems. */
export function rowsOf(draft: readonly DraftRow[]): readonly PriceRow[] {
  const price = (written: string): number | null => (written.trim() === '' ? null : Number(written.trim()));
  return draft.map((row) => ({
    model: row.model.trim(),
    currency: row.currency.trim(),
    input: price(row.input),
    output: price(row.output),
    cacheRead: price(row.cacheRead),
    cacheWrite: price(row.cacheWrite),
  }));
}

/** Whether two tables say the same. */
export function sameRows(a: readonly PriceRow[], b: readonly PriceRow[]): boolean {
  const written = (rows: readonly PriceRow[]): string =>
    JSON.stringify(
      rows
        .map(({ model, currency, input, output, cacheRead, cacheWrite }) => [model, currency, input, output, cacheRead, cacheWrite])
        .toSorted((x, y) => (String(x[0]) < String(y[0]) ? -1 : 1)),
    );
  return written(a) === written(b);
}
