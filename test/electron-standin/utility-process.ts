import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { strict } from './strict.ts';

const childSetUp = fileURLToPath(new URL('./utility-child.ts', import.meta.url));

/** Messages and exit only; ports cannot be handed to the child here. */
export const utilityProcess = strict('utilityProcess', {
  fork(
    file: string,
    args: readonly string[] = [],
    options: { readonly execArgv?: readonly string[]; readonly env?: NodeJS.ProcessEnv; readonly stdio?: 'ignore' | 'inherit' } = {},
  ) {
    const child = fork(file, [...args], {
      serialization: 'advanced',
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', childSetUp, ...(options.execArgv ?? [])],
      env: options.env ?? process.env,
      stdio: options.stdio === 'ignore' ? ['ignore', 'ignore', 'ignore', 'ipc'] : ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const utility = Object.assign(new EventEmitter(), {
      pid: child.pid,
      postMessage: (data: unknown) => child.send({ data }),
      kill: () => child.kill('SIGKILL'),
    });
    child.on('spawn', () => utility.emit('spawn'));
    child.on('message', (message: { data: unknown }) => utility.emit('message', message.data));
    child.on('exit', (code) => utility.emit('exit', code ?? 1));
    return utility;
  },
});
