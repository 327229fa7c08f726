import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Bridge } from '../../preload/contract.ts';
import { type Launched, launch } from '../electron-standin/launch.ts';

declare global {
  interface Window {
    readonly stillhunt: Bridge;
  }
}

const root = join(import.meta.dirname, '..', '..');
/** `STILLHUNT_PICTURES=docs/pictures npx vitest run test/browser/journey test/browser/sources` renews the README's pictures. */
const pictures = join(root, process.env.STILLHUNT_PICTURES ?? 'test-results/pictures');

/** The built program with its window, and what went wrong in it. */
export interface DesktopWindow {
  readonly program: Launched;
  readonly page: Page;
  readonly faults: readonly string[];
}

export async function openWindow(userDataFolder: string): Promise<DesktopWindow> {
  mkdirSync(pictures, { recursive: true });
  const program = await launch({ main: join(root, 'out', 'main', 'index.js'), userDataFolder });
  const page = await program.firstWindow();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.setViewportSize({ width: 1360, height: 880 });
  page.setDefaultTimeout(20_000);
  return { program, page, faults };
}

/** The window in light and dark. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(680, 878);
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForTimeout(250);
    await page.screenshot({ path: join(pictures, `${name}-${theme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Resolves with the phase in which the next job of a kind ends. */
export function jobEnd(page: Page, kind: string): Promise<string> {
  return page.evaluate(
    (wanted) =>
      new Promise<string>((resolve) => {
        const end = window.stillhunt.subscribe('job', ({ kind: seen, state }) => {
          if (seen !== wanted || state.phase === 'running') return;
          end();
          resolve(state.phase);
        });
      }),
    kind,
  );
}

/** Answers every dialog for a new file or folder with a path. */
export async function saveAs(program: Launched, path: string): Promise<void> {
  await program.evaluate(({ dialog }, filePath) => {
    Object.assign(dialog, { showSaveDialog: async () => ({ canceled: false, filePath }) });
  }, path);
}

/** Answers every dialog for files or folders with paths. */
export async function openWith(program: Launched, paths: readonly string[]): Promise<void> {
  await program.evaluate(({ dialog }, filePaths) => {
    Object.assign(dialog, { showOpenDialog: async () => ({ canceled: false, filePaths }) });
  }, paths);
}

/** Drops a file or folder on the window. Only the stand-in can say which path a dropped file has; in Electron itself it is chosen in the dialog. */
export async function drop({ program, page }: DesktopWindow, path: string): Promise<void> {
  const name = basename(path);
  if (program.real) {
    await openWith(program, [path]);
    await page.keyboard.press('i');
    return;
  }
  await program.evaluate(({ __standin }, dropped) => __standin.setDroppedPath(dropped.name, dropped.path), { name, path });
  await page.locator('.frame').evaluate(async (frame, dropped) => {
    const file = new File([''], dropped);
    for (let attempt = 0; attempt < 100 && window.stillhunt.pathOfDroppedFile(file) === ''; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    for (const type of ['dragenter', 'dragover', 'drop']) frame.dispatchEvent(new DragEvent(type, { bubbles: true, dataTransfer }));
  }, name);
}
