import { Button, ProgressBar } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { DetectabilityReport } from '../../../main/engine/domain/detectability.ts';
import { doneText, fractionOf } from '../../parts/jobs-bar.tsx';
import { Empty, Loaded, Panel } from '../../parts/panel.tsx';
import { useDetectability } from '../../state/detectability-store.ts';
import { duration } from '../../state/figures.ts';
import { type Job, rateOf, useJobs, useRunningJob } from '../../state/jobs-store.ts';
import { useResource } from '../../state/resource.ts';
import { useOpenCase } from '../../state/window-store.ts';
import { DetectabilityForm } from './detectability-form.tsx';
import { DetectabilityResult } from './detectability-result.tsx';

/** Would a campaign have been found in this log? */
export function DetectabilityScreen(): ReactNode {
  const outlook = useResource('detectability.outlook', {});
  const running = useRunningJob('detectability');
  const openCase = useOpenCase();
  const reports = useDetectability((store) => store.reports);
  const report = openCase === null ? undefined : reports.get(openCase.caseId);
  return (
    <div className="screen detectability-screen">
      <div className="screen-head">
        <h1>Detectability</h1>
        <span className="muted">would a campaign have been found in this log?</span>
      </div>
      {running !== null && <Planting job={running} />}
      {report !== undefined && <Result report={report} exchanges={openCase?.exchanges ?? 0} />}
      {running === null && (
        <Panel title="Plant campaigns into copies of the case" className="fits">
          <Loaded resource={outlook}>{(value) => <DetectabilityForm key={openCase?.caseId ?? ''} outlook={value} />}</Loaded>
        </Panel>
      )}
      {running === null && report === undefined && <NothingYet />}
    </div>
  );
}

function NothingYet(): ReactNode {
  return (
    <Empty title="What does it mean when nothing was found?">
      It depends on the log. Made-up campaigns that follow the days, models, software, networks and volume of this case are planted into
      copies of it, one at a time, and each copy is analysed as the case was. How many of their accounts come out tells what could have been
      there unseen. The case itself stays as it is.
    </Empty>
  );
}

function Result({ report, exchanges }: { readonly report: DetectabilityReport; readonly exchanges: number }): ReactNode {
  return (
    <>
      {report.exchanges !== exchanges && (
        <p className="warn">The case has other exchanges now than when campaigns were planted: the figures below are of then.</p>
      )}
      <DetectabilityResult report={report} />
    </>
  );
}

function Planting({ job }: { readonly job: Job }): ReactNode {
  const cancel = useJobs((store) => store.cancel);
  const progress = job.lastProgress;
  const remaining = rateOf(job).remainingMs;
  return (
    <section className="panel planting" aria-label="Planting in progress">
      <div className="panel-body padded">
        <div className="progress-line">
          <span className="progress-file">
            {progress?.stage === 'planting' ? 'Planting, importing, analysing' : 'Reading what the traffic of the case is like'}
          </span>
          <span className="figure">{progress === null ? '' : doneText(progress)}</span>
          <span className="figure muted">{remaining === null ? '' : `${duration(remaining)} left`}</span>
        </div>
        <ProgressBar
          intent="primary"
          stripes={false}
          animate={false}
          value={progress === null ? 0 : fractionOf(progress)}
          aria-label="Planting: progress"
        />
        <div className="progress-actions">
          <Button text={job.cancelling ? 'Cancelling' : 'Cancel'} disabled={job.cancelling} onClick={() => cancel(job.jobId)} />
          <span className="muted">Cancelling leaves nothing behind.</span>
        </div>
      </div>
    </section>
  );
}
