import { type Dirent, globSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import { listArchive } from './decoders.ts';
import { archiveEntry, asFileFailure } from './imports-files.ts';

/** A file to import; `named` by the user, or found in a folder, an archive or by a pattern. */
export interface FoundFile {
  readonly path: string;
  readonly named: boolean;
}

/** A file that was found but is not imported. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly skipped: readonly SkippedFile[];
}

const GLOB = /[*?[{]/;
const LITTER = /^(?:\.|__MACOSX$|_SUCCESS$|_committed_|_started_|Thumbs\.db$|desktop\.ini$)|\.crc$/i;
const ZIP = /\.zip$/i;

/** Files of a provider's delivery that hold no records, by their paths. */
const NOT_RECORDS: readonly { readonly path: RegExp; readonly reason: string }[] = [
  { path: /permission-check[^/\\]*$/i, reason: 'a marker by which Amazon Bedrock tests its access' },
  { path: /[/\\]manifests[/\\][^/\\]+\.json$/i, reason: 'a list of the files of a Langfuse export' },
];

/**
 * The files that paths stand for: files themselves, folders with all below them, zip archives with their entries, and patterns; each once, those of a
 * folder by path. Links are followed, and a folder is walked once, however it is reached. Throws file-missing and file-unreadable for a path that the
 * user named; what is amiss deeper down is skipped and told.
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const search = new Search();
  for (const path of paths) {
    const matches = GLOB.test(path) && statOrNull(path) === null ? globSync(path).sort() : null;
    if (matches !== null && matches.length === 0) throw new Failure('file-missing', `${path}: no file matches`, { path });
    for (const match of matches ?? [path]) await search.take(resolve(match), matches === null);
  }
  return search;
}

class Search implements FoundFiles {
  readonly files: FoundFile[] = [];
  readonly skipped: SkippedFile[] = [];
  readonly #seen = new Set<string>();
  readonly #walked = new Set<string>();

  async take(path: string, named: boolean): Promise<void> {
    if (archiveEntry(path) !== null) return this.#add(path, named);
    const stats = this.#stats(path, named);
    if (stats === 'skipped') return;
    if (stats === null && named) throw new Failure('file-missing', `${path} does not exist`, { path });
    if (stats?.isDirectory() === true) return await this.#folder(path, named);
    if (stats?.isFile() !== true && !named) return this.#skip(path, stats === null ? 'the link leads nowhere' : 'not a regular file');
    if (ZIP.test(path)) return await this.#archive(path, named);
    this.#add(path, named);
  }

  /** Null where there is nothing; a link into itself or a folder that may not be entered is no answer. */
  #stats(path: string, named: boolean): Stats | null | 'skipped' {
    try {
      return statOrNull(path);
    } catch (error) {
      const failure = asFileFailure(path, error);
      if (named || !isFailure(failure)) throw failure;
      this.#skip(path, failure.message);
      return 'skipped';
    }
  }

  async #folder(path: string, named: boolean): Promise<void> {
    let entries: Dirent[];
    try {
      const real = realpathSync(path);
      if (this.#walked.has(real)) return this.#skip(path, 'the folder was walked already');
      this.#walked.add(real);
      entries = readdirSync(path, { withFileTypes: true });
    } catch (error) {
      const failure = asFileFailure(path, error);
      if (named || !isFailure(failure)) throw failure;
      return this.#skip(path, failure.message);
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = join(path, entry.name);
      if (LITTER.test(entry.name)) continue;
      const notRecords = NOT_RECORDS.find((rule) => rule.path.test(inner));
      if (notRecords === undefined) await this.take(inner, false);
      else this.#skip(inner, notRecords.reason);
    }
  }

  async #archive(path: string, named: boolean): Promise<void> {
    try {
      for (const { name } of await listArchive(path)) {
        if (!name.split('/').some((part) => LITTER.test(part)) && basename(name) !== '') this.#add(`${path}!/${name}`, false);
      }
    } catch (error) {
      if (named || !isFailure(error)) throw error;
      this.#skip(path, error.message);
    }
  }

  #add(path: string, named: boolean): void {
    if (this.#seen.has(path)) return;
    this.#seen.add(path);
    this.files.push({ path, named });
  }

  #skip(path: string, reason: string): void {
    this.skipped.push({ path, reason });
  }
}

function statOrNull(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}
