import { z } from 'zod';
import { Failure } from '../engine/domain/failure.ts';
import { type CaseEvent, EVENT_KINDS } from '../engine/domain/sources.ts';
import { readTime } from '../engine/formats/times.ts';
import type { CaseSession } from './cases.ts';
import { lookAt } from './imports-files.ts';
import { recordsOfFile } from './table-records.ts';

export type EventText = Omit<CaseEvent, 'eventId'>;

const MOST_CHARACTERS = 10_000;
const MOST_EVENTS = 10_000;

const eventSchema = z.strictObject({
  at: z.string(),
  kind: z.enum(EVENT_KINDS).default('other'),
  title: z.string().trim().min(1).max(500),
  note: z.string().max(MOST_CHARACTERS).default(''),
});

/** In order of time. */
export function listEvents({ store }: CaseSession): CaseEvent[] {
  return store.events.list();
}

/** `at` is a day or a time, ISO 8601. Throws settings-invalid naming the member at fault, case-read-only. */
export function addEvent(session: CaseSession, event: EventText): CaseEvent {
  return addAll(session, [parseEvent(event, 'event')])[0] as CaseEvent;
}

/** Throws entry-unknown, settings-invalid, case-read-only. */
export function changeEvent({ store }: CaseSession, event: CaseEvent): CaseEvent {
  const { eventId, ...text } = event;
  const changed = { eventId, ...parseEvent(text, 'event') };
  return store.transaction(() => {
    requireEvent(store.events.find(eventId), eventId);
    store.events.change(changed);
    store.activity.append('event-changed', { eventId, at: changed.at, kind: changed.kind, title: changed.title });
    return changed;
  });
}

/** Throws entry-unknown, case-read-only. */
export function removeEvent({ store }: CaseSession, eventId: number): void {
  store.transaction(() => {
    const { at, kind } = requireEvent(store.events.find(eventId), eventId);
    store.events.remove(eventId);
    store.activity.append('event-removed', { eventId, at, kind });
  });
}

/**
 * Adds the events of a file: CSV with the columns at, kind, title, note, a JSON list of objects with these members, or one object a line. All are added or
 * none. Throws file-missing, file-unreadable, settings-invalid naming the event at fault, case-read-only.
 */
export async function importEvents(session: CaseSession, path: string): Promise<CaseEvent[]> {
  const events: EventText[] = [];
  for await (const record of recordsOfFile(await lookAt(path))) {
    if (events.length === MOST_EVENTS) throw new Failure('settings-invalid', `${path} holds more than ${MOST_EVENTS} events`, { path });
    const present = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
    events.push(parseEvent(present, `${path}: event ${events.length + 1}`));
  }
  if (events.length === 0) throw new Failure('settings-invalid', `${path} holds no events`, { path });
  return addAll(session, events);
}

function addAll({ store }: CaseSession, events: readonly EventText[]): CaseEvent[] {
  return store.transaction(() =>
    events.map((text) => {
      const event = store.events.append(text);
      store.activity.append('event-added', { eventId: event.eventId, at: event.at, kind: event.kind, title: event.title });
      return event;
    }),
  );
}

function requireEvent(event: CaseEvent | null, eventId: number): CaseEvent {
  if (event === null) throw new Failure('entry-unknown', `the case has no event ${eventId}`, { eventId });
  return event;
}

function parseEvent(value: unknown, where: string): EventText {
  const parsed = eventSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Failure('settings-invalid', `${where}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not an event'}`, { where });
  }
  const time = readTime(parsed.data.at, 'auto');
  if (time === null) throw new Failure('settings-invalid', `${where}: at: not a day or time of ISO 8601`, { where });
  return { ...parsed.data, at: new Date(time.us / 1000).toISOString() };
}
