import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { type CaseSession, checkCase, createCase, openCase, readLockHolder } from '../../main/services/cases.ts';
import { writeSegment } from '../../main/storage/segment-writer.ts';
import { drawCase } from '../storage/case-drawing.ts';
import { drawSegment } from '../storage/segment-drawing.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import { startHolder } from './case-holder.ts';

const sessions: CaseSession[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
});
const keep = (session: CaseSession): CaseSession => {
  sessions.push(session);
  return session;
};
const failing = (code: string) => expect.objectContaining({ name: 'Failure', code });
const names = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

/** A closed case with two segments. */
function closedCase(): string {
  const folder = join(temporaryFolder(), 'case');
  drawCase(folder, [
    { unitNo: 0, rows: 20 },
    { unitNo: 1, rows: 10, masked: [2] },
  ]).close();
  return folder;
}

function alter(folder: string, sql: string): void {
  const database = new Database(join(folder, 'case.stillhunt'));
  database.unsafeMode(true);
  database.exec(sql);
  database.pragma('journal_mode = WAL');
  database.close();
}

describe('creating a case', () => {
  it('makes its folder with the database and the segments folder, and opens it', () => {
    const folder = join(temporaryFolder(), 'deep', 'Operation X');
    const session = keep(createCase(folder, { program: 'test' }));
    expect(session.path).toBe(join(folder, 'Operation X.stillhunt'));
    expect(session.summary()).toMatchObject({ name: 'Operation X', readOnly: false, exchanges: 0, accounts: 0, firstSeen: null });
    session.close();
    session.close();
    expect(names(folder)).toEqual(['Operation X.stillhunt', 'segments']);
  });

  it('takes the path of the .stillhunt file too, and another name', () => {
    const folder = join(temporaryFolder(), 'x');
    const session = keep(createCase(join(folder, 'y.stillhunt'), { name: 'Z', program: 'test' }));
    expect([session.folder, session.summary().name]).toEqual([folder, 'Z']);
  });

  it('refuses to replace a case or to move into a folder in use', () => {
    const folder = closedCase();
    expect(() => createCase(folder, { program: 'test' })).toThrow(failing('case-exists'));
    const used = temporaryFolder();
    writeFileSync(join(used, 'letter.txt'), 'mine');
    expect(() => createCase(used, { program: 'test' })).toThrow(failing('folder-not-empty'));
    expect(readdirSync(used)).toEqual(['letter.txt']);
    expect(readdirSync(join(used, '..')).filter((name) => name.includes(`${basename(used)}-creating`))).toEqual([]);
  });

  it('leaves nothing that opens when it was cut short', async () => {
    const folder = temporaryFolder();
    const half = join(folder, 'half');
    mkdirSync(join(half, 'segments'), { recursive: true });
    new Database(join(half, 'half.stillhunt')).exec('CREATE TABLE case_fact (key TEXT)').close();
    await expect(openCase(half, { program: 'test' })).rejects.toThrow(failing('case-foreign'));
  });
});

describe('opening a case', () => {
  it('finds everything again, by folder and by file', async () => {
    const folder = closedCase();
    const session = keep(await openCase(folder, { program: 'test' }));
    expect(session.summary()).toMatchObject({ exchanges: 29, quarantined: 2, readOnly: false });
    session.close();
    const again = keep(await openCase(join(folder, 'case.stillhunt'), { program: 'test' }));
    expect(again.store.analyses.latest()?.findings).toHaveLength(3);
  });

  it('says what is missing', async () => {
    await expect(openCase(join(temporaryFolder(), 'nowhere'), { program: 'test' })).rejects.toThrow(failing('case-missing'));
    await expect(openCase(temporaryFolder(), { program: 'test' })).rejects.toThrow(failing('case-missing'));
  });

  it('for reading only changes and adds no file, and refuses to write', async () => {
    const folder = closedCase();
    const before = names(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]);
    const session = keep(await openCase(folder, { program: 'test', readOnly: true }));
    expect(session.summary()).toMatchObject({ exchanges: 29, readOnly: true });
    expect(() => session.store.transaction(() => session.store.activity.append('note', {}))).toThrow(failing('case-read-only'));
    expect(() => session.store.activity.append('note', {})).toThrow(/readonly/);
    session.close();
    expect(names(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs])).toEqual(before);
  });

  it('sweeps segments that were never recorded and unfinished files', async () => {
    const folder = closedCase();
    const segments = join(folder, 'segments');
    writeSegment(segments, 3, drawSegment([{ texts: { prompt_text: 'lost' } }]));
    writeFileSync(join(segments, 'u1-2-0.facts.partial'), 'half');
    expect(readdirSync(segments)).toHaveLength(7);
    const session = keep(await openCase(folder, { program: 'test' }));
    expect(readdirSync(segments).sort()).toEqual(['000001.facts.arrow', '000001.text.arrow', '000002.facts.arrow', '000002.text.arrow']);
    session.close();
    expect(await checkCase(folder)).toMatchObject({ ok: true, segments: 2 });
  });
});

