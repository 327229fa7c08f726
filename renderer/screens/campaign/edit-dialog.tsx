import { Button, Dialog, DialogBody, DialogFooter, FormGroup, TextArea } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import type { EditRequest } from '../../../main/engine/domain/campaign-edit.ts';
import { makeEdit } from '../../state/campaign-edits.ts';
import { faultOf, type ShownFault } from '../../state/dialogs-store.ts';

interface EditDialogProps {
  readonly title: string;
  /** What the button that does it says. */
  readonly action: string;
  /** Null while something is missing. */
  readonly request: Omit<EditRequest, 'reason'> | null;
  readonly wide?: boolean;
  /** The keyboard starts at the reason, when nothing else is to be chosen. */
  readonly startsAtReason?: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
  readonly children: ReactNode;
}

/** Asks for one act by hand, with an optional reason. */
export function EditDialog({ title, action, request, wide, startsAtReason, onClose, onDone, children }: EditDialogProps): ReactNode {
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<ShownFault | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    if (request === null || busy) return;
    setBusy(true);
    try {
      await makeEdit({ ...request, reason: reason.trim() });
      onDone();
    } catch (error) {
      setFault(faultOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog isOpen title={title} onClose={onClose} className={wide === true ? 'wide-dialog' : ''}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void make();
        }}
      >
        <DialogBody>
          {children}
          <FormGroup label="Reason" labelInfo="(optional)" labelFor="edit-reason" helperText="Kept with the change and in the activity log">
            <TextArea
              id="edit-reason"
              fill
              rows={2}
              maxLength={2000}
              autoFocus={startsAtReason === true}
              value={reason}
              onChange={(changed) => setReason(changed.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void make();
              }}
            />
          </FormGroup>
          {fault !== null && (
            <p className="warn" role="alert">
              {fault.kind === 'failure' ? fault.failure.message : fault.message}
            </p>
          )}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text="Cancel" onClick={onClose} />
              <Button type="submit" intent="primary" text={action} loading={busy} disabled={request === null} />
            </>
          }
        />
      </form>
    </Dialog>
  );
}
