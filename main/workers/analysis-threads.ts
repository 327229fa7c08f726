import { Worker } from 'node:worker_threads';
import { Failure, reviveFailure } from '../engine/domain/failure.ts';
import type { AccountTraffic } from '../engine/links/traffic.ts';
import type { AnalysisTask, FromAnalysisWorker } from './analysis-protocol.ts';
import { workerFile } from './locate.ts';

/** Has another thread read what the facts say of accounts, while this one reads prompts. The thread stops by the task's cancel flag. */
export function readAccountsElsewhere(task: AnalysisTask): {
  readonly traffic: Promise<AccountTraffic>;
  readonly stop: () => Promise<number>;
} {
  const worker = new Worker(workerFile('analysis'), { workerData: { ...task, request: { kind: 'read-accounts' } } satisfies AnalysisTask });
  const traffic = new Promise<AccountTraffic>((resolve, reject) => {
    worker.on('message', (message: FromAnalysisWorker) => {
      if (message.kind === 'accounts-read') resolve(message.traffic);
      if (message.kind === 'failed') reject(reviveFailure(message.failure));
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Failure('worker-lost', 'the thread that reads accounts ended without an answer')));
  });
  traffic.catch(() => {});
  return { traffic, stop: () => worker.terminate() };
}

/** Buffers of plain data, each once, for handing the data to another thread without copying. */
export function buffersOf(data: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(data)) {
    if (data.buffer instanceof ArrayBuffer) found.add(data.buffer);
  } else if (data instanceof Map || Array.isArray(data)) {
    for (const item of data.values()) buffersOf(item, found);
  } else if (typeof data === 'object' && data !== null) {
    for (const item of Object.values(data)) buffersOf(item, found);
  }
  return found;
}
