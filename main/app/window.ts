import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { EVENT_CHANNEL, type EventName, type Events } from '../../preload/contract.ts';
import type { CaseSummary } from '../engine/domain/case.ts';
import { APP_PAGE } from './app-scheme.ts';
import { builtFolder, PRODUCT, STANDIN } from './program.ts';
import { rememberedWindow, rememberWindow } from './window-state.ts';

const LIGHT = '#ffffff';
const DARK = '#1c2127';

export function createWindow(): BrowserWindow {
  const { bounds, maximized } = rememberedWindow();
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: titleOf(null),
    backgroundColor: nativeTheme.shouldUseDarkColors ? DARK : LIGHT,
    webPreferences: {
      preload: join(builtFolder(), 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  rememberWindow(window);
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  return window;
}

export function loadPage(window: BrowserWindow): Promise<void> {
  return window.loadURL(APP_PAGE);
}

export function showTitle(window: BrowserWindow, openCase: CaseSummary | null): void {
  if (!window.isDestroyed()) window.setTitle(titleOf(openCase));
}

function titleOf(openCase: CaseSummary | null): string {
  const name = openCase === null ? PRODUCT : `${openCase.name}${openCase.readOnly ? ' (read-only)' : ''} – ${PRODUCT}`;
  return STANDIN ? `${name} [development stand-in]` : name;
}

export function emit<N extends EventName>(window: BrowserWindow, name: N, payload: Events[N]): void {
  if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, name, payload);
}
