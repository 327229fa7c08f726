import { once } from 'node:events';
import { visibleLine } from '../engine/evidence/inert-text.ts';

/** The reader of standard output went away, as `head` does. */
export class OutputClosed extends Error {}

let isClosed = false;
let isWatched = false;

/** Call once at the start: a closed pipe must not end the program by a stack trace. */
export function watchOutput(): void {
  if (isWatched) return;
  isWatched = true;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isClosed = true;
  });
  process.stderr.on('error', () => {});
}

/** Writes text as it is and waits while the reader is slow. Throws OutputClosed. */
export async function write(text: string): Promise<void> {
  if (isClosed) throw new OutputClosed();
  if (process.stdout.write(text)) return;
  await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]).catch(() => {});
  if (isClosed) throw new OutputClosed();
}

/** The one document that --json promises. */
export async function printJson(value: unknown): Promise<void> {
  await write(`${JSON.stringify(value, null, 2)}\n`);
}

/** One line whose parts may come from a log: nothing in it can steer a terminal. */
export async function printLine(text = ''): Promise<void> {
  await write(`${visibleLine(text)}\n`);
}

/** The last word of a command's progress, on standard error. */
export function tell(text: string): void {
  process.stderr.write(`${visibleLine(text)}\n`);
}

export interface Column {
  readonly title: string;
  readonly side?: 'right';
}

/** A table with columns as wide as their widest cell, at most `WIDEST`. Cells may come from a log. */
export async function printTable(columns: readonly Column[], rows: readonly (readonly string[])[]): Promise<void> {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => row.map((cell) => cut(visibleLine(cell))))];
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  for (const row of cells) {
    const line = row.map((cell, i) => (columns[i]?.side === 'right' ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)));
    await write(`${line.join('  ').trimEnd()}\n`);
  }
}

const WIDEST = 100;
const cut = (text: string): string => (text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text);

export const count = (value: number): string => value.toLocaleString('en');
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
export const day = (iso: string | null): string => (iso === null ? '-' : iso.slice(0, 10));
export const probability = (p: number | null): string => (p === null ? '-' : p < 0.001 ? p.toExponential(1) : p.toFixed(3));
