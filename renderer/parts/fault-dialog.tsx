import { Button, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { ShownFault } from '../state/dialogs-store.ts';
import { FAILURE_ADVICE } from '../state/failure-advice.ts';
import { useWindow } from '../state/window-store.ts';
import { CopyButton } from './copy-button.tsx';
import { InertLine } from './inert-text.tsx';

interface FaultDialogProps {
  readonly fault: ShownFault;
  readonly doing: string;
  readonly onClose: () => void;
}

/** What failed as a fact, and what to do about it. */
export function FaultDialog({ fault, doing, onClose }: FaultDialogProps): ReactNode {
  const version = useWindow((store) => (store.state.phase === 'ready' ? store.state.window.version : 'unknown'));
  const { title, advice } =
    fault.kind === 'failure'
      ? FAILURE_ADVICE[fault.failure.code]
      : {
          title: 'Something went wrong',
          advice: 'This is a fault of Stillhunt. Copy the details and report it; the case on disk is kept consistent.',
        };
  const message = fault.kind === 'failure' ? fault.failure.message : fault.message;
  return (
    <Dialog isOpen title={title} onClose={onClose} className="fault-dialog">
      <DialogBody>
        <p className="muted">While {doing}:</p>
        <p className="fault-message">
          <InertLine text={message} />
        </p>
        <p>{advice}</p>
      </DialogBody>
      <DialogFooter actions={<Button intent="primary" text="Close" autoFocus onClick={onClose} />}>
        <CopyButton what="details" label="Copy details" text={() => detailsOf(fault, doing, version)} />
      </DialogFooter>
    </Dialog>
  );
}

function detailsOf(fault: ShownFault, doing: string, version: string): string {
  const head = `Stillhunt ${version}, while ${doing}`;
  if (fault.kind === 'unexpected') return `${head}\n${fault.message}\n${fault.stack}\n`;
  const { code, message, details } = fault.failure;
  return [head, `${code}: ${message}`, ...Object.entries(details).map(([name, value]) => `${name}: ${value}`), ''].join('\n');
}
