import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Failure } from '../engine/domain/failure.ts';
import type { CaseLayout } from './case-layout.ts';
import { type CaseDatabase, checkSchema, openDatabase, readHeader } from './database.ts';
import { reportingDiskFull } from './disk-full.ts';
import { syncFile, syncFolder } from './durable.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';
import { upgradeFromV1, upgradeFromV2, upgradeFromV3 } from './schema-upgrades.ts';
import { SCHEMA_V1 } from './schema-v1.ts';
import { SCHEMA_V2 } from './schema-v2.ts';
import { SCHEMA_V3 } from './schema-v3.ts';

/** One step from a schema version to the next. `schema` is the exact schema of the version it starts from. */
export interface Migration {
  readonly schema: readonly string[];
  readonly apply: (database: CaseDatabase) => void;
}

/** Every schema there was, and what becomes of it. */
export interface SchemaHistory {
  /** The step from version i + 1 to i + 2, at place i. */
  readonly migrations: readonly Migration[];
  readonly version: number;
  readonly schema: readonly string[];
}

export const SCHEMA_HISTORY: SchemaHistory = {
  migrations: [
    { schema: SCHEMA_V1, apply: upgradeFromV1 },
    { schema: SCHEMA_V2, apply: upgradeFromV2 },
    { schema: SCHEMA_V3, apply: upgradeFromV3 },
  ],
  version: SCHEMA_VERSION,
  schema: SCHEMA,
};

/** The exact schema of a version. Throws case-foreign for one there never was. */
export function schemaOf(version: number, name: string, history = SCHEMA_HISTORY): readonly string[] {
  const schema = version === history.version ? history.schema : history.migrations[version - 1]?.schema;
  if (schema === undefined)
    throw new Failure('case-foreign', `${name} has schema version ${version}, which there never was`, { file: name, version });
  return schema;
}

/**
 * Brings an older case to the current schema: on a copy, checked, then swapped for the original in one rename, so that a crash leaves the old
 * case or the new one. The caller holds the lock. Returns whether there was anything to do.
 */
export function upgradeCase(layout: CaseLayout, history = SCHEMA_HISTORY): boolean {
  const copy = `${layout.file}.upgrading`;
  rmSync(copy, { force: true });
  const from = readHeader(layout.file).userVersion;
  if (from === history.version) return false;
  const name = basename(layout.file);
  reportingDiskFull(layout.file, () => {
    openDatabase(layout.file, false).close();
    copyFileSync(layout.file, copy);
    try {
      upgradeFile(copy, from, name, history);
      syncFile(copy);
      renameSync(copy, layout.file);
    } catch (error) {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${copy}${suffix}`, { force: true });
      throw error;
    }
    syncFolder(dirname(layout.file));
  });
  return true;
}

/** Brings a private copy of an older case's database to the current schema, in place. Throws case-foreign, case-damaged. */
export function upgradeCopy(file: string, name: string, history = SCHEMA_HISTORY): void {
  const from = readHeader(file).userVersion;
  if (from !== history.version) upgradeFile(file, from, name, history);
}

function upgradeFile(file: string, from: number, name: string, history: SchemaHistory): void {
  const database = openDatabase(file, false);
  try {
    checkSchema(database, name, schemaOf(from, name, history));
    database.pragma('foreign_keys = OFF');
    database.transaction(() => {
      for (const migration of history.migrations.slice(from - 1)) migration.apply(database);
      database.pragma(`user_version = ${history.version}`);
    })();
    checkSchema(database, name, history.schema);
    const answer = database.pragma('integrity_check(1)', { simple: true });
    const dangling = database.pragma('foreign_key_check') as unknown[];
    if (answer !== 'ok' || dangling.length > 0)
      throw new Failure('case-damaged', `${name}: the upgraded copy is not sound`, { file: name });
  } finally {
    database.close();
  }
}
