import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { QuarantineRecord } from '../engine/domain/case.ts';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import type { SourceRecord } from '../storage/sources.ts';
import { RECORD_BYTES } from '../workers/import-protocol.ts';
import { requireOutsideCase } from './case-boundary.ts';
import type { CaseSession } from './cases.ts';
import { OriginalStream } from './originals-stream.ts';
import { requireSource } from './sources.ts';

const PAGE_RECORDS = 1_000;
const UNHURRIED: JobControl = { isCancelled: () => false, report: () => {} };

/**
 * Writes quarantined records of one source or, for null, of the whole case as JSON lines, in order of source and position: source, position, length,
 * reason, detail and the record, read anew from the untouched file (`record`, or `recordBase64` where it is no UTF-8); where the file is gone or changed,
 * or the record is longer than RECORD_BYTES, the beginning that the case keeps and `cut`: true. Returns how many. The file appears complete or not at all.
 * Throws entry-unknown, folder-not-empty, file-unreadable, cancelled.
 */
export async function exportQuarantine(
  session: CaseSession,
  sourceId: number | null,
  path: string,
  control: JobControl = UNHURRIED,
): Promise<number> {
  requireOutsideCase(session, path);
  const sources = sourceId === null ? session.store.sources.list() : [requireSource(session, sourceId)];
  const target = resolve(path);
  const temporary = `${target}.${randomBytes(4).toString('hex')}.tmp`;
  const file = await open(temporary, 'wx', 0o600).catch((cause: unknown) => {
    throw new Failure('file-unreadable', `${path} cannot be written`, { path }, { cause });
  });
  try {
    let written = 0;
    for (const source of sources) written += await exportSource(session, source, file, control, written);
    await file.sync();
    await file.close();
    await rename(temporary, target);
    return written;
  } catch (error) {
    await file.close();
    await rm(temporary, { force: true });
    throw error;
  }
}

async function exportSource(
  { store }: CaseSession,
  source: SourceRecord,
  file: FileHandle,
  control: JobControl,
  before: number,
): Promise<number> {
  const total = source.quarantined;
  if (total === 0) return 0;
  const stream = await OriginalStream.open(source, control.isCancelled);
  let written = 0;
  try {
    for (; written < total; written += PAGE_RECORDS) {
      for (const record of store.quarantine.page(written, PAGE_RECORDS, source.sourceId)) {
        await file.writeFile(`${JSON.stringify(await exported(record, typeof stream === 'string' ? null : stream))}\n`);
      }
      const done = before + Math.min(total, written + PAGE_RECORDS);
      control.report({ stage: 'writing', done, total: null, unit: 'steps', exchanges: null, quarantined: done, file: source.path });
    }
  } finally {
    if (typeof stream !== 'string') stream.close();
  }
  return total;
}

async function exported(record: QuarantineRecord, stream: OriginalStream | null): Promise<Record<string, unknown>> {
  const { sourcePath: source, position, length, reason, detail, excerpt } = record;
  const place = { source, position, length, reason, detail };
  const bytes = stream === null || length > RECORD_BYTES ? null : await readOrNull(stream, position, length);
  if (bytes === null) return { ...place, record: excerpt, cut: true };
  return isUtf8(bytes) ? { ...place, record: bytes.toString('utf8') } : { ...place, recordBase64: bytes.toString('base64') };
}

/** A file that cannot be read as far gives what the case keeps. */
async function readOrNull(stream: OriginalStream, position: number, length: number): Promise<Buffer | null> {
  try {
    return await stream.read(position, length);
  } catch (error) {
    if (!isFailure(error) || error.code === 'cancelled') throw error;
    return null;
  }
}
