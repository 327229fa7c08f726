import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import { ArrowFileReader } from './arrow-file-reader.ts';
import { type CaseLayout, statOrNull } from './case-layout.ts';
import { CaseStore } from './case-store.ts';
import { checkIdentity, checkSchema, openDatabase, readHeader, reportingDamage } from './database.ts';
import { schemaOf, upgradeCopy } from './migrations.ts';
import { RECORD_CHECKS } from './record-checks.ts';
import { isCaseFile, isTemporaryFile, type SegmentPart } from './segment-files.ts';
import { damagedSegment, expectedFile, partsOf } from './segment-verification.ts';
import type { SegmentRecord } from './segments.ts';
import { inspectSideTables } from './side-table-file.ts';

/** What operating systems leave in folders that a person looked into. */
const LITTER = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** Throws case-foreign when anything in the case's folder is not what a case holds, looking at names and kinds only. */
export function inspectFolder(layout: CaseLayout): void {
  const name = basename(layout.file);
  const foreign = (what: string): Failure => new Failure('case-foreign', `${name}: ${what}`, { file: name });
  const file = statOrNull(layout.file);
  if (file === null) throw new Failure('case-missing', `no case at ${layout.file}`, { path: layout.file });
  if (!file.isFile()) throw foreign('the database is no regular file');
  if (statOrNull(`${layout.file}-journal`) !== null) throw foreign('a rollback journal lies beside it, which no case has');
  for (const beside of [`${layout.file}-wal`, `${layout.file}-shm`, layout.lockFile]) {
    if (statOrNull(beside)?.isFile() === false) throw foreign(`${basename(beside)} is no regular file`);
  }
  for (const entry of readdirSync(layout.folder, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) throw foreign(`the folder holds a symbolic link, ${JSON.stringify(entry.name)}`);
  }
  if (statOrNull(layout.segmentsFolder)?.isDirectory() !== true) throw foreign('there is no segments folder');
  for (const entry of readdirSync(layout.segmentsFolder, { withFileTypes: true })) {
    const known = isCaseFile(entry.name) || isTemporaryFile(entry.name) || LITTER.has(entry.name);
    if (!entry.isFile() || !known) throw foreign(`the segments folder holds ${JSON.stringify(entry.name)}, which no case has`);
  }
}

/**
 * Everything that is checked of a case before it is believed, on a private copy of its database: identity, schema, quick_check, row
 * hashes, and that each recorded segment's files are there, of the recorded size, and laid out as segments are. Throws case-foreign, case-newer, case-damaged.
 */
export function inspectCase(layout: CaseLayout, databaseFile: string): void {
  inspectFolder(layout);
  const name = basename(layout.file);
  checkIdentity(databaseFile, name);
  reportingDamage(name, () => {
    inspectDatabase(databaseFile, name);
    upgradeCopy(databaseFile, name);
    const store = CaseStore.open(layout, true, databaseFile);
    try {
      for (const check of RECORD_CHECKS) {
        const problem = check(store)[0];
        if (problem !== undefined) throw new Failure('case-damaged', `${name}: ${problem}`, { file: name });
      }
      for (const segment of store.segments.list()) inspectSegment(layout.segmentsFolder, segment);
      inspectSideTables(layout.segmentsFolder, store.sideTables.list());
    } finally {
      store.close();
    }
  });
}

function inspectDatabase(databaseFile: string, name: string): void {
  const database = openDatabase(databaseFile, true);
  try {
    checkSchema(database, name, schemaOf(readHeader(databaseFile).userVersion, name));
    const answer = database.pragma('quick_check(1)', { simple: true });
    if (answer !== 'ok') throw new Failure('case-damaged', `${name}: quick_check says ${String(answer).slice(0, 200)}`, { file: name });
  } finally {
    database.close();
  }
}

/** Throws case-damaged unless the files of a segment are there and laid out as recorded; bytes are not hashed. */
export function inspectSegment(folder: string, segment: SegmentRecord): void {
  for (const part of partsOf(segment)) {
    const { path, bytes } = expectedFile(folder, segment, part);
    const stats = statOrNull(path);
    if (stats === null) throw damagedSegment(segment.segmentNo, part, 'is missing');
    if (stats.size !== bytes) throw damagedSegment(segment.segmentNo, part, `${stats.size} bytes where ${bytes} are recorded`);
    inspectLayout(path, segment, part);
  }
}

function inspectLayout(path: string, segment: SegmentRecord, part: SegmentPart): void {
  try {
    const file = new ArrowFileReader(path);
    try {
      let rows = 0;
      for (let batch = 0; batch < file.batchCount; batch++) rows += file.batchLayout(batch).rowCount;
      if (rows !== segment.rowCount) throw new RangeError(`${rows} rows where ${segment.rowCount} are recorded`);
    } finally {
      file.close();
    }
  } catch (error) {
    if (isFailure(error) || !(error instanceof RangeError)) throw error;
    throw damagedSegment(segment.segmentNo, part, error.message, error);
  }
}
