import { parentPort } from 'node:worker_threads';
import { isFailure, serializeFailure } from '../engine/domain/failure.ts';
import { digestFile } from './import-digest.ts';
import type { FromImportWorker, ToImportWorker } from './import-protocol.ts';
import { type UnitHost, UnitReader } from './import-units.ts';
import { SegmentColumns } from './kernel-host.ts';

if (parentPort === null) throw new TypeError('import.worker runs as a worker thread');
const port = parentPort;

let columns: SegmentColumns | null = null;
let units: UnitReader | null = null;
let resolveCodes: ((answer: Extract<ToImportWorker, { kind: 'codes' }>) => void) | null = null;

const host: UnitHost = {
  codes: (unitNo, rows, last, strings) =>
    new Promise((resolve) => {
      resolveCodes = resolve;
      tell({ kind: 'codes', unitNo, rows, last, columns: strings });
    }),
  progress: (bytes, exchanges, quarantined) => tell({ kind: 'progress', bytes, exchanges, quarantined }),
  finished: (unit) => tell({ kind: 'unit', unit }),
};

function tell(message: FromImportWorker): void {
  port.postMessage(message);
}

async function handle(message: ToImportWorker): Promise<void> {
  switch (message.kind) {
    case 'source':
      columns ??= SegmentColumns.load();
      units = new UnitReader(message.source, columns, host);
      return;
    case 'unit':
      return await units?.readRange(message.unitNo);
    case 'sequence':
      await units?.readSequence(message.firstUnit, message.startByte);
      return tell({ kind: 'sequence-end' });
    case 'codes':
      return resolveCodes?.(message);
    case 'digest':
      return tell({ kind: 'digest', sha256: digestFile(message.path, message.bytes) });
  }
}

port.on('message', (message: ToImportWorker) => {
  handle(message).catch((error: unknown) => {
    if (!isFailure(error)) throw error;
    tell({ kind: 'failed', failure: serializeFailure(error) });
  });
});
