import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import type { FileHead, FileSample, Framing, LogFormat } from '../engine/formats/log-format.ts';
import type { Mapping } from '../engine/formats/mapping.ts';
import { findFormat, LOG_FORMATS, type Recognition, recogniseFormat } from '../engine/formats/registry.ts';
import type { Compression } from '../workers/import-protocol.ts';
import { openReader } from '../workers/import-reader.ts';
import { type DecodedStream, type DecodeRequest, openDecoded } from './decoders.ts';
import { sampleOf } from './imports-sample.ts';

const HEAD_BYTES = 1024 * 1024;
const ENTRY_MARK = '!/';

/** A file that can be imported: looked at, nothing written. */
export interface ImportFile {
  /** As it is named to users: a file's absolute path, or `archive.zip!/entry`. */
  readonly path: string;
  /** The file that is read. */
  readonly file: string;
  /** How a process decodes it; null where the file's own bytes are read. */
  readonly decode: DecodeRequest | null;
  readonly bytes: number;
  /** When it was last modified, nanoseconds since 1970. */
  readonly modifiedNs: bigint;
  readonly compression: Compression;
  readonly format: LogFormat;
  readonly framing: Framing;
  readonly listKey: string | null;
  /** Why it is of that format. */
  readonly reason: string;
  readonly mapping: Mapping | null;
  /** Other records of the import may need parts of this file's. */
  readonly holdsParts: boolean;
  /** SHA-256 of the first HEAD_BYTES as they lie on disk and the time of modification: a file changed anywhere is another. */
  readonly headSha256: string;
}

/** What can be told of a file before its format is known. */
export interface LookedAt extends Pick<ImportFile, 'path' | 'file' | 'decode' | 'bytes' | 'modifiedNs' | 'compression' | 'headSha256'> {
  readonly sample: FileSample;
}

/** Name of the entry in a path `archive.zip!/entry`, null for any other path. */
export function archiveEntry(path: string): string | null {
  return /\.zip!\/(.+)$/is.exec(path)?.[1] ?? null;
}

/** Reads a file's head. Throws file-missing, file-unreadable, file-malformed, file-bomb, format-unknown, each naming the file. */
export async function lookAt(path: string): Promise<LookedAt> {
  const entry = archiveEntry(path);
  const file = resolve(entry === null ? path : path.slice(0, -entry.length - ENTRY_MARK.length));
  const name = entry === null ? file : `${file}${ENTRY_MARK}${entry}`;
  const { bytes, modifiedNs } = regularFile(file);
  const start = readStart(file, bytes);
  const decode = decoderFor(file, start, entry);
  const compression = decode === null ? compressionOf(start) : 'none';
  const head = decode === null ? await readHead(file, compression, bytes) : await readDecodedHead(decode);
  const headSha256 = createHash('sha256')
    .update(start)
    .update(`\0${modifiedNs}${entry === null ? '' : `\0${entry}`}`)
    .digest('hex');
  return { path: name, file, decode, bytes, modifiedNs, compression, headSha256, sample: sampleOf(name, head) };
}

/** Looks at a file and tells its format. Throws as lookAt(). */
export async function examineFile(path: string, formatName: string | null, mapping: Mapping | null): Promise<ImportFile> {
  const looked = await lookAt(path);
  return importFileOf(looked, chooseFormat(looked.path, looked.sample, formatName, mapping));
}

/** A file that was looked at and recognised. */
export function importFileOf({ sample, ...looked }: LookedAt, { format, reason, mapping }: Recognition): ImportFile {
  const holdsParts = format.kind === 'records' && format.spread?.holdsParts(sample) === true;
  return { ...looked, format, framing: sample.framing, listKey: sample.listKey, reason, mapping, holdsParts };
}

/** Throws file-malformed when the file is not as it was when it was examined. */
export function requireUnchanged(file: ImportFile): void {
  const { path } = file;
  const { bytes, modifiedNs } = regularFile(file.file);
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

function readStart(path: string, bytes: number): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const start = Buffer.alloc(Math.min(HEAD_BYTES, bytes));
      let have = 0;
      for (let got = -1; got !== 0 && have < start.length; have += got) got = readSync(file, start, have, start.length - have, have);
      return start.subarray(0, have);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw asFileFailure(path, error);
  }
}

