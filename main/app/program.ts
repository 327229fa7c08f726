import { join } from 'node:path';
import { app } from 'electron';

export const PRODUCT = 'Stillhunt';

/** True in the development stand-in for Electron. */
export const STANDIN = (process.versions.electron ?? '').endsWith('-standin');

/** What a case records as the program that made or holds it. */
export function programName(): string {
  return `${PRODUCT} ${app.getVersion()}`;
}

/** `out/`, the folder of everything built; this code runs from `out/main/index.js`. */
export function builtFolder(): string {
  return join(import.meta.dirname, '..');
}
