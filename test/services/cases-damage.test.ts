import { copyFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../main/engine/domain/failure.ts';
import { seededRandom } from '../../main/engine/statistics/random.ts';
import { checkStore } from '../../main/storage/case-check.ts';
import { layoutOf } from '../../main/storage/case-layout.ts';
import { SCHEMA } from '../../main/storage/schema.ts';
import { drawCase } from '../storage/case-drawing.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';

/** What a check of a possibly hostile file says: its problems, or why it is no case at all. */
function problemsOf(folder: string, databaseFile: string): string[] {
  try {
    return checkStore(layoutOf(folder, 'case'), databaseFile).problems.map((problem) => problem.message);
  } catch (error) {
    if (isFailure(error)) return [error.message];
    throw error;
  }
}

/** Everything the tables say, or null when they cannot be read. */
function dump(databaseFile: string): string | null {
  let database: Database.Database | null = null;
  try {
    database = new Database(databaseFile, { readonly: true });
    const tables = SCHEMA.map((sql) => /CREATE TABLE (\w+)/.exec(sql)?.[1] ?? '');
    return JSON.stringify(tables.map((table) => database?.prepare(`SELECT * FROM ${table}`).all()));
  } catch {
    return null;
  } finally {
    database?.close();
  }
}

/** Flips a bit of a byte that is not zero: most zero bytes of a small database are unused space. */
function flipBit(file: string, random: () => number): number {
  const bytes = readFileSync(file);
  let bit = Math.floor(random() * bytes.length * 8);
  while (bytes[bit >> 3] === 0) bit = Math.floor(random() * bytes.length * 8);
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  writeFileSync(file, bytes);
  return bit;
}

let folder: string;
let database: string;
let truth: string | null;
const prepare = (): void => {
  folder = join(temporaryFolder(), 'case');
  drawCase(folder, [
    { unitNo: 0, rows: 300 },
    { unitNo: 1, rows: 200, masked: [7] },
    { unitNo: 2, rows: 100 },
  ]).close();
  database = join(folder, 'case.stillhunt');
  truth = dump(database);
};

describe('check', () => {
  it('finds every one of 100 bit flips in segments and names the segment and the file', () => {
    prepare();
    const random = seededRandom(11);
    const segments = readdirSync(join(folder, 'segments'));
    for (let flip = 0; flip < 100; flip++) {
      const name = segments[flip % segments.length] ?? '';
      const file = join(folder, 'segments', name);
      const whole = readFileSync(file);
      flipBit(file, random);
      const [segment, part] = name.split('.');
      expect(problemsOf(folder, database)).toEqual([`segment ${segment}, ${part} file: the bytes do not match the recorded SHA-256`]);
      writeFileSync(file, whole);
    }
    expect(problemsOf(folder, database)).toEqual([]);
  });

  it('finds every one of 200 bit flips in the database that changes what a table says', () => {
    prepare();
    const random = seededRandom(12);
    const damaged = join(folder, '..', 'damaged.sqlite');
    let changing = 0;
    for (let flip = 0; flip < 200; flip++) {
      copyFileSync(database, damaged);
      const bit = flipBit(damaged, random);
      const problems = problemsOf(folder, damaged);
      if (dump(damaged) === truth) continue;
      changing += 1;
      expect(problems.length, `bit ${bit}`).toBeGreaterThan(0);
    }
    expect(changing).toBeGreaterThan(100);
  });

  it('finds a database cut off at any page and a segment cut off anywhere', () => {
    prepare();
    const damaged = join(folder, '..', 'damaged.sqlite');
    for (let bytes = 0; bytes < statSync(database).size; bytes += 4_096) {
      copyFileSync(database, damaged);
      truncateSync(damaged, bytes);
      expect(problemsOf(folder, damaged).length, `cut at ${bytes}`).toBeGreaterThan(0);
    }
    const segment = join(folder, 'segments', '000003.text.arrow');
    truncateSync(segment, statSync(segment).size - 1);
    expect(problemsOf(folder, database)).toEqual([expect.stringContaining('segment 000003, text file:')]);
  });

  it('finds rows taken from the end of a table', () => {
    prepare();
    const damaged = join(folder, '..', 'damaged.sqlite');
    for (const [table, key] of [
      ['quarantine', 'quarantine_id'],
      ['segment', 'segment_no'],
      ['dictionary_block', 'block_no'],
      ['analysis_run', 'run_no'],
    ]) {
      copyFileSync(database, damaged);
      const tampering = new Database(damaged);
      tampering.pragma('foreign_keys = OFF');
      tampering.exec(`DELETE FROM ${table} WHERE ${key} = (SELECT max(${key}) FROM ${table})`);
      tampering.close();
      expect(problemsOf(folder, damaged).join('\n')).toContain(`table ${table}`);
    }
  });
});
