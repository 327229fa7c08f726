import { Button, ProgressBar } from '@blueprintjs/core';
import { type ReactNode, useEffect, useState } from 'react';
import { Stat } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { doneText, fractionOf } from '../../parts/jobs-bar.tsx';
import { bytes, count, duration } from '../../state/figures.ts';
import { type Job, rateOf, useJobs } from '../../state/jobs-store.ts';

export function ImportProgress({ job }: { readonly job: Job }): ReactNode {
  const cancel = useJobs((store) => store.cancel);
  const elapsedMs = useElapsed(job.startedAt);
  const progress = job.lastProgress;
  const rate = rateOf(job);
  const inBytes = progress?.unit === 'bytes';
  return (
    <section className="panel import-progress" aria-label="Import in progress">
      <div className="panel-body padded">
        <div className="progress-line">
          <span className="progress-file">
            {progress?.file == null ? <span className="muted">{progress?.stage ?? 'Starting'}</span> : <InertLine text={progress.file} />}
          </span>
          <span className="figure">{progress === null ? '' : doneText(progress)}</span>
          <span className="figure percent">{progress?.total == null ? '' : `${(fractionOf(progress) * 100).toFixed(1)} %`}</span>
        </div>
        <ProgressBar
          stripes={progress?.total == null}
          animate={progress?.total == null}
          intent="primary"
          {...(progress?.total == null ? {} : { value: fractionOf(progress) })}
          aria-label="Import progress"
        />
        <div className="stats">
          <Stat label="Exchanges">{count(progress?.exchanges ?? 0)}</Stat>
          <Stat label="Quarantined" title="Records that could not be read; they are kept with position and reason">
            {count(progress?.quarantined ?? 0)}
          </Stat>
          <Stat label="Throughput">{rate.done === null || !inBytes ? '–' : `${bytes(rate.done)}/s`}</Stat>
          <Stat label="Rows">{rate.exchanges === null ? '–' : `${count(Math.round(rate.exchanges))} /s`}</Stat>
          <Stat label="Elapsed">{duration(elapsedMs)}</Stat>
          <Stat label="Remaining">{rate.remainingMs === null ? '–' : duration(rate.remainingMs)}</Stat>
        </div>
        <div className="progress-actions">
          <Button text={job.cancelling ? 'Cancelling' : 'Cancel'} disabled={job.cancelling} onClick={() => cancel(job.jobId)} />
          <span className="muted">Complete blocks stay in the case; importing the file again goes on from there.</span>
        </div>
      </div>
    </section>
  );
}

function useElapsed(startedAt: string): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, now - Date.parse(startedAt));
}
