import { availableParallelism } from 'node:os';
import type { ImportSummary } from '../engine/domain/case.ts';
import { Failure, type FailureCode, isFailure } from '../engine/domain/failure.ts';
import type { JobControl, JobProgress } from '../engine/domain/job.ts';
import type { Mapping } from '../engine/formats/mapping.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { readFacts } from '../storage/facts-reader.ts';
import { partIndexPath, removePartIndex } from '../storage/part-index.ts';
import { type ImportSource, isSequential, UNIT_BYTES } from '../workers/import-protocol.ts';
import type { CaseSession } from './cases.ts';
import { openDecoded } from './decoders.ts';
import { KnownAccounts } from './imports-accounts.ts';
import { examineFile, type ImportFile, requireUnchanged } from './imports-files.ts';
import { findFiles, type SkippedFile } from './imports-found.ts';
import { KnownIds } from './imports-known-ids.ts';
import { parseMapping } from './imports-mapping.ts';
import { type ImportedSource, KnownSources, recordRepetition, SourceRecording } from './imports-records.ts';
import { beginState, type ImportState, importSource, indexSources, type SourceProgress, UnitCommits } from './imports-source.ts';
import { ImportWorkers } from './imports-workers.ts';
import { peakRssBytes } from './peak-memory.ts';

const DEFAULT_WORKERS = 2;
const CANCEL_POLL_MS = 50;
/** A file up to this size is begun, read and completed in one transaction where it has one unit: every transaction waits for the disk. */
const ONE_TRANSACTION_BYTES = 8 * 1024 * 1024;

export interface ImportRequest {
  /** Files, folders, zip archives, `archive.zip!/entry` or patterns. */
  readonly paths: readonly string[];
  readonly format?: string;
  readonly mapping?: Mapping;
  readonly workers?: number;
  /** What examineFiles() found out about them, where it was asked before. */
  readonly examined?: ExaminedFiles;
  /** Bytes of a unit; smaller in tests. */
  readonly unitBytes?: number;
  /** False in tests that compare the kernel's scanner with the exact path. */
  readonly scan?: boolean;
}

interface ImportRun {
  readonly state: ImportState;
  readonly unitBytes: number;
  readonly scan: boolean;
  readonly parts: ImportSource['parts'];
  readonly sources: KnownSources;
  /** Rejects when the import must end. */
  readonly failure: Promise<never>;
}

/**
 * Imports files one after the other. Every file is looked at before anything is written. An interrupted import of the same file (same size,
 * beginning, time of modification, format and mapping) is continued; a file whose bytes are in the case already is not read again. A file found in a
 * folder, an archive or by a pattern that cannot be imported is skipped and told; one that was named is a Failure. Throws file-missing,
 * file-unreadable, file-malformed (also when the file changed while it was read), file-bomb, format-unknown, mapping-invalid, case-read-only,
 * disk-full, worker-lost, cancelled; what was committed stays.
 */
export async function importFiles(session: CaseSession, request: ImportRequest, control: JobControl): Promise<ImportSummary> {
  const startedAt = performance.now();
  const { store } = session;
  if (session.readOnly) throw new Failure('case-read-only', `${session.path} is open for reading only`, { path: session.path });
  const { files, skipped: notImported } = request.examined ?? (await examineFiles(request));
  const skipped = [...notImported];
  const unitBytes = request.unitBytes ?? UNIT_BYTES;
  store.sweep();
  const workers = new ImportWorkers(workerCount(request.workers, files, unitBytes));
  const end = endOf(workers, control);
  const imported: ImportedSource[] = [];
  const known = knownExchanges(store);
  try {
    const state = beginState(store, workers, known);
    const sources = new KnownSources(store);
    const start = { state, unitBytes, scan: request.scan ?? true, parts: null, sources, failure: end.failure };
    const run = { ...start, parts: await indexFiles(start, files) };
    const total = files.reduce((sum, file) => sum + file.bytes, 0);
    let doneBytes = 0;
    for (const file of files) {
      try {
        imported.push(await importFile(run, file, (progress) => control.report(jobProgress(file, progress, doneBytes, total))));
      } catch (error) {
        if (file.named || !isFailure(error) || !SKIPPABLE.has(error.code)) throw error;
        skipped.push({ path: file.path, reason: error.message });
      }
      doneBytes += file.bytes;
    }
  } finally {
    end.release();
    await workers.close();
    known.close();
    removePartIndex(store.segmentsFolder);
  }
  const { exchanges, accounts } = store.summary();
  const seconds = (performance.now() - startedAt) / 1000;
  return { sources: imported, skipped, exchanges, accounts, seconds, peakRssBytes: peakRssBytes() };
}

/** What may be amiss with one file without the others being concerned. */
const SKIPPABLE: ReadonlySet<FailureCode> = new Set(['file-missing', 'file-unreadable', 'file-malformed', 'file-bomb', 'format-unknown']);

interface NamedFile extends ImportFile {
  readonly named: boolean;
}

export interface ExaminedFiles {
  readonly files: readonly NamedFile[];
  readonly skipped: readonly SkippedFile[];
}

