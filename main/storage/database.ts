import { closeSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from './schema.ts';

export type CaseDatabase = Database.Database;

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;
const BUSY_TIMEOUT_MS = 5_000;

/** What the first hundred bytes of a SQLite file say, read without SQLite. */
export function readHeader(file: string): { magic: boolean; applicationId: number; userVersion: number } {
  const header = Buffer.alloc(HEADER_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(descriptor);
  }
  return {
    magic: header.toString('latin1', 0, MAGIC.length) === MAGIC,
    applicationId: header.readUInt32BE(68),
    userVersion: header.readUInt32BE(60),
  };
}

/** Throws case-foreign or case-newer unless the file's header says it is a case this program reads. */
export function checkIdentity(file: string, name: string): void {
  const header = readHeader(file);
  if (!header.magic || header.applicationId !== APPLICATION_ID) {
    throw new Failure('case-foreign', `${name} was not made by Stillhunt`, { file: name });
  }
  if (header.userVersion > SCHEMA_VERSION) {
    throw new Failure('case-newer', `${name} has schema version ${header.userVersion}, this program reads up to ${SCHEMA_VERSION}`, {
      file: name,
      version: header.userVersion,
    });
  }
  if (header.userVersion === 0) throw new Failure('case-foreign', `${name} has no schema version`, { file: name });
}

/** Opens a SQLite file with the pragmas that every connection to a case has. */
export function openDatabase(file: string, readOnly: boolean): CaseDatabase {
  const database = new Database(file, { readonly: readOnly, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    database.pragma('trusted_schema = OFF');
    database.pragma('cell_size_check = ON');
    database.pragma('mmap_size = 0');
    database.pragma('foreign_keys = ON');
    if (!readOnly) database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Throws case-foreign unless sqlite_schema holds exactly the tables of `schema`, word for word. */
export function checkSchema(database: CaseDatabase, name: string, schema: readonly string[]): void {
  const expected = new Set(schema);
  const objects = database
    .prepare(
      "SELECT type, substr(name, 1, 80) AS name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_autoindex\\_%' ESCAPE '\\' OR sql IS NOT NULL",
    )
    .all() as { type: string; name: string; sql: string | null }[];
  for (const object of objects) {
    if (object.type !== 'table' || object.sql === null || !expected.delete(object.sql)) {
      throw new Failure('case-foreign', `${name} holds the foreign ${object.type} ${JSON.stringify(object.name)}`, { file: name });
    }
  }
  if (expected.size > 0) throw new Failure('case-foreign', `${name} lacks ${expected.size} tables`, { file: name });
}

/** Turns SQLite's words for a broken file into Failure case-damaged; everything else passes. */
export function reportingDamage<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isFailure(error) || !(error instanceof Database.SqliteError)) throw error;
    if (/^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ|FORMAT|CANTOPEN|ERROR|MISMATCH|TOOBIG)/.test(error.code)) {
      throw new Failure('case-damaged', `${name}: ${error.message}`, { file: name }, { cause: error });
    }
    throw error;
  }
}
