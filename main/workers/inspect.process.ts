import { isFailure, serializeFailure } from '../engine/domain/failure.ts';
import { checkStore } from '../storage/case-check.ts';
import { inspectCase } from '../storage/case-inspection.ts';
import { layoutOf } from '../storage/case-layout.ts';
import { type InspectAnswer, parseInspectRequest } from './inspect-protocol.ts';

/**
 * Inspects or checks one case, answers and is done. The parent kills it when it takes too long or is cancelled; a crash, for want of memory or
 * otherwise, means that the case is not to be opened. Under Electron it speaks through `process.parentPort`, under Node through the fork's channel.
 */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

function work(message: unknown, send: (answer: InspectAnswer) => void): InspectAnswer {
  const { kind, folder, name, databaseFile } = parseInspectRequest(message);
  const layout = layoutOf(folder, name);
  try {
    if (kind === 'check') {
      const control = {
        isCancelled: () => false,
        report: (progress: (InspectAnswer & { kind: 'progress' })['progress']) => send({ kind: 'progress', progress }),
      };
      return { kind: 'report', report: checkStore(layout, databaseFile, control) };
    }
    inspectCase(layout, databaseFile);
    return { kind: 'sound' };
  } catch (error) {
    if (isFailure(error)) return { kind: 'failure', failure: serializeFailure(error) };
    throw error;
  }
}

const { parentPort } = process as typeof process & { parentPort?: ParentPort };
if (parentPort !== undefined) {
  parentPort.on('message', ({ data }) => parentPort.postMessage(work(data, (answer) => parentPort.postMessage(answer))));
} else {
  process.once('message', (message) => {
    const answer = work(message, (progress) => process.send?.(progress));
    process.send?.(answer, () => process.disconnect());
  });
}
