import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import type { RecentCase } from '../../preload/contract.ts';
import type { CaseSummary } from '../engine/domain/case.ts';
import { readSettings, writeSettings } from './settings-file.ts';

const KEPT = 12;
const entrySchema = z.object({ path: z.string().max(32_768), name: z.string().max(1_000), openedAt: z.string().max(40) });
type Entry = z.infer<typeof entrySchema>;

/** Cases opened last, newest first, kept in the user's settings folder. */
export class RecentCases {
  readonly #file = join(app.getPath('userData'), 'recent-cases.json');
  #entries: readonly Entry[] = readSettings(this.#file, z.array(entrySchema)) ?? [];

  list(): RecentCase[] {
    return this.#entries.map((entry) => ({ ...entry, present: existsSync(entry.path) }));
  }

  has(path: string): boolean {
    return this.#entries.some((entry) => entry.path === path);
  }

  add(summary: CaseSummary): void {
    const entry = { path: summary.path, name: summary.name, openedAt: new Date().toISOString() };
    this.#entries = [entry, ...this.#entries.filter((known) => known.path !== summary.path)].slice(0, KEPT);
    writeSettings(this.#file, this.#entries);
    app.addRecentDocument(summary.path);
  }
}