describe('the lock', () => {
  it('tells a second opener who holds the case, lets it read, and outlives no dead process', async () => {
    const folder = closedCase();
    const holder = await startHolder('hold', folder);
    const opening = openCase(folder, { program: 'test' });
    await expect(opening).rejects.toThrow(failing('case-locked'));
    await opening.catch((failure) => expect(failure.details).toMatchObject({ processId: holder.processId, program: 'holder' }));
    expect(readLockHolder(folder)).toMatchObject({ processId: holder.processId, program: 'holder' });
    const reader = keep(await openCase(folder, { program: 'test', readOnly: true }));
    expect(reader.summary()).toMatchObject({ exchanges: 29, readOnly: true });
    reader.close();
    expect(await checkCase(folder)).toMatchObject({ ok: true });
    await holder.kill();
    expect(existsSync(join(folder, 'case.lock'))).toBe(true);
    expect(readLockHolder(folder)).toBeNull();
    keep(await openCase(folder, { program: 'test' })).close();
    expect(names(folder)).not.toContain('case.lock');
  }, 30_000);

  it('of a process that runs now under the number of a dead one is stale', async () => {
    const folder = closedCase();
    keep(await openCase(folder, { program: 'test', inspect: false }));
    const lock = join(folder, 'case.lock');
    const content = JSON.parse(readFileSync(lock, 'utf8')) as Record<string, unknown>;
    expect(readLockHolder(folder)).toMatchObject({ processId: process.pid });
    writeFileSync(lock, JSON.stringify({ ...content, processStart: 'another boot/1' }));
    expect(readLockHolder(folder)).toBeNull();
  });

  it.each([
    ['of another machine', (lock: Record<string, unknown>) => JSON.stringify({ ...lock, host: 'elsewhere', processId: 1 })],
    ['that says nothing', () => 'not json'],
  ])('%s is respected', async (_, rewrite) => {
    const folder = closedCase();
    keep(await openCase(folder, { program: 'test', inspect: false }));
    const lock = join(folder, 'case.lock');
    writeFileSync(lock, rewrite(JSON.parse(readFileSync(lock, 'utf8')) as Record<string, unknown>));
    await expect(openCase(folder, { program: 'test', inspect: false })).rejects.toThrow(failing('case-locked'));
    rmSync(lock);
  });
});

