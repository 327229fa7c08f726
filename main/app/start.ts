import { join, resolve } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { isFailure } from '../engine/domain/failure.ts';
import { decodeIn } from '../services/decoders.ts';
import { Jobs } from '../services/jobs.ts';
import { registerAppScheme, serveAppScheme } from './app-scheme.ts';
import type { CommandContext } from './command-context.ts';
import { spawnDecoder } from './decoder.ts';
import { askReadOnly, tellFailure } from './dialogs.ts';
import { answerCommands } from './ipc.ts';
import { setMenu } from './menu.ts';
import { guardDefaultSession, silenceChromium } from './offline-guard.ts';
import { OpenCase } from './open-case.ts';
import { DroppedPaths } from './path-trust.ts';
import { builtFolder, PRODUCT } from './program.ts';
import { RecentCases } from './recent-cases.ts';
import { Selections } from './selections.ts';
import { createWindow, emit, loadPage, showTitle } from './window.ts';

/** Starts the desktop program; a second start hands its files to the first and ends. */
export function startApp(): void {
  app.setName(PRODUCT);
  silenceChromium();
  registerAppScheme();
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  const files = new FilesToOpen(caseFileIn(process.argv, process.cwd()));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    files.add(path);
  });
  app.on('second-instance', (_event, argv, folder) => files.add(caseFileIn(argv, folder)));
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(() => openWindow(files));
}

async function openWindow(files: FilesToOpen): Promise<void> {
  guardDefaultSession();
  decodeIn(spawnDecoder);
  await serveAppScheme(join(builtFolder(), 'renderer'));
  const window = createWindow();
  const context = createContext(window);
  answerCommands(context);
  setMenu((action) => emit(window, 'menu', { action }));
  context.jobs.subscribe((event) => emit(window, 'job', event));
  closeCaseFirst(window, context.openCase);
  await loadPage(window);
  files.follow((path) => {
    if (window.isMinimized()) window.restore();
    window.focus();
    if (path !== null) void openFromSystem(context, path);
  });
}

function createContext(window: BrowserWindow): CommandContext {
  const recent = new RecentCases();
  const jobs = new Jobs((error) => console.error('job:', error));
  let shown: string | null = null;
  const openCase = new OpenCase(jobs, (summary) => {
    if (summary !== null && summary.path !== shown) recent.add(summary);
    shown = summary?.path ?? null;
    showTitle(window, summary);
    emit(window, 'case-changed', { openCase: summary });
  });
  return { window, openCase, jobs, recent, dropped: new DroppedPaths(), looks: new Selections(), tables: new Selections() };
}

/** A case is closed, its work cancelled and waited for, before its window or the program goes. */
function closeCaseFirst(window: BrowserWindow, openCase: OpenCase): void {
  window.on('close', (event) => {
    if (!openCase.isOpen()) return;
    event.preventDefault();
    void openCase.close().finally(() => window.close());
  });
  app.on('will-quit', (event) => {
    if (!openCase.isOpen()) return;
    event.preventDefault();
    void openCase.close().finally(() => app.quit());
  });
}

/** Opens a case that the system handed over: a double click, a file argument, a second start. */
async function openFromSystem({ window, openCase }: CommandContext, path: string): Promise<void> {
  try {
    await openCase.open(path, false);
  } catch (error) {
    if (!isFailure(error)) {
      console.error('open:', error);
      return;
    }
    if (error.code !== 'case-locked') await tellFailure(window, error.message);
    else if (await askReadOnly(window, error.message)) await openCase.open(path, true).catch((again) => tellFailure(window, again.message));
  }
}

function caseFileIn(argv: readonly string[], folder: string): string | null {
  const file = argv.slice(1).findLast((argument) => argument.endsWith('.stillhunt') && !argument.startsWith('-'));
  return file === undefined ? null : resolve(folder, file);
}

/** Files that arrive before the window can show them wait. */
class FilesToOpen {
  #waiting: string | null;
  #open: ((path: string | null) => void) | null = null;

  constructor(first: string | null) {
    this.#waiting = first;
  }

  add(path: string | null): void {
    if (this.#open !== null) this.#open(path);
    else this.#waiting = path ?? this.#waiting;
  }

  follow(open: (path: string | null) => void): void {
    this.#open = open;
    if (this.#waiting !== null) open(this.#waiting);
  }
}
