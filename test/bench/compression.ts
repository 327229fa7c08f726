/**
 * Chooses the codec of text segments: compresses the strings of JSON lines as record batches of a text file hold them (4,096 rows a buffer)
 * and prints MB/s and ratio for each codec and level.
 *
 *   node test/bench/compression.ts FILE.jsonl...
 */
import { readFileSync } from 'node:fs';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { compressZstd, decompressZstd } from '../../main/storage/compression.ts';
import { TEXT_BATCH_ROWS } from '../../main/storage/segment-files.ts';

const MIN_TEXT = 40;
const ROUNDS = 5;

interface Codec {
  readonly name: string;
  readonly compress: (bytes: Uint8Array) => Uint8Array;
  readonly decompress: (bytes: Uint8Array, length: number) => Uint8Array;
}

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (value.length >= MIN_TEXT) yield value;
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) yield* strings(inner);
  }
}

/** Buffers of a text column and of its row ends. */
function readBuffers(paths: readonly string[]): { text: Buffer[]; offsets: Buffer[] } {
  const texts = paths.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [...strings(JSON.parse(line))])),
  );
  const text: Buffer[] = [];
  const offsets: Buffer[] = [];
  for (let from = 0; from < texts.length; from += TEXT_BATCH_ROWS) {
    const rows = texts.slice(from, from + TEXT_BATCH_ROWS).map((row) => Buffer.from(row));
    const ends = new Int32Array(rows.length + 1);
    rows.forEach((row, i) => {
      ends[i + 1] = (ends[i] ?? 0) + row.length;
    });
    text.push(Buffer.concat(rows));
    offsets.push(Buffer.from(ends.buffer));
  }
  return { text, offsets };
}

const zstd = (level: number): Codec => ({
  name: `zstd ${level}`,
  compress: (bytes) => compressZstd(bytes, level),
  decompress: decompressZstd,
});
const CODECS: readonly Codec[] = [
  { name: 'none', compress: (bytes) => Uint8Array.from(bytes), decompress: (bytes) => Uint8Array.from(bytes) },
  ...[-20, -10, -7, -5, -3, -1, 1, 3].map(zstd),
  {
    name: 'deflate 1',
    compress: (bytes) => deflateRawSync(bytes, { level: constants.Z_BEST_SPEED }),
    decompress: (bytes) => inflateRawSync(bytes),
  },
];

function fastest(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint();
    work();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e9);
  }
  return best;
}

function measure(title: string, buffers: readonly Buffer[]): void {
  const bytes = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  console.log(`\n${title}: ${buffers.length} buffers, ${(bytes / 1e6).toFixed(1)} MB`);
  for (const { name, compress, decompress } of CODECS) {
    const compressed = buffers.map(compress);
    const ratio = compressed.reduce((sum, buffer) => sum + buffer.byteLength, 0) / bytes;
    const writing = fastest(() => {
      for (const buffer of buffers) compress(buffer);
    });
    const reading = fastest(() => {
      compressed.forEach((buffer, i) => {
        decompress(buffer, buffers[i]?.length ?? 0);
      });
    });
    const speed = (seconds: number): string => `${(bytes / 1e6 / seconds).toFixed(0).padStart(6)} MB/s`;
    console.log(`${name.padEnd(10)} ratio ${ratio.toFixed(3)}  compress ${speed(writing)}  decompress ${speed(reading)}`);
  }
}

const paths = process.argv.slice(2);
if (paths.length === 0) {
  console.error('name at least one file of JSON lines');
  process.exit(2);
}
const { text, offsets } = readBuffers(paths);
measure('text', text);
measure('row ends', offsets);
