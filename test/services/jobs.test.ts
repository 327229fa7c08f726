import { describe, expect, test } from 'vitest';
import { Failure } from '../../main/engine/domain/failure.ts';
import type { JobControl, JobEvent, JobProgress } from '../../main/engine/domain/job.ts';
import { Jobs } from '../../main/services/jobs.ts';

const progress = (done: number): JobProgress => ({
  stage: 'reading',
  done,
  total: 10,
  unit: 'steps',
  exchanges: null,
  quarantined: null,
  file: null,
});
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function watched() {
  const bugs: unknown[] = [];
  const events: JobEvent[] = [];
  const jobs = new Jobs((error) => bugs.push(error));
  jobs.subscribe((event) => events.push(event));
  const phases = (jobId: string) => events.filter((event) => event.jobId === jobId).map((event) => event.state.phase);
  return { jobs, events, bugs, phases };
}

async function run(work: (control: JobControl) => Promise<unknown>) {
  const seen = watched();
  const jobId = seen.jobs.start('import', work);
  await seen.jobs.settled();
  return { ...seen, jobId, last: seen.events.at(-1) };
}

describe('a job', () => {
  test('tells that it runs, and what it gave', async () => {
    const { jobId, phases, last } = await run(async () => ({ exchanges: 3 }));
    expect(phases(jobId)).toEqual(['running', 'done']);
    expect(last?.state).toEqual({ phase: 'done', result: { exchanges: 3 } });
  });

  test('reports at most ten times a second and always its last progress', async () => {
    const { events } = await run(async ({ report }) => {
      for (let done = 1; done <= 10; done += 1) {
        report(progress(done));
        await pause(20);
      }
    });
    const reported = events.flatMap((event) => (event.state.phase === 'running' ? [event.state.progress.done] : []));
    expect(reported.length).toBeLessThanOrEqual(6);
    expect(reported.at(-1)).toBe(10);
  });

  test('fails with the code and message of a Failure', async () => {
    const { last } = await run(async () => {
      throw new Failure('disk-full', 'no room for segment 3', { segment: 3 });
    });
    expect(last?.state).toEqual({
      phase: 'failed',
      failure: { code: 'disk-full', message: 'no room for segment 3', details: { segment: 3 } },
    });
  });

  test('hides what a bug says and reports it to its owner', async () => {
    const { last, bugs } = await run(async () => {
      throw new TypeError('cannot read /home/analyst/secret');
    });
    expect(JSON.stringify(last)).not.toContain('secret');
    expect(last?.state.phase).toBe('failed');
    expect(String(bugs[0])).toContain('secret');
  });
});

describe('cancelling', () => {
  test('reaches the running job, which ends as cancelled', async () => {
    const { jobs, phases } = watched();
    const jobId = jobs.start('import', async ({ isCancelled }) => {
      while (!isCancelled()) await pause(5);
      throw new Failure('cancelled', 'the import was cancelled');
    });
    await pause(20);
    jobs.cancel(jobId);
    await jobs.settled();
    expect(phases(jobId)).toEqual(['running', 'cancelled']);
    expect(jobs.isBusy()).toBe(false);
  });

  test('keeps a waiting job from starting', async () => {
    const { jobs, phases } = watched();
    let started = false;
    jobs.start('import', () => pause(20));
    const second = jobs.start('analysis', async () => {
      started = true;
    });
    jobs.cancel(second);
    await jobs.settled();
    expect(started).toBe(false);
    expect(phases(second)).toEqual(['running', 'cancelled']);
  });
});

test('jobs run one at a time, in the order of their start, and a failed one does not stop the next', async () => {
  const { jobs } = watched();
  const order: string[] = [];
  jobs.start('import', async () => {
    await pause(20);
    order.push('import');
    throw new Failure('file-malformed', 'line 3 is broken');
  });
  jobs.start('analysis', async () => {
    order.push('analysis');
  });
  await jobs.settled();
  expect(order).toEqual(['import', 'analysis']);
});
