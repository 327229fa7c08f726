import { create } from 'zustand';
import type { JobEvent, JobKind, JobProgress, JobState } from '../../main/engine/domain/job.ts';
import { call } from './bridge.ts';
import { showFault } from './dialogs-store.ts';

interface Sample {
  readonly atMs: number;
  readonly done: number;
  readonly exchanges: number;
}

export interface Job {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly startedAt: string;
  readonly state: JobState;
  /** The last progress, kept when the job ends: what was reached when it stopped. */
  readonly lastProgress: JobProgress | null;
  /** Progress seen in the last RATE_WINDOW_MS, oldest first. */
  readonly samples: readonly Sample[];
  readonly endedAtMs: number | null;
  readonly cancelling: boolean;
}

const RATE_WINDOW_MS = 8000;

interface JobsStore {
  /** In order of start. */
  readonly jobs: readonly Job[];
  receive(event: JobEvent, atMs: number): void;
  cancel(jobId: string): void;
  dismiss(jobId: string): void;
}

export const useJobs = create<JobsStore>((set) => ({
  jobs: [],
  receive: (event, atMs) =>
    set(({ jobs }) => {
      const known = jobs.find((job) => job.jobId === event.jobId);
      const next = advance(known, event, atMs);
      return { jobs: known === undefined ? [...jobs, next] : jobs.map((job) => (job === known ? next : job)) };
    }),
  cancel: (jobId) => {
    set(({ jobs }) => ({ jobs: jobs.map((job) => (job.jobId === jobId ? { ...job, cancelling: true } : job)) }));
    call('job.cancel', { jobId }).catch((error: unknown) => showFault(error, 'cancelling'));
  },
  dismiss: (jobId) => set(({ jobs }) => ({ jobs: jobs.filter((job) => job.jobId !== jobId) })),
}));

function advance(known: Job | undefined, event: JobEvent, atMs: number): Job {
  const running = event.state.phase === 'running' ? event.state.progress : null;
  const samples = known?.samples ?? [];
  const sameStage = running !== null && known?.lastProgress?.stage === running.stage;
  const kept = sameStage ? samples.filter((sample) => atMs - sample.atMs <= RATE_WINDOW_MS) : [];
  return {
    jobId: event.jobId,
    kind: event.kind,
    startedAt: event.startedAt,
    state: event.state,
    lastProgress: running ?? known?.lastProgress ?? null,
    samples: running === null ? samples : [...kept, { atMs, done: running.done, exchanges: running.exchanges ?? 0 }],
    endedAtMs: running === null ? (known?.endedAtMs ?? atMs) : null,
    cancelling: running !== null && (known?.cancelling ?? false),
  };
}

export interface JobRate {
  /** Units per second, null until two samples are half a second apart. */
  readonly done: number | null;
  readonly exchanges: number | null;
  readonly remainingMs: number | null;
}

export function rateOf(job: Job): JobRate {
  const first = job.samples[0];
  const last = job.samples.at(-1);
  if (first === undefined || last === undefined || last.atMs - first.atMs < 500) return { done: null, exchanges: null, remainingMs: null };
  const seconds = (last.atMs - first.atMs) / 1000;
  const done = (last.done - first.done) / seconds;
  const total = job.lastProgress?.total ?? null;
  const remainingMs = total === null || done <= 0 ? null : (Math.max(0, total - last.done) / done) * 1000;
  return { done, exchanges: (last.exchanges - first.exchanges) / seconds, remainingMs };
}

export function useRunningJob(kind: JobKind): Job | null {
  return useJobs((store) => store.jobs.findLast((job) => job.kind === kind && job.state.phase === 'running') ?? null);
}

/** The last job of a kind, running or ended. */
export function useLatestJob(kind: JobKind): Job | null {
  return useJobs((store) => store.jobs.findLast((job) => job.kind === kind) ?? null);
}
