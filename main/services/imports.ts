import { availableParallelism } from 'node:os';
import type { ImportSummary } from '../engine/domain/case.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { JobControl, JobProgress } from '../engine/domain/job.ts';
import type { Mapping } from '../engine/formats/mapping.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { readFacts } from '../storage/facts-reader.ts';
import { sweepSegments } from '../storage/segment-files.ts';
import { UNIT_BYTES } from '../workers/import-protocol.ts';
import type { CaseSession } from './cases.ts';
import { examineFile, type ImportFile, requireUnchanged } from './imports-files.ts';
import { KnownIds } from './imports-known-ids.ts';
import { parseMapping } from './imports-mapping.ts';
import {
  beginSource,
  completeSource,
  continueSource,
  type ImportedSource,
  recordRepetition,
  sourcesLike,
  stopSource,
} from './imports-records.ts';
import { beginState, type ImportState, importSource, type SourceProgress } from './imports-source.ts';
import { ImportWorkers } from './imports-workers.ts';
import { peakRssBytes } from './peak-memory.ts';

const DEFAULT_WORKERS = 2;
const CANCEL_POLL_MS = 50;

export interface ImportRequest {
  readonly paths: readonly string[];
  readonly format?: string;
  readonly mapping?: Mapping;
  readonly workers?: number;
  /** Bytes of a unit; smaller in tests. */
  readonly unitBytes?: number;
  /** False in tests that compare the kernel's scanner with the exact path. */
  readonly scan?: boolean;
}

interface ImportRun {
  readonly state: ImportState;
  readonly unitBytes: number;
  readonly scan: boolean;
  /** Rejects when the import must end. */
  readonly failure: Promise<never>;
}

/**
 * Imports files one after the other. Every file is looked at before anything is written. An interrupted import of the same file (same size,
 * beginning, time of modification, format and mapping) is continued; a file whose bytes are in the case already is not read again. Throws
 * file-missing, file-unreadable, file-malformed (also when the file changed while it was read), file-bomb, format-unknown, mapping-invalid,
 * case-read-only, disk-full, worker-lost, cancelled; what was committed stays.
 */
export async function importFiles(session: CaseSession, request: ImportRequest, control: JobControl): Promise<ImportSummary> {
  const startedAt = performance.now();
  const { store } = session;
  if (session.readOnly) throw new Failure('case-read-only', `${session.path} is open for reading only`, { path: session.path });
  const mapping = request.mapping === undefined ? null : parseMapping(request.mapping, 'mapping');
  const files: ImportFile[] = [];
  for (const path of request.paths) files.push(await examineFile(path, request.format ?? null, mapping));
  const unitBytes = request.unitBytes ?? UNIT_BYTES;
  sweepSegments(store.segmentsFolder, new Set(store.segments.list().map((segment) => segment.segmentNo)));
  const workers = new ImportWorkers(workerCount(request.workers, files, unitBytes));
  const end = endOf(workers, control);
  const sources: ImportedSource[] = [];
  try {
    const run = { state: beginState(store, workers, knownExchanges(store)), unitBytes, scan: request.scan ?? true, failure: end.failure };
    const total = files.reduce((sum, file) => sum + file.bytes, 0);
    let doneBytes = 0;
    for (const file of files) {
      sources.push(await importFile(run, file, (progress) => control.report(jobProgress(file, progress, doneBytes, total))));
      doneBytes += file.bytes;
    }
  } finally {
    end.release();
    await workers.close();
  }
  const { exchanges, accounts } = store.summary();
  const seconds = (performance.now() - startedAt) / 1000;
  return { sources, exchanges, accounts, seconds, peakRssBytes: peakRssBytes() };
}

function jobProgress(file: ImportFile, progress: SourceProgress, doneBytes: number, total: number): JobProgress {
  const { bytes, exchanges, quarantined } = progress;
  return { stage: 'import', done: doneBytes + bytes, total, unit: 'bytes', exchanges, quarantined, file: file.path };
}

function workerCount(requested: number | undefined, files: readonly ImportFile[], unitBytes: number): number {
  const wanted = Math.max(1, requested ?? Math.min(DEFAULT_WORKERS, availableParallelism()));
  const useful = files.map((file) => (isInSequence(file) ? 1 : Math.ceil(file.bytes / unitBytes)));
  return Math.min(wanted, Math.max(1, ...useful));
}

function isInSequence(file: ImportFile): boolean {
  return file.compression !== 'none' || file.format.framing === 'csv';
}

function knownExchanges(store: CaseStore): KnownIds {
  const known = new KnownIds();
  readFacts(store, ['exchange_id'], (segment) => {
    known.addAll(segment.bytes('exchange_id'));
  });
  return known;
}

/** Rejects when a worker fails or the job is cancelled; never resolves. */
function endOf(workers: ImportWorkers, control: JobControl): { readonly failure: Promise<never>; release(): void } {
  let poll: NodeJS.Timeout | null = null;
  const cancelled = new Promise<never>((_, reject) => {
    poll = setInterval(() => {
      if (control.isCancelled()) reject(new Failure('cancelled', 'the import was cancelled'));
    }, CANCEL_POLL_MS);
  });
  const failure = Promise.race([cancelled, workers.failure]);
  failure.catch(() => {});
  return {
    failure,
    release: () => {
      if (poll !== null) clearInterval(poll);
    },
  };
}

async function importFile(run: ImportRun, file: ImportFile, report: (progress: SourceProgress) => void): Promise<ImportedSource> {
  const { state, unitBytes, scan, failure } = run;
  const { store, workers } = state;
  const unlessStopped = <T>(work: Promise<T>): Promise<T> => Promise.race([work, failure]);
  const digest = workers.digest(file.path, file.bytes);
  const same = sourcesLike(store, file);
  if (same.some((source) => source.state === 'complete')) {
    const sha256 = await unlessStopped(digest);
    const complete = same.find((source) => source.state === 'complete' && source.sha256 === sha256);
    requireUnchanged(file);
    if (complete !== undefined) return recordRepetition(store, file, complete, sha256);
  }
  const interrupted = same.findLast((source) => source.state !== 'complete' && source.headSha256 === file.headSha256);
  const sourceId = interrupted === undefined ? beginSource(store, file) : continueSource(store, file, interrupted);
  const last = store.sources.lastUnit(sourceId);
  const before = {
    bytes: isInSequence(file) ? 0 : (last?.endByte ?? 0),
    exchanges: (interrupted?.exchanges ?? 0) + (interrupted?.duplicates ?? 0),
    quarantined: interrupted?.quarantined ?? 0,
  };
  const { path, bytes, compression, format, mapping } = file;
  const source = {
    sourceId,
    path,
    bytes,
    compression,
    format: format.name,
    mapping,
    segmentsFolder: store.segmentsFolder,
    unitBytes,
    scan,
  };
  const resumeAt = { unitNo: last === null ? 0 : last.unitNo + 1, startByte: last?.endByte ?? 0 };
  const reportAll = (progress: SourceProgress): void =>
    report({
      bytes: before.bytes + progress.bytes,
      exchanges: before.exchanges + progress.exchanges,
      quarantined: before.quarantined + progress.quarantined,
    });
  try {
    await unlessStopped(importSource(state, source, isInSequence(file), resumeAt, reportAll));
    const sha256 = await unlessStopped(digest);
    requireUnchanged(file);
    return completeSource(store, file, sourceId, sha256);
  } catch (error) {
    workers.onMessage = () => {};
    stopSource(store, file, sourceId, error);
    throw error;
  }
}
