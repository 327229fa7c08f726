import { record } from './recording.ts';
import { strict } from './strict.ts';
import { focusedWindow } from './windows.ts';

interface DialogOptions {
  readonly title?: string;
  readonly message?: string;
  readonly defaultPath?: string;
}

/** With a window on a display a path is typed into the browser's own prompt; without one the dialog is dismissed. */
async function askForPath(options: DialogOptions): Promise<string | null> {
  const page = focusedWindow()?.openPage;
  if (process.env.STILLHUNT_STANDIN_HEADED !== '1' || !page) return null;
  const question = `Development stand-in: type a path. ${options.title ?? options.message ?? ''}`;
  const answer = await page.evaluate(([text, initial]) => window.prompt(text, initial), [question, options.defaultPath ?? ''] as const);
  return answer === null || answer === '' ? null : answer;
}

const optionsOf = (args: readonly unknown[]) => (args.at(-1) ?? {}) as DialogOptions;

export const dialog = strict('dialog', {
  async showOpenDialog(...args: readonly unknown[]) {
    record('dialog.showOpenDialog', optionsOf(args));
    const path = await askForPath(optionsOf(args));
    return { canceled: path === null, filePaths: path === null ? [] : [path] };
  },
  async showSaveDialog(...args: readonly unknown[]) {
    record('dialog.showSaveDialog', optionsOf(args));
    const path = await askForPath(optionsOf(args));
    return { canceled: path === null, filePath: path ?? '' };
  },
  async showMessageBox(...args: readonly unknown[]) {
    record('dialog.showMessageBox', optionsOf(args));
    return { response: 0, checkboxChecked: false };
  },
  showErrorBox(title: string, content: string) {
    record('dialog.showErrorBox', title, content);
  },
});

export const shell = strict('shell', {
  async openExternal(address: string) {
    record('shell.openExternal', address);
  },
  showItemInFolder(path: string) {
    record('shell.showItemInFolder', path);
  },
});

const display = {
  id: 1,
  workArea: { x: 0, y: 0, width: 1920, height: 1080 },
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  scaleFactor: 1,
};
export const screen = strict('screen', {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
});
