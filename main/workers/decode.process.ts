import { statSync } from 'node:fs';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import { briefly, FrameWriter } from './decode-output.ts';
import type { ToDecoder } from './decode-protocol.ts';
import type { Archive } from './decode-zip.ts';

/**
 * Decodes one file after the other on request and writes what it makes of it on standard output. It may be killed at any time; the archive of the
 * last request stays open for the next. A kind's library is loaded when it is needed, so that a process that reads one file starts fast. Under
 * Electron it is asked through `process.parentPort`, under Node through the fork's channel.
 */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

let archive: Archive | null = null;

async function archiveAt(path: string): Promise<Archive> {
  if (archive?.path === path && archive.isCurrent()) return archive;
  archive?.close();
  archive = null;
  const zip = await import('./decode-zip.ts');
  archive = await zip.Archive.open(path);
  return archive;
}

async function decode(asked: ToDecoder, output: FrameWriter): Promise<void> {
  if (asked.kind === 'list') return await (await archiveAt(asked.path)).list(output);
  const { kind, path, entry } = asked.request;
  switch (kind) {
    case 'parquet':
      return await (await import('./decode-parquet.ts')).decodeParquet(path, output);
    case 'arrow':
      return await (await import('./decode-arrow.ts')).decodeArrow(path, output);
    case 'zip':
      return await (await archiveAt(path)).decode(entry ?? '', output);
  }
}

async function answer(asked: ToDecoder): Promise<void> {
  const path = asked.kind === 'list' ? asked.path : asked.request.path;
  const output = new FrameWriter(process.stdout, path, sizeOf(path));
  try {
    await decode(asked, output);
    await output.end();
  } catch (error) {
    const failure = isFailure(error) ? error : new Failure('file-malformed', `${path} cannot be decoded (${briefly(error)})`, { path });
    await output.fail(failure);
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

const { parentPort } = process as typeof process & { parentPort?: ParentPort };
if (parentPort !== undefined) {
  parentPort.on('message', ({ data }) => void answer(data as ToDecoder));
} else {
  process.on('message', (message) => void answer(message as ToDecoder));
  process.on('disconnect', () => process.exit(0));
}
