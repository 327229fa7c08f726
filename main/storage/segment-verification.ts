import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import { ArrowFileReader } from './arrow-file-reader.ts';
import { type SegmentPart, segmentName, segmentPath } from './segment-files.ts';
import type { SegmentRecord } from './segments.ts';

/** Where segments lie and which there are; a CaseStore is one, and so is plain data sent to a worker. */
export interface SegmentCatalog {
  readonly segmentsFolder: string;
  readonly segments: { find(segmentNo: number): SegmentRecord | null; list(): readonly SegmentRecord[] };
}

const CHUNK_BYTES = 1 << 20;
const verified = new Set<string>();

export function damagedSegment(segmentNo: number, part: SegmentPart, what: string, cause?: unknown): Failure {
  const name = segmentName(segmentNo);
  return new Failure('case-damaged', `segment ${name}, ${part} file: ${what}`, { segment: name, part }, { cause });
}

/** SHA-256 and size of a file, streamed. */
export function hashFile(path: string): { sha256: string; bytes: number } {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const digest = createHash('sha256');
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, Math.max(size, 1)));
    let bytes = 0;
    for (let got = readSync(descriptor, chunk); got > 0; got = readSync(descriptor, chunk)) {
      digest.update(chunk.subarray(0, got));
      bytes += got;
    }
    return { sha256: digest.digest('hex'), bytes };
  } finally {
    closeSync(descriptor);
  }
}

/** Throws case-damaged, naming the segment, unless the file is there with the recorded size and SHA-256. */
export function verifySegmentFile(folder: string, segment: SegmentRecord, part: SegmentPart): void {
  const path = segmentPath(folder, segment.segmentNo, part);
  const expected =
    part === 'facts'
      ? { sha256: segment.factsSha256, bytes: segment.factsBytes }
      : { sha256: segment.textSha256, bytes: segment.textBytes };
  let found: { sha256: string; bytes: number };
  try {
    found = hashFile(path);
  } catch (error) {
    throw damagedSegment(
      segment.segmentNo,
      part,
      error instanceof Error && 'code' in error ? `cannot be read (${String(error.code)})` : 'cannot be read',
      error,
    );
  }
  if (found.bytes !== expected.bytes)
    throw damagedSegment(segment.segmentNo, part, `${found.bytes} bytes where ${expected.bytes} are recorded`);
  if (found.sha256 !== expected.sha256) throw damagedSegment(segment.segmentNo, part, 'the bytes do not match the recorded SHA-256');
}

/** Opens a segment file, verified on first use in this thread, runs `read`, closes. Throws case-damaged naming the segment. */
export function withSegmentFile<T>(
  catalog: SegmentCatalog,
  segment: SegmentRecord,
  part: SegmentPart,
  read: (file: ArrowFileReader) => T,
): T {
  const path = segmentPath(catalog.segmentsFolder, segment.segmentNo, part);
  const key = `${path} ${part === 'facts' ? segment.factsSha256 : segment.textSha256}`;
  if (!verified.has(key)) {
    verifySegmentFile(catalog.segmentsFolder, segment, part);
    verified.add(key);
  }
  try {
    const file = new ArrowFileReader(path);
    try {
      return read(file);
    } finally {
      file.close();
    }
  } catch (error) {
    if (isFailure(error) || !(error instanceof RangeError)) throw error;
    throw damagedSegment(segment.segmentNo, part, error.message, error);
  }
}
