import type { CaseDatabase } from './database.ts';

/**
 * Counts that would take long to count anew.
 *
 *   accounts         accounts of the exchanges that are not masked
 *   joined_segments  the newest segment when side tables were joined last
 *   joined_anew      1 when side tables have changed what exchanges say since the last analysis
 */
export type CaseTotal = 'accounts' | 'joined_segments' | 'joined_anew';

export class CaseTotals {
  readonly #database: CaseDatabase;

  constructor(database: CaseDatabase) {
    this.#database = database;
  }

  /** Null when it has to be counted anew. */
  get(key: CaseTotal): number | null {
    const row = this.#database.prepare('SELECT value FROM case_total WHERE key = ?').get(key) as { value: number } | undefined;
    return row?.value ?? null;
  }

  /** Call in the transaction of the change; null forgets the count. */
  set(key: CaseTotal, value: number | null): void {
    if (value === null) this.#database.prepare('DELETE FROM case_total WHERE key = ?').run(key);
    else
      this.#database.prepare('INSERT INTO case_total VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value);
  }
}
