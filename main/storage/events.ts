import type { CaseEvent } from '../engine/domain/sources.ts';
import type { CaseDatabase } from './database.ts';
import { type ChainedTable, ChainWriter } from './row-chain.ts';

export const EVENT_TABLE: ChainedTable = { name: 'event', key: 'event_id', columns: ['at', 'kind', 'title', 'note'] };

const SELECT = 'SELECT event_id AS eventId, at, kind, title, note FROM event';

/** Dated facts that the analyst added. */
export class CaseEvents {
  readonly #database: CaseDatabase;

  constructor(database: CaseDatabase) {
    this.#database = database;
  }

  /** In order of time. */
  list(): CaseEvent[] {
    return this.#database.prepare(`${SELECT} ORDER BY at, event_id`).all() as CaseEvent[];
  }

  find(eventId: number): CaseEvent | null {
    return (this.#database.prepare(`${SELECT} WHERE event_id = ?`).get(eventId) as CaseEvent | undefined) ?? null;
  }

  /** Call in a transaction, as everything below. */
  append(event: Omit<CaseEvent, 'eventId'>): CaseEvent {
    const eventId = this.#database.prepare('SELECT coalesce(max(event_id), 0) + 1 FROM event').pluck().get() as number;
    new ChainWriter(this.#database, EVENT_TABLE).append([[eventId, event.at, event.kind, event.title, event.note]]);
    return { eventId, ...event };
  }

  change({ eventId, at, kind, title, note }: CaseEvent): void {
    this.#database.prepare('UPDATE event SET at = ?, kind = ?, title = ?, note = ? WHERE event_id = ?').run(at, kind, title, note, eventId);
    new ChainWriter(this.#database, EVENT_TABLE).rechainFrom(eventId);
  }

  remove(eventId: number): void {
    this.#database.prepare('DELETE FROM event WHERE event_id = ?').run(eventId);
    new ChainWriter(this.#database, EVENT_TABLE).rechain();
  }
}
