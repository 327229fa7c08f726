import { hostname } from 'node:os';
import { basename } from 'node:path';
import type { CaseSummary, CheckReport, LockHolder } from '../engine/domain/case.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { JobControl } from '../engine/domain/job.ts';
import { inspectFolder } from '../storage/case-inspection.ts';
import { type CaseLayout, layoutToCreate, layoutToOpen, statOrNull } from '../storage/case-layout.ts';
import { CaseLock, readLock } from '../storage/case-lock.ts';
import { takeSnapshot } from '../storage/case-snapshot.ts';
import { CaseStore } from '../storage/case-store.ts';
import { checkIdentity } from '../storage/database.ts';
import { upgradeCase, upgradeCopy } from '../storage/migrations.ts';
import { checkInProcess, forkInspector, inspectInProcess, type SpawnInspector } from './case-inspector.ts';

/** An open case. Closing twice is the same as closing once; it gives the lock back. */
export interface CaseSession {
  readonly path: string;
  readonly folder: string;
  readonly readOnly: boolean;
  readonly store: CaseStore;
  summary(): CaseSummary;
  close(): void;
}

export interface OpenOptions {
  readonly program: string;
  readonly readOnly?: boolean;
  /** Inspect in a child process before anything else trusts the case; on unless the caller has just made it. */
  readonly inspect?: boolean;
  readonly spawnInspector?: SpawnInspector;
}

/** Makes a case at `path`, the folder to make or the `.stillhunt` file in it, and opens it. Throws case-exists, folder-not-empty, disk-full. */
export function createCase(path: string, options: { readonly name?: string; readonly program: string }): CaseSession {
  const layout = layoutToCreate(path);
  CaseStore.create(layout, { name: options.name ?? layout.name, program: options.program });
  const lock = CaseLock.acquire(layout, options.program);
  try {
    return openLocked(layout, lock);
  } catch (error) {
    lock.abandon();
    throw error;
  }
}

/**
 * Opens the case at `path`, its folder or its `.stillhunt` file. Throws case-missing, case-foreign, case-newer, case-damaged, and
 * case-locked when another holds it and `readOnly` is not set.
 */
export async function openCase(path: string, options: OpenOptions): Promise<CaseSession> {
  const layout = layoutToOpen(path);
  return options.readOnly === true ? openForReading(layout, options) : openForWriting(layout, options);
}

/** Who holds the case at `path` open for writing, or null. Throws case-missing, case-foreign. */
export function readLockHolder(path: string): LockHolder | null {
  const state = readLock(layoutToOpen(path));
  return state.phase === 'held' ? state.holder : null;
}

/**
 * Checks every promise a case makes and reports each one it breaks; never changes the case, which may be open meanwhile. Throws
 * case-missing, case-foreign, case-newer (there is no case to check) and cancelled.
 */
export async function checkCase(path: string, control?: JobControl, spawnInspector: SpawnInspector = forkInspector): Promise<CheckReport> {
  const layout = layoutToOpen(path);
  inspectFolder(layout);
  checkIdentity(layout.file, basename(layout.file));
  const snapshot = takeSnapshot(layout, isJournalOwn(layout));
  try {
    return await checkInProcess(layout, snapshot.databaseFile, spawnInspector, control);
  } finally {
    snapshot.remove();
  }
}

async function openForWriting(layout: CaseLayout, options: OpenOptions): Promise<CaseSession> {
  inspectFolder(layout);
  const ownJournal = isJournalOwn(layout);
  const lock = CaseLock.acquire(layout, options.program);
  try {
    if (!ownJournal) refuseJournal(layout);
    if (options.inspect ?? true) {
      const snapshot = takeSnapshot(layout, ownJournal);
      try {
        await inspectInProcess(layout, snapshot.databaseFile, options.spawnInspector ?? forkInspector);
      } finally {
        snapshot.remove();
      }
    }
    checkIdentity(layout.file, basename(layout.file));
    upgradeCase(layout);
    return openLocked(layout, lock);
  } catch (error) {
    lock.abandon();
    throw error;
  }
}

/** Opens a private copy: the case as it is now, with nothing written beside it, whoever writes to it later. */
async function openForReading(layout: CaseLayout, options: OpenOptions): Promise<CaseSession> {
  inspectFolder(layout);
  checkIdentity(layout.file, basename(layout.file));
  const snapshot = takeSnapshot(layout, isJournalOwn(layout));
  try {
    if (options.inspect ?? true) await inspectInProcess(layout, snapshot.databaseFile, options.spawnInspector ?? forkInspector);
    upgradeCopy(snapshot.databaseFile, basename(layout.file));
    return sessionOf(CaseStore.open(layout, true, snapshot.databaseFile), () => snapshot.remove());
  } catch (error) {
    snapshot.remove();
    throw error;
  }
}

/** A write-ahead log is our own where the lock says that a process of this machine has the case open, or died with it open. */
function isJournalOwn(layout: CaseLayout): boolean {
  const state = readLock(layout);
  return state.phase !== 'free' && state.holder.host === hostname();
}

function refuseJournal(layout: CaseLayout): void {
  const journal = statOrNull(`${layout.file}-wal`);
  if (journal === null || journal.size === 0) return;
  const file = basename(layout.file);
  throw new Failure('case-foreign', `${file}: a journal that no process of this machine left lies beside it`, {
    file,
    journal: `${file}-wal`,
  });
}

function openLocked(layout: CaseLayout, lock: CaseLock): CaseSession {
  const store = CaseStore.open(layout, false);
  store.sweep();
  return sessionOf(store, (journalFolded) => {
    if (journalFolded) lock.release();
  });
}

function sessionOf(store: CaseStore, afterwards: (journalFolded: boolean) => void): CaseSession {
  let open = true;
  return {
    path: store.layout.file,
    folder: store.folder,
    readOnly: store.readOnly,
    store,
    summary: () => store.summary(),
    close: () => {
      if (!open) return;
      open = false;
      afterwards(store.close());
    },
  };
}
