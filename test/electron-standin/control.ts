import { isMainThread } from 'node:worker_threads';
import electron from './electron.ts';

interface Evaluation {
  readonly kind: 'evaluate';
  readonly id: number;
  readonly source: string;
  readonly argument: unknown;
}

/** Loaded after `register.ts` when a test launches the program: evaluates a test's functions beside the program's own code. */
async function evaluate(message: Evaluation): Promise<void> {
  if (message.kind !== 'evaluate') return;
  try {
    const work = new Function(`return (${message.source});`)();
    const value = await work(electron, message.argument);
    process.send?.({ kind: 'evaluated', id: message.id, ok: true, value });
  } catch (error) {
    process.send?.({ kind: 'evaluated', id: message.id, ok: false, value: error instanceof Error ? error.stack : String(error) });
  }
}

// Threads that the program starts load this too, with its arguments missing: they are no program of their own.
if (isMainThread) {
  process.on('message', evaluate);
  process.on('disconnect', () => electron.app.exit(1));
  void electron.app.whenReady().then(() => process.send?.({ kind: 'ready', debuggingPort: electron.__standin.debuggingPort() }));
}