describe('a case from somebody else', () => {
  const refuses = async (folder: string, code: string, message: RegExp, readOnly = false): Promise<void> => {
    const failure: unknown = await openCase(folder, { program: 'test', readOnly }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toEqual(failing(code));
    expect(String(failure)).toMatch(message);
    expect(String(failure)).not.toContain('\n');
  };

  it.each([
    ['another file', 'case-foreign', /not made by/, (folder: string) => writeFileSync(join(folder, 'case.stillhunt'), 'hello')],
    ['another database', 'case-foreign', /not made by/, (folder: string) => alter(folder, 'PRAGMA application_id = 1')],
    ['a newer version', 'case-newer', /version 5/, (folder: string) => alter(folder, 'PRAGMA user_version = 5')],
    [
      'an extra trigger',
      'case-foreign',
      /trigger "x"/,
      (folder: string) => alter(folder, 'CREATE TRIGGER x AFTER INSERT ON activity BEGIN DELETE FROM activity; END'),
    ],
    ['an extra view', 'case-foreign', /view "x"/, (folder: string) => alter(folder, 'CREATE VIEW x AS SELECT * FROM activity')],
    ['an extra virtual table', 'case-foreign', /table "x/, (folder: string) => alter(folder, 'CREATE VIRTUAL TABLE x USING fts5(y)')],
    ['an extra index', 'case-foreign', /index "x"/, (folder: string) => alter(folder, 'CREATE INDEX x ON activity (at)')],
    [
      'a table of ours with a default',
      'case-foreign',
      /table "quarantine"/,
      (folder: string) => alter(folder, "ALTER TABLE quarantine ADD COLUMN extra TEXT DEFAULT 'x'"),
    ],
    ['a table missing', 'case-foreign', /lacks 1/, (folder: string) => alter(folder, 'DROP TABLE campaign_link')],
    [
      'a rollback journal',
      'case-foreign',
      /rollback journal/,
      (folder: string) => writeFileSync(join(folder, 'case.stillhunt-journal'), 'x'),
    ],
    [
      'a link among its segments',
      'case-foreign',
      /000009/,
      (folder: string) => symlinkSync('/etc/passwd', join(folder, 'segments', '000009.text.arrow')),
    ],
    [
      'a link for a segment',
      'case-foreign',
      /000001/,
      (folder: string) => {
        const segment = join(folder, 'segments', '000001.text.arrow');
        renameSync(segment, join(folder, '..', 'elsewhere'));
        symlinkSync(join(folder, '..', 'elsewhere'), segment);
      },
    ],
    [
      'a link for its segments folder',
      'case-foreign',
      /symbolic link/,
      (folder: string) => {
        renameSync(join(folder, 'segments'), join(folder, '..', 'elsewhere'));
        symlinkSync(join(folder, '..', 'elsewhere'), join(folder, 'segments'));
      },
    ],
    [
      'a stranger among its segments',
      'case-foreign',
      /evil.sh/,
      (folder: string) => writeFileSync(join(folder, 'segments', 'evil.sh'), 'x'),
    ],
    [
      'a segment cut off',
      'case-damaged',
      /segment 000002, text/,
      (folder: string) => truncateSync(join(folder, 'segments', '000002.text.arrow'), 100),
    ],
    [
      'a segment missing',
      'case-damaged',
      /segment 000001, facts file: is missing/,
      (folder: string) => rmSync(join(folder, 'segments', '000001.facts.arrow')),
    ],
    ['a database cut off', 'case-damaged', /case.stillhunt/, (folder: string) => truncateSync(join(folder, 'case.stillhunt'), 20_000)],
    [
      'a row changed',
      'case-damaged',
      /table quarantine, quarantine_id 1/,
      (folder: string) => alter(folder, "UPDATE quarantine SET detail = 'none'"),
    ],
  ] as const)(
    'with %s is refused with %s',
    async (_, code, message, harm) => {
      const folder = closedCase();
      harm(folder);
      await refuses(folder, code, message);
      expect(existsSync(join(folder, 'case.lock'))).toBe(false);
    },
    20_000,
  );

  it('is refused for reading as well', async () => {
    const folder = closedCase();
    alter(folder, 'CREATE VIEW x AS SELECT * FROM activity');
    await refuses(folder, 'case-foreign', /view "x"/, true);
  });

  it('with a foreign write-ahead log is not opened for writing, and is read without it', async () => {
    const folder = join(temporaryFolder(), 'case');
    const session = keep(drawCase(folder, [{ unitNo: 0, rows: 20 }]));
    const copy = join(folder, '..', 'copy', 'case');
    const file = 'case.stillhunt';
    session.store.database.pragma('wal_checkpoint(TRUNCATE)');
    session.store.transaction(() => session.store.activity.append('note', { text: 'in the log only' }));
    cpSync(folder, copy, { recursive: true, filter: (path) => !/lock$|-shm$/.test(path) });
    expect(statSync(join(copy, `${file}-wal`)).size).toBeGreaterThan(0);
    await expect(openCase(copy, { program: 'test' })).rejects.toThrow(failing('case-foreign'));
    const reader = keep(await openCase(copy, { program: 'test', readOnly: true }));
    expect(reader.store.activity.page(0, 1)[0]?.kind).toBe('analysis');
    copyFileSync(join(folder, 'case.lock'), join(copy, 'case.lock'));
    const own = keep(await openCase(copy, { program: 'test', readOnly: true }));
    expect(own.store.activity.page(0, 1)[0]?.kind).toBe('note');
  }, 20_000);

  it('that kills or stalls its inspector is refused', async () => {
    const folder = closedCase();
    const crashing = {
      send: () => undefined,
      onMessage: () => undefined,
      onExit: (listener: () => void) => setImmediate(listener),
      kill: () => undefined,
    };
    await expect(openCase(folder, { program: 'test', spawnInspector: () => crashing })).rejects.toThrow(failing('case-damaged'));
    expect(existsSync(join(folder, 'case.lock'))).toBe(false);
  });
});

describe('check', () => {
  it('never changes the case and names every problem', async () => {
    const folder = closedCase();
    const segment = join(folder, 'segments', '000002.facts.arrow');
    const bytes = readFileSync(segment);
    bytes[500] = (bytes[500] ?? 0) ^ 1;
    writeFileSync(segment, bytes);
    rmSync(join(folder, 'segments', '000001.text.arrow'));
    alter(folder, "UPDATE activity SET kind = 'other' WHERE sequence = 2; UPDATE unit SET exchanges = 8 WHERE unit_no = 1");
    const before = names(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]);
    const report = await checkCase(folder);
    expect(report.ok).toBe(false);
    expect(report.problems.map((problem) => problem.message)).toEqual([
      'table unit, commit_no 2: the row does not match its hash',
      'activity log, entry 2: the entry does not match its hash',
      'source 1, unit 1: segments hold 10 rows where 9 are recorded',
      'segment 000001, text file: cannot be read (ENOENT)',
      'segment 000002, facts file: the bytes do not match the recorded SHA-256',
    ]);
    expect(names(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs])).toEqual(before);
  }, 20_000);

  it('reports progress and stops when cancelled', async () => {
    const folder = closedCase();
    const stages: string[] = [];
    const report = await checkCase(folder, {
      isCancelled: () => false,
      report: (progress) => stages.push(`${progress.stage} ${progress.unit}`),
    });
    expect(report).toMatchObject({ ok: true, segments: 2, exchanges: 29, activityEntries: 3 });
    expect(new Set(stages)).toEqual(new Set(['check bytes']));
    await expect(checkCase(folder, { isCancelled: () => true, report: () => undefined })).rejects.toThrow(failing('cancelled'));
  }, 20_000);
});
