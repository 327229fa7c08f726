import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CaseSession, checkCase, createCase } from '../../main/services/cases.ts';
import { addEvent, changeEvent, importEvents, listEvents, removeEvent } from '../../main/services/events.ts';
import { makePlace, type Place } from './imports-drawing.ts';

let place: Place;
let session: CaseSession;

beforeEach(() => {
  place = makePlace();
  session = createCase(place.path('case'), { program: 'test' });
});
afterEach(() => {
  session.close();
  place.remove();
});

it('keeps events in order of time, chained and logged', async () => {
  const wave = addEvent(session, { at: '2026-03-09', kind: 'ban-wave', title: 'First wave', note: '' });
  const release = addEvent(session, { at: '2026-02-01T10:00:00+01:00', kind: 'model-release', title: 'Atlas 2', note: 'public' });
  expect(release).toEqual({ eventId: 2, at: '2026-02-01T09:00:00.000Z', kind: 'model-release', title: 'Atlas 2', note: 'public' });
  expect(listEvents(session)).toEqual([release, wave]);
  const changed = changeEvent(session, { ...wave, title: 'First wave of bans' });
  expect(changed.title).toBe('First wave of bans');
  removeEvent(session, 2);
  expect(listEvents(session)).toEqual([changed]);
  expect(session.store.activity.page(0, 4).map((entry) => entry.kind)).toEqual([
    'event-removed',
    'event-changed',
    'event-added',
    'event-added',
  ]);
  expect((await checkCase(session.path)).problems).toEqual([]);
  session.store.database.prepare("UPDATE event SET at = '2020-01-01T00:00:00.000Z'").run();
  expect((await checkCase(session.path)).problems[0]?.message).toMatch(/table event/);
});

it('refuses what is no event, and what is not there', () => {
  const event = { at: '2026-03-09', kind: 'memo', title: 'x', note: '' } as const;
  expect(() => addEvent(session, { ...event, at: 'soon' })).toThrow(expect.objectContaining({ code: 'settings-invalid' }));
  expect(() => addEvent(session, { ...event, title: ' ' })).toThrow(expect.objectContaining({ code: 'settings-invalid' }));
  expect(() => changeEvent(session, { ...event, eventId: 7 })).toThrow(expect.objectContaining({ code: 'entry-unknown' }));
  expect(() => removeEvent(session, 7)).toThrow(expect.objectContaining({ code: 'entry-unknown' }));
  expect(listEvents(session)).toEqual([]);
});

it.each([
  ['CSV', 'events.csv', 'at,kind,title,note\n2026-03-01,memo,"Legal, first",\n2026-02-01,other,Talk,later\n'],
  [
    'a list',
    'events.json',
    JSON.stringify([
      { at: '2026-03-01', kind: 'memo', title: 'Legal, first' },
      { at: '2026-02-01', title: 'Talk', note: 'later' },
    ]),
  ],
])('reads several from %s, all or none', async (_, name, text) => {
  const path = place.path(name);
  writeFileSync(path, text);
  expect(await importEvents(session, path)).toHaveLength(2);
  expect(listEvents(session)).toMatchObject([
    { kind: 'other', title: 'Talk', note: 'later' },
    { kind: 'memo', title: 'Legal, first', note: '' },
  ]);
  writeFileSync(path, text.replace('2026-02-01', 'never'));
  await expect(importEvents(session, path)).rejects.toMatchObject({
    code: 'settings-invalid',
    message: expect.stringContaining('event 2'),
  });
  expect(listEvents(session)).toHaveLength(2);
});
