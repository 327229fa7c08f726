import { Failure, isFailure, serializeFailure } from '../engine/domain/failure.ts';
import type { JobControl, JobEvent, JobKind, JobProgress, JobState } from '../engine/domain/job.ts';

/** At most ten progress events a second for each job; the first and the last state are never held back. */
const PROGRESS_INTERVAL_MS = 100;

const WAITING: JobProgress = { stage: 'waiting', done: 0, total: null, unit: 'steps', exchanges: null, quarantined: null, file: null };

type Listener = (event: JobEvent) => void;

/** Runs one piece of long work at a time, in order of start, and tells what becomes of each. */
export class Jobs {
  readonly #jobs = new Map<string, Job>();
  readonly #listeners = new Set<Listener>();
  readonly #reportBug: (error: unknown) => void;
  #queue: Promise<void> = Promise.resolve();
  #started = 0;

  /** `reportBug` gets what a job threw that is no Failure. */
  constructor(reportBug: (error: unknown) => void) {
    this.#reportBug = reportBug;
  }

  /** Returns at once; the work starts when the jobs before it have ended. */
  start(kind: JobKind, work: (control: JobControl) => Promise<unknown>): string {
    this.#started += 1;
    const job = new Job(`job-${this.#started}`, kind, (event) => this.#emit(event));
    this.#jobs.set(job.id, job);
    this.#queue = this.#queue.then(() => this.#run(job, work));
    return job.id;
  }

  /** Asks a job to stop; its end is told by an event. Unknown and ended jobs are left alone. */
  cancel(jobId: string): void {
    this.#jobs.get(jobId)?.cancel();
  }

  cancelAll(): void {
    for (const job of this.#jobs.values()) job.cancel();
  }

  /** Resolves when every job started so far has ended. */
  settled(): Promise<void> {
    return this.#queue;
  }

  isBusy(): boolean {
    return this.#jobs.size > 0;
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async #run(job: Job, work: (control: JobControl) => Promise<unknown>): Promise<void> {
    try {
      job.end(await job.run(work));
    } catch (error) {
      if (!isFailure(error)) this.#reportBug(error);
      job.end(stateOf(error));
    } finally {
      this.#jobs.delete(job.id);
    }
  }

  #emit(event: JobEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#reportBug(error);
      }
    }
  }
}

function stateOf(error: unknown): JobState {
  if (isFailure(error)) return error.code === 'cancelled' ? { phase: 'cancelled' } : { phase: 'failed', failure: serializeFailure(error) };
  return { phase: 'failed', failure: serializeFailure(new Failure('worker-lost', 'the work ended by a mistake of the program')) };
}

class Job {
  readonly id: string;
  readonly #kind: JobKind;
  readonly #startedAt = new Date().toISOString();
  readonly #emit: Listener;
  #cancelled = false;
  #lastSentMs = 0;
  #held: JobProgress | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(id: string, kind: JobKind, emit: Listener) {
    this.id = id;
    this.#kind = kind;
    this.#emit = emit;
    this.#send({ phase: 'running', progress: WAITING });
  }

  cancel(): void {
    this.#cancelled = true;
  }

  async run(work: (control: JobControl) => Promise<unknown>): Promise<JobState> {
    if (this.#cancelled) return { phase: 'cancelled' };
    const result = await work({ isCancelled: () => this.#cancelled, report: (progress) => this.#report(progress) });
    return { phase: 'done', result };
  }

  end(state: JobState): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#held !== null) this.#send({ phase: 'running', progress: this.#held });
    this.#send(state);
  }

  #report(progress: JobProgress): void {
    this.#held = progress;
    if (this.#timer !== null) return;
    const wait = this.#lastSentMs + PROGRESS_INTERVAL_MS - performance.now();
    if (wait <= 0) this.#sendHeld();
    else this.#timer = setTimeout(() => this.#sendHeld(), wait);
  }

  #sendHeld(): void {
    this.#timer = null;
    if (this.#held === null) return;
    this.#lastSentMs = performance.now();
    const progress = this.#held;
    this.#held = null;
    this.#send({ phase: 'running', progress });
  }

  #send(state: JobState): void {
    this.#emit({ jobId: this.id, kind: this.#kind, startedAt: this.#startedAt, state });
  }
}
