import { Button } from '@blueprintjs/core';
import { Edit, Plus, Trash } from '@blueprintjs/icons';
import { type ReactNode, useState } from 'react';
import type { CaseEvent } from '../../../main/engine/domain/sources.ts';
import type { Column } from '../../parts/columns.ts';
import { Instant } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Empty, Loaded, Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { call } from '../../state/bridge.ts';
import { showFault } from '../../state/dialogs-store.ts';
import { count } from '../../state/figures.ts';
import type { Resource } from '../../state/resource.ts';
import { useOpenCase } from '../../state/window-store.ts';
import { EVENT_WORDS } from '../../state/words.ts';
import { EventDialog } from './event-dialog.tsx';

type Editing = { readonly event: CaseEvent | null } | null;

/** Dated facts that the analyst knows: releases, ban waves, memos. */
export function EventsTab({ events }: { readonly events: Resource<readonly CaseEvent[]> }): ReactNode {
  const [editing, setEditing] = useState<Editing>(null);
  const [selectedId, setSelectedId] = useState<number | null>(null);
  const readOnly = useOpenCase()?.readOnly === true;
  const listed = events.phase === 'ready' ? events.value : [];
  const selected = listed.find(({ eventId }) => eventId === selectedId) ?? null;
  const add = <Button icon={<Plus />} text="Add an event" disabled={readOnly} onClick={() => setEditing({ event: null })} />;
  const remove = async ({ eventId }: CaseEvent): Promise<void> => {
    try {
      await call('events.remove', { eventId });
    } catch (error) {
      showFault(error, 'removing the event');
    }
  };
  return (
    <>
      <Loaded resource={events}>
        {(value) =>
          value.length === 0 ? (
            <Empty title="No event yet" action={add}>
              Add the day of a model release, a ban wave or a memo. Events stand as marks in the daily charts, so that a change in traffic
              can be read against them.
            </Empty>
          ) : (
            <Panel
              title="Events"
              aside={count(value.length)}
              className="fills"
              actions={
                <>
                  {add}
                  <Button
                    icon={<Edit />}
                    text="Change"
                    disabled={readOnly || selected === null}
                    onClick={() => setEditing({ event: selected })}
                  />
                  <Button
                    icon={<Trash />}
                    text="Remove"
                    disabled={readOnly || selected === null}
                    onClick={() => selected !== null && void remove(selected)}
                  />
                </>
              }
            >
              <RecordTable
                name="events"
                label="Events"
                columns={EVENT_COLUMNS}
                records={value}
                keyOf={idOf}
                selectedKey={selectedId}
                onSelect={({ eventId }) => setSelectedId(eventId)}
                onOpen={(event) => !readOnly && setEditing({ event })}
              />
            </Panel>
          )
        }
      </Loaded>
      {editing !== null && <EventDialog event={editing.event} onClose={() => setEditing(null)} />}
    </>
  );
}

const idOf = ({ eventId }: CaseEvent): number => eventId;

const EVENT_COLUMNS: readonly Column<CaseEvent>[] = [
  { id: 'at', title: 'When (UTC)', width: 152, value: (e) => e.at, render: (e) => <Instant iso={e.at} /> },
  { id: 'kind', title: 'Kind', width: 120, value: (e) => EVENT_WORDS[e.kind] },
  { id: 'title', title: 'Title', width: 260, value: (e) => e.title, render: (e) => <InertLine text={e.title} title={e.title} /> },
  {
    id: 'note',
    title: 'Note',
    width: 260,
    grows: true,
    value: (e) => e.note,
    render: (e) => <InertLine text={e.note.slice(0, 400)} title={e.note} />,
  },
];
