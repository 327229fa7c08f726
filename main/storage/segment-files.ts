import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from './durable.ts';

/** `joined` holds what side tables add to the facts; a segment to which they add nothing has none. */
export type SegmentPart = 'facts' | 'text' | 'joined';
/** Rows of one record batch of a text file: what reading one row decompresses. */
export const TEXT_BATCH_ROWS = 4_096;

/** What an import writes of every segment. */
export const SEGMENT_PARTS = ['facts', 'text'] as const;
type ImportedPart = (typeof SEGMENT_PARTS)[number];

const SEGMENT_FILE = /^(\d{6})\.(facts|text)\.arrow$/;
const JOINED_FILE = /^(\d{6})\.joined-(\d{6})\.arrow$/;
const SIDE_TABLE_FILE = /^side-table-(\d{6})\.arrow$/;
const TEMPORARY_FILE = /^(?:[0-9a-z-]{1,64}\.(?:facts|text|joined|rows)|import-parts|known-ids)\.partial$/;

export function segmentName(segmentNo: number): string {
  return String(segmentNo).padStart(6, '0');
}

export function segmentPath(folder: string, segmentNo: number, part: ImportedPart): string {
  return join(folder, `${segmentName(segmentNo)}.${part}.arrow`);
}

/** Side tables are joined anew whenever one is added or removed; each time is a generation with files of its own. */
export function joinedPath(folder: string, segmentNo: number, generation: number): string {
  return join(folder, `${segmentName(segmentNo)}.joined-${segmentName(generation)}.arrow`);
}

export function sideTablePath(folder: string, sideTableId: number): string {
  return join(folder, `side-table-${segmentName(sideTableId)}.arrow`);
}

/** `name`: lower-case letters, digits and dashes. */
export function temporaryPath(folder: string, name: string, part: SegmentPart | 'rows'): string {
  return join(folder, `${name}.${part}.partial`);
}

/** The number and part that a file's name says, or null when it is no segment's name. */
export function parseSegmentFile(fileName: string): { segmentNo: number; part: ImportedPart } | null {
  const match = SEGMENT_FILE.exec(fileName);
  if (match === null) return null;
  return { segmentNo: Number(match[1]), part: match[2] === 'facts' ? 'facts' : 'text' };
}

/** Whether a case may hold a file of this name for good. */
export function isCaseFile(fileName: string): boolean {
  return SEGMENT_FILE.test(fileName) || JOINED_FILE.test(fileName) || SIDE_TABLE_FILE.test(fileName);
}

export function isTemporaryFile(fileName: string): boolean {
  return TEMPORARY_FILE.test(fileName);
}

/** Gives a segment written under a temporary name its number, and waits until the names are on the disk. */
export function publishSegment(folder: string, name: string, segmentNo: number): void {
  for (const part of SEGMENT_PARTS) renameSync(temporaryPath(folder, name, part), segmentPath(folder, segmentNo, part));
  syncFolder(folder);
}

/** Removes both files of a segment that was written under a temporary name and is not wanted. */
export function discardSegment(folder: string, name: string): void {
  for (const part of SEGMENT_PARTS) rmSync(temporaryPath(folder, name, part), { force: true });
}

/** Removes unfinished files and those that no record names; returns their names. */
export function sweepFiles(folder: string, recorded: ReadonlySet<string>): string[] {
  const orphans = readdirSync(folder).filter((name) => (isCaseFile(name) ? !recorded.has(name) : isTemporaryFile(name)));
  for (const name of orphans) rmSync(join(folder, name), { force: true });
  if (orphans.length > 0) syncFolder(folder);
  return orphans.sort();
}
