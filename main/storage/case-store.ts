import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { CaseSummary } from '../engine/domain/case.ts';
import { Failure } from '../engine/domain/failure.ts';
import { countAccounts } from './account-count.ts';
import { Activity } from './activity.ts';
import { Analyses } from './analyses.ts';
import { CampaignEdits } from './campaign-edits.ts';
import { CaseFacts } from './case-facts.ts';
import { type CaseLayout, layoutOf, statOrNull } from './case-layout.ts';
import { CaseTotals } from './case-totals.ts';
import { type CaseDatabase, checkIdentity, checkSchema, openDatabase, reportingDamage } from './database.ts';
import { Dictionaries } from './dictionaries.ts';
import { reportingDiskFull } from './disk-full.ts';
import { syncFile, syncFolder } from './durable.ts';
import { CaseEvents } from './events.ts';
import { PriceTables } from './price-tables.ts';
import { Quarantine } from './quarantine.ts';
import { RowIndex } from './row-index.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.ts';
import { joinedPath, SEGMENT_PARTS, segmentPath, sideTablePath, sweepFiles } from './segment-files.ts';
import { Segments } from './segments.ts';
import { SideTables } from './side-tables.ts';
import { Sources } from './sources.ts';

/** How another thread of this process reaches the same case for reading; plain data. */
export interface CaseAttachment {
  readonly layout: CaseLayout;
  /** The SQLite file to read: the case's own, or a private snapshot of it. */
  readonly databaseFile: string;
}

/** The open database of a case, with one object for each table group, and the folder of its segments. */
export class CaseStore {
  readonly layout: CaseLayout;
  readonly folder: string;
  readonly segmentsFolder: string;
  readonly readOnly: boolean;
  readonly facts: CaseFacts;
  readonly sources: Sources;
  readonly segments: Segments;
  readonly dictionaries: Dictionaries;
  readonly quarantine: Quarantine;
  readonly activity: Activity;
  readonly analyses: Analyses;
  readonly campaignEdits: CampaignEdits;
  readonly totals: CaseTotals;
  readonly sideTables: SideTables;
  readonly events: CaseEvents;
  readonly priceTables: PriceTables;
  readonly #database: CaseDatabase;
  readonly #databaseFile: string;
  #rows: { readonly version: string; readonly index: RowIndex } | null = null;

  private constructor(layout: CaseLayout, databaseFile: string, database: CaseDatabase, readOnly: boolean) {
    this.layout = layout;
    this.folder = layout.folder;
    this.segmentsFolder = layout.segmentsFolder;
    this.readOnly = readOnly;
    this.#database = database;
    this.#databaseFile = databaseFile;
    this.facts = new CaseFacts(database);
    this.sources = new Sources(database);
    this.segments = new Segments(database);
    this.dictionaries = new Dictionaries(database);
    this.quarantine = new Quarantine(database);
    this.activity = new Activity(database);
    this.analyses = new Analyses(database);
    this.campaignEdits = new CampaignEdits(database);
    this.totals = new CaseTotals(database);
    this.sideTables = new SideTables(database);
    this.events = new CaseEvents(database);
    this.priceTables = new PriceTables(database);
  }

  /**
   * Makes the folder of a new case, complete or not at all: it is built under another name and renamed. Throws case-exists,
   * folder-not-empty, disk-full. The caller holds the lock before it opens the case.
   */
  static create(layout: CaseLayout, options: { readonly name: string; readonly program: string }): void {
    if (statOrNull(layout.file) !== null) throw new Failure('case-exists', `${layout.file} exists`, { path: layout.file });
    const parent = dirname(layout.folder);
    reportingDiskFull(layout.folder, () => {
      mkdirSync(parent, { recursive: true });
      const building = mkdtempSync(join(parent, `.${basename(layout.folder)}-creating-`));
      try {
        buildCase(layoutOf(building, layout.name), options);
        moveIntoPlace(building, layout.folder);
      } catch (error) {
        rmSync(building, { recursive: true, force: true });
        throw error;
      }
      syncFolder(parent);
    });
  }

  /** Opens the database at `databaseFile` of the case. Throws case-foreign, case-newer, case-damaged. Locks and inspects nothing. */
  static open(layout: CaseLayout, readOnly: boolean, databaseFile = layout.file): CaseStore {
    const name = basename(layout.file);
    checkIdentity(databaseFile, name);
    return reportingDamage(name, () => {
      const database = openDatabase(databaseFile, readOnly);
      try {
        checkSchema(database, name, SCHEMA);
        return new CaseStore(layout, databaseFile, database, readOnly);
      } catch (error) {
        database.close();
        throw error;
      }
    });
  }

  /** Opens for reading, in another thread, the case that this process already has open. */
  static attach(attachment: CaseAttachment): CaseStore {
    return CaseStore.open(attachment.layout, true, attachment.databaseFile);
  }

