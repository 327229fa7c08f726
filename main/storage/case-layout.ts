import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Failure } from '../engine/domain/failure.ts';

export const CASE_EXTENSION = '.stillhunt';
export const SEGMENTS_FOLDER = 'segments';

/** Where a case keeps its parts: `<folder>/<name>.stillhunt`, `<folder>/<name>.lock`, `<folder>/segments/`. */
export interface CaseLayout {
  readonly name: string;
  readonly folder: string;
  readonly file: string;
  readonly lockFile: string;
  readonly segmentsFolder: string;
}

/** File systems take 255 bytes for a name and 4,096 for a path; what lies beside a case has longer names than the case. */
const LONGEST_NAME_BYTES = 200;
const LONGEST_PATH_BYTES = 3_500;

export function statOrNull(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null;
}

export function layoutOf(folder: string, name: string): CaseLayout {
  return {
    name,
    folder,
    file: join(folder, `${name}${CASE_EXTENSION}`),
    lockFile: join(folder, `${name}.lock`),
    segmentsFolder: join(folder, SEGMENTS_FOLDER),
  };
}

/** The layout of a case to be made at `path`: the folder to make, or the `.stillhunt` file inside it. Throws case-missing. */
export function layoutToCreate(path: string): CaseLayout {
  const absolute = resolve(path);
  const tooLong = absolute.split(sep).some((name) => Buffer.byteLength(name) > LONGEST_NAME_BYTES);
  if (tooLong || Buffer.byteLength(absolute) > LONGEST_PATH_BYTES)
    throw new Failure('case-missing', `no case can be made at ${path}, whose name is too long`, { path });
  if (absolute.endsWith(CASE_EXTENSION)) return layoutOf(dirname(absolute), basename(absolute, CASE_EXTENSION));
  return layoutOf(absolute, basename(absolute));
}

/** Where no name can be as long nothing is. */
function statUnlessTooLong(path: string): Stats | null {
  try {
    return statOrNull(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENAMETOOLONG') return null;
    throw error;
  }
}

/** The layout of the case at `path`: its folder or its `.stillhunt` file. Throws case-missing, case-foreign. */
export function layoutToOpen(path: string): CaseLayout {
  const absolute = resolve(path);
  const stats = statUnlessTooLong(absolute);
  if (stats === null) throw new Failure('case-missing', `no case at ${path}`, { path });
  if (stats.isFile()) {
    if (!absolute.endsWith(CASE_EXTENSION)) throw new Failure('case-foreign', `${path} is not a .stillhunt file`, { path });
    return layoutOf(realpathSync(dirname(absolute)), basename(absolute, CASE_EXTENSION));
  }
  const folder = realpathSync(absolute);
  if (!statSync(folder).isDirectory()) throw new Failure('case-foreign', `${path} is neither a folder nor a regular file`, { path });
  const files = readdirSync(folder).filter((name) => name.endsWith(CASE_EXTENSION) && !name.startsWith('.'));
  const own = `${basename(folder)}${CASE_EXTENSION}`;
  const chosen = files.includes(own) ? own : files.length === 1 ? files[0] : undefined;
  if (chosen !== undefined) return layoutOf(folder, basename(chosen, CASE_EXTENSION));
  if (files.length === 0) throw new Failure('case-missing', `${path} holds no .stillhunt file`, { path });
  throw new Failure('case-foreign', `${path} holds ${files.length} .stillhunt files`, { path });
}
