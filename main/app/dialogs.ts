import { dirname, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';

const CASE_EXTENSION = '.stillhunt';
const CASE_FILTER = { name: 'Stillhunt case', extensions: ['stillhunt'] };
const LOG_FILTERS = [
  { name: 'Log exports', extensions: ['jsonl', 'ndjson', 'json', 'csv', 'gz', 'zst'] },
  { name: 'All files', extensions: ['*'] },
];

/** The folder to make for a new case, or null when dismissed. */
export async function askNewCaseFolder(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'New case',
    message: 'Name the folder of the new case',
    buttonLabel: 'Create',
    defaultPath: join(app.getPath('documents'), 'New case'),
    properties: ['createDirectory'],
  });
  if (canceled || filePath === '') return null;
  return filePath.endsWith(CASE_EXTENSION) ? filePath.slice(0, -CASE_EXTENSION.length) : filePath;
}

/** The `.stillhunt` file to open, or null when dismissed. */
export async function askCaseFile(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open case',
    filters: [CASE_FILTER],
    properties: ['openFile'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Log files to import, or null when dismissed. */
export async function askLogFiles(window: BrowserWindow): Promise<readonly string[] | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Import log exports',
    filters: LOG_FILTERS,
    properties: ['openFile', 'multiSelections'],
  });
  return canceled || filePaths.length === 0 ? null : filePaths;
}

/** The folder to make for an evidence bundle, or null when dismissed. */
export async function askBundleFolder(window: BrowserWindow, casePath: string, caseName: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Export evidence',
    message: 'Name the folder of the evidence bundle',
    buttonLabel: 'Export',
    defaultPath: join(dirname(dirname(casePath)), `${caseName} evidence`),
    properties: ['createDirectory'],
  });
  return canceled || filePath === '' ? null : filePath;
}

/** Asks whether a case that another program holds shall be opened for reading. */
export async function askReadOnly(window: BrowserWindow, message: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message,
    buttons: ['Cancel', 'Open read-only'],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}

export async function tellFailure(window: BrowserWindow, message: string): Promise<void> {
  await dialog.showMessageBox(window, { type: 'error', message, buttons: ['Close'] });
}
