import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CsvRecords } from '../../main/workers/import-csv.ts';
import { LineBlocks } from '../../main/workers/import-lines.ts';
import { type ByteReader, FileReader } from '../../main/workers/import-reader.ts';
import { makePlace, type Place } from './imports-drawing.ts';

let place: Place;
beforeAll(() => {
  place = makePlace();
});
afterAll(() => place.remove());

/** Gives a few bytes at a time, as a decompressor may. */
function dripping(bytes: Buffer, step: number): ByteReader {
  let at = 0;
  return {
    cut: false,
    damage: null,
    get consumed() {
      return at;
    },
    read: (target, offset, length) => {
      const count = Math.min(step, length, bytes.length - at);
      target.set(bytes.subarray(at, at + count), offset);
      at += count;
      return Promise.resolve(count);
    },
    close: () => {},
  };
}

async function linesWithin(blocks: LineBlocks, limit: number): Promise<[number, string][]> {
  const found: [number, string][] = [];
  for (let block = await blocks.next(limit); block !== null; block = await blocks.next(limit)) {
    let position = block.position;
    const text = block.bytes.toString('latin1', block.from, block.to);
    const lines = text.split('\n');
    if (!block.unterminated) lines.pop();
    for (const line of lines) {
      found.push([position, line]);
      position += line.length + 1;
    }
  }
  return found;
}

const logs = fc
  .array(fc.string({ unit: fc.constantFrom('a', 'b', '\r'), maxLength: 12 }), { maxLength: 30 })
  .chain((lines) => fc.boolean().map((ended) => lines.join('\n') + (ended ? '\n' : '')));

function expectedLines(text: string): [number, string][] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  let position = 0;
  return lines.map((line) => {
    const found: [number, string] = [position, line];
    position += line.length + 1;
    return found;
  });
}

describe('units of a file', () => {
  it('hold every line exactly once, whatever their size, read by ranges', async () => {
    const path = place.path('log');
    await fc.assert(
      fc.asyncProperty(logs, fc.integer({ min: 1, max: 40 }), async (text, unit) => {
        writeFileSync(path, text);
        const found: [number, string][] = [];
        for (let start = 0; start < text.length; start += unit) {
          const reader = new FileReader(path, Math.max(0, start - 1), text.length);
          const blocks = new LineBlocks(reader, Math.max(0, start - 1));
          await blocks.skipTo(start, start + unit);
          found.push(...(await linesWithin(blocks, Math.min(text.length, start + unit))));
          reader.close();
        }
        expect(found).toEqual(expectedLines(text));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('hold every line exactly once, read in sequence from any unit on', async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(5),
        async (text, unit, step, first) => {
          const blocks = new LineBlocks(dripping(Buffer.from(text), step), 0);
          if (first > 0) await blocks.skipTo(first * unit, Number.POSITIVE_INFINITY);
          const found: [number, string][] = [];
          for (let unitNo = first; !(await blocks.atEnd()); unitNo++) {
            const lines = await linesWithin(blocks, (unitNo + 1) * unit);
            for (const [position] of lines) expect(Math.floor(position / unit)).toBe(unitNo);
            found.push(...lines);
          }
          expect(found).toEqual(expectedLines(text).filter(([position]) => position >= first * unit));
        },
      ),
      { seed: 12, numRuns: 300 },
    );
  });

  it('hold every CSV record exactly once, and can be taken up at the end of any of them', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '""', ',', '\n'), maxLength: 6 }).map((text) => `"${text}"`);
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(11),
        async (rows, unit, step, from) => {
          const records = rows.map((row) => row.join(','));
          const text = `${records.join('\n')}\n`;
          const start = records.slice(0, from).reduce((sum, record) => sum + record.length + 1, 0);
          const csv = new CsvRecords(dripping(Buffer.from(text), step));
          await csv.skipTo(start);
          const found: string[] = [];
          for (let limit = start + unit; !(await csv.atEnd()); limit += unit) {
            for (let record = await csv.next(limit); record !== null; record = await csv.next(limit)) {
              found.push(record.bytes.toString('utf8', record.from, record.to));
            }
          }
          expect(found).toEqual(records.slice(from));
        },
      ),
      { seed: 13, numRuns: 300 },
    );
  });
});
