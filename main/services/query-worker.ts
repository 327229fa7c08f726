import { Worker } from 'node:worker_threads';
import { Failure, reviveFailure } from '../engine/domain/failure.ts';
import type { CaseAttachment } from '../storage/case-store.ts';
import { workerFile } from '../workers/locate.ts';
import type { FromQueryWorker, Queries, QueryName, ToQueryWorker } from '../workers/query-protocol.ts';

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** The thread that answers one case's queries. It keeps the process alive only while something is asked of it. */
export class QueryWorker {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #asked = 0;
  #ended = false;

  constructor(attachment: CaseAttachment) {
    this.#worker = new Worker(workerFile('query'), { workerData: attachment });
    this.#worker.unref();
    this.#worker.on('message', (reply: FromQueryWorker) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#rejectAll(error));
    this.#worker.on('exit', () => {
      this.#ended = true;
      this.#rejectAll(new Failure('worker-lost', 'the query worker ended'));
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  ask<N extends QueryName>(name: N, argument: Queries[N]['argument']): Promise<Queries[N]['answer']> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.ref();
      this.#post({ id, name, argument } as ToQueryWorker);
    });
  }

  /** Lets the worker close its database; resolves when its thread is gone. */
  async close(): Promise<void> {
    if (this.#ended) return;
    const gone = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.ref();
    this.#post({ name: 'close' });
    const deadline = setTimeout(() => void this.#worker.terminate(), 2_000);
    await gone;
    clearTimeout(deadline);
  }

  #post(message: ToQueryWorker): void {
    this.#worker.postMessage(message);
  }

  #settle(reply: FromQueryWorker): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (this.#pending.size === 0) this.#worker.unref();
    if (reply.ok) pending?.resolve(reply.value as never);
    else pending?.reject('failure' in reply ? reviveFailure(reply.failure) : new Error(reply.bug));
  }

  #rejectAll(error: unknown): void {
    for (const { reject } of this.#pending.values()) reject(error instanceof Error ? error : new Error(String(error)));
    this.#pending.clear();
  }
}