/** Looks at every file that the request stands for. Throws as importFiles(), and format-unknown when nothing is left to import. */
export async function examineFiles(request: Pick<ImportRequest, 'paths' | 'format' | 'mapping'>): Promise<ExaminedFiles> {
  const mapping = request.mapping === undefined ? null : parseMapping(request.mapping, 'mapping');
  const found = await findFiles(request.paths);
  const files: NamedFile[] = [];
  const skipped = [...found.skipped];
  for (const { path, named } of found.files) {
    try {
      files.push({ ...(await examineFile(path, request.format ?? null, mapping)), named });
    } catch (error) {
      if (named || !isFailure(error) || !SKIPPABLE.has(error.code)) throw error;
      skipped.push({ path, reason: error.message });
    }
  }
  if (files.length === 0) {
    const reason = skipped[0] === undefined ? 'holds no file' : `holds no file that can be imported: ${skipped[0].reason}`;
    throw new Failure('format-unknown', `${request.paths.join(', ')} ${reason}`, { files: found.files.length });
  }
  return { files, skipped };
}

function jobProgress(file: ImportFile, progress: SourceProgress, doneBytes: number, total: number): JobProgress {
  const { bytes, exchanges, quarantined } = progress;
  return { stage: 'import', done: doneBytes + bytes, total, unit: 'bytes', exchanges, quarantined, file: file.path };
}

function workerCount(requested: number | undefined, files: readonly ImportFile[], unitBytes: number): number {
  const wanted = Math.max(1, requested ?? Math.min(DEFAULT_WORKERS, availableParallelism()));
  const useful = files.map((file) => (isSequential(sourceKind(file)) ? 1 : Math.ceil(file.bytes / unitBytes)));
  return Math.min(wanted, Math.max(1, ...useful));
}

function sourceKind(file: ImportFile): Pick<ImportSource, 'compression' | 'framing' | 'decoded'> {
  return { compression: file.compression, framing: file.framing, decoded: file.decode !== null };
}

function importSourceOf(run: ImportRun, file: ImportFile, sourceId: number): ImportSource {
  const { path, bytes, format, listKey, mapping } = file;
  const { unitBytes, scan, parts, state } = run;
  return {
    sourceId,
    path,
    bytes,
    ...sourceKind(file),
    format: format.name,
    listKey,
    mapping,
    segmentsFolder: state.store.segmentsFolder,
    parts: format.kind === 'records' && format.spread !== undefined ? parts : null,
    unitBytes,
    scan,
  };
}

/** Puts the parts that files hold for others into the import's index; null when none holds any. */
async function indexFiles(run: ImportRun, files: readonly ImportFile[]): Promise<ImportSource['parts']> {
  const holders = files.filter((file) => file.holdsParts);
  if (holders.length === 0) return null;
  const path = partIndexPath(run.state.store.segmentsFolder);
  const sources = holders.map((file) => ({
    source: importSourceOf(run, file, 0),
    open: () => (file.decode === null ? null : openDecoded(file.decode)),
  }));
  return { path, entries: await Promise.race([indexSources(run.state, path, sources), run.failure]) };
}

function knownExchanges(store: CaseStore): { readonly ids: KnownIds; readonly accounts: KnownAccounts } {
  const ids = new KnownIds();
  const accounts = new KnownAccounts();
  readFacts(store, ['exchange_id', 'account_id'], (segment) => {
    ids.addAll(segment.bytes('exchange_id'));
    accounts.addAll(segment.codes('account_id'));
  });
  return { ids, accounts };
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
  const { state, failure } = run;
  const { store, workers } = state;
  const unlessStopped = <T>(work: Promise<T>): Promise<T> => Promise.race([work, failure]);
  const digest = workers.digest(file.file, file.bytes);
  const same = run.sources.like(file);
  if (same.some((source) => source.state === 'complete')) {
    const sha256 = await unlessStopped(digest);
    const complete = same.find((source) => source.state === 'complete' && source.sha256 === sha256);
    requireUnchanged(file);
    if (complete !== undefined) return recordRepetition(store, file, complete, sha256);
  }
  const interrupted = same.findLast((source) => source.state !== 'complete' && source.headSha256 === file.headSha256);
  const recording = new SourceRecording(store, run.sources, file, interrupted ?? null);
  const { sourceId } = recording;
  const commits = new UnitCommits(store, () => recording.begin());
  if (file.bytes > ONE_TRANSACTION_BYTES) commits.beginNow();
  const last = store.sources.lastUnit(sourceId);
  const before = {
    bytes: isSequential(sourceKind(file)) ? 0 : (last?.endByte ?? 0),
    exchanges: (interrupted?.exchanges ?? 0) + (interrupted?.duplicates ?? 0),
    quarantined: interrupted?.quarantined ?? 0,
  };
  const source = importSourceOf(run, file, sourceId);
  const resumeAt = { unitNo: last === null ? 0 : last.unitNo + 1, startByte: last?.endByte ?? 0 };
  const reportAll = (progress: SourceProgress): void =>
    report({
      bytes: before.bytes + progress.bytes,
      exchanges: before.exchanges + progress.exchanges,
      quarantined: before.quarantined + progress.quarantined,
    });
  const stream = file.decode === null ? null : openDecoded(file.decode);
  try {
    await unlessStopped(importSource(state, source, stream, resumeAt, commits, reportAll));
    const sha256 = await unlessStopped(digest);
    requireUnchanged(file);
    return recording.complete(sha256, () => commits.commitHeld());
  } catch (error) {
    workers.onMessage = () => {};
    recording.stop(error, () => commits.commitHeld());
    throw error;
  } finally {
    stream?.close();
  }
}
