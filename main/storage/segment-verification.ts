import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import { ArrowFileReader } from './arrow-file-reader.ts';
import { joinedPath, SEGMENT_PARTS, type SegmentPart, segmentName, segmentPath } from './segment-files.ts';
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

/** The files that a segment has. */
export function partsOf(segment: SegmentRecord): readonly SegmentPart[] {
  return segment.joined ? [...SEGMENT_PARTS, 'joined'] : SEGMENT_PARTS;
}

/** Where a file of a segment lies and what is recorded of it. */
export function expectedFile(folder: string, segment: SegmentRecord, part: SegmentPart): { path: string; bytes: number; sha256: string } {
  const { segmentNo } = segment;
  if (part === 'facts') return { path: segmentPath(folder, segmentNo, part), bytes: segment.factsBytes, sha256: segment.factsSha256 };
  if (part === 'text') return { path: segmentPath(folder, segmentNo, part), bytes: segment.textBytes, sha256: segment.textSha256 };
  if (!segment.joined) throw new TypeError(`segment ${segmentNo} has no joined file`);
  const { generation, bytes, sha256 } = segment.joined;
  return { path: joinedPath(folder, segmentNo, generation), bytes, sha256 };
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
  const expected = expectedFile(folder, segment, part);
  let found: { sha256: string; bytes: number };
  try {
    found = hashFile(expected.path);
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
  const { path, sha256 } = expectedFile(catalog.segmentsFolder, segment, part);
  const key = `${path} ${sha256}`;
  if (!verified.has(key)) {
    verifySegmentFile(catalog.segmentsFolder, segment, part);
    verified.add(key);
  }
  return withUnverifiedFile(catalog, segment, part, read);
}

/** As withSegmentFile(), without looking whether the bytes are the recorded ones. */
export function withUnverifiedFile<T>(
  catalog: SegmentCatalog,
  segment: SegmentRecord,
  part: SegmentPart,
  read: (file: ArrowFileReader) => T,
): T {
  try {
    const file = new ArrowFileReader(expectedFile(catalog.segmentsFolder, segment, part).path);
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
