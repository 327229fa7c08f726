import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createCase } from '../../main/services/cases.ts';
import { layoutOf } from '../../main/storage/case-layout.ts';
import { readHeader } from '../../main/storage/database.ts';
import { SCHEMA_HISTORY, type SchemaHistory, upgradeCase } from '../../main/storage/migrations.ts';
import { SCHEMA, SCHEMA_VERSION } from '../../main/storage/schema.ts';
import { temporaryFolder } from './temporary-folder.ts';

const VERDICT = 'CREATE TABLE verdict (campaign_id TEXT PRIMARY KEY) STRICT';
const next: SchemaHistory = {
  version: SCHEMA_VERSION + 1,
  schema: [...SCHEMA, VERDICT],
  migrations: [...SCHEMA_HISTORY.migrations, { schema: SCHEMA, apply: (database) => database.exec(VERDICT) }],
};
const lastStep = (schema: readonly string[], apply: () => void): SchemaHistory => ({
  ...next,
  migrations: [...SCHEMA_HISTORY.migrations, { schema, apply }],
});

function newCase() {
  const layout = layoutOf(join(temporaryFolder(), 'case'), 'case');
  createCase(layout.folder, { program: 'test' }).close();
  return layout;
}

describe('a case of an older version', () => {
  it('is left alone when it is current', () => {
    const layout = newCase();
    const before = readFileSync(layout.file);
    expect(upgradeCase(layout, SCHEMA_HISTORY)).toBe(false);
    expect(readFileSync(layout.file).equals(before)).toBe(true);
  });

  it('is upgraded on a copy that replaces it, keeping what it holds', () => {
    const layout = newCase();
    writeFileSync(`${layout.file}.upgrading`, 'left by a crash');
    expect(upgradeCase(layout, next)).toBe(true);
    expect(readHeader(layout.file).userVersion).toBe(SCHEMA_VERSION + 1);
    const database = new Database(layout.file, { readonly: true });
    expect(database.prepare('SELECT count(*) AS n FROM verdict').get()).toEqual({ n: 0 });
    expect(database.prepare('SELECT kind FROM activity').all()).toEqual([{ kind: 'case-created' }]);
    database.close();
    expect(existsSync(`${layout.file}.upgrading`)).toBe(false);
  });

  it.each([
    [
      'fails',
      lastStep(SCHEMA, () => {
        throw new Error('broken step');
      }),
    ],
    ['leads to another schema than it says', lastStep(SCHEMA, () => undefined)],
    ['starts from another schema', lastStep(SCHEMA.slice(1), () => undefined)],
  ])('stays as it was when the upgrade %s', (_, history) => {
    const layout = newCase();
    expect(() => upgradeCase(layout, history)).toThrow();
    expect(readHeader(layout.file).userVersion).toBe(SCHEMA_VERSION);
    expect(readdirSync(layout.folder).filter((name) => name.includes('upgrading'))).toEqual([]);
  });
});
