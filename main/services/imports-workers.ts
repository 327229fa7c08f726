import { Worker } from 'node:worker_threads';
import { Failure, reviveFailure } from '../engine/domain/failure.ts';
import { digestFile } from '../workers/import-digest.ts';
import type { FromImportWorker, FromImportWorkerAbout, ToImportWorker } from '../workers/import-protocol.ts';
import { kernelModule } from '../workers/kernel-instance.ts';
import { workerFile } from '../workers/locate.ts';

/** Hashed in a few milliseconds: less than a thread takes to start. */
const SMALL_FILE_BYTES = 8 * 1024 * 1024;

export type ImportWorkerMessage = Exclude<FromImportWorker, { kind: 'failed' }>;

/** Who reads with a worker at the moment. */
export interface ReaderOwner {
  /** The source it reads; null for what is about no source. */
  readonly sourceId: number | null;
  onMessage(message: ImportWorkerMessage): void;
  onFailure(failure: Failure): void;
}

/** How long a thread waits for the next import. */
const REST_MS = 20_000;

/**
 * Threads of imports that ended well, for the next one: starting one takes a fifth of a second, and V8 now and then fails a check of its own in a
 * process in which many threads with WebAssembly end.
 */
const resting: { readonly worker: Worker; readonly end: NodeJS.Timeout }[] = [];

function rest(worker: Worker): void {
  // By name: the thread's port is kept alive by listeners of Node's own.
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
  worker.unref();
  const end = setTimeout(() => {
    const at = resting.findIndex((other) => other.worker === worker);
    if (at >= 0) resting.splice(at, 1);
    void worker.terminate();
  }, REST_MS).unref();
  resting.push({ worker, end });
}

function wake(): Worker {
  const rested = resting.pop();
  if (rested === undefined) return new Worker(workerFile('import'), { workerData: { kernel: kernelModule() } });
  clearTimeout(rested.end);
  rested.worker.ref();
  return rested.worker;
}

/** The import's worker threads: `count` readers, numbered from 0, and one more that computes digests. */
export class ImportWorkers {
  readonly count: number;
  /** Rejects when a worker is lost; never resolves. */
  readonly failure: Promise<never>;
  readonly #readers: Worker[];
  readonly #owners = new Map<number, ReaderOwner>();
  #digester: Worker | null = null;
  #closed = false;
  #reject: (error: unknown) => void = () => {};

  constructor(count: number) {
    this.count = count;
    this.failure = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.failure.catch(() => {});
    this.#readers = Array.from({ length: count }, (_, reader) => this.#start((about) => this.#hear(reader, about)));
  }

  tell(reader: number, message: ToImportWorker): void {
    this.#readers[reader]?.postMessage(message);
  }

  /** As tell(), without copying the chunk: it is the reader's from then on. */
  handOver(reader: number, message: Extract<ToImportWorker, { kind: 'chunk' }>): void {
    const { bytes } = message;
    const isWhole = bytes !== null && bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
    this.#readers[reader]?.postMessage(message, isWhole ? [bytes.buffer] : []);
  }

  /** What a reader says goes to this owner from now on; null when it is nobody's. */
  give(reader: number, owner: ReaderOwner | null): void {
    if (owner === null) this.#owners.delete(reader);
    else this.#owners.set(reader, owner);
  }

  /** SHA-256 of the first `bytes` bytes of a file; that of a large file is computed in a thread of its own, and a failure arrives at `failure`. */
  digest(path: string, bytes: number): Promise<string> {
    if (bytes <= SMALL_FILE_BYTES) return new Promise((resolve) => resolve(digestFile(path, bytes)));
    return new Promise((resolve) => {
      this.#digester ??= this.#start(({ message }) => {
        if (message.kind === 'failed') this.#fail(reviveFailure(message.failure));
      });
      const digester = this.#digester;
      const listener = ({ message }: FromImportWorkerAbout): void => {
        if (message.kind !== 'digest') return;
        digester.off('message', listener);
        resolve(message.sha256);
      };
      digester.on('message', listener);
      digester.postMessage({ kind: 'digest', path, bytes } satisfies ToImportWorker);
    });
  }

  /** Lets the threads rest for another import; for one that ended with nothing under way. */
  release(): void {
    this.#closed = true;
    for (const worker of this.#all()) rest(worker);
  }

  /** Stops every thread, whatever it does; resolves when none can write any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#all().map((worker) => worker.terminate()));
  }

  #all(): readonly Worker[] {
    return this.#digester === null ? this.#readers : [...this.#readers, this.#digester];
  }

  #hear(reader: number, { sourceId, message }: FromImportWorkerAbout): void {
    const owner = this.#owners.get(reader);
    if (owner !== undefined && owner.sourceId !== sourceId) return;
    if (message.kind !== 'failed') owner?.onMessage(message);
    else if (owner === undefined && sourceId === null) this.#fail(reviveFailure(message.failure));
    else owner?.onFailure(reviveFailure(message.failure));
  }

  #start(onMessage: (about: FromImportWorkerAbout) => void): Worker {
    const worker = wake();
    worker.postMessage({ kind: 'begin' } satisfies ToImportWorker);
    worker.on('message', onMessage);
    worker.on('error', (error) => this.#lost(error));
    worker.on('exit', (code) => this.#lost(new Error(`exit code ${code}`)));
    return worker;
  }

  #lost(cause: unknown): void {
    const why = cause instanceof Error ? cause.name : 'unknown';
    this.#fail(new Failure('worker-lost', `an import worker ended unexpectedly (${why})`, {}, { cause }));
  }

  #fail(error: unknown): void {
    if (!this.#closed) this.#reject(error);
  }
}
