import electron from './electron.ts';

interface Evaluation {
  readonly kind: 'evaluate';
  readonly id: number;
  readonly source: string;
  readonly argument: unknown;
}

/** Loaded after `register.ts` when a test launches the program: evaluates a test's functions beside the program's own code. */
process.on('message', async (message: Evaluation) => {
  if (message.kind !== 'evaluate') return;
  try {
    const work = new Function(`return (${message.source});`)();
    const value = await work(electron, message.argument);
    process.send?.({ kind: 'evaluated', id: message.id, ok: true, value });
  } catch (error) {
    process.send?.({ kind: 'evaluated', id: message.id, ok: false, value: error instanceof Error ? error.stack : String(error) });
  }
});
process.on('disconnect', () => electron.app.exit(1));
void electron.app.whenReady().then(() => process.send?.({ kind: 'ready', debuggingPort: electron.__standin.debuggingPort() }));
