import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, chromium, type Page } from 'playwright-core';
import { electronBinary } from '../browser/electron-binary.ts';
import type electron from './electron.ts';

type Electron = typeof electron;

export interface Launched {
  /** True in Electron itself, false in the stand-in. */
  readonly real: boolean;
  evaluate<R, A>(work: (electron: Electron, argument: A) => R | Promise<R>, argument: A): Promise<R>;
  firstWindow(): Promise<Page>;
  windows(): Page[];
  close(): Promise<void>;
  process(): ChildProcess;
}

export interface LaunchOptions {
  /** The built main file. */
  readonly main: string;
  readonly userDataFolder: string;
  readonly args?: readonly string[];
}

/** Starts the built program: in Electron where its runtime is present, else in the stand-in. */
export function launch(options: LaunchOptions): Promise<Launched> {
  const binary = process.env.STILLHUNT_STANDIN === '1' ? null : electronBinary();
  return binary === null ? launchStandin(options) : launchElectron(binary, options);
}

const programArgs = (options: LaunchOptions) => [...(options.args ?? []), `--user-data-dir=${options.userDataFolder}`];

async function launchElectron(binary: string, options: LaunchOptions): Promise<Launched> {
  const running = await _electron.launch({ executablePath: binary, args: [options.main, ...programArgs(options)] });
  return {
    real: true,
    // Playwright passes Electron's own module where the stand-in passes its likeness.
    evaluate: (work, argument) => running.evaluate(work as never, argument as never),
    firstWindow: () => running.firstWindow(),
    windows: () => running.windows(),
    close: () => running.close(),
    process: () => running.process(),
  };
}

interface Reply {
  readonly kind: 'ready' | 'evaluated';
  readonly id?: number;
  readonly ok?: boolean;
  readonly value?: unknown;
  readonly debuggingPort?: number;
}

async function launchStandin(options: LaunchOptions): Promise<Launched> {
  if (!existsSync(options.main)) throw new Error(`not built: ${options.main}`);
  const imports = ['register.ts', 'control.ts'].flatMap((name) => ['--import', join(import.meta.dirname, name)]);
  const child = fork(options.main, programArgs(options), {
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning', ...imports],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', (reply: Reply) => {
      if (reply.kind === 'ready') resolve(reply.debuggingPort ?? 0);
      const call = pending.get(reply.id ?? 0);
      pending.delete(reply.id ?? 0);
      if (reply.ok) call?.resolve(reply.value);
      else call?.reject(new Error(String(reply.value)));
    });
    child.once('exit', (code) => {
      reject(new Error(`the program ended with ${code} before it was ready`));
      for (const call of pending.values()) call.reject(new Error('the program ended'));
    });
  });
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const pages = () => (browser.contexts()[0]?.pages() ?? []).filter((page) => page.url().includes('.localhost:'));
  const evaluate = (source: string, argument: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++lastId;
      pending.set(id, { resolve, reject });
      child.send({ kind: 'evaluate', id, source, argument });
    });
  return {
    real: false,
    evaluate: async <R, A>(work: (electron: Electron, argument: A) => R | Promise<R>, argument: A) =>
      (await evaluate(String(work), argument)) as R,
    windows: pages,
    process: () => child,
    async firstWindow() {
      for (let attempt = 0; attempt < 600; attempt += 1) {
        const page = pages()[0];
        if (page) {
          await page.waitForLoadState('load');
          return page;
        }
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error('no window opened');
    },
    async close() {
      const ended = new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(null)));
      const deadline = setTimeout(() => child.kill('SIGKILL'), 10_000);
      if (child.connected) evaluate('({ app }) => app.quit()', null).catch(() => {});
      await ended;
      clearTimeout(deadline);
      await browser.close().catch(() => {});
    },
  };
}
