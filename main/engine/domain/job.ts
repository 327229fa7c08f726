import type { SerializedFailure } from './failure.ts';

export type JobKind = 'look' | 'import' | 'removal' | 'side-table' | 'analysis' | 'export' | 'check' | 'detectability';

/** Progress of one long piece of work. `total` is null while unknown. */
export interface JobProgress {
  readonly stage: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit: 'bytes' | 'exchanges' | 'accounts' | 'steps';
  /** Running figures of an import, null elsewhere. */
  readonly exchanges: number | null;
  readonly quarantined: number | null;
  readonly file: string | null;
}

export type JobState =
  | { readonly phase: 'running'; readonly progress: JobProgress }
  | { readonly phase: 'done'; readonly result: unknown }
  | { readonly phase: 'failed'; readonly failure: SerializedFailure }
  | { readonly phase: 'cancelled' };

export interface JobEvent {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly startedAt: string;
  readonly state: JobState;
}

/** How long work reports and stops; `signal` follows the DOM's AbortSignal in the one member that work needs. */
export interface JobControl {
  readonly isCancelled: () => boolean;
  readonly report: (progress: JobProgress) => void;
}
