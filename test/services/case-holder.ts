import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('case-holder.process.ts', import.meta.url));

/** Another process that has the case open; units it says it committed are pushed to `committed`. */
export interface CaseHolder {
  readonly processId: number;
  readonly committed: number[];
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
}

export async function startHolder(mode: 'hold' | 'write', folder: string): Promise<CaseHolder> {
  const child: ChildProcess = fork(entry, [mode, folder], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const committed: number[] = [];
  child.on('message', (message) => {
    if (typeof message === 'number') committed.push(message);
  });
  await once(child, 'message');
  return {
    processId: child.pid ?? 0,
    committed,
    kill: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
