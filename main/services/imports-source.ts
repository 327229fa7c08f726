import { isFailure, serializeFailure } from '../engine/domain/failure.ts';
import type { CaseStore } from '../storage/case-store.ts';
import type { NewDictionaryEntries } from '../storage/dictionaries.ts';
import { DictionaryCoder } from '../storage/dictionary-coder.ts';
import type { PartEntries } from '../storage/part-index.ts';
import { commitUnit, type UnitCommit } from '../storage/unit-commit.ts';
import {
  type FromImportWorker,
  type ImportedUnit,
  type ImportSource,
  isSequential,
  type ToImportWorker,
} from '../workers/import-protocol.ts';
import type { DecodedStream } from './decoders.ts';
import type { KnownAccounts } from './imports-accounts.ts';
import type { KnownIds } from './imports-known-ids.ts';
import type { ImportWorkerMessage, ImportWorkers, ReaderOwner } from './imports-workers.ts';

/** Units that may be under way or waiting for their turn, for each worker. */
const UNITS_AHEAD = 2;

type CodesRequest = Extract<FromImportWorker, { kind: 'codes' }>;

/** The first unit to read, and where the last committed one ended. */
export interface ResumePoint {
  readonly unitNo: number;
  readonly startByte: number;
}

export interface SourceProgress {
  readonly bytes: number;
  readonly exchanges: number;
  readonly quarantined: number;
}

/** What the files of one import share: who knows the codes, the exchanges and the next segment number. */
export interface ImportState {
  readonly store: CaseStore;
  readonly workers: ImportWorkers;
  readonly coder: DictionaryCoder;
  readonly known: KnownIds;
  readonly accounts: KnownAccounts;
  nextSegmentNo: number;
}

/** Commits the units of a source, the newest one only when the next comes or the source ends, so that it can share the transaction of that end. */
export class UnitCommits {
  readonly #store: CaseStore;
  readonly #begin: () => void;
  #held: UnitCommit | null = null;
  #holds = true;

  /** `begin` records the source; it is called before or with its first unit. */
  constructor(store: CaseStore, begin: () => void) {
    this.#store = store;
    this.#begin = begin;
  }

  /** Records the source at once and holds no unit back. */
  beginNow(): void {
    this.#holds = false;
    this.#begin();
  }

  add(unit: UnitCommit): void {
    this.commitHeld();
    this.#held = unit;
    if (!this.#holds) this.commitHeld();
  }

  commitHeld(): void {
    const unit = this.#held;
    if (unit === null) return;
    this.#store.transaction(() => {
      this.#begin();
      commitUnit(this.#store, unit);
    });
    this.#held = null;
  }
}

export function beginState(store: CaseStore, workers: ImportWorkers, known: KnownIds, accounts: KnownAccounts): ImportState {
  return { store, workers, known, accounts, coder: new DictionaryCoder(store.dictionaries), nextSegmentNo: store.segments.nextNumber() };
}

/** How one source is read: by which workers, from where on, and when its turn comes to be given codes and to be committed. */
export interface SourceReading {
  readonly readers: readonly number[];
  /** Where a process decodes it. */
  readonly stream: DecodedStream | null;
  readonly resumeAt: ResumePoint;
  readonly commits: UnitCommits;
  /** Resolves when every source before this one has ended. */
  readonly turn: Promise<void>;
  readonly report: (progress: SourceProgress) => void;
}

/**
 * Imports one source from its first uncommitted unit on. Codes and segment numbers are given in the order of sources and units, and units are
 * committed in that order, so that what is on disk does not depend on how many workers there are or which is faster.
 */
export function importSource(state: ImportState, source: ImportSource, reading: SourceReading): Promise<void> {
  return new Promise((resolve, reject) => {
    const run = new SourceRun(state, source, reading, resolve, reject);
    for (const reader of reading.readers) state.workers.give(reader, run.ownerOf(reader));
    run.start();
  });
}

/** Has a worker put the parts that sources hold for others into an index at `path`. */
export async function indexSources(
  state: ImportState,
  path: string,
  sources: readonly { readonly source: ImportSource; open(): DecodedStream | null }[],
): Promise<PartEntries> {
  for (const { source, open } of sources) {
    const stream = open();
    try {
      await answerTo(state, { kind: 'parts', source, path }, 'parts-end', stream);
    } finally {
      stream?.close();
    }
  }
  return (await answerTo(state, { kind: 'parts-close' }, 'parts-index', null)).entries;
}

const PART_READER = 0;

function answerTo<K extends ImportWorkerMessage['kind']>(
  state: ImportState,
  question: ToImportWorker,
  kind: K,
  stream: DecodedStream | null,
): Promise<Extract<ImportWorkerMessage, { kind: K }>> {
  return new Promise((resolve, reject) => {
    state.workers.give(PART_READER, {
      sourceId: null,
      onMessage: (message) => {
        if (message.kind === 'more') feed(state, PART_READER, stream, reject);
        else if (message.kind === kind) resolve(message as Extract<ImportWorkerMessage, { kind: K }>);
      },
      onFailure: reject,
    });
    state.workers.tell(PART_READER, question);
  });
}

function feed(state: ImportState, reader: number, stream: DecodedStream | null, reject: (error: unknown) => void): void {
  if (stream === null) throw new TypeError('a worker asks for more of a file that no process decodes');
  stream.read().then(
    ({ bytes, consumed }) => state.workers.handOver(reader, { kind: 'chunk', bytes, consumed, damage: null }),
    (error: unknown) => {
      if (!isFailure(error)) return reject(error);
      state.workers.tell(reader, { kind: 'chunk', bytes: null, consumed: 0, damage: serializeFailure(error) });
    },
  );
}

