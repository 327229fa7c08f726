import { mkdir, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../engine/domain/failure.ts';
import { copyDatabase, filesToAnalyze, layOutCopy } from '../storage/case-copy.ts';
import { isAlive } from '../storage/case-lock.ts';
import { requireOutsideCase } from './case-boundary.ts';
import { type CaseSession, openCase } from './cases.ts';
import { closeQueries } from './queries.ts';

const PREFIX = '.stillhunt-detectability-';
const PROGRAM = 'stillhunt';

/** A place for copies of a case as it was when the place was made; the case itself is never written to. */
export class CaseCopies {
  readonly #place: string;
  readonly #databaseFile: string;
  readonly #files: readonly string[];
  readonly #madeFolders: readonly string[];
  readonly #onSlice: () => void;

  private constructor(place: string, files: readonly string[], madeFolders: readonly string[], onSlice: () => void) {
    this.#place = place;
    this.#databaseFile = join(place, 'case.sqlite');
    this.#files = files;
    this.#madeFolders = madeFolders;
    this.#onSlice = onSlice;
  }

  /** Takes up room in `folder`, which is made where it is missing. `onSlice` may throw to stop. Throws folder-not-empty, file-unreadable, disk-full. */
  static async make(session: CaseSession, folder: string, onSlice: () => void): Promise<CaseCopies> {
    requireOutsideCase(session, folder);
    const target = resolve(folder);
    const { place, madeFolders } = await makePlace(target);
    const copies = new CaseCopies(place, filesToAnalyze(session.store), madeFolders, onSlice);
    try {
      await copyDatabase(session.store, copies.#databaseFile, onSlice);
      return copies;
    } catch (error) {
      await copies.remove();
      throw error;
    }
  }

  /** Runs work on a fresh copy and a path for a file beside it, both of which are gone afterwards. */
  async use<T>(work: (copy: CaseSession, file: string) => Promise<T>): Promise<T> {
    const folder = join(this.#place, 'copy');
    const file = join(this.#place, 'planted.jsonl');
    try {
      const layout = await layOutCopy(folder, this.#databaseFile, this.#files, this.#onSlice);
      const copy = await openCase(layout.file, { program: PROGRAM, inspect: false });
      try {
        return await work(copy, file);
      } finally {
        await closeQueries(copy);
        copy.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
      await rm(file, { force: true });
    }
  }

  async remove(): Promise<void> {
    await rm(this.#place, { recursive: true, force: true });
    for (const folder of this.#madeFolders) await rmdir(folder).catch(() => {});
  }
}

/** Makes a folder of its own in the target; also says which folders above it were made, innermost first. */
async function makePlace(target: string): Promise<{ place: string; madeFolders: string[] }> {
  try {
    const first = await mkdir(target, { recursive: true });
    const madeFolders: string[] = [];
    for (let folder = target; first !== undefined; folder = dirname(folder)) {
      madeFolders.push(folder);
      if (folder === first) break;
    }
    await sweep(target);
    return { place: await mkdtemp(join(target, `${PREFIX}${process.pid}-`)), madeFolders };
  } catch (error) {
    throw new Failure('file-unreadable', `${target} is no folder that can be written`, { path: target }, { cause: error });
  }
}

/** Removes what processes left when they died: it holds the case's identifiers. */
async function sweep(target: string): Promise<void> {
  for (const name of await readdir(target)) {
    const owner = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : 0;
    if (owner > 0 && !isAlive(owner)) await rm(join(target, name), { recursive: true, force: true });
  }
}
