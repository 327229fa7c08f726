import { Button, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { SourceDetails } from '../../../main/engine/domain/sources.ts';
import { InertLine } from '../../parts/inert-text.tsx';
import { startJob } from '../../state/actions.ts';
import { call } from '../../state/bridge.ts';
import { plural } from '../../state/figures.ts';

interface RemoveSourceDialogProps {
  readonly source: SourceDetails;
  readonly onClose: () => void;
}

/** What goes when a source goes. */
export function RemoveSourceDialog({ source, onClose }: RemoveSourceDialogProps): ReactNode {
  const { sourceId, path, exchanges, quarantined } = source;
  return (
    <Dialog isOpen title="Remove this source" onClose={onClose}>
      <DialogBody>
        <p>
          <strong>
            <InertLine text={path} title={path} />
          </strong>
        </p>
        <p>This goes with it:</p>
        <ul className="goes-list">
          <li>{plural(exchanges, 'exchange')} with their texts</li>
          <li>{plural(quarantined, 'quarantined record')}</li>
          <li>what side tables added to these exchanges</li>
          <li>analyses made with them: campaigns and findings are to be made anew</li>
        </ul>
        <p className="muted">Exchanges that other sources repeat stay there, and count from then on.</p>
        <p className="muted">The file itself is not touched, and the activity log keeps that the source was there.</p>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Keep it" autoFocus onClick={onClose} />
            <Button
              intent="danger"
              text="Remove the source"
              onClick={() => {
                onClose();
                void startJob(() => call('sources.remove', { sourceId }), 'removing the source');
              }}
            />
          </>
        }
      />
    </Dialog>
  );
}
