import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { browser } from './browser.ts';
import { record } from './recording.ts';
import { strict } from './strict.ts';
import { windowEvents, windows } from './windows.ts';

interface Package {
  readonly name: string;
  readonly productName?: string;
  readonly version: string;
}

function findPackage(from: string): { root: string; content: Package } {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    const content = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    if (typeof content.version === 'string') return { root: folder, content };
    if (folder === dirname(folder)) return { root: from, content: { name: 'standin', version: '0.0.0' } };
  }
}

const argument = (name: string) => process.argv.find((text) => text.startsWith(`--${name}=`))?.slice(name.length + 3);

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine = strict('app.commandLine', {
    appendSwitch: (name: string, value?: string) => record('commandLine.appendSwitch', name, value),
    hasSwitch: (name: string) => process.argv.some((text) => text === `--${name}` || text.startsWith(`--${name}=`)),
  });
  readonly #package = findPackage(dirname(resolve(process.argv[1] ?? '.')));
  readonly #paths = new Map<string, string>();
  #name = this.#package.content.productName ?? this.#package.content.name;
  #ready: Promise<void> | null = null;
  #isReady = false;
  #quitting = false;

  constructor() {
    super();
    windowEvents.on('all-closed', () => {
      if (this.#quitting) return;
      if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
      else this.quit();
    });
  }
  whenReady(): Promise<void> {
    this.#ready ??= browser.start(this.getPath('sessionData')).then(() => {
      this.#isReady = true;
      this.emit('will-finish-launching');
      this.emit('ready', {}, {});
    });
    return this.#ready;
  }
  isReady(): boolean {
    return this.#isReady;
  }
  getName(): string {
    return this.#name;
  }
  setName(name: string): void {
    this.#name = name;
  }
  getVersion(): string {
    return this.#package.content.version;
  }
  getAppPath(): string {
    return this.#package.root;
  }
  getLocale(): string {
    return 'en-US';
  }
  getPath(name: string): string {
    const known = this.#paths.get(name);
    if (known) return known;
    switch (name) {
      case 'home':
        return homedir();
      case 'temp':
        return tmpdir();
      case 'documents':
        return join(homedir(), 'Documents');
      case 'appData':
        return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
      case 'userData':
      case 'sessionData':
        return argument('user-data-dir') ?? join(this.getPath('appData'), this.#name);
      default:
        throw new Error(`electron stand-in: path '${name}' is not implemented`);
    }
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }
  enableSandbox(): void {
    record('app.enableSandbox');
  }
  disableHardwareAcceleration(): void {
    record('app.disableHardwareAcceleration');
  }
  setAboutPanelOptions(options: object): void {
    record('app.setAboutPanelOptions', options);
  }
  setAppUserModelId(id: string): void {
    record('app.setAppUserModelId', id);
  }
  addRecentDocument(path: string): void {
    record('app.addRecentDocument', path);
  }
  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    const lock = join(folder, 'SingletonStandin');
    const inbox = join(folder, 'standin-inbox');
    if (isHeld(lock)) {
      const message = join(inbox, String(process.pid));
      writeFileSync(`${message}.tmp`, JSON.stringify({ argv: process.argv, cwd: process.cwd() }));
      renameSync(`${message}.tmp`, `${message}.json`);
      return false;
    }
    rmSync(inbox, { recursive: true, force: true });
    mkdirSync(inbox);
    writeFileSync(lock, String(process.pid));
    watch(inbox, (_event, name) => {
      const file = join(inbox, name ?? '');
      if (!name?.endsWith('.json') || !existsSync(file)) return;
      const { argv, cwd } = JSON.parse(readFileSync(file, 'utf8'));
      rmSync(file);
      this.emit('second-instance', {}, argv, cwd);
    }).unref();
    return true;
  }
  quit(): void {
    if (this.#quitting) return;
    let prevented = false;
    const event = { preventDefault: () => (prevented = true) };
    this.emit('before-quit', event);
    if (prevented) return;
    for (const window of windows.values()) {
      window.close();
      if (!window.isDestroyed()) return;
    }
    this.emit('will-quit', event);
    if (prevented) return;
    this.#quitting = true;
    this.emit('quit', {}, 0);
    this.exit(0);
  }
  exit(code = 0): void {
    rmSync(join(this.getPath('userData'), 'SingletonStandin'), { force: true });
    void browser.stop().finally(() => process.exit(code));
  }
}

function isHeld(lock: string): boolean {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    if (holder === process.pid) return false;
    process.kill(holder, 0);
    return true;
  } catch {
    return false;
  }
}

export const app = strict('app', new App());

type Implemented = Exclude<keyof App, keyof EventEmitter>;
type Invented = Exclude<Implemented, keyof Electron.App>;
/** Fails to compile when the stand-in's app has a member that Electron's lacks. */
export const appHasOnlyElectronNames: [Invented] extends [never] ? true : Invented = true;
