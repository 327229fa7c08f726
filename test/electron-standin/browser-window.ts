import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Page } from 'playwright-core';
import { loopback, toLoopback } from './address.ts';
import { app } from './app.ts';
import { browser } from './browser.ts';
import { createCodec } from './codec.ts';
import { nativeTheme } from './native-theme.ts';
import { pageRuntime } from './page-runtime.ts';
import { record, recording } from './recording.ts';
import { WebContents } from './web-contents.ts';
import { type StandinWindow, windowEvents, windows } from './windows.ts';

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}
interface WindowOptions extends Partial<Bounds> {
  readonly title?: string;
  readonly show?: boolean;
  readonly webPreferences?: Readonly<Record<string, unknown>>;
}

let lastId = 0;

export class BrowserWindow extends EventEmitter implements StandinWindow {
  readonly id: number;
  readonly webContents: WebContents;
  readonly pageReady: Promise<Page>;
  readonly preloadPath: string | null;
  readonly webPreferences: Readonly<Record<string, unknown>>;
  openPage: Page | null = null;
  title: string;
  #bounds: Bounds;
  #visible: boolean;
  #destroyed = false;
  #maximized = false;
  #minimized = false;

  constructor(options: WindowOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    refuseInsecure(preferences);
    this.id = ++lastId;
    this.title = options.title ?? app.getName();
    this.webPreferences = preferences;
    this.preloadPath = typeof preferences.preload === 'string' ? preferences.preload : null;
    this.#visible = options.show !== false;
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.webContents = new WebContents(this);
    windows.set(this.id, this);
    this.pageReady = this.#preparePage();
    this.pageReady.catch((error) => console.error('[stand-in]', error));
    app.emit('browser-window-created', {}, this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()] as BrowserWindow[];
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return (windows.get(contents.id) as BrowserWindow | undefined) ?? null;
  }
  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().at(-1) ?? null;
  }

  async loadURL(address: string): Promise<void> {
    const page = await this.pageReady;
    await page.goto(toLoopback(address));
    this.emit('ready-to-show');
  }
  close(): void {
    if (this.#destroyed) return;
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (!prevented) this.destroy();
  }
  destroy(): void {
    if (this.#destroyed) return;
    void this.pageReady.then((page) => page.close()).catch(() => {});
    this.#gone();
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  show(): void {
    this.#visible = true;
    this.emit('show');
  }
  isVisible(): boolean {
    return this.#visible;
  }
  focus(): void {
    this.emit('focus');
  }
  getTitle(): string {
    return this.title;
  }
  setTitle(title: string): void {
    this.title = title;
    record('window.setTitle', title);
    void this.pageReady.then((page) => page.evaluate((text) => Object.assign(document, { title: text }) && null, title)).catch(() => {});
  }
  setRepresentedFilename(path: string): void {
    record('window.setRepresentedFilename', path);
  }
  setProgressBar(share: number): void {
    record('window.setProgressBar', share);
  }
  setBackgroundColor(color: string): void {
    record('window.setBackgroundColor', color);
  }
  getBounds(): Bounds {
    return { ...this.#bounds };
  }
  getNormalBounds(): Bounds {
    return { ...this.#bounds };
  }
  setBounds(bounds: Partial<Bounds>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    void this.pageReady.then((page) => this.#fitPage(page));
    this.emit('resize');
  }
  maximize(): void {
    this.#maximized = true;
    this.emit('maximize');
  }
  isMaximized(): boolean {
    return this.#maximized;
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  restore(): void {
    this.#minimized = false;
  }

  /** A page without a visible window takes the window's size; a visible one follows the real window, which a person may drag. */
  async #fitPage(page: Page): Promise<void> {
    if (process.env.STILLHUNT_STANDIN_HEADED !== '1')
      await page.setViewportSize({ width: this.#bounds.width, height: this.#bounds.height });
  }

  async #preparePage(): Promise<Page> {
    const page = await browser.newPage();
    this.openPage = page;
    const preload = this.preloadPath === null ? null : readPreload(this.preloadPath);
    const configuration = {
      windowId: this.id,
      port: loopback.port,
      token: loopback.token,
      droppedPaths: recording.droppedPaths,
      process: { platform: process.platform, type: 'renderer', sandboxed: true, contextIsolated: true },
    };
    const wrapped = preload === null ? 'null' : `function (require, module, exports, process) {\n${preload}\n}`;
    await page.addInitScript({ content: `(${pageRuntime})(${JSON.stringify(configuration)}, ${createCodec}, ${wrapped});` });
    await this.#fitPage(page);
    await page.emulateMedia({ colorScheme: nativeTheme.themeSource === 'system' ? null : nativeTheme.themeSource });
    page.on('pageerror', (error) => console.error('[page error]', error.message));
    page.on('console', (message) => {
      if (process.env.STILLHUNT_STANDIN_CONSOLE) console.error('[page]', message.type(), message.text());
    });
    page.on('load', () => {
      this.webContents.emit('did-finish-load');
      void page.title().then(
        (title) => this.#takeTitle(title),
        () => {},
      );
    });
    page.on('close', () => this.#gone());
    return page;
  }
  #takeTitle(title: string): void {
    let prevented = false;
    const preventDefault = () => {
      prevented = true;
    };
    this.emit('page-title-updated', { preventDefault }, title);
    this.setTitle(prevented ? this.title : title);
  }
  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this.id);
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (windows.size === 0) setImmediate(() => windowEvents.emit('all-closed'));
  }
}

function refuseInsecure(preferences: Readonly<Record<string, unknown>>): void {
  const on = ['nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'webviewTag', 'allowRunningInsecureContent'];
  const off = ['contextIsolation', 'sandbox', 'webSecurity'];
  const bad = [...on.filter((name) => preferences[name] === true), ...off.filter((name) => preferences[name] === false)];
  if (bad.length > 0) throw new Error(`electron stand-in: refuses insecure webPreferences: ${bad.join(', ')}`);
}

function readPreload(path: string): string {
  if (!isAbsolute(path)) throw new Error(`electron stand-in: preload must be an absolute path: ${path}`);
  const text = readFileSync(path, 'utf8');
  if (/^\s*(import|export)\s/m.test(text)) throw new Error(`electron stand-in: a sandboxed preload must be CommonJS: ${path}`);
  return text;
}
