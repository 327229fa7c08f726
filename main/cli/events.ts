import { Command, InvalidArgumentError } from 'commander';
import { type CaseEvent, EVENT_KINDS, type EventKind } from '../engine/domain/sources.ts';
import { addEvent, importEvents, listEvents, removeEvent } from '../services/events.ts';
import { wholeNumber } from './arguments.ts';
import { withCase } from './case-access.ts';
import { count, printJson, printTable, tell } from './output.ts';

interface Options {
  add?: readonly string[];
  note?: string;
  import?: string;
  remove?: number;
  json?: true;
}

export function eventsCommand(): Command {
  return new Command('events')
    .description('List, add or remove dated facts: model releases, ban waves, memos')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .option('--add <words...>', `add one: DATE KIND TITLE; kinds are ${EVENT_KINDS.join(', ')}`)
    .option('--note <text>', 'a note to the added event')
    .option('--import <file>', 'add those of a CSV or JSON file with at, kind, title, note')
    .option('--remove <id>', 'remove one', wholeNumber(1))
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: stillhunt events cases/spring --add 2026-03-01 model-release "Atlas 2"')
    .action(run);
}

async function run(casePath: string, options: Options): Promise<void> {
  const { add, import: file, remove, json } = options;
  const event = add === undefined ? null : parseAdded(add, options.note ?? '');
  const changes = event !== null || file !== undefined || remove !== undefined;
  const events = await withCase(casePath, changes ? 'write' : 'read', async (session) => {
    if (remove !== undefined) removeEvent(session, remove);
    if (event !== null) addEvent(session, event);
    if (file !== undefined) tell(`${count((await importEvents(session, file)).length)} events added`);
    return listEvents(session);
  });
  if (json) return await printJson({ events });
  await printTable(
    [{ title: 'id', side: 'right' }, { title: 'at' }, { title: 'kind' }, { title: 'title' }, { title: 'note' }],
    events.map(({ eventId, at, kind, title, note }) => [String(eventId), at.replace('T00:00:00.000Z', ''), kind, title, note]),
  );
}

function parseAdded([at, kind, ...title]: readonly string[], note: string): Omit<CaseEvent, 'eventId'> {
  if (at === undefined || title.length === 0) throw new InvalidArgumentError('--add takes DATE KIND TITLE.');
  const known = EVENT_KINDS.find((name): name is EventKind => name === kind);
  if (known === undefined) throw new InvalidArgumentError(`The kind must be one of ${EVENT_KINDS.join(', ')}.`);
  return { at, kind: known, title: title.join(' '), note };
}
