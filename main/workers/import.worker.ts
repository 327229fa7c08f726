import { parentPort } from 'node:worker_threads';
import { isFailure, reviveFailure, serializeFailure } from '../engine/domain/failure.ts';
import { PartIndexWriter } from '../storage/part-index.ts';
import { digestFile } from './import-digest.ts';
import { indexParts } from './import-parts.ts';
import type { FromImportWorker, FromImportWorkerAbout, ImportSource, ToImportWorker } from './import-protocol.ts';
import { ChunkReader, type DecodedChunk, openReader } from './import-reader.ts';
import { type UnitHost, UnitReader } from './import-units.ts';
import { SegmentColumns } from './kernel-host.ts';

if (parentPort === null) throw new TypeError('import.worker runs as a worker thread');
const port = parentPort;

let columns: SegmentColumns | null = null;
let units: UnitReader | null = null;
/** The source that `units` reads. */
let readingId: number | null = null;
let parts: PartIndexWriter | null = null;
let resolveCodes: ((answer: Extract<ToImportWorker, { kind: 'codes' }>) => void) | null = null;
let resolveChunk: ((chunk: DecodedChunk) => void) | null = null;

function hostOf(sourceId: number): UnitHost {
  return {
    codes: (unitNo, rows, last, strings) =>
      new Promise((resolve) => {
        resolveCodes = resolve;
        tell(sourceId, { kind: 'codes', unitNo, rows, last, columns: strings });
      }),
    progress: (bytes, exchanges, quarantined) => tell(sourceId, { kind: 'progress', bytes, exchanges, quarantined }),
    ready: () => tell(sourceId, { kind: 'ready' }),
    finished: (unit) => tell(sourceId, { kind: 'unit', unit }),
    more: () => more(sourceId),
  };
}

function more(sourceId: number | null): Promise<DecodedChunk> {
  return new Promise((resolve) => {
    resolveChunk = resolve;
    tell(sourceId, { kind: 'more' });
  });
}

function tell(sourceId: number | null, message: FromImportWorker): void {
  port.postMessage({ sourceId, message } satisfies FromImportWorkerAbout);
}

async function readParts(source: ImportSource, path: string): Promise<void> {
  parts ??= new PartIndexWriter(path);
  const reader = source.decoded ? new ChunkReader(() => more(null)) : openReader(source.path, source.compression, 0, source.bytes);
  try {
    await indexParts(source, reader, parts);
  } finally {
    reader.close();
  }
}

async function handle(message: ToImportWorker, sourceId: number | null): Promise<void> {
  switch (message.kind) {
    case 'begin':
      units?.close();
      units = null;
      readingId = null;
      parts = null;
      return columns?.forget();
    case 'source':
      columns ??= SegmentColumns.load();
      units?.close();
      units = new UnitReader(message.source, columns, hostOf(message.source.sourceId));
      readingId = message.source.sourceId;
      return;
    case 'unit':
      return await units?.readRange(message.unitNo);
    case 'sequence':
      await units?.readSequence(message.firstUnit, message.startByte);
      return tell(sourceId, { kind: 'sequence-end' });
    case 'codes':
      return resolveCodes?.(message);
    case 'chunk':
      return resolveChunk?.({ ...message, damage: message.damage === null ? null : reviveFailure(message.damage) });
    case 'parts':
      await readParts(message.source, message.path);
      return tell(null, { kind: 'parts-end' });
    case 'parts-close':
      if (parts === null) throw new TypeError('no part index is open');
      return tell(null, { kind: 'parts-index', entries: parts.close() });
    case 'digest':
      return tell(null, { kind: 'digest', sha256: digestFile(message.path, message.bytes) });
  }
}

port.on('message', (message: ToImportWorker) => {
  const sourceId = readingId;
  handle(message, sourceId).catch((error: unknown) => {
    if (!isFailure(error)) throw error;
    tell(sourceId, { kind: 'failed', failure: serializeFailure(error) });
  });
});
