import type { CaseDatabase } from './database.ts';

/** Facts about the case itself: id, name, when and by what it was made. Written once, at creation. */
export const CASE_FACT_KEYS = ['case_id', 'created_at', 'name', 'program'] as const;
export type CaseFactKey = (typeof CASE_FACT_KEYS)[number];

export class CaseFacts {
  readonly #database: CaseDatabase;

  constructor(database: CaseDatabase) {
    this.#database = database;
  }

  get(key: CaseFactKey): string {
    const row = this.#database.prepare('SELECT value FROM case_fact WHERE key = ?').get(key) as { value: string } | undefined;
    return row?.value ?? '';
  }

  write(facts: Readonly<Record<CaseFactKey, string>>): void {
    const insert = this.#database.prepare('INSERT INTO case_fact (key, value) VALUES (?, ?)');
    for (const key of CASE_FACT_KEYS) insert.run(key, facts[key]);
  }
}
