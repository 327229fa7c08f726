import { createHash, type KeyObject, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Failure } from '../engine/domain/failure.ts';
import { BAG_DECLARATION, type BagEntry, formatManifest, payloadOxum, SIGNATURE_FILE, SIGNED_LINE } from '../engine/evidence/bag.ts';
import type { EvidenceContent } from '../engine/evidence/content.ts';
import { renderReport } from '../engine/evidence/report.ts';
import { REPORT_STYLE } from '../engine/evidence/report-style.ts';
import { accountsCsv, campaignsJson, impactJson, linksCsv, README_TEXT, settingsJson, sourcesJson } from '../engine/evidence/tables.ts';
import { syncFolder } from '../storage/durable.ts';
import { signMessage } from './evidence-signing.ts';

/** Files that the bundle will hold below `data/`, with their bytes. The same content gives the same bytes. */
export function renderPayload(content: EvidenceContent): ReadonlyMap<string, Buffer> {
  const styleSha256 = createHash('sha256').update(REPORT_STYLE).digest('base64');
  const texts: Record<string, string> = {
    'README.txt': README_TEXT,
    'accounts.csv': accountsCsv(content),
    'campaigns.json': campaignsJson(content),
    'impact.json': impactJson(content),
    'links.csv': linksCsv(content),
    'report.html': renderReport(content, styleSha256),
    'settings.json': settingsJson(content),
    'sources.json': sourcesJson(content),
  };
  return new Map(Object.entries(texts).map(([name, text]) => [`data/${name}`, Buffer.from(text, 'utf8')]));
}

/** Refuses a target that holds anything. Throws folder-not-empty. */
export async function requireEmptyTarget(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new Failure('folder-not-empty', `${folder} is not a folder that can be written`, { path: folder }, { cause: error });
  });
  if (names.length > 0) throw new Failure('folder-not-empty', `${folder} is not empty`, { path: folder });
}

/** Writes a bag complete or not at all: everything goes into a temporary folder beside the target, which is then renamed. */
export async function writeBag(
  folder: string,
  payload: ReadonlyMap<string, Buffer>,
  options: { readonly agent: string; readonly at: Date; readonly signingKey: KeyObject | null },
): Promise<{ files: number }> {
  const target = resolve(folder);
  await requireEmptyTarget(target);
  await mkdir(dirname(target), { recursive: true });
  const building = join(dirname(target), `.${basename(target)}-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(join(building, 'data'), { recursive: true });
    const payloadEntries: BagEntry[] = [];
    for (const [path, bytes] of payload) payloadEntries.push(await writeEntry(building, path, bytes));
    const info = [
      `Bag-Software-Agent: ${options.agent}`,
      `Bagging-Date: ${options.at.toISOString().slice(0, 10)}`,
      `Bag-Exported-At: ${options.at.toISOString()}`,
      `Payload-Oxum: ${payloadOxum(payloadEntries)}`,
      ...(options.signingKey === null ? [] : [SIGNED_LINE]),
    ];
    const tagEntries = [
      await writeEntry(building, 'bagit.txt', Buffer.from(BAG_DECLARATION)),
      await writeEntry(building, 'bag-info.txt', Buffer.from(`${info.join('\n')}\n`)),
      await writeEntry(building, 'manifest-sha256.txt', Buffer.from(formatManifest(payloadEntries))),
    ];
    const tagManifest = Buffer.from(formatManifest(tagEntries));
    await writeEntry(building, 'tagmanifest-sha256.txt', tagManifest);
    if (options.signingKey !== null) {
      await mkdir(join(building, dirname(SIGNATURE_FILE)));
      await writeEntry(building, SIGNATURE_FILE, Buffer.from(signMessage(options.signingKey, tagManifest)));
    }
    await moveIntoPlace(building, target);
    return { files: payloadEntries.length + tagEntries.length + 1 + (options.signingKey === null ? 0 : 1) };
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    throw error;
  }
}

async function writeEntry(folder: string, path: string, bytes: Buffer): Promise<BagEntry> {
  const file = await open(join(folder, path), 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

async function moveIntoPlace(building: string, target: string): Promise<void> {
  try {
    await rmdir(target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    syncFolder(join(building, 'data'));
    syncFolder(building);
    await rename(building, target);
    syncFolder(dirname(target));
  } catch (error) {
    throw new Failure('folder-not-empty', `${target} was filled while the bundle was being written`, { path: target }, { cause: error });
  }
}
