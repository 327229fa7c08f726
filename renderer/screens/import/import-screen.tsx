import { Button } from '@blueprintjs/core';
import { Import } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import type { JobState } from '../../../main/engine/domain/job.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { Empty } from '../../parts/panel.tsx';
import { startImport } from '../../state/actions.ts';
import { FAILURE_ADVICE } from '../../state/failure-advice.ts';
import { plural } from '../../state/figures.ts';
import { importSummaryOf } from '../../state/job-results.ts';
import { type Job, useLatestJob } from '../../state/jobs-store.ts';
import { useOpenCase } from '../../state/window-store.ts';
import { ImportProgress } from './import-progress.tsx';
import { ImportSummaryPanel } from './import-summary.tsx';
import { QuarantineTable } from './quarantine-table.tsx';

/** How the import goes, and what could not be read. */
export function ImportScreen(): ReactNode {
  const job = useLatestJob('import');
  const openCase = useOpenCase();
  const quarantined = openCase?.quarantined ?? 0;
  return (
    <div className="screen import-screen">
      <div className="screen-head">
        <h1>Import</h1>
        <span className="spring" />
        <ActionButton
          does="Import log files"
          icon={<Import />}
          text="Import log files"
          intent={job === null ? 'primary' : 'none'}
          disabled={openCase?.readOnly === true}
          onClick={() => void startImport(null)}
        />
      </div>
      {job === null ? (
        (openCase?.exchanges ?? 0) === 0 && (
          <Empty title="Nothing imported yet">
            Drop log exports on this window, or choose them. JSON lines and CSV with the canonical columns are read, plain or as .gz and
            .zst. The files themselves are never changed.
          </Empty>
        )
      ) : (
        <ImportOf job={job} state={job.state} />
      )}
      {quarantined > 0 && <QuarantineTable />}
    </div>
  );
}

function ImportOf({ job, state }: { readonly job: Job; readonly state: JobState }): ReactNode {
  switch (state.phase) {
    case 'running':
      return <ImportProgress job={job} />;
    case 'done': {
      const summary = importSummaryOf(state.result);
      return summary === null ? <p>Import complete.</p> : <ImportSummaryPanel summary={summary} />;
    }
    case 'failed': {
      const { title, advice } = FAILURE_ADVICE[state.failure.code];
      return (
        <Empty title={title} action={<Button text="Choose files" onClick={() => void startImport(null)} />}>
          {state.failure.message}
          <br />
          {advice}
        </Empty>
      );
    }
    case 'cancelled':
      return (
        <Empty title="Import cancelled" action={<Button text="Choose the same files to go on" onClick={() => void startImport(null)} />}>
          {plural(job.lastProgress?.exchanges ?? 0, 'exchange')} had been read when it stopped. Those of complete blocks stay in the case
          and count in every figure; importing the same file again goes on where it stopped and takes nothing twice.
        </Empty>
      );
    default:
      return state satisfies never;
  }
}
