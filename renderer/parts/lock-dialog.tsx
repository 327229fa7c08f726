import { Button, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { LockHolder } from '../../main/engine/domain/case.ts';
import type { SerializedFailure } from '../../main/engine/domain/failure.ts';
import { openCase } from '../state/actions.ts';
import { FAILURE_ADVICE } from '../state/failure-advice.ts';
import { Instant } from './figure.tsx';
import { InertLine } from './inert-text.tsx';

interface LockDialogProps {
  readonly recentPath: string | null;
  readonly failure: SerializedFailure;
  readonly holder: LockHolder | null;
  readonly onClose: () => void;
}

/** Who holds the case, since when, and the way in that is left. */
export function LockDialog({ recentPath, failure, holder, onClose }: LockDialogProps): ReactNode {
  const { title, advice } = FAILURE_ADVICE['case-locked'];
  return (
    <Dialog isOpen title={title} onClose={onClose}>
      <DialogBody>
        {holder === null ? (
          <p>
            <InertLine text={failure.message} />
          </p>
        ) : (
          <dl className="facts">
            <dt>Program</dt>
            <dd>
              <InertLine text={holder.program} /> <span className="muted">process {holder.processId}</span>
            </dd>
            <dt>Computer</dt>
            <dd>
              <InertLine text={holder.host} />
            </dd>
            <dt>Since</dt>
            <dd>
              <Instant iso={holder.since} /> <span className="muted">UTC</span>
            </dd>
          </dl>
        )}
        <p>{advice}</p>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Cancel" onClick={onClose} />
            <Button
              intent="primary"
              text="Open read-only"
              autoFocus
              onClick={() => {
                onClose();
                void openCase(recentPath, true);
              }}
            />
          </>
        }
      />
    </Dialog>
  );
}
