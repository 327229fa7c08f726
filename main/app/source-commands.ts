import { basename } from 'node:path';
import { addEvent, changeEvent, listEvents, removeEvent } from '../services/events.ts';
import { exportQuarantine } from '../services/quarantine-export.ts';
import { addSideTable, listSideTables, removeSideTable } from '../services/side-tables.ts';
import { lookAtSideTable } from '../services/side-tables-look.ts';
import { columnFill, listSources } from '../services/sources.ts';
import { removeSource } from '../services/sources-removal.ts';
import type { CommandHandlers } from './command-context.ts';
import { askQuarantineFile, askSideTable } from './dialogs.ts';

type SourceCommand =
  | 'sources.list'
  | 'sources.columns'
  | 'sources.exportQuarantine'
  | 'sources.remove'
  | 'sideTables.list'
  | 'sideTables.choose'
  | 'sideTables.add'
  | 'sideTables.remove'
  | 'events.list'
  | 'events.add'
  | 'events.change'
  | 'events.remove';

export const sourceCommands: CommandHandlers<SourceCommand> = {
  'sources.list': ({ openCase }) => listSources(openCase.session()),
  'sources.columns': ({ openCase }, { sourceId }) => columnFill(openCase.session(), sourceId),
  'sources.exportQuarantine': async ({ window, openCase }, { sourceId }) => {
    const session = openCase.session();
    const source = sourceId === null ? null : session.store.sources.find(sourceId);
    const path = await askQuarantineFile(window, source === null ? session.summary().name : basename(source.path));
    return path === null ? null : { path, records: await exportQuarantine(session, sourceId, path) };
  },
  'sources.remove': ({ openCase, jobs }, { sourceId }) => {
    const session = openCase.writableSession();
    return { jobId: jobs.start('removal', (control) => removeSource(session, sourceId, control).finally(() => openCase.changed())) };
  },
  'sideTables.list': ({ openCase }) => listSideTables(openCase.session()),
  'sideTables.choose': async ({ window, tables }) => {
    const path = await askSideTable(window);
    if (path === null) return null;
    const looked = await lookAtSideTable(path);
    const selectionId = tables.open();
    tables.fill(selectionId, path);
    return { selectionId, path, ...looked };
  },
  'sideTables.add': ({ openCase, jobs, tables }, { selectionId, kind, mapping }) => {
    const session = openCase.writableSession();
    const table = { path: tables.get(selectionId), kind, mapping };
    return { jobId: jobs.start('side-table', (control) => addSideTable(session, table, control).finally(() => openCase.changed())) };
  },
  'sideTables.remove': ({ openCase, jobs }, { sideTableId }) => {
    const session = openCase.writableSession();
    return {
      jobId: jobs.start('side-table', (control) => removeSideTable(session, sideTableId, control).finally(() => openCase.changed())),
    };
  },
  'events.list': ({ openCase }) => listEvents(openCase.session()),
  'events.add': ({ openCase }, { event }) => {
    const added = addEvent(openCase.writableSession(), event);
    openCase.changed();
    return added;
  },
  'events.change': ({ openCase }, { eventId, event }) => {
    const changed = changeEvent(openCase.writableSession(), { eventId, ...event });
    openCase.changed();
    return changed;
  },
  'events.remove': ({ openCase }, { eventId }) => {
    removeEvent(openCase.writableSession(), eventId);
    openCase.changed();
    return null;
  },
};
