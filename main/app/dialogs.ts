import { dirname, join } from 'node:path';
import { app, type BrowserWindow, dialog, type FileFilter } from 'electron';

const CASE_EXTENSION = '.stillhunt';
const CASE_FILTER = { name: 'Stillhunt case', extensions: ['stillhunt'] };
const LOG_FILTERS = [
  { name: 'Log exports', extensions: ['jsonl', 'ndjson', 'json', 'csv', 'log', 'txt', 'gz', 'zst', 'zip', 'parquet', 'arrow', 'arrows'] },
  { name: 'All files', extensions: ['*'] },
];
const PRICE_FILTERS = [
  { name: 'Price table', extensions: ['csv', 'json'] },
  { name: 'All files', extensions: ['*'] },
];
const MAPPING_FILTERS = [{ name: 'Mapping', extensions: ['json'] }];
/** A name offered for a new file may come from a case, so it names no folder. */
const UNSAFE_IN_NAMES = /[\\/:*?"<>|\p{Cc}]/gu;

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
export function askCaseFile(window: BrowserWindow): Promise<string | null> {
  return askFile(window, 'Open case', [CASE_FILTER]);
}

/** Log files to import, or null when dismissed; `defaultPath` is offered first. */
export async function askLogFiles(window: BrowserWindow, defaultPath?: string): Promise<readonly string[] | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Import log exports',
    filters: LOG_FILTERS,
    properties: ['openFile', 'multiSelections'],
    ...(defaultPath === undefined ? {} : { defaultPath }),
  });
  return canceled || filePaths.length === 0 ? null : filePaths;
}

/** Folders whose files to import, or null when dismissed: no system but macOS can offer files and folders in one dialog. */
export async function askLogFolder(window: BrowserWindow): Promise<readonly string[] | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Import a folder of log exports',
    buttonLabel: 'Look at it',
    properties: ['openDirectory', 'multiSelections'],
  });
  return canceled || filePaths.length === 0 ? null : filePaths;
}

/** A table that adds to exchanges, or null when dismissed. */
export function askSideTable(window: BrowserWindow): Promise<string | null> {
  return askFile(window, 'Add a side table', LOG_FILTERS);
}

/** A mapping file to read, or null when dismissed. */
export function askMappingFile(window: BrowserWindow): Promise<string | null> {
  return askFile(window, 'Load a mapping', MAPPING_FILTERS);
}

/** A file of prices to read, or null when dismissed. */
export function askPriceFile(window: BrowserWindow): Promise<string | null> {
  return askFile(window, 'Read prices', PRICE_FILTERS);
}

/** The file to write prices to, or null when dismissed. */
export function askNewPriceFile(window: BrowserWindow, name: string): Promise<string | null> {
  return askNewFile(window, 'Export the prices', `${name}.csv`, PRICE_FILTERS);
}

async function askFile(window: BrowserWindow, title: string, filters: FileFilter[]): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, filters, properties: ['openFile'] });
  return canceled ? null : (filePaths[0] ?? null);
}

/** The mapping file to write, or null when dismissed. */
export function askNewMappingFile(window: BrowserWindow, name: string): Promise<string | null> {
  return askNewFile(window, 'Save the mapping', `${name}.mapping.json`, MAPPING_FILTERS);
}

/** The file to write quarantined records to, or null when dismissed. */
export function askQuarantineFile(window: BrowserWindow, name: string): Promise<string | null> {
  return askNewFile(window, 'Export quarantined records', `${name}.quarantine.jsonl`, [{ name: 'JSON lines', extensions: ['jsonl'] }]);
}

async function askNewFile(window: BrowserWindow, title: string, name: string, filters: FileFilter[]): Promise<string | null> {
  const defaultPath = join(app.getPath('documents'), name.replace(UNSAFE_IN_NAMES, '_'));
  const { canceled, filePath } = await dialog.showSaveDialog(window, { title, defaultPath, filters });
  return canceled || filePath === '' ? null : filePath;
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
