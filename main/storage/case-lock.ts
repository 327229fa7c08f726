import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import type { LockHolder } from '../engine/domain/case.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { CaseLayout } from './case-layout.ts';

/** What the lock file holds: the holder, a token that only this lock has, and what tells its process from a later one of the same id. */
interface LockContent extends LockHolder {
  readonly token: string;
  readonly processStart: string | null;
}

/** `held`: by a process that may live. `stale`: by a dead process of this machine, whose journal is therefore our own. */
export type LockState = { readonly phase: 'free' } | { readonly phase: 'held' | 'stale'; readonly holder: LockHolder };

const UNREADABLE: LockHolder = { processId: 0, host: 'unknown', program: 'unknown', since: 'unknown' };
const TAKEOVER_PATIENCE_MS = 10_000;

export function readLock(layout: CaseLayout): LockState {
  const content = readContent(layout.lockFile);
  if (content === null) return { phase: 'free' };
  if (content === 'unreadable') return { phase: 'held', holder: UNREADABLE };
  const { processId, host, program, since } = content;
  return { phase: isStale(content) ? 'stale' : 'held', holder: { processId, host, program, since } };
}

/** The lock on a case, held by this process until released. */
export class CaseLock {
  readonly #file: string;
  readonly #token: string;
  /** The stale lock that this one replaced. */
  readonly #replaced: string | null;

  private constructor(file: string, token: string, replaced: string | null) {
    this.#file = file;
    this.#token = token;
    this.#replaced = replaced;
  }

  /** Takes the lock, from a dead process of this machine if need be. Throws case-read-only, and case-locked, whose details say who holds it. */
  static acquire(layout: CaseLayout, program: string): CaseLock {
    const token = randomUUID();
    if (createExclusively(layout.lockFile, token, program)) return new CaseLock(layout.lockFile, token, null);
    const replaced = takeOver(layout, token, program);
    if (replaced === null) throw lockedFailure(layout);
    return new CaseLock(layout.lockFile, token, replaced);
  }

  /** Gives the lock back; a lock that is no longer ours stays. */
  release(): void {
    if (this.#isOurs()) rmSync(this.#file, { force: true });
  }

  /** Gives the lock back without having opened the case: a stale lock that was replaced returns, for it says whose the journal is. */
  abandon(): void {
    if (this.#replaced === null) this.release();
    else if (this.#isOurs()) {
      writeFileSync(`${this.#file}.${this.#token}`, this.#replaced);
      renameSync(`${this.#file}.${this.#token}`, this.#file);
    }
  }

  #isOurs(): boolean {
    const content = readContent(this.#file);
    return content !== null && content !== 'unreadable' && content.token === this.#token;
  }
}

function lockedFailure(layout: CaseLayout): Failure {
  const state = readLock(layout);
  const { processId, host, program, since } = state.phase === 'free' ? UNREADABLE : state.holder;
  return new Failure('case-locked', `${basename(layout.file)} is open in ${program} (process ${processId} on ${host}) since ${since}`, {
    processId,
    host,
    program,
    since,
    lockFile: layout.lockFile,
  });
}

/**
 * Replaces a stale lock and returns its text, or null when it is not stale. Of several processes that find it only one replaces it: the one
 * that holds the takeover file.
 */
function takeOver(layout: CaseLayout, token: string, program: string): string | null {
  if (readLock(layout).phase === 'held') return null;
  const gate = `${layout.lockFile}.takeover`;
  if (!createExclusively(gate, token, program)) {
    if (Date.now() - (statSync(gate, { throwIfNoEntry: false })?.mtimeMs ?? 0) < TAKEOVER_PATIENCE_MS) return null;
    rmSync(gate, { force: true });
    if (!createExclusively(gate, token, program)) return null;
  }
  try {
    if (readLock(layout).phase !== 'stale') return null;
    const replaced = readFileSync(layout.lockFile, 'utf8');
    rmSync(layout.lockFile);
    return createExclusively(layout.lockFile, token, program) ? replaced : null;
  } finally {
    rmSync(gate, { force: true });
  }
}

/** Creates the file whole or not at all: it is written under another name and linked. */
function createExclusively(file: string, token: string, program: string): boolean {
  const content: LockContent = {
    processId: process.pid,
    host: hostname(),
    program,
    since: new Date().toISOString(),
    token,
    processStart: processStart(process.pid),
  };
  const text = `${JSON.stringify(content)}\n`;
  const draft = `${file}.${token}`;
  writeDraft(draft, text);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST') return false;
    return createWithoutLinks(file, text);
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDraft(draft: string, text: string): void {
  try {
    writeFileSync(draft, text, { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error;
    throw new Failure('case-read-only', `${dirname(draft)} cannot be written`, { path: dirname(draft) }, { cause: error });
  }
}

/** For file systems that have no hard links. */
function createWithoutLinks(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function readContent(file: string): LockContent | 'unreadable' | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : 'unreadable';
  }
  try {
    const content: unknown = JSON.parse(text);
    return isLockContent(content) ? content : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

function isLockContent(value: unknown): value is LockContent {
  if (typeof value !== 'object' || value === null) return false;
  const { processId, host, program, since, token } = value as Record<string, unknown>;
  return Number.isInteger(processId) && [host, program, since, token].every((text) => typeof text === 'string' && text.length < 1_000);
}

function isStale({ host, processId, processStart: start }: LockContent): boolean {
  if (host !== hostname() || processId < 1) return false;
  if (!isAlive(processId)) return true;
  const now = processStart(processId);
  return start !== null && now !== null && start !== now;
}

/** Whether a process of this machine has this id now. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Linux: which boot, and when in it the process started. Elsewhere null, and a live process id counts as the holder. */
function processStart(processId: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return null;
  }
}
