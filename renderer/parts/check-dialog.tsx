import { Button, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { CheckReport } from '../../main/engine/domain/case.ts';
import { count } from '../state/figures.ts';
import { CopyButton } from './copy-button.tsx';
import { InertLine } from './inert-text.tsx';

/** What a check of the case on disk found. */
export function CheckDialog({ report, onClose }: { readonly report: CheckReport; readonly onClose: () => void }): ReactNode {
  return (
    <Dialog isOpen title={report.ok ? 'The case is intact' : 'The case is damaged'} onClose={onClose}>
      <DialogBody>
        <dl className="facts">
          <dt>Segments</dt>
          <dd className="figure">{count(report.segments)}</dd>
          <dt>Exchanges</dt>
          <dd className="figure">{count(report.exchanges)}</dd>
          <dt>Activity entries</dt>
          <dd className="figure">{count(report.activityEntries)}</dd>
        </dl>
        {report.ok ? (
          <p>The database, the SHA-256 of every segment, the row counts and the chain of the activity log agree.</p>
        ) : (
          <ul className="problems">
            {report.problems.map((problem) => (
              <li key={`${problem.code} ${problem.message}`}>
                <span className="mono">{problem.code}</span> <InertLine text={problem.message} />
              </li>
            ))}
          </ul>
        )}
      </DialogBody>
      <DialogFooter actions={<Button intent="primary" text="Close" autoFocus onClick={onClose} />}>
        <CopyButton what="the report" label="Copy report" text={() => `${JSON.stringify(report, null, 2)}\n`} />
      </DialogFooter>
    </Dialog>
  );
}