/** A file system's error as a Failure that names the file. */
export function asFileFailure(path: string, error: unknown): unknown {
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

/** By magic numbers; an Arrow IPC stream begins with a continuation mark and the length of its schema message. */
function decoderFor(path: string, start: Buffer, entry: string | null): DecodeRequest | null {
  if (entry !== null) return { kind: 'zip', path, entry };
  const magic = start.toString('latin1', 0, 6);
  if (magic.startsWith('PAR1')) return { kind: 'parquet', path, entry };
  const isStream = start.length > 8 && start.readUInt32LE(0) === 0xffffffff && start.readInt32LE(4) > 0;
  if (magic === 'ARROW1' || isStream) return { kind: 'arrow', path, entry };
  if (magic.startsWith('PK\x03\x04') || magic.startsWith('PK\x05\x06')) {
    throw new Failure('format-unknown', `${path} is a zip archive, whose entries are imported one by one`, { path });
  }
  return null;
}

async function readHead(path: string, compression: Compression, bytes: number): Promise<FileHead> {
  const reader = openReader(path, compression, 0, bytes);
  try {
    const head = Buffer.alloc(compression === 'none' ? Math.min(HEAD_BYTES, bytes) : HEAD_BYTES);
    let have = 0;
    for (let got = -1; got !== 0 && have < head.length; have += got) got = await reader.read(head, have, head.length - have);
    if (have === 0 && reader.damage !== null) throw reader.damage;
    return headOf(path, head.subarray(0, have));
  } finally {
    reader.close();
  }
}

async function readDecodedHead(request: DecodeRequest): Promise<FileHead> {
  const stream = openDecoded(request);
  try {
    const chunks: Uint8Array[] = [];
    let have = 0;
    while (have < HEAD_BYTES) {
      const bytes = await nextOrNull(stream, have);
      if (bytes === null) break;
      chunks.push(bytes);
      have += bytes.length;
    }
    return headOf(request.path, Buffer.concat(chunks).subarray(0, HEAD_BYTES));
  } finally {
    stream.close();
  }
}

/** Damage behind the first bytes is the import's to tell: a head is all that is asked for. */
async function nextOrNull(stream: DecodedStream, have: number): Promise<Uint8Array | null> {
  try {
    return (await stream.read()).bytes;
  } catch (error) {
    if (have === 0 || !isFailure(error)) throw error;
    return null;
  }
}

function headOf(path: string, bytes: Buffer): FileHead {
  const encoding = utf16Of(bytes);
  if (encoding !== null) throw new Failure('format-unknown', `${path} is encoded in ${encoding}, not in UTF-8`, { path, encoding });
  return { text: bytes.toString('utf8').replace(/^\uFEFF/, ''), complete: bytes.length < HEAD_BYTES };
}

/** By its byte order mark, which UTF-8 text cannot begin with. */
function utf16Of(start: Buffer): string | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'UTF-16 (little-endian)';
  return start[0] === 0xfe && start[1] === 0xff ? 'UTF-16 (big-endian)' : null;
}

function chooseFormat(path: string, sample: FileSample, name: string | null, mapping: Mapping | null): Recognition {
  if (name !== null) return namedFormat(path, name, mapping);
  const recognition = recogniseFormat(sample, mapping);
  if (recognition !== null) return recognition;
  const seen = sample.head.text.trim() === '' ? 'is empty' : 'is in no format that is known';
  throw new Failure('format-unknown', `${path} ${seen}${mapping === null ? '' : ' by its mapping'}`, { path });
}

function namedFormat(path: string, name: string, mapping: Mapping | null): Recognition {
  const format = findFormat(name);
  if (format === null) {
    const names = LOG_FORMATS.map((known) => known.name).join(', ');
    throw new Failure('format-unknown', `${path}: there is no format ${name}; formats are ${names}`, { path, format: name });
  }
  if ((format.kind === 'mapped') !== (mapping !== null)) {
    throw new Failure('format-unknown', `${path}: the format ${name} ${mapping === null ? 'needs' : 'takes no'} mapping`, {
      path,
      format: name,
    });
  }
  return { format, reason: 'the format was given', mapping };
}
