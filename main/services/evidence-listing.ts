import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../engine/domain/failure.ts';
import type { BagEntry, BagListing } from '../engine/evidence/bag.ts';

/** Tag files longer than this are nobody's manifest. */
const LONGEST_TAG_FILE = 64 * 1024 * 1024;

/** Everything below a folder, never following a link; regular files are hashed. Throws file-missing, bundle-malformed, file-unreadable. */
export async function listBag(folder: string): Promise<BagListing> {
  const stat = await lstat(folder).catch(() => null);
  if (stat === null) throw new Failure('file-missing', `${folder} does not exist`, { path: folder });
  if (!stat.isDirectory()) throw new Failure('bundle-malformed', `${folder} is not a folder`, { path: folder });
  const files: BagEntry[] = [];
  const emptyFolders: string[] = [];
  const specials: string[] = [];
  const visit = async (relative: string): Promise<void> => {
    const entries = await readdir(join(folder, relative), { withFileTypes: true });
    if (entries.length === 0) emptyFolders.push(relative);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile()) files.push({ path, ...(await digestFile(join(folder, path))) });
      else specials.push(path);
    }
  };
  await visit('');
  return { files, emptyFolders, specials };
}

/** A tag file's text; null when it is missing, no regular file, or not UTF-8. */
export async function readTagFile(folder: string, listing: BagListing, path: string): Promise<string | null> {
  const entry = listing.files.find((file) => file.path === path);
  if (entry === undefined || entry.bytes > LONGEST_TAG_FILE) return null;
  const file = await open(join(folder, path), 'r');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.readFile());
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

async function digestFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
  } catch (cause) {
    throw new Failure('file-unreadable', `${path} cannot be read`, { path }, { cause });
  }
  return { sha256: hash.digest('hex'), bytes };
}
