import { Worker } from 'node:worker_threads';
import { Failure, reviveFailure } from '../engine/domain/failure.ts';
import { digestFile } from '../workers/import-digest.ts';
import type { FromImportWorker, ToImportWorker } from '../workers/import-protocol.ts';
import { kernelModule } from '../workers/kernel-instance.ts';
import { workerFile } from '../workers/locate.ts';

/** Hashed in a few milliseconds: less than a thread takes to start. */
const SMALL_FILE_BYTES = 8 * 1024 * 1024;

export type ImportWorkerMessage = Exclude<FromImportWorker, { kind: 'failed' }>;

/** Who reads with a worker at the moment. */
export interface ReaderOwner {
  onMessage(message: ImportWorkerMessage): void;
  onFailure(failure: Failure): void;
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
    this.#readers = Array.from({ length: count }, (_, reader) => this.#start((message) => this.#hear(reader, message)));
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
      this.#digester ??= this.#start((message) => {
        if (message.kind === 'failed') this.#fail(reviveFailure(message.failure));
      });
      const digester = this.#digester;
      const listener = (message: FromImportWorker): void => {
        if (message.kind !== 'digest') return;
        digester.off('message', listener);
        resolve(message.sha256);
      };
      digester.on('message', listener);
      digester.postMessage({ kind: 'digest', path, bytes } satisfies ToImportWorker);
    });
  }

  /** Stops every thread, whatever it does; resolves when none can write any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#readers, ...(this.#digester === null ? [] : [this.#digester])].map((worker) => worker.terminate()));
  }

  #hear(reader: number, message: FromImportWorker): void {
    const owner = this.#owners.get(reader);
    if (message.kind !== 'failed') owner?.onMessage(message);
    else if (owner === undefined) this.#fail(reviveFailure(message.failure));
    else owner.onFailure(reviveFailure(message.failure));
  }

  #start(onMessage: (message: FromImportWorker) => void): Worker {
    // V8 now and then fails a check of its own when threads compile and free the same code over and over: they share it.
    const worker = new Worker(workerFile('import'), { workerData: { kernel: kernelModule() } });
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
