import { join } from 'node:path';
import { app, type BrowserWindow, screen } from 'electron';
import { z } from 'zod';
import { readSettings, writeSettings } from './settings-file.ts';

const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(640).max(20_000), height: z.int().min(480).max(20_000) });
const stateSchema = z.object({ bounds: boundsSchema, maximized: z.boolean() });
type State = z.infer<typeof stateSchema>;

const file = () => join(app.getPath('userData'), 'window.json');
const DEFAULT = { width: 1360, height: 880 };
const SAVE_DELAY_MS = 400;

/** Where the window was when it was last closed, if that is still on a display. */
export function rememberedWindow(): { bounds: Partial<State['bounds']>; maximized: boolean } {
  const state = readSettings(file(), stateSchema);
  if (state === null) return { bounds: DEFAULT, maximized: false };
  const { x, y, width, height } = state.bounds;
  const area = screen.getDisplayMatching(state.bounds).workArea;
  const visible = x < area.x + area.width - 80 && x + width > area.x + 80 && y >= area.y && y < area.y + area.height - 80;
  return { bounds: visible ? state.bounds : { width, height }, maximized: state.maximized };
}

export function rememberWindow(window: BrowserWindow): void {
  let timer: NodeJS.Timeout | null = null;
  const save = () => {
    timer = null;
    if (window.isDestroyed()) return;
    writeSettings(file(), { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const saveSoon = () => {
    timer ??= setTimeout(save, SAVE_DELAY_MS);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('close', save);
  window.on('closed', () => {
    if (timer !== null) clearTimeout(timer);
  });
}
