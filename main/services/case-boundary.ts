import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Failure } from '../engine/domain/failure.ts';
import type { CaseSession } from './cases.ts';

/** Refuses to write at a path that lies in the case's folder, also by way of links: a case with foreign files is not opened. Throws folder-not-empty. */
export function requireOutsideCase(session: CaseSession, path: string): void {
  const folder = realpathSync.native(session.folder);
  const target = realPathOf(resolve(path));
  if (target !== folder && !target.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return;
  throw new Failure('folder-not-empty', `${path} lies in the folder of the case, which holds the case alone`, { path });
}

/** The real path of the nearest parent that exists, followed by the names that do not. */
function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPathOf(parent), basename(path));
  }
}
