import { readFileSync } from 'node:fs';
import { tableFromIPC } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../main/engine/statistics/random.ts';
import { registerZstd } from '../../main/storage/arrow-codec.ts';
import { compressLiterals, compressZstd, decompressZstd, hasFewMatches } from '../../main/storage/compression.ts';
import { segmentPath } from '../../main/storage/segment-files.ts';
import { writeSegment } from '../../main/storage/segment-writer.ts';
import { drawSegment } from './segment-drawing.ts';
import { temporaryFolder } from './temporary-folder.ts';

const random = seededRandom(1);
const letters = (length: number): string => Array.from({ length }, () => 'etaoinshrdlu '[Math.floor(random() ** 1.6 * 13)] ?? 'e').join('');

describe('compression of text', () => {
  it('takes letters at random for text with few matches, and prose that repeats its words for one with many', () => {
    const vocabulary = Array.from({ length: 400 }, () => letters(9));
    const prose = Array.from({ length: 40_000 }, () => vocabulary[Math.floor(random() * 400)]).join(' ');
    expect(hasFewMatches(Buffer.from(letters(300_000)))).toBe(true);
    expect(hasFewMatches(Buffer.from(prose))).toBe(false);
    expect(hasFewMatches(Buffer.from(letters(100_000)))).toBe(false);
  });

  it('gives text back that was not searched for matches, longer than it would be', () => {
    const text = Buffer.from(`${letters(5_000)} `.repeat(20));
    const literals = compressLiterals(text);
    expect(Buffer.from(decompressZstd(literals, text.length))).toEqual(text);
    expect(literals.byteLength).toBeGreaterThan(compressZstd(text).byteLength);
  });

  it('of many batches with few matches keeps every row', () => {
    registerZstd();
    const folder = temporaryFolder();
    const texts = Array.from({ length: 13_000 }, () => letters(80));
    writeSegment(folder, 1, drawSegment(texts.map((prompt_text) => ({ texts: { prompt_text } }))));
    const read = tableFromIPC(readFileSync(segmentPath(folder, 1, 'text'))).getChild('prompt_text');
    expect(read?.toJSON()).toEqual(texts);
  });
});
