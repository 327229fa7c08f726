import { Button } from '@blueprintjs/core';
import { FolderNew, Import } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import type { JobState } from '../../../main/engine/domain/job.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { Empty } from '../../parts/panel.tsx';
import { chooseImport } from '../../state/actions.ts';
import { FAILURE_ADVICE } from '../../state/failure-advice.ts';
import { plural } from '../../state/figures.ts';
import { useImport } from '../../state/import-store.ts';
import { importSummaryOf } from '../../state/job-results.ts';
import { type Job, useLatestJob } from '../../state/jobs-store.ts';
import { useOpenCase } from '../../state/window-store.ts';
import { ImportProgress } from './import-progress.tsx';
import { ImportReviewScreen } from './import-review.tsx';
import { ImportSummaryPanel } from './import-summary.tsx';
import { LookProgress } from './look-progress.tsx';
import { MappingStep } from './mapping-step.tsx';
import { QuarantineTable } from './quarantine-table.tsx';

/** What is to be imported, how the import goes, and what could not be read. */
export function ImportScreen(): ReactNode {
  const step = useImport((store) => store.step);
  switch (step.phase) {
    case 'none':
      return <Imports />;
    case 'looking':
      return <LookProgress jobId={step.jobId} />;
    case 'review':
      return step.mapping === null ? (
        <ImportReviewScreen step={step} />
      ) : (
        <MappingStep key={step.mapping} step={step} groupId={step.mapping} />
      );
    default:
      return step satisfies never;
  }
}

function Imports(): ReactNode {
  const job = useLatestJob('import');
  const openCase = useOpenCase();
  const quarantined = openCase?.quarantined ?? 0;
  const readOnly = openCase?.readOnly === true;
  return (
    <div className="screen import-screen">
      <div className="screen-head">
        <h1>Import</h1>
        <span className="spring" />
        <ActionButton
          does="Import a folder"
          icon={<FolderNew />}
          text="Import a folder"
          disabled={readOnly}
          onClick={() => void chooseImport('folder')}
        />
        <ActionButton
          does="Import log files"
          icon={<Import />}
          text="Import log files"
          intent={job === null ? 'primary' : 'none'}
          disabled={readOnly}
          onClick={() => void chooseImport('files')}
        />
      </div>
      {job === null ? (
        (openCase?.exchanges ?? 0) === 0 && (
          <Empty title="Nothing imported yet">
            Drop log exports or whole folders on this window, or choose them. Formats are told by content, plain or compressed; a table
            nobody has seen is mapped by hand. The files themselves are never changed.
          </Empty>
        )
      ) : (
        <ImportOf job={job} state={job.state} />
      )}
      {quarantined > 0 && <QuarantineTable sourceId={null} />}
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
        <Empty title={title} action={<Button text="Choose files" onClick={() => void chooseImport('files')} />}>
          {state.failure.message}
          <br />
          {advice}
        </Empty>
      );
    }
    case 'cancelled':
      return (
        <Empty
          title="Import cancelled"
          action={<Button text="Choose the same files to go on" onClick={() => void chooseImport('files')} />}
        >
          {plural(job.lastProgress?.exchanges ?? 0, 'exchange')} had been read when it stopped. Those of complete blocks stay in the case
          and count in every figure; importing the same file again goes on where it stopped and takes nothing twice.
        </Empty>
      );
    default:
      return state satisfies never;
  }
}
