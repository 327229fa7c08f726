import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { strict } from './strict.ts';

const childSetUp = fileURLToPath(new URL('./utility-child.ts', import.meta.url));

/** Messages, output and exit only; ports cannot be handed to the child here. */
export const utilityProcess = strict('utilityProcess', {
  fork(
    file: string,
    args: readonly string[] = [],
    options: {
      readonly execArgv?: readonly string[];
      readonly env?: NodeJS.ProcessEnv;
      readonly stdio?: 'ignore' | 'inherit' | readonly ('ignore' | 'inherit' | 'pipe')[];
    } = {},
  ) {
    const child = fork(file, [...args], {
      serialization: 'advanced',
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', childSetUp, ...(options.execArgv ?? [])],
      env: options.env ?? process.env,
      stdio: [...stdioOf(options.stdio), 'ipc'],
    });
    const utility = Object.assign(new EventEmitter(), {
      pid: child.pid,
      stdout: child.stdout,
      stderr: child.stderr,
      postMessage: (data: unknown) => child.send({ data }),
      kill: () => child.kill('SIGKILL'),
    });
    child.on('spawn', () => utility.emit('spawn'));
    child.on('message', (message: { data: unknown }) => utility.emit('message', message.data));
    child.on('exit', (code) => utility.emit('exit', code ?? 1));
    return utility;
  },
});

type Stdio = 'ignore' | 'inherit' | 'pipe';

function stdioOf(stdio: Stdio | readonly Stdio[] | undefined): readonly Stdio[] {
  if (typeof stdio === 'object') return stdio;
  return stdio === 'ignore' ? ['ignore', 'ignore', 'ignore'] : ['ignore', 'inherit', 'inherit'];
}
