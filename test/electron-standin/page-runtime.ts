import type { Codec } from './codec.ts';
import type { MainFrame, PageFrame } from './frames.ts';

export interface PageConfiguration {
  readonly windowId: number;
  readonly port: number;
  readonly token: string;
  readonly droppedPaths: Readonly<Record<string, string>>;
  readonly process: { readonly platform: string; readonly type: 'renderer'; readonly sandboxed: true; readonly contextIsolated: true };
}
type Preload = (require: (name: string) => unknown, module: { exports: object }, exports: object, process: object) => void;
type Listener = (event: object, ...args: readonly unknown[]) => void;

/**
 * Plays a sandboxed preload's side of Electron in the page's main frame, before any script of the page. Self-contained: its source
 * text is injected. `preload` is the body of the real compiled preload file.
 */
export function pageRuntime(configuration: PageConfiguration, createCodec: () => Codec, preload: Preload | null): void {
  if (window !== window.top || !location.origin.endsWith(`.localhost:${configuration.port}`)) return;
  const codec = createCodec();
  const socket = new WebSocket(`ws://${location.host}/__standin/ipc?window=${configuration.windowId}&token=${configuration.token}`);
  const waiting: string[] = [];
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, Listener[]>();
  let nextId = 1;
  let droppedPaths = configuration.droppedPaths;

  const post = (frame: PageFrame) => {
    const text = codec.pack(frame);
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
    else waiting.push(text);
  };
  socket.onopen = () => {
    for (const text of waiting.splice(0)) socket.send(text);
  };
  socket.onmessage = (event) => {
    const frame = codec.unpack(String(event.data)) as MainFrame;
    if (frame.t === 'send') {
      for (const listener of [...(listeners.get(frame.channel) ?? [])]) listener({ sender: ipcRenderer, ports: [] }, ...frame.args);
      return;
    }
    if (frame.t === 'dropped') {
      droppedPaths = frame.paths;
      return;
    }
    const call = pending.get(frame.id);
    pending.delete(frame.id);
    if (frame.ok) call?.resolve(frame.value);
    else call?.reject(new Error(String(frame.value)));
  };

  const ipcRenderer = {
    invoke: (channel: string, ...args: readonly unknown[]) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        pending.set(id, { resolve, reject });
        post({ t: 'invoke', id, channel, args });
      }),
    send: (channel: string, ...args: readonly unknown[]) => post({ t: 'send', channel, args }),
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off(channel: string, listener: Listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((known) => known !== listener),
      );
      return ipcRenderer;
    },
  };

  // Values are copied in both directions and functions become proxies, so nothing of the preload's own objects is handed over.
  const cross = (value: unknown): unknown => {
    if (typeof value === 'symbol') throw new Error('contextBridge: symbols cannot cross');
    if (typeof value === 'function') {
      return (...args: readonly unknown[]) => {
        const result: unknown = value(...args.map(cross));
        return result instanceof Promise ? result.then(cross) : cross(result);
      };
    }
    if (typeof value !== 'object' || value === null || value instanceof Node || value instanceof Blob) return value;
    if (value instanceof Promise) return value.then(cross);
    if (value instanceof Error) return new Error(value.message);
    if (Array.isArray(value)) return value.map(cross);
    if (value instanceof Date || value instanceof Map || value instanceof Set) return structuredClone(value);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cross(item)]));
  };
  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      for (const item of Object.values(value)) freeze(item);
      Object.freeze(value);
    }
    return value;
  };
  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown) {
      if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
      Object.defineProperty(window, key, { value: freeze(cross(api)), enumerable: true });
    },
  };
  const webUtils = {
    getPathForFile(file: File) {
      if (!(file instanceof File)) throw new TypeError('not a File');
      return droppedPaths[file.name] ?? '';
    },
  };

  window.open = (address) => {
    post({ t: 'open', url: new URL(String(address ?? ''), document.baseURI).href });
    return null;
  };
  addEventListener('click', (event) => {
    const anchor = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (anchor === undefined || anchor.target !== '_blank' || event.defaultPrevented) return;
    event.preventDefault();
    post({ t: 'open', url: anchor.href });
  });
  addEventListener('keydown', ({ key, code, ctrlKey, shiftKey, altKey, metaKey }) => {
    post({ t: 'key', key, code, control: ctrlKey, shift: shiftKey, alt: altKey, meta: metaKey });
  });

  if (preload === null) return;
  const module = { exports: {} };
  const require = (name: string) => {
    if (name === 'electron' || name === 'electron/renderer') return { ipcRenderer, contextBridge, webUtils };
    throw new Error(`module not found: ${name} (a sandboxed preload may require only electron)`);
  };
  try {
    preload(require, module, module.exports, configuration.process);
  } catch (error) {
    post({ t: 'preload-error', message: String(error) });
  }
}
