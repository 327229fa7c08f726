import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { CompressionType, compressionRegistry, type RecordBatch, RecordBatchReader } from 'apache-arrow';
import { Failure, isFailure } from '../engine/domain/failure.ts';
import { cellWriter } from './decode-arrow-cells.ts';
import { decompressLz4Frame, decompressZstdPiece, requirePiece } from './decode-codecs.ts';
import { JsonBytes } from './decode-json.ts';
import { briefly, type FrameWriter } from './decode-output.ts';

const MAGIC = 'ARROW1';

/** Writes the rows of an Arrow IPC file or stream as JSON lines, batch by batch. Throws file-malformed, file-bomb. */
export async function decodeArrow(path: string, output: FrameWriter): Promise<void> {
  registerCodecs();
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const json = new JsonBytes();
    let batchNo = 0;
    const source = await openBatches(path, handle);
    for (;;) {
      const batch = await nextBatch(path, source, ++batchNo);
      if (batch === null) break;
      await writeBatch(path, batch, batchNo, json, (bytes) => output.bytes(bytes, source.consumed(batchNo, size)));
    }
    await output.bytes(json.take(), size);
  } finally {
    await handle.close();
  }
}

/** apache-arrow has a registry for codecs but none in it. */
function registerCodecs(): void {
  if (compressionRegistry.get(CompressionType.ZSTD)?.decode !== undefined) return;
  compressionRegistry.set(CompressionType.ZSTD, { decode: decompressZstdPiece });
  compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: decompressLz4Frame });
}

interface Batches {
  readonly reader: { next(): Promise<IteratorResult<RecordBatch>> };
  consumed(batchNo: number, size: number): number;
}

async function openBatches(path: string, handle: FileHandle): Promise<Batches> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
  try {
    if (buffer.toString('latin1', 0, bytesRead) === MAGIC) {
      const reader = await (await RecordBatchReader.from(handle)).open();
      const count = 'numRecordBatches' in reader ? Number(reader.numRecordBatches) : 0;
      return { reader: batchesOf(reader), consumed: (batchNo, size) => (size * batchNo) / Math.max(batchNo, count) };
    }
    const stream = createReadStream(path, { highWaterMark: 256 * 1024 });
    const reader = await (await RecordBatchReader.from(stream)).open();
    return { reader: batchesOf(reader), consumed: () => stream.bytesRead };
  } catch (error) {
    throw new Failure('file-malformed', `${path}: its Arrow schema cannot be read (${briefly(error)})`, { path });
  }
}

function batchesOf(reader: AsyncIterable<RecordBatch> | Iterable<RecordBatch>): Batches['reader'] {
  const iterator = Symbol.asyncIterator in reader ? reader[Symbol.asyncIterator]() : reader[Symbol.iterator]();
  return { next: async () => await iterator.next() };
}

async function nextBatch(path: string, source: Batches, batchNo: number): Promise<RecordBatch | null> {
  try {
    const step = await source.reader.next();
    return step.done === true ? null : step.value;
  } catch (error) {
    throw atBatch(path, batchNo, error);
  }
}

function atBatch(path: string, batchNo: number, error: unknown): Failure {
  if (isFailure(error)) return new Failure(error.code, `${path}: batch ${batchNo}: ${error.message}`, { path, batch: batchNo });
  return new Failure('file-malformed', `${path}: batch ${batchNo} cannot be decoded (${briefly(error)})`, { path, batch: batchNo });
}

async function writeBatch(
  path: string,
  batch: RecordBatch,
  batchNo: number,
  json: JsonBytes,
  flush: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  try {
    requirePiece(batch.data.byteLength);
    const columns = batch.schema.fields.map(({ name }, index) => {
      const data = batch.data.children[index];
      if (data === undefined) throw new RangeError('a column without data');
      return { head: Buffer.from(`${index === 0 ? '{' : ','}${JSON.stringify(name)}:`), write: cellWriter(data) };
    });
    if (columns.length === 0 && batch.numRows > 0) throw new RangeError('rows without columns');
    for (let row = 0; row < batch.numRows; row++) {
      for (const { head, write } of columns) {
        json.raw(head);
        write(json, row);
      }
      json.ascii('}');
      json.endRow();
      if (json.isFull) await flush(json.take());
    }
  } catch (error) {
    throw atBatch(path, batchNo, error);
  }
}
