import { Failure, type FailureCode, isFailure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import { partIndexPath } from '../storage/part-index.ts';
import type { SourceRecord } from '../storage/sources.ts';
import { type ImportSource, isSequential } from '../workers/import-protocol.ts';
import { openDecoded } from './decoders.ts';
import { archiveEntry, type ImportFile, requireUnchanged } from './imports-files.ts';
import type { SkippedFile } from './imports-found.ts';
import { type ImportedSource, KnownSources, recordRepetition, SourceRecording } from './imports-records.ts';
import { type ImportState, importSource, indexSources, type SourceProgress, UnitCommits } from './imports-source.ts';
import type { ImportWorkers } from './imports-workers.ts';

const CANCEL_POLL_MS = 50;
/** A file up to this size is begun, read and completed in one transaction where it has one unit: every transaction waits for the disk. */
const ONE_TRANSACTION_BYTES = 8 * 1024 * 1024;

/** What may be amiss with one file without the others being concerned. */
export const SKIPPABLE: ReadonlySet<FailureCode> = new Set([
  'file-missing',
  'file-unreadable',
  'file-malformed',
  'file-bomb',
  'format-unknown',
]);

export interface NamedFile extends ImportFile {
  readonly named: boolean;
}

/** What became of a file: a source, or nothing and why. */
export interface FileOutcome {
  readonly source: ImportedSource | null;
  readonly skipped: SkippedFile | null;
}

export interface RunOptions {
  readonly state: ImportState;
  readonly unitBytes: number;
  readonly scan: boolean;
  readonly control: JobControl;
}

/** How many workers can read a file at once. */
export function mostReaders(file: ImportFile, unitBytes: number): number {
  return isSequential(sourceKind(file)) ? 1 : Math.max(1, Math.ceil(file.bytes / unitBytes));
}

/**
 * Imports files with the workers there are. A file is begun when as many workers as it can use, or all, are free; what it finds is given codes and
 * committed when every file before it has ended. So the case is the same as when files are read one after the other by one worker.
 */
export class ImportRun {
  readonly #options: RunOptions;
  readonly #sources: KnownSources;
  /** Rejects when the import must end; never resolves. */
  readonly #failure: Promise<never>;
  readonly #poll: NodeJS.Timeout;
  readonly #progress = new Map<number, SourceProgress>();
  #fail: (error: unknown) => void = () => {};
  #idle: number[];
  #wake: () => void = () => {};
  #parts: ImportSource['parts'] = null;
  #nextSourceId: number;
  #archive: { readonly name: string; readonly digest: Promise<string> } | null = null;
  /** Files that are being read now. */
  readonly #reading = new Set<ImportFile>();

  constructor(options: RunOptions) {
    const { state, control } = options;
    this.#options = options;
    this.#sources = new KnownSources(state.store);
    this.#nextSourceId = state.store.sources.nextId();
    this.#idle = Array.from({ length: state.workers.count }, (_, reader) => reader);
    const stopped = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    this.#failure = Promise.race([stopped, state.workers.failure]);
    this.#failure.catch(() => {});
    this.#poll = setInterval(() => {
      if (control.isCancelled()) this.#fail(new Failure('cancelled', 'the import was cancelled'));
    }, CANCEL_POLL_MS);
  }

  /** Outcomes in the order of the files. Throws what ends the import. */
  async importAll(files: readonly NamedFile[]): Promise<readonly FileOutcome[]> {
    this.#parts = await this.#indexFiles(files);
    const total = files.reduce((sum, file) => sum + file.bytes, 0);
    const tasks: Promise<FileOutcome>[] = [];
    let turn: Promise<void> = Promise.resolve();
    try {
      for (const [place, file] of files.entries()) {
        if ([...this.#reading].some((other) => isAlike(other, file))) await this.#unlessStopped(turn);
        const readers = await this.#takeReaders(mostReaders(file, this.#options.unitBytes));
        const prepared = await this.#prepare(file);
        const report = (progress: SourceProgress): void => this.#report(place, file, progress, total);
        this.#reading.add(file);
        const task = this.#outcomeOf(file, prepared, readers, turn, report).finally(() => this.#giveReaders(file, readers));
        tasks.push(task);
        turn = task.then(
          () => {},
          () => {},
        );
      }
      return await Promise.all(tasks);
    } catch (error) {
      this.#fail(error);
      await turn;
      await Promise.allSettled(tasks);
      throw error;
    }
  }

  end(): void {
    clearInterval(this.#poll);
  }

  #unlessStopped<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#failure]);
  }

  async #takeReaders(most: number): Promise<readonly number[]> {
    const wanted = Math.min(most, this.#options.state.workers.count);
    while (this.#idle.length < wanted) {
      const change = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      await this.#unlessStopped(change);
    }
    return this.#idle.splice(0, wanted);
  }

  #giveReaders(file: ImportFile, readers: readonly number[]): void {
    for (const reader of readers) this.#options.state.workers.give(reader, null);
    this.#idle = [...this.#idle, ...readers].sort((a, b) => a - b);
    this.#reading.delete(file);
    this.#wake();
  }

  /** Progress of all files together, with the file that was last read of. */
  #report(place: number, file: ImportFile, progress: SourceProgress, total: number): void {
    this.#progress.set(place, { ...progress });
    let [done, exchanges, quarantined] = [0, 0, 0];
    for (const each of this.#progress.values()) {
      done += each.bytes;
      exchanges += each.exchanges;
      quarantined += each.quarantined;
    }
    this.#options.control.report({ stage: 'import', done, total, unit: 'bytes', exchanges, quarantined, file: file.path });
  }

  /** Puts the parts that files hold for others into the import's index; null when none holds any. */
  async #indexFiles(files: readonly ImportFile[]): Promise<ImportSource['parts']> {
    const holders = files.filter((file) => file.holdsParts);
    if (holders.length === 0) return null;
    const { state } = this.#options;
    const path = partIndexPath(state.store.segmentsFolder);
    const sources = holders.map((file) => ({
      source: this.#sourceOf(file, 0),
      open: () => (file.decode === null ? null : openDecoded(file.decode)),
    }));
    return { path, entries: await this.#unlessStopped(indexSources(state, path, sources)) };
  }

  #sourceOf(file: ImportFile, sourceId: number): ImportSource {
    const { path, bytes, format, listKey, mapping } = file;
    const { unitBytes, scan, state } = this.#options;
    return {
      sourceId,
      path,
      bytes,
      ...sourceKind(file),
      format: format.name,
      listKey,
      mapping,
      segmentsFolder: state.store.segmentsFolder,
      parts: format.kind === 'records' && format.spread !== undefined ? this.#parts : null,
      unitBytes,
      scan,
    };
  }

  /** An archive is hashed once for all its entries. */
  #digest(workers: ImportWorkers, file: ImportFile): Promise<string> {
    if (file.decode?.kind !== 'zip') return workers.digest(file.file, file.bytes);
    const archive = `${file.file} ${file.bytes} ${file.modifiedNs}`;
    if (this.#archive?.name !== archive) this.#archive = { name: archive, digest: workers.digest(file.file, file.bytes) };
    return this.#archive.digest;
  }

  /** What the case holds of a file already. */
  async #prepare(file: ImportFile): Promise<Prepared> {
    const { workers } = this.#options.state;
    const digest = this.#digest(workers, file);
    // It is waited for later, or not at all where reading the file fails first.
    digest.catch(() => {});
    const same = this.#sources.like(file);
    if (same.some((source) => source.state === 'complete')) {
      const sha256 = await this.#unlessStopped(digest);
      const complete = same.find((source) => source.state === 'complete' && source.sha256 === sha256);
      if (complete !== undefined) return { kind: 'repeated', source: complete, sha256 };
    }
    const interrupted = same.findLast((source) => source.state !== 'complete' && source.headSha256 === file.headSha256) ?? null;
    const sourceId = interrupted?.sourceId ?? this.#nextSourceId++;
    return { kind: 'to-read', interrupted, sourceId, digest, remark: await this.#remarkOn(file) };
  }

  /** Says when a file begins with all that it was when it was imported before. */
  async #remarkOn(file: ImportFile): Promise<string | null> {
    for (const earlier of file.decode === null ? this.#sources.earlierOf(file) : []) {
      const sha256 = await this.#unlessStopped(this.#options.state.workers.digest(file.file, earlier.bytes));
      if (sha256 === earlier.sha256) {
        const grown = file.bytes - earlier.bytes;
        return `the file has grown by ${grown} bytes since it was imported as source ${earlier.sourceId}, whose exchanges are not counted again`;
      }
    }
    return null;
  }

  async #outcomeOf(
    file: NamedFile,
    prepared: Prepared,
    readers: readonly number[],
    turn: Promise<void>,
    report: (progress: SourceProgress) => void,
  ): Promise<FileOutcome> {
    try {
      const source =
        prepared.kind === 'repeated' ? await this.#repeat(file, prepared, turn) : await this.#read(file, prepared, readers, turn, report);
      return { source, skipped: null };
    } catch (error) {
      const isOwn = !file.named && isFailure(error) && SKIPPABLE.has(error.code);
      if (isOwn) return { source: null, skipped: { path: file.path, reason: error.message } };
      this.#fail(error);
      throw error;
    }
  }

  async #repeat(file: ImportFile, prepared: Prepared & { kind: 'repeated' }, turn: Promise<void>): Promise<ImportedSource> {
    await this.#unlessStopped(turn);
    requireUnchanged(file);
    return recordRepetition(this.#options.state.store, file, prepared.source, prepared.sha256);
  }

  async #read(
    file: ImportFile,
    prepared: Prepared & { kind: 'to-read' },
    readers: readonly number[],
    turn: Promise<void>,
    report: (progress: SourceProgress) => void,
  ): Promise<ImportedSource> {
    const { state } = this.#options;
    const { store } = state;
    const { interrupted, sourceId, digest, remark } = prepared;
    const recording = new SourceRecording(store, this.#sources, file, interrupted, sourceId);
    const commits = new UnitCommits(store, () => recording.begin());
    if (file.bytes > ONE_TRANSACTION_BYTES) void turn.then(() => commits.beginNow());
    const last = store.sources.lastUnit(sourceId);
    const before = {
      bytes: isSequential(sourceKind(file)) ? 0 : (last?.endByte ?? 0),
      exchanges: (interrupted?.exchanges ?? 0) + (interrupted?.duplicates ?? 0),
      quarantined: interrupted?.quarantined ?? 0,
    };
    const stream = file.decode === null ? null : openDecoded(file.decode);
    const reading = {
      readers,
      stream,
      resumeAt: { unitNo: last === null ? 0 : last.unitNo + 1, startByte: last?.endByte ?? 0 },
      commits,
      turn,
      report: (progress: SourceProgress): void =>
        report({
          bytes: before.bytes + progress.bytes,
          exchanges: before.exchanges + progress.exchanges,
          quarantined: before.quarantined + progress.quarantined,
        }),
    };
    try {
      await this.#unlessStopped(importSource(state, this.#sourceOf(file, sourceId), reading));
      const sha256 = await this.#unlessStopped(digest);
      requireUnchanged(file);
      return { ...recording.complete(sha256, () => commits.commitHeld()), remark };
    } catch (error) {
      for (const reader of readers) state.workers.give(reader, null);
      await turn;
      recording.stop(error, () => commits.commitHeld());
      throw error;
    } finally {
      stream?.close();
    }
  }
}

type Prepared =
  | { readonly kind: 'repeated'; readonly source: SourceRecord; readonly sha256: string }
  | {
      readonly kind: 'to-read';
      readonly interrupted: SourceRecord | null;
      readonly sourceId: number;
      readonly digest: Promise<string>;
      readonly remark: string | null;
    };

function sourceKind(file: ImportFile): Pick<ImportSource, 'compression' | 'framing' | 'decoded'> {
  return { compression: file.compression, framing: file.framing, decoded: file.decode !== null };
}

/** Whether two files may hold the same bytes: the second then waits until the first is known. */
function isAlike(a: ImportFile, b: ImportFile): boolean {
  return a.bytes === b.bytes && a.format === b.format && archiveEntry(a.path) === archiveEntry(b.path);
}