  attachment(): CaseAttachment {
    return { layout: this.layout, databaseFile: this.#databaseFile };
  }

  /** Runs work in one transaction: all of it is kept, or none. Throws case-read-only, disk-full. */
  transaction<T>(work: () => T): T {
    if (this.readOnly) throw new Failure('case-read-only', `${basename(this.layout.file)} is open for reading only`);
    return reportingDiskFull(this.layout.file, () => this.#database.transaction(work).immediate());
  }

  /** As transaction(), for work that takes content away: what is deleted is overwritten in the file, and the journal folded into it. */
  erasing<T>(work: () => T): T {
    if (!this.readOnly) this.#database.pragma('secure_delete = ON');
    try {
      return this.transaction(work);
    } finally {
      if (!this.readOnly) {
        this.#database.pragma('secure_delete = OFF');
        this.#database.pragma('wal_checkpoint(TRUNCATE)');
      }
    }
  }

  /** Runs reads on one state of the database, whatever a writer does meanwhile. */
  reading<T>(work: () => T): T {
    return this.#database.transaction(work).deferred();
  }

  /** Maps case-wide row numbers to segments; made anew when segments or masks changed. */
  rows(): RowIndex {
    const version = this.segments.version();
    if (this.#rows?.version !== version) this.#rows = { version, index: new RowIndex(this.segments.list()) };
    return this.#rows.index;
  }

  /** Accounts of the exchanges that are not masked. Reads every segment where an older program did not count them. Throws case-damaged. */
  accounts(): number {
    const known = this.totals.get('accounts');
    if (known !== null) return known;
    const counted = countAccounts(this);
    if (!this.readOnly) this.transaction(() => this.totals.set('accounts', counted));
    return counted;
  }

  /** Removes files of the segments folder that nothing recorded names. */
  sweep(): void {
    const recorded = new Set<string>();
    for (const { segmentNo, joined } of this.segments.list()) {
      for (const part of SEGMENT_PARTS) recorded.add(basename(segmentPath(this.segmentsFolder, segmentNo, part)));
      if (joined) recorded.add(basename(joinedPath(this.segmentsFolder, segmentNo, joined.generation)));
    }
    for (const { sideTableId } of this.sideTables.list()) recorded.add(basename(sideTablePath(this.segmentsFolder, sideTableId)));
    sweepFiles(this.segmentsFolder, recorded);
  }

  summary(): CaseSummary {
    const { exchanges, quarantined } = this.sources.totals();
    const { firstUs, lastUs } = this.segments.timeSpan();
    const iso = (us: number | null): string | null => (us === null ? null : new Date(us / 1000).toISOString());
    return {
      caseId: this.facts.get('case_id'),
      name: this.facts.get('name'),
      path: this.layout.file,
      createdAt: this.facts.get('created_at'),
      readOnly: this.readOnly,
      exchanges,
      accounts: this.accounts(),
      quarantined,
      firstSeen: iso(firstUs),
      lastSeen: iso(lastUs),
    };
  }

  /** The connection itself, for storage's own checks and maintenance. */
  get database(): CaseDatabase {
    return this.#database;
  }

  /** Folds the journal into the database file and closes; false when the journal still holds something, because another thread was reading. */
  close(): boolean {
    if (!this.#database.open) return true;
    if (!this.readOnly) this.#database.pragma('wal_checkpoint(TRUNCATE)');
    this.#database.close();
    return this.readOnly || (statOrNull(`${this.#databaseFile}-wal`)?.size ?? 0) === 0;
  }
}

function buildCase(layout: CaseLayout, options: { readonly name: string; readonly program: string }): void {
  mkdirSync(layout.segmentsFolder);
  const database = new Database(layout.file);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.transaction(() => {
      for (const statement of SCHEMA) database.exec(statement);
      const createdAt = new Date().toISOString();
      const caseId = randomUUID();
      new CaseFacts(database).write({ case_id: caseId, created_at: createdAt, name: options.name, program: options.program });
      new Activity(database).append('case-created', { caseId, name: options.name, program: options.program }, createdAt);
      database.pragma(`user_version = ${SCHEMA_VERSION}`);
      database.pragma(`application_id = ${APPLICATION_ID}`);
    })();
  } finally {
    database.close();
  }
  syncFile(layout.file);
  syncFolder(layout.segmentsFolder);
  syncFolder(layout.folder);
}

function moveIntoPlace(building: string, folder: string): void {
  try {
    if (statOrNull(folder) !== null) rmdirSync(folder);
    renameSync(building, folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') {
      throw new Failure('folder-not-empty', `${folder} exists and is not an empty folder`, { path: folder }, { cause: error });
    }
    throw error;
  }
}
