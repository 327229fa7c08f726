import { availableParallelism } from 'node:os';
import type { ImportSummary } from '../engine/domain/case.ts';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import type { Mapping } from '../engine/formats/mapping.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { readFacts } from '../storage/facts-reader.ts';
import { removePartIndex } from '../storage/part-index.ts';
import { UNIT_BYTES } from '../workers/import-protocol.ts';
import type { CaseSession } from './cases.ts';
import { KnownAccounts } from './imports-accounts.ts';
import { examineFile, type ImportFile } from './imports-files.ts';
import { findFiles, type SkippedFile } from './imports-found.ts';
import { KnownIds } from './imports-known-ids.ts';
import { parseMapping } from './imports-mapping.ts';
import { type FileOutcome, ImportRun, mostReaders, type NamedFile, SKIPPABLE } from './imports-run.ts';
import { beginState } from './imports-source.ts';
import { ImportWorkers } from './imports-workers.ts';
import { peakRssBytes } from './peak-memory.ts';
import { joinSideTables } from './side-tables-joining.ts';

const DEFAULT_WORKERS = 2;

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

/**
 * Imports files in their order, several at a time where one keeps no more than one worker busy. Every file is looked at before anything is written.
 * An interrupted import of the same file (same size, beginning, time of modification, format and mapping) is continued; a file whose bytes are in the
 * case already is not read again. A file found in a folder, an archive or by a pattern that cannot be imported is skipped and told; one that was named is a Failure. Throws file-missing,
 * file-unreadable, file-malformed (also when the file changed while it was read), file-bomb, format-unknown, mapping-invalid, case-read-only,
 * disk-full, worker-lost, cancelled; what was committed stays.
 */
export async function importFiles(session: CaseSession, request: ImportRequest, control: JobControl): Promise<ImportSummary> {
  const startedAt = performance.now();
  const { store } = session;
  if (session.readOnly) throw new Failure('case-read-only', `${session.path} is open for reading only`, { path: session.path });
  const { files, skipped: notImported } = request.examined ?? (await examineFiles(request));
  const unitBytes = request.unitBytes ?? UNIT_BYTES;
  store.sweep();
  const workers = new ImportWorkers(workerCount(request.workers, files, unitBytes));
  const known = knownExchanges(store);
  const run = new ImportRun({
    state: beginState(store, workers, known.ids, known.accounts),
    unitBytes,
    scan: request.scan ?? true,
    control,
  });
  let outcomes: readonly FileOutcome[] = [];
  try {
    outcomes = await run.importAll(files);
  } finally {
    run.end();
    const isQuiet = outcomes.length > 0 && outcomes.every(({ skipped }) => skipped === null);
    if (isQuiet) workers.release();
    else await workers.close();
    known.ids.close();
    removePartIndex(store.segmentsFolder);
  }
  const imported = outcomes.flatMap(({ source }) => (source === null ? [] : [source]));
  const skipped = [...notImported, ...outcomes.flatMap(({ skipped: file }) => (file === null ? [] : [file]))];
  if (imported.some((source) => source.exchanges > 0)) await joinSideTables(session, control);
  const { exchanges, accounts } = store.summary();
  const seconds = (performance.now() - startedAt) / 1000;
  return { sources: imported, skipped, exchanges, accounts, seconds, peakRssBytes: peakRssBytes() };
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

function workerCount(requested: number | undefined, files: readonly ImportFile[], unitBytes: number): number {
  const wanted = Math.max(1, requested ?? Math.min(DEFAULT_WORKERS, availableParallelism()));
  const useful = files.reduce((sum, file) => sum + mostReaders(file, unitBytes), 0);
  return Math.min(wanted, Math.max(1, useful));
}

function knownExchanges(store: CaseStore): { readonly ids: KnownIds; readonly accounts: KnownAccounts } {
  const ids = new KnownIds(store.segmentsFolder);
  const accounts = new KnownAccounts();
  readFacts(store, ['exchange_id', 'account_id'], (segment) => {
    ids.addAll(segment.bytes('exchange_id'));
    accounts.addAll(segment.codes('account_id'));
  });
  return { ids, accounts };
}
