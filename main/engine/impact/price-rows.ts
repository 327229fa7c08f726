import { Failure } from '../domain/failure.ts';
import { PRICE_LIMITS, type PriceRow, TOKEN_KINDS } from '../domain/price-table.ts';

const MEMBERS = ['model', 'currency', 'input', 'output', 'cacheRead', 'cacheWrite'] as const;
const UNSEEN_CHARACTERS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/** What a number may be as text: no sign, no exponent, no thousands separators. */
const PRICE_TEXT = /^\d{1,7}(?:\.\d{1,6})?$/;

/**
 * Rows of a price table, from JSON members or from the texts of CSV cells (an empty one is no price), sorted by model. All are sound or none is taken.
 * Throws settings-invalid naming the row and the member at fault. `where` names the table.
 */
export function parsePriceRows(value: unknown, where: string): PriceRow[] {
  if (!Array.isArray(value)) throw new Failure('settings-invalid', `${where}: not a list of prices`);
  if (value.length > PRICE_LIMITS.rows) throw new Failure('settings-invalid', `${where}: more than ${PRICE_LIMITS.rows} rows`);
  const rows = value.map((row: unknown, i) => parseRow(row, `${where}: row ${i + 1}`));
  rows.sort((x, y) => (x.model < y.model ? -1 : 1));
  const twice = rows.find((row, i) => row.model === rows[i + 1]?.model);
  if (twice !== undefined) throw new Failure('settings-invalid', `${where}: two rows for ${twice.model}`);
  return rows;
}

/** The row that prices a model: its exact name, else the longest beginning; null where none does. Only `*` prices a model without name. */
export function rowOf(model: string | null, rows: readonly PriceRow[]): PriceRow | null {
  const exact = rows.find((row) => row.model === model);
  if (exact !== undefined) return exact;
  let best: PriceRow | null = null;
  for (const row of rows) {
    if (!row.model.endsWith('*') || !(model ?? '').startsWith(row.model.slice(0, -1))) continue;
    if (best === null || row.model.length > best.model.length) best = row;
  }
  return best;
}

/** A note to a version. Throws settings-invalid. */
export function parseNote(note: string): string {
  const text = note.trim();
  if (text.length > PRICE_LIMITS.noteCharacters)
    throw new Failure('settings-invalid', `note: longer than ${PRICE_LIMITS.noteCharacters} characters`);
  if (UNSEEN_CHARACTERS.test(text)) throw new Failure('settings-invalid', 'note: holds control characters');
  return text;
}

function parseRow(value: unknown, where: string): PriceRow {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Failure('settings-invalid', `${where}: not a row`);
  const row = new Map(Object.entries(value));
  for (const name of row.keys()) {
    if (!MEMBERS.some((known) => known === name))
      throw new Failure(
        'settings-invalid',
        `${where}: unknown member ${JSON.stringify(name.slice(0, 60))}; known are ${MEMBERS.join(', ')}`,
      );
  }
  const price = (name: (typeof MEMBERS)[number]): number | null => parsePrice(row.get(name), `${where}: ${name}`);
  const parsed: PriceRow = {
    model: parseModel(row.get('model'), `${where}: model`),
    currency: parseCurrency(row.get('currency'), `${where}: currency`),
    input: price('input'),
    output: price('output'),
    cacheRead: price('cacheRead'),
    cacheWrite: price('cacheWrite'),
  };
  if (TOKEN_KINDS.every((kind) => parsed[kind] === null)) throw new Failure('settings-invalid', `${where}: has no price`);
  return parsed;
}

function parseModel(value: unknown, where: string): string {
  if (typeof value !== 'string' || value === '' || value !== value.trim())
    throw new Failure('settings-invalid', `${where}: not a model name`);
  if (value.length > PRICE_LIMITS.modelCharacters)
    throw new Failure('settings-invalid', `${where}: longer than ${PRICE_LIMITS.modelCharacters} characters`);
  if (UNSEEN_CHARACTERS.test(value)) throw new Failure('settings-invalid', `${where}: holds control characters`);
  if (value.slice(0, -1).includes('*')) throw new Failure('settings-invalid', `${where}: * stands at the end only`);
  return value;
}

function parseCurrency(value: unknown, where: string): string {
  if (typeof value !== 'string' || !/^[A-Z]{3}$/.test(value)) throw new Failure('settings-invalid', `${where}: not three capital letters`);
  return value;
}

function parsePrice(value: unknown, where: string): number | null {
  if (value === undefined || value === null || value === '') return null;
  const price = typeof value === 'string' && PRICE_TEXT.test(value) ? Number(value) : value;
  if (typeof price !== 'number' || !(price >= 0 && price <= PRICE_LIMITS.price))
    throw new Failure('settings-invalid', `${where}: not a number from 0 to ${PRICE_LIMITS.price}`);
  const scale = 10 ** PRICE_LIMITS.decimals;
  if (Math.round(price * scale) / scale !== price)
    throw new Failure('settings-invalid', `${where}: more than ${PRICE_LIMITS.decimals} decimals`);
  // Not -0.
  return price + 0;
}
