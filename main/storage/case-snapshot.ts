import { chmodSync, closeSync, constants, copyFileSync, mkdtempSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Failure } from '../engine/domain/failure.ts';
import { type CaseLayout, statOrNull } from './case-layout.ts';
import { isAlive } from './case-lock.ts';
import { reportingDiskFull } from './disk-full.ts';

const MAX_DATABASE_BYTES = 16 * 1024 ** 3;
const COPY_ATTEMPTS = 20;
const PREFIX = 'stillhunt-snapshot-';

/** A private copy of a case's SQLite file, in a folder of its own, where opening it can neither change nor believe what lies beside the case. */
export interface CaseSnapshot {
  readonly databaseFile: string;
  remove(): void;
}

/**
 * Copies the database and, when `withJournal`, its write-ahead log: only the caller knows whether the log is our own. A copy made while a
 * writer checkpoints would be torn, so it is made again until neither file was rewritten meanwhile. Throws case-locked, case-foreign, disk-full.
 */
export function takeSnapshot(layout: CaseLayout, withJournal: boolean): CaseSnapshot {
  const name = basename(layout.file);
  sweepSnapshots();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const databaseFile = join(folder, 'case.sqlite');
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    for (let attempt = 0; attempt < COPY_ATTEMPTS; attempt++) {
      const before = stampOf(layout, withJournal);
      if (before.bytes > MAX_DATABASE_BYTES)
        throw new Failure('case-foreign', `${name} is larger than any case (${before.bytes} bytes)`, { file: name });
      reportingDiskFull(folder, () => copyFiles(layout, databaseFile, before.journal));
      if (stampOf(layout, withJournal).stamp === before.stamp) return { databaseFile, remove };
    }
    throw new Failure('case-locked', `${name} is being written too fast to be copied`, { file: name });
  } catch (error) {
    remove();
    throw error;
  }
}

/** Removes snapshots that processes left when they died: they hold identifiers from the case. */
function sweepSnapshots(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : 0;
    if (owner > 0 && !isAlive(owner)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function copyFiles(layout: CaseLayout, databaseFile: string, journal: boolean): void {
  rmSync(`${databaseFile}-wal`, { force: true });
  copyFileSync(layout.file, databaseFile, constants.COPYFILE_FICLONE);
  if (journal) copyFileSync(`${layout.file}-wal`, `${databaseFile}-wal`, constants.COPYFILE_FICLONE);
  for (const file of journal ? [databaseFile, `${databaseFile}-wal`] : [databaseFile]) chmodSync(file, 0o600);
}

/** What changes when the database file is rewritten or the log starts anew; frames appended to the log leave a copy whole. */
function stampOf(layout: CaseLayout, withJournal: boolean): { stamp: string; bytes: number; journal: boolean } {
  const { mtimeNs, size } = statSync(layout.file, { bigint: true });
  const log = withJournal ? statOrNull(`${layout.file}-wal`) : null;
  const journal = log?.isFile() === true && log.size > 0;
  return {
    stamp: `${mtimeNs} ${size} ${journal ? readLogHeader(`${layout.file}-wal`) : ''}`,
    bytes: Number(size) + (log?.size ?? 0),
    journal,
  };
}

function readLogHeader(file: string): string {
  const header = Buffer.alloc(32);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return header.toString('hex');
}