class SourceRun {
  readonly #state: ImportState;
  readonly #source: ImportSource;
  readonly #inSequence: boolean;
  readonly #unitCount: number;
  readonly #reading: SourceReading;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;
  readonly #requests = new Map<number, { reader: number; request: CodesRequest }>();
  readonly #entries = new Map<number, NewDictionaryEntries[]>();
  readonly #finished = new Map<number, ImportedUnit>();
  #progress = { bytes: 0, exchanges: 0, quarantined: 0 };
  #idle: number[] = [];
  #nextUnit: number;
  #nextCoded: number;
  #nextCommit: number;
  #sequenceEnded = false;
  #isTurn = false;

  constructor(state: ImportState, source: ImportSource, reading: SourceReading, resolve: () => void, reject: (error: unknown) => void) {
    this.#state = state;
    this.#source = source;
    this.#reading = reading;
    this.#inSequence = isSequential(source);
    this.#unitCount = Math.ceil(source.bytes / source.unitBytes);
    this.#resolve = resolve;
    this.#reject = reject;
    this.#nextUnit = reading.resumeAt.unitNo;
    this.#nextCoded = reading.resumeAt.unitNo;
    this.#nextCommit = reading.resumeAt.unitNo;
  }

  start(): void {
    const { workers } = this.#state;
    const { readers, resumeAt, turn } = this.#reading;
    for (const reader of readers) workers.tell(reader, { kind: 'source', source: this.#source });
    const [first] = readers;
    if (this.#inSequence && first !== undefined) {
      workers.tell(first, { kind: 'sequence', firstUnit: this.#nextUnit, startByte: resumeAt.startByte });
    } else {
      this.#idle = [...readers];
      this.#dispatch();
    }
    void turn.then(() => this.#safely(() => this.#takeTurn()));
  }

  ownerOf(reader: number): ReaderOwner {
    return {
      sourceId: this.#source.sourceId,
      onMessage: (message) => this.#safely(() => this.#handle(reader, message)),
      onFailure: (failure) => void this.#reading.turn.then(() => this.#reject(failure)),
    };
  }

  #safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      for (const reader of this.#reading.readers) this.#state.workers.give(reader, null);
      this.#reject(error);
    }
  }

  #takeTurn(): void {
    this.#isTurn = true;
    this.#answer();
    this.#commit();
    this.#endIfDone();
  }

  #handle(reader: number, message: ImportWorkerMessage): void {
    switch (message.kind) {
      case 'codes':
        this.#requests.set(message.unitNo, { reader, request: message });
        this.#answer();
        break;
      case 'progress':
        this.#progress.bytes += message.bytes;
        this.#progress.exchanges += message.exchanges;
        this.#progress.quarantined += message.quarantined;
        this.#reading.report(this.#progress);
        break;
      case 'unit':
        this.#finished.set(message.unit.unitNo, message.unit);
        this.#commit();
        this.#dispatch();
        this.#endIfDone();
        break;
      case 'ready':
        if (!this.#inSequence) this.#idle.push(reader);
        this.#dispatch();
        break;
      case 'sequence-end':
        this.#sequenceEnded = true;
        this.#endIfDone();
        break;
      case 'more':
        feed(this.#state, reader, this.#reading.stream, this.#reject);
        break;
      case 'digest':
      case 'parts-end':
      case 'parts-index':
        break;
    }
  }

  #dispatch(): void {
    if (this.#inSequence) return;
    const limit = Math.min(this.#unitCount, this.#nextCommit + UNITS_AHEAD * this.#reading.readers.length);
    while (this.#nextUnit < limit) {
      const reader = this.#idle.shift();
      if (reader === undefined) return;
      this.#state.workers.tell(reader, { kind: 'unit', unitNo: this.#nextUnit++ });
    }
  }

  #answer(): void {
    while (this.#isTurn) {
      const waiting = this.#requests.get(this.#nextCoded);
      if (waiting === undefined) return;
      this.#requests.delete(this.#nextCoded);
      const { reader, request } = waiting;
      const { coder, workers } = this.#state;
      const columns = request.columns.map(({ columnNumber, values }) => ({ columnNumber, codes: coder.assign(columnNumber, values) }));
      const segmentNo = request.rows > 0 ? this.#state.nextSegmentNo++ : null;
      if (request.last) {
        this.#entries.set(this.#nextCoded, coder.takePending());
        this.#nextCoded++;
      }
      workers.tell(reader, { kind: 'codes', segmentNo, columns });
    }
  }

  #commit(): void {
    if (!this.#isTurn) return;
    for (let unit = this.#finished.get(this.#nextCommit); unit !== undefined; unit = this.#finished.get(this.#nextCommit)) {
      this.#finished.delete(unit.unitNo);
      const dictionary = this.#entries.get(unit.unitNo) ?? [];
      this.#entries.delete(unit.unitNo);
      const { known, accounts } = this.#state;
      const segments = unit.segments.map((imported) => {
        const { exchangeIds, accountCodes: _, ...segment } = imported;
        const maskedRows = known.addAll(exchangeIds);
        accounts.addSegment(imported, maskedRows);
        return { ...segment, maskedRows };
      });
      const { sourceId } = this.#source;
      const { unitNo, startByte, endByte, quarantine, passedOver } = unit;
      const place = { sourceId, unitNo, startByte, endByte };
      this.#reading.commits.add({ ...place, segments, dictionary, quarantine, passedOver, accounts: accounts.size });
      this.#nextCommit++;
    }
  }

  #endIfDone(): void {
    const done = this.#inSequence ? this.#sequenceEnded : this.#nextCommit >= this.#unitCount;
    if (this.#isTurn && done) this.#resolve();
  }
}
