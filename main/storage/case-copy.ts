import { constants, mkdirSync } from 'node:fs';
import { copyFile, link } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../engine/domain/failure.ts';
import { type CaseLayout, layoutOf } from './case-layout.ts';
import type { CaseStore } from './case-store.ts';
import { isDiskFull } from './disk-full.ts';
import { joinedPath, segmentPath, sideTablePath } from './segment-files.ts';

const PAGES_AT_ONCE = 4_096;

/** Copies the database of an open case as it is now, journal included. `onSlice` may throw to stop. Throws disk-full. */
export async function copyDatabase(store: CaseStore, file: string, onSlice: () => void): Promise<void> {
  await reporting(file, () =>
    store.database.backup(file, {
      progress: () => {
        onSlice();
        return PAGES_AT_ONCE;
      },
    }),
  );
}

/**
 * The files of a case that imports into a copy and analyses of it read: facts and what side tables add, and, where there are side tables to join to new
 * exchanges, those and the texts, which hold request ids. Texts are most of a case.
 */
export function filesToAnalyze({ segments, sideTables, segmentsFolder }: CaseStore): string[] {
  const tables = sideTables.list();
  return [
    ...segments
      .list()
      .flatMap(({ segmentNo, joined }) => [
        segmentPath(segmentsFolder, segmentNo, 'facts'),
        ...(joined ? [joinedPath(segmentsFolder, segmentNo, joined.generation)] : []),
        ...(tables.length === 0 ? [] : [segmentPath(segmentsFolder, segmentNo, 'text')]),
      ]),
    ...tables.map(({ sideTableId }) => sideTablePath(segmentsFolder, sideTableId)),
  ];
}

/**
 * Lays out a case in the new folder `folder` from a copy of a database and the files it names. Files are hard links where the file system allows, so that they take
 * no room, and copies elsewhere. `onFile` may throw to stop. Throws disk-full.
 */
export async function layOutCopy(folder: string, databaseFile: string, files: readonly string[], onFile: () => void): Promise<CaseLayout> {
  const layout = layoutOf(folder, basename(folder));
  mkdirSync(layout.segmentsFolder, { recursive: true });
  await reporting(folder, async () => {
    await copyFile(databaseFile, layout.file, constants.COPYFILE_FICLONE);
    for (const file of files) {
      onFile();
      await linkOrCopy(file, join(layout.segmentsFolder, basename(file)));
    }
  });
  return layout;
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EEXIST')) throw error;
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}

async function reporting(place: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    throw new Failure('disk-full', `no space left to write ${place}`, { path: place }, { cause: error });
  }
}
