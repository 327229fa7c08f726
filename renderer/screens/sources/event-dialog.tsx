import { Button, Dialog, DialogBody, DialogFooter, FormGroup, HTMLSelect, InputGroup, TextArea } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import type { CaseEvent, EventKind } from '../../../main/engine/domain/sources.ts';
import { call } from '../../state/bridge.ts';
import { faultOf, type ShownFault } from '../../state/dialogs-store.ts';
import { EVENT_WORDS } from '../../state/words.ts';

interface EventDialogProps {
  /** Null adds one. */
  readonly event: CaseEvent | null;
  readonly onClose: () => void;
}

/** A day, or a day and a time, in UTC. */
const WHEN = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?$/;

export function EventDialog({ event, onClose }: EventDialogProps): ReactNode {
  const [at, setAt] = useState(event === null ? '' : writtenOf(event.at));
  const [kind, setKind] = useState<EventKind>(event?.kind ?? 'model-release');
  const [title, setTitle] = useState(event?.title ?? '');
  const [note, setNote] = useState(event?.note ?? '');
  const [fault, setFault] = useState<ShownFault | null>(null);
  const ready = WHEN.test(at.trim()) && title.trim() !== '';
  const keep = async (): Promise<void> => {
    if (!ready) return;
    const text = { at: isoOf(at.trim()), kind, title: title.trim(), note };
    try {
      if (event === null) await call('events.add', { event: text });
      else await call('events.change', { eventId: event.eventId, event: text });
      onClose();
    } catch (error) {
      setFault(faultOf(error));
    }
  };
  return (
    <Dialog isOpen title={event === null ? 'Add an event' : 'Change the event'} onClose={onClose}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void keep();
        }}
      >
        <DialogBody>
          <FormGroup label="When, UTC" labelFor="event-at" helperText="2026-03-02, or 2026-03-02 14:30">
            <InputGroup id="event-at" autoFocus value={at} onValueChange={setAt} placeholder="YYYY-MM-DD" />
          </FormGroup>
          <FormGroup label="Kind" labelFor="event-kind">
            <HTMLSelect
              id="event-kind"
              fill
              value={kind}
              onChange={(changed) => setKind(changed.currentTarget.value as EventKind)} // one of the options
            >
              {Object.entries(EVENT_WORDS).map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </HTMLSelect>
          </FormGroup>
          <FormGroup label="Title" labelFor="event-title">
            <InputGroup id="event-title" value={title} onValueChange={setTitle} maxLength={500} />
          </FormGroup>
          <FormGroup label="Note" labelFor="event-note">
            <TextArea id="event-note" fill rows={4} value={note} onChange={(changed) => setNote(changed.currentTarget.value)} />
          </FormGroup>
          {fault !== null && <p className="warn">{fault.kind === 'failure' ? fault.failure.message : fault.message}</p>}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text="Cancel" onClick={onClose} />
              <Button type="submit" intent="primary" text={event === null ? 'Add' : 'Change'} disabled={!ready} />
            </>
          }
        />
      </form>
    </Dialog>
  );
}

/** As short as it can be read back: a day at midnight, no zeros behind the second. */
function writtenOf(iso: string): string {
  return iso
    .replace('T', ' ')
    .replace(/(?:\.0+)?Z$/, '')
    .replace(/ 00:00:00$/, '');
}

function isoOf(written: string): string {
  const [day = '', time] = written.replace('T', ' ').replace(/Z$/, '').split(' ');
  return time === undefined ? day : `${day}T${time.length === 5 ? `${time}:00` : time}Z`;
}
