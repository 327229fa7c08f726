import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../engine/domain/failure.ts';
import { CANONICAL_FIELDS } from '../engine/formats/exchange-record.ts';
import type { FileHead, LogFormat } from '../engine/formats/log-format.ts';
import { type FieldPlan, type Mapping, planFields } from '../engine/formats/mapping.ts';
import { findFormat, LOG_FORMATS, recogniseFormat } from '../engine/formats/registry.ts';
import type { Compression } from '../workers/import-protocol.ts';
import { openReader } from '../workers/import-reader.ts';

const HEAD_BYTES = 1024 * 1024;

/** A file that can be imported: looked at, nothing written. */
export interface ImportFile {
  readonly path: string;
  readonly bytes: number;
  /** When it was last modified, nanoseconds since 1970. */
  readonly modifiedNs: bigint;
  readonly compression: Compression;
  readonly format: LogFormat;
  /** Why it is of that format. */
  readonly reason: string;
  readonly mapping: Mapping | null;
  /** SHA-256 of the first HEAD_BYTES as they lie on disk and the time of modification: a file changed anywhere is another. */
  readonly headSha256: string;
}

/** Looks at a file. Throws file-missing, file-unreadable, file-malformed, file-bomb, format-unknown, each naming the file. */
export async function examineFile(path: string, formatName: string | null, mapping: Mapping | null): Promise<ImportFile> {
  const absolute = resolve(path);
  const { bytes, modifiedNs } = regularFile(absolute);
  const start = readStart(absolute);
  const compression = compressionOf(start);
  const plan = mapping === null ? null : planFields(mapping, CANONICAL_FIELDS);
  const head = await readHead(absolute, compression, bytes);
  const { format, reason } = chooseFormat(absolute, head, formatName, plan);
  const headSha256 = createHash('sha256').update(start).update(`\0${modifiedNs}`).digest('hex');
  return { path: absolute, bytes, modifiedNs, compression, format, reason, mapping, headSha256 };
}

/** Throws file-malformed when the file is not as it was when it was examined. */
export function requireUnchanged(file: ImportFile): void {
  const { path } = file;
  const { bytes, modifiedNs } = regularFile(path);
  if (bytes !== file.bytes || modifiedNs !== file.modifiedNs)
    throw new Failure('file-malformed', `${path} changed while it was read`, { path });
}

function regularFile(path: string): { readonly bytes: number; readonly modifiedNs: bigint } {
  try {
    const stats = statSync(path, { bigint: true });
    if (!stats.isFile())
      throw new Failure('file-unreadable', `${path} is ${stats.isDirectory() ? 'a folder' : 'not a regular file'}`, { path });
    return { bytes: Number(stats.size), modifiedNs: stats.mtimeNs };
  } catch (error) {
    throw asFileFailure(path, error);
  }
}

function readStart(path: string): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const start = Buffer.alloc(HEAD_BYTES);
      let have = 0;
      for (let got = -1; got !== 0 && have < HEAD_BYTES; have += got) got = readSync(file, start, have, HEAD_BYTES - have, have);
      return start.subarray(0, have);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw asFileFailure(path, error);
  }
}

function asFileFailure(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Failure || !('code' in error)) return error;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    return new Failure('file-missing', `${path} does not exist`, { path }, { cause: error });
  return new Failure('file-unreadable', `${path} cannot be read (${String(error.code)})`, { path }, { cause: error });
}

function compressionOf(start: Buffer): Compression {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  if (start.length >= 4 && start.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
  return 'none';
}

async function readHead(path: string, compression: Compression, bytes: number): Promise<FileHead> {
  const reader = openReader(path, compression, 0, bytes);
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    let have = 0;
    for (let got = -1; got !== 0 && have < HEAD_BYTES; have += got) got = await reader.read(head, have, HEAD_BYTES - have);
    const encoding = utf16Of(head.subarray(0, have));
    if (encoding !== null) throw new Failure('format-unknown', `${path} is encoded in ${encoding}, not in UTF-8`, { path, encoding });
    return { text: head.toString('utf8', 0, have).replace(/^\uFEFF/, ''), complete: have < HEAD_BYTES };
  } finally {
    reader.close();
  }
}

/** By its byte order mark, which UTF-8 text cannot begin with. */
function utf16Of(start: Buffer): string | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'UTF-16 (little-endian)';
  return start[0] === 0xfe && start[1] === 0xff ? 'UTF-16 (big-endian)' : null;
}

function chooseFormat(path: string, head: FileHead, name: string | null, plan: FieldPlan | null): { format: LogFormat; reason: string } {
  if (name !== null) {
    const format = findFormat(name);
    if (format === null) {
      const names = LOG_FORMATS.map((known) => known.name).join(', ');
      throw new Failure('format-unknown', `${path}: there is no format ${name}; formats are ${names}`, { path, format: name });
    }
    if (format.needsMapping !== (plan !== null)) {
      throw new Failure('format-unknown', `${path}: the format ${name} ${plan === null ? 'needs' : 'takes no'} mapping`, {
        path,
        format: name,
      });
    }
    return { format, reason: 'the format was given' };
  }
  const recognition = recogniseFormat(head, plan);
  if (recognition !== null) return recognition;
  const seen = head.text.trim() === '' ? 'is empty' : 'is in no format that is known';
  throw new Failure('format-unknown', `${path} ${seen}${plan === null ? '' : ' by its mapping'}`, { path });
}
