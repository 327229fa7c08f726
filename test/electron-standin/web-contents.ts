import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import { fromLoopback } from './address.ts';
import { createCodec } from './codec.ts';
import type { MainFrame, PageFrame } from './frames.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu } from './menu.ts';
import { record, recording } from './recording.ts';
import { defaultSession } from './session.ts';
import type { StandinWindow } from './windows.ts';

const codec = createCodec();
type OpenHandler = (details: { url: string; frameName: string; features: string; disposition: string }) => { action: 'allow' | 'deny' };

export class WebContents extends EventEmitter {
  readonly id: number;
  readonly session = defaultSession;
  readonly #window: StandinWindow;
  readonly #waiting: string[] = [];
  #socket: WebSocket | null = null;
  #openHandler: OpenHandler | null = null;

  constructor(window: StandinWindow) {
    super();
    this.#window = window;
    this.id = window.id;
  }
  get mainFrame(): { url: string; origin: string; parent: null } {
    const url = this.getURL();
    return { url, origin: /^([^:]+:\/\/[^/]*)/.exec(url)?.[1] ?? 'null', parent: null };
  }
  attach(socket: WebSocket): void {
    this.#socket = socket;
    this.#post({ t: 'dropped', paths: recording.droppedPaths });
    for (const text of this.#waiting.splice(0)) socket.send(text);
    socket.on('message', (data) => void this.#receive(codec.unpack(String(data)) as PageFrame, socket));
    socket.on('error', () => socket.terminate());
  }
  send(channel: string, ...args: readonly unknown[]): void {
    if (this.#window.isDestroyed()) throw new Error('Object has been destroyed');
    this.#post({ t: 'send', channel, args });
  }
  setDroppedPaths(paths: Readonly<Record<string, string>>): void {
    this.#post({ t: 'dropped', paths });
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }
  getURL(): string {
    return fromLoopback(this.#window.openPage?.url() ?? '');
  }
  getLastWebPreferences(): Readonly<Record<string, unknown>> {
    return this.#window.webPreferences;
  }
  isDestroyed(): boolean {
    return this.#window.isDestroyed();
  }
  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve();
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    record('webContents.setWebRTCIPHandlingPolicy', policy);
  }
  openDevTools(): void {
    record('webContents.openDevTools');
  }

  #post(frame: MainFrame): void {
    const text = codec.pack(frame);
    if (this.#socket?.readyState === 1) this.#socket.send(text);
    else this.#waiting.push(text);
  }
  async #receive(frame: PageFrame, socket: WebSocket): Promise<void> {
    switch (frame.t) {
      case 'invoke': {
        const answer = await this.#invoke(frame.channel, frame.args);
        if (socket.readyState === 1) socket.send(codec.pack({ t: 'answer', id: frame.id, ...answer }));
        return;
      }
      case 'send':
        ipcMain.emit(frame.channel, this.#event(), ...frame.args);
        return;
      case 'key':
        this.emit('before-input-event', { preventDefault() {} }, { type: 'keyDown', key: frame.key, code: frame.code });
        Menu.getApplicationMenu()?.itemForKey(frame)?.click();
        return;
      case 'open':
        this.#open(fromLoopback(frame.url));
        return;
      case 'preload-error':
        console.error('[stand-in] preload failed:', frame.message);
        this.emit('preload-error', {}, this.#window.preloadPath, new Error(frame.message));
    }
  }
  #event(): object {
    return { sender: this, senderFrame: this.mainFrame, frameId: 1, processId: 1, type: 'frame', preventDefault() {} };
  }
  async #invoke(channel: string, args: readonly unknown[]): Promise<{ ok: boolean; value: unknown }> {
    const handler = ipcMain.handlers.get(channel);
    const refuse = (reason: string) => ({ ok: false, value: `Error invoking remote method '${channel}': ${reason}` });
    if (!handler) return refuse(`Error: No handler registered for '${channel}'`);
    try {
      return { ok: true, value: await handler(this.#event(), ...args) };
    } catch (error) {
      return refuse(String(error));
    }
  }
  #open(url: string): void {
    const verdict = this.#openHandler?.({ url, frameName: '', features: '', disposition: 'foreground-tab' }) ?? { action: 'allow' };
    record('window.open', url, verdict.action);
    if (verdict.action === 'allow') throw new Error('electron stand-in: new windows by a page are not implemented');
  }
}
