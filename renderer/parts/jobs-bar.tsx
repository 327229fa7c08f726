import { Button, ProgressBar } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { type ReactNode, useEffect } from 'react';
import type { JobProgress } from '../../main/engine/domain/job.ts';
import { bytes, count, duration } from '../state/figures.ts';
import { exportFolderOf } from '../state/job-results.ts';
import { type Job, rateOf, useJobs } from '../state/jobs-store.ts';
import { JOB_WORDS } from '../state/words.ts';
import { InertLine } from './inert-text.tsx';

/** A finished job leaves by itself; an export stays until it was read where it went. */
const LEAVES_AFTER_MS = 12_000;

export function JobsBar(): ReactNode {
  const jobs = useJobs((store) => store.jobs);
  return (
    <footer className="jobs-bar">
      {jobs.length === 0 && <span className="muted">Ready</span>}
      {jobs
        .slice(-4)
        .map((job) => (job.state.phase === 'running' ? <RunningJob key={job.jobId} job={job} /> : <EndedJob key={job.jobId} job={job} />))}
      <span className="spring" />
      <span className="muted">Times in UTC</span>
    </footer>
  );
}

function RunningJob({ job }: { readonly job: Job }): ReactNode {
  const cancel = useJobs((store) => store.cancel);
  const progress = job.lastProgress;
  const remaining = rateOf(job).remainingMs;
  return (
    <span className="job">
      <span>{job.cancelling ? 'Cancelling' : JOB_WORDS[job.kind].doing}</span>
      {progress !== null && (
        <>
          <span className="muted">{progress.stage}</span>
          <ProgressBar
            className="job-progress"
            animate={progress.total === null}
            stripes={progress.total === null}
            {...(progress.total === null ? {} : { value: fractionOf(progress) })}
            aria-label={`${JOB_WORDS[job.kind].doing}: progress`}
          />
          <span className="figure">{doneText(progress)}</span>
          {remaining !== null && <span className="muted figure">{duration(remaining)} left</span>}
        </>
      )}
      <Button
        variant="minimal"
        size="small"
        icon={<Cross size={12} />}
        disabled={job.cancelling}
        aria-label={`Cancel ${JOB_WORDS[job.kind].done.toLowerCase()}`}
        title="Cancel; what is complete is kept"
        onClick={() => cancel(job.jobId)}
      />
    </span>
  );
}

export function fractionOf(progress: JobProgress): number {
  return progress.total === null || progress.total === 0 ? 0 : Math.min(1, progress.done / progress.total);
}

export function doneText(progress: JobProgress): string {
  const text = (value: number): string => (progress.unit === 'bytes' ? bytes(value) : count(value));
  return progress.total === null ? text(progress.done) : `${text(progress.done)} of ${text(progress.total)}`;
}

function EndedJob({ job }: { readonly job: Job }): ReactNode {
  const dismiss = useJobs((store) => store.dismiss);
  const folder = job.state.phase === 'done' && job.kind === 'export' ? exportFolderOf(job.state.result) : null;
  const stays = folder !== null || job.kind === 'import';
  const { jobId } = job;
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(() => dismiss(jobId), LEAVES_AFTER_MS);
    return () => clearTimeout(timer);
  }, [stays, dismiss, jobId]);
  const ending = { running: '', done: 'complete', failed: 'failed', cancelled: 'cancelled' }[job.state.phase];
  return (
    <span className={`job ${job.state.phase}`}>
      <span>
        {JOB_WORDS[job.kind].done} {ending}
      </span>
      {folder !== null && <InertLine text={folder} />}
      <Button
        variant="minimal"
        size="small"
        icon={<Cross size={12} />}
        aria-label={`Dismiss ${JOB_WORDS[job.kind].done.toLowerCase()} ${ending}`}
        onClick={() => dismiss(jobId)}
      />
    </span>
  );
}
