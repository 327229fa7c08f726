import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { randomBelow, seededRandom } from '../../main/engine/statistics/random.ts';
import { ArrowFileReader } from '../../main/storage/arrow-file-reader.ts';
import { SEGMENT_PARTS, segmentPath } from '../../main/storage/segment-files.ts';
import { writeSegment } from '../../main/storage/segment-writer.ts';
import { drawSegment } from './segment-drawing.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Reads a whole file; null for a file that was refused with RangeError, as everything malformed is. */
function readWhole(path: string): number | null {
  let file: ArrowFileReader | null = null;
  try {
    file = new ArrowFileReader(path);
    const names = new Set(file.fields.map((field) => field.name));
    let rows = 0;
    for (let batch = 0; batch < file.batchCount; batch++) rows += file.readBatch(batch, names).rowCount;
    return rows;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  } finally {
    file?.close();
  }
}

describe('the Arrow reader', () => {
  it.each(SEGMENT_PARTS)('reads or refuses any %s file with altered bytes, and never runs away', (part) => {
    const folder = temporaryFolder();
    const rows = Array.from({ length: 3_000 }, (_, i) => ({
      codes: { account_id: i + 1 },
      integers: i % 2 === 0 ? { latency_ms: i } : {},
      texts: { prompt_text: `prompt ${i} and more of it`, ...(i % 3 === 0 ? { completion_text: 'yes' } : {}) },
    }));
    writeSegment(folder, 1, drawSegment(rows));
    const whole = readFileSync(segmentPath(folder, 1, part));
    const hostile = join(folder, 'hostile.arrow');
    const random = seededRandom(21);
    let refused = 0;
    const start = performance.now();
    for (let round = 0; round < 600; round++) {
      const bytes = Buffer.from(whole);
      const metadata = round % 2 === 0 ? bytes.length - 1 - randomBelow(random, 3_000) : randomBelow(random, Math.min(bytes.length, 4_000));
      const value = [0x00, 0xff, 0x7f, 0x80, randomBelow(random, 256)][round % 5] ?? 0;
      for (let i = 0; i <= round % 4; i++) bytes[Math.max(0, metadata - i)] = value;
      writeFileSync(hostile, round % 10 === 0 ? bytes.subarray(0, randomBelow(random, bytes.length)) : bytes);
      if (readWhole(hostile) === null) refused += 1;
    }
    expect(refused).toBeGreaterThan(100);
    expect(performance.now() - start).toBeLessThan(60_000);
    expect(readWhole(segmentPath(folder, 1, part))).toBe(3_000);
  });
});
