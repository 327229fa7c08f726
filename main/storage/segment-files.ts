import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from './durable.ts';

export type SegmentPart = 'facts' | 'text';
/** Rows of one record batch of a text file: what reading one row decompresses. */
export const TEXT_BATCH_ROWS = 4_096;

export const SEGMENT_PARTS: readonly SegmentPart[] = ['facts', 'text'];

const SEGMENT_FILE = /^(\d{6})\.(facts|text)\.arrow$/;
const TEMPORARY_FILE = /^(?:[0-9a-z-]{1,64}\.(?:facts|text)|import-parts)\.partial$/;

export function segmentName(segmentNo: number): string {
  return String(segmentNo).padStart(6, '0');
}

export function segmentPath(folder: string, segmentNo: number, part: SegmentPart): string {
  return join(folder, `${segmentName(segmentNo)}.${part}.arrow`);
}

/** `name`: lower-case letters, digits and dashes. */
export function temporaryPath(folder: string, name: string, part: SegmentPart): string {
  return join(folder, `${name}.${part}.partial`);
}

/** The number and part that a file's name says, or null when it is no segment's name. */
export function parseSegmentFile(fileName: string): { segmentNo: number; part: SegmentPart } | null {
  const match = SEGMENT_FILE.exec(fileName);
  if (match === null) return null;
  return { segmentNo: Number(match[1]), part: match[2] === 'facts' ? 'facts' : 'text' };
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

/** Removes unfinished files and segments that were never recorded; returns their names. */
export function sweepSegments(folder: string, recorded: ReadonlySet<number>): string[] {
  const orphans = readdirSync(folder).filter((name) => {
    const segment = parseSegmentFile(name);
    return segment === null ? isTemporaryFile(name) : !recorded.has(segment.segmentNo);
  });
  for (const name of orphans) rmSync(join(folder, name), { force: true });
  if (orphans.length > 0) syncFolder(folder);
  return orphans.sort();
}
