import { parentPort, workerData } from 'node:worker_threads';
import { isFailure, serializeFailure } from '../engine/domain/failure.ts';
import { type CaseAttachment, CaseStore } from '../storage/case-store.ts';
import { QueryDesk } from './query-desk.ts';
import type { FromQueryWorker, Queries, QueryName, ToQueryWorker } from './query-protocol.ts';

const store = CaseStore.attach(workerData as CaseAttachment);
const desk = new QueryDesk(store);

function ask<N extends QueryName>(name: N, argument: Queries[N]['argument']): Promise<Queries[N]['answer']> {
  return desk.answers[name](argument);
}

async function answer(request: Exclude<ToQueryWorker, { name: 'close' }>): Promise<FromQueryWorker> {
  const { id } = request;
  try {
    return { id, ok: true, value: await ask(request.name, request.argument) };
  } catch (error) {
    if (isFailure(error)) return { id, ok: false, failure: serializeFailure(error) };
    return { id, ok: false, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (request: ToQueryWorker) => {
  if (request.name === 'close') {
    store.close();
    parentPort?.close();
    return;
  }
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});
