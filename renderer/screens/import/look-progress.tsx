import { Button, ProgressBar } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import { InertLine } from '../../parts/inert-text.tsx';
import { fractionOf } from '../../parts/jobs-bar.tsx';
import { count } from '../../state/figures.ts';
import { useJobs } from '../../state/jobs-store.ts';

/** What is found at the chosen paths, while it is looked at. */
export function LookProgress({ jobId }: { readonly jobId: string }): ReactNode {
  const job = useJobs((store) => store.jobs.find((one) => one.jobId === jobId) ?? null);
  const cancel = useJobs((store) => store.cancel);
  const progress = job?.lastProgress ?? null;
  const total = progress?.total ?? null;
  return (
    <div className="screen import-screen">
      <div className="screen-head">
        <h1>Import</h1>
        <span className="muted">looking at the files; nothing is written</span>
      </div>
      <section className="panel import-progress" aria-label="Looking at the files">
        <div className="panel-body padded">
          <div className="progress-line">
            <span className="progress-file">
              {progress?.file == null ? <span className="muted">{progress?.stage ?? 'Starting'}</span> : <InertLine text={progress.file} />}
            </span>
            <span className="figure">{progress === null || total === null ? '' : `${count(progress.done)} of ${count(total)}`}</span>
          </div>
          <ProgressBar
            stripes={total === null}
            animate={total === null}
            intent="primary"
            {...(progress === null || total === null ? {} : { value: fractionOf(progress) })}
            aria-label="Files looked at"
          />
          <div className="progress-actions look-actions">
            <Button text="Cancel" disabled={job?.cancelling === true} onClick={() => cancel(jobId)} />
            <span className="muted">Reads the beginning of each file to tell its format.</span>
          </div>
        </div>
      </section>
    </div>
  );
}
