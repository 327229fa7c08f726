import { hash as hashOnce } from 'node:crypto';
import type { ActivityEntry } from '../engine/domain/case.ts';
import type { Json } from '../engine/domain/exchange.ts';
import type { CaseDatabase } from './database.ts';

const GENESIS = '0'.repeat(64);

interface ActivityRow extends ActivityEntry {
  readonly previousHash: string;
}

const SELECT = 'SELECT sequence, at, kind, details, previous_hash AS previousHash, hash FROM activity';

/** SHA-256 over previous hash, sequence, time, kind and details, one a line. */
export function activityHash(previousHash: string, sequence: number, at: string, kind: string, details: string): string {
  return hashOnce('sha256', [previousHash, String(sequence), at, kind, details].map((part) => `${part.length}:${part}`).join('\n'), 'hex');
}

/** What was done to the case, in order; every entry carries the hash of the one before it. */
export class Activity {
  readonly #database: CaseDatabase;

  constructor(database: CaseDatabase) {
    this.#database = database;
  }

  /** Appends an entry; call in the transaction of the change that it records. `details` holds counts, names and digests, no traffic content. */
  append(kind: string, details: Readonly<Record<string, Json>>, at = new Date().toISOString()): ActivityEntry {
    const last = this.#database.prepare(`${SELECT} ORDER BY sequence DESC LIMIT 1`).get() as ActivityRow | undefined;
    const sequence = (last?.sequence ?? 0) + 1;
    const previousHash = last?.hash ?? GENESIS;
    const text = JSON.stringify(details);
    const hash = activityHash(previousHash, sequence, at, kind, text);
    this.#database
      .prepare('INSERT INTO activity (sequence, at, kind, details, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?)')
      .run(sequence, at, kind, text, previousHash, hash);
    return { sequence, at, kind, details: text, hash };
  }

  count(): number {
    return (this.#database.prepare('SELECT count(*) AS n FROM activity').get() as { n: number }).n;
  }

  /** Newest first. */
  page(offset: number, limit: number): ActivityEntry[] {
    const rows = this.#database.prepare(`${SELECT} ORDER BY sequence DESC LIMIT ? OFFSET ?`).all(limit, offset) as ActivityRow[];
    return rows.map(({ previousHash: _, ...entry }) => entry);
  }

  /** Hash of the newest entry, which commits to the whole log. */
  headHash(): string {
    return this.page(0, 1)[0]?.hash ?? GENESIS;
  }

  /** The first thing wrong with the log, or null. */
  verify(): string | null {
    let sequence = 0;
    let previousHash = GENESIS;
    for (const row of this.#database.prepare(`${SELECT} ORDER BY sequence`).iterate() as IterableIterator<ActivityRow>) {
      sequence += 1;
      if (row.sequence !== sequence) return `activity log: entry ${sequence} is missing`;
      const hash = activityHash(previousHash, sequence, row.at, row.kind, row.details);
      if (row.previousHash !== previousHash || row.hash !== hash)
        return `activity log, entry ${sequence}: the entry does not match its hash`;
      previousHash = hash;
    }
    return sequence === 0 ? 'activity log: empty' : null;
  }
}
