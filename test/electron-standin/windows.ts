import { EventEmitter } from 'node:events';
import type { Page } from 'playwright-core';

/** What the parts of the stand-in need of a window; `browser-window.ts` implements it. */
export interface StandinWindow {
  readonly id: number;
  readonly openPage: Page | null;
  readonly pageReady: Promise<Page>;
  readonly title: string;
  readonly preloadPath: string | null;
  readonly webPreferences: Readonly<Record<string, unknown>>;
  close(): void;
  isDestroyed(): boolean;
}

export const windows = new Map<number, StandinWindow>();
/** Emits `all-closed` after the last window is gone. */
export const windowEvents = new EventEmitter();

export function focusedWindow(): StandinWindow | null {
  return [...windows.values()].at(-1) ?? null;
}
