import { Failure } from '../engine/domain/failure.ts';
import type { PriceHistory, PriceRow, PriceTable } from '../engine/domain/price-table.ts';
import { parseNote, parsePriceRows } from '../engine/impact/price-rows.ts';
import type { CaseSession } from './cases.ts';
import { userName } from './user-name.ts';

/** Every version of the price table; none in a case that nobody gave prices. Throws case-damaged. */
export function listPrices({ store }: CaseSession): PriceHistory {
  return { versions: store.priceTables.list() };
}

/** A version, or the newest; null where the case has no prices. Throws entry-unknown, case-damaged. */
export function readPrices(session: CaseSession, version?: number): PriceTable | null {
  return version === undefined ? session.store.priceTables.newest() : requirePrices(session, version);
}

/** Throws entry-unknown, case-damaged. */
export function requirePrices({ store }: CaseSession, version: number): PriceTable {
  const table = store.priceTables.find(version);
  if (table === null) throw new Failure('entry-unknown', `the price table has no version ${version}`, { version });
  return table;
}

/**
 * Keeps rows as a new version, with an entry in the activity log; older versions stay. Rows that are those of the newest version change nothing. Throws
 * settings-invalid naming the row at fault, case-read-only.
 */
export function savePrices(session: CaseSession, rows: unknown, note: string): PriceTable | null {
  return append(session, parsePriceRows(rows, 'prices'), parseNote(note), null);
}

/** Repeats an older version as a new one. Throws entry-unknown, case-read-only. */
export function restorePrices(session: CaseSession, version: number): PriceTable | null {
  const { rows } = requirePrices(session, version);
  return append(session, rows, `version ${version} again`, version);
}

/** The newest version after it. */
function append(session: CaseSession, rows: readonly PriceRow[], note: string, restoredFrom: number | null): PriceTable | null {
  const { store } = session;
  return store.transaction(() => {
    const newest = store.priceTables.newest();
    if (JSON.stringify(newest?.rows ?? []) === JSON.stringify(rows)) return newest;
    const table = store.priceTables.append({ at: new Date().toISOString(), madeBy: userName(), note, restoredFrom, rows });
    store.activity.append('prices-changed', {
      version: table.version,
      rows: rows.length,
      currencies: [...new Set(rows.map(({ currency }) => currency))].sort(),
      note,
      restoredFrom,
      by: table.madeBy,
    });
    return table;
  });
}
