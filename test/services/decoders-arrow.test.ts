import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Bool,
  DateDay,
  Dictionary,
  Field,
  FixedSizeBinary,
  Int32,
  Int64,
  List,
  Struct,
  Table,
  TimestampMicrosecond,
  tableFromArrays,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { expect, it } from 'vitest';
import { writeSegment } from '../../main/storage/segment-writer.ts';
import { decompressLz4Frame } from '../../main/workers/decode-codecs.ts';
import { drawSegment } from '../storage/segment-drawing.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import { decodedRows } from './decoders-drawing.ts';

function drawnTable(): Table {
  return new Table({
    n: vectorFromArray([1, null, -3], new Int32()),
    long: vectorFromArray([9007199254740993n, 2n, null], new Int64()),
    words: vectorFromArray(['a "b"\n', null, '漢 😀'], new Utf8()),
    day: vectorFromArray([new Date(Date.UTC(2026, 2, 2)), null, new Date(0)], new DateDay()),
    at: vectorFromArray([Date.UTC(2026, 2, 2, 9, 14, 7, 125), null, -1], new TimestampMicrosecond('UTC')),
    local: vectorFromArray([Date.UTC(2026, 2, 2, 9, 14, 7), null, 0], new TimestampMicrosecond()),
    yes: vectorFromArray([true, false, null], new Bool()),
    raw: vectorFromArray([Uint8Array.of(0, 255), null, Uint8Array.of(1, 2)], new FixedSizeBinary(2)),
    colour: vectorFromArray(['red', 'green', 'red'], new Dictionary(new Utf8(), new Int32())),
    list: vectorFromArray([['x', null], [], null], new List(new Field('item', new Utf8(), true))),
    pair: vectorFromArray(
      [{ a: 1, b: 'c' }, null, { a: null, b: 'd' }],
      new Struct([new Field('a', new Int32(), true), new Field('b', new Utf8(), true)]),
    ),
  });
}

for (const kind of ['file', 'stream'] as const) {
  it(`reads every type of an Arrow ${kind}`, async () => {
    const path = join(temporaryFolder(), 'types.arrow');
    writeFileSync(path, tableToIPC(drawnTable(), kind));
    const rows = await decodedRows('arrow', path);
    expect(rows[0]).toMatchObject({
      n: 1,
      words: 'a "b"\n',
      day: '2026-03-02',
      at: '2026-03-02T09:14:07.125000Z',
      local: '2026-03-02T09:14:07.000000',
      yes: true,
    });
    expect(rows[0]).toMatchObject({ raw: '00ff', colour: 'red', list: ['x', null], pair: { a: 1, b: 'c' } });
    expect(rows[1]).toMatchObject({
      n: null,
      long: 2,
      words: null,
      day: null,
      at: null,
      yes: false,
      raw: null,
      colour: 'green',
      list: [],
      pair: null,
    });
    expect(rows[2]).toMatchObject({
      n: -3,
      long: null,
      words: '漢 😀',
      day: '1970-01-01',
      at: '1969-12-31T23:59:59.999000Z',
      yes: null,
      list: null,
      pair: { a: null, b: 'd' },
    });
    expect(rows).toHaveLength(3);
  });
}

it('reads zstd-compressed bodies, as our own text files have them', async () => {
  const folder = temporaryFolder();
  const words = (i: number): string => `prompt ${i} ${'with words '.repeat(20)}`;
  writeSegment(folder, 1, drawSegment(Array.from({ length: 9_000 }, (_, i) => ({ texts: { prompt_text: words(i) } }))));
  const rows = await decodedRows('arrow', join(folder, '000001.text.arrow'));
  expect(rows).toHaveLength(9_000);
  expect(rows[8_999]).toEqual({ prompt_text: words(8_999) });
});

it('decodes LZ4 frames of linked and of stored blocks, and refuses broken ones', () => {
  const head = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0]);
  const block = (bytes: readonly number[], stored = false): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE((bytes.length | (stored ? 0x80000000 : 0)) >>> 0);
    return Buffer.concat([length, Buffer.from(bytes)]);
  };
  const end = Buffer.alloc(4);
  const abc = [0x61, 0x62, 0x63];
  const repeated = block([0x35, ...abc, 3, 0, 0x10, 0x64]);
  expect(Buffer.from(decompressLz4Frame(Buffer.concat([head, repeated, end]))).toString()).toBe('abcabcabcabcd');
  const linked = Buffer.concat([head, block(abc, true), block([0x04, 3, 0, 0x10, 0x65]), end]);
  expect(Buffer.from(decompressLz4Frame(linked)).toString()).toBe('abcabcabcabe');
  expect(() => decompressLz4Frame(Buffer.concat([head, block([0x04, 3, 0]), end]))).toThrow(/match beyond/);
  expect(() => decompressLz4Frame(Buffer.concat([head, repeated]).subarray(0, 14))).toThrow(RangeError);
  expect(() => decompressLz4Frame(Buffer.from('abcdefgh'))).toThrow(/not an LZ4 frame/);
});

it('names the batch of an Arrow file that is cut off or damaged', async () => {
  const folder = temporaryFolder();
  const whole = Buffer.from(tableToIPC(tableFromArrays({ words: Array.from({ length: 5_000 }, (_, i) => `text ${i}`) }), 'file'));
  const stream = Buffer.from(tableToIPC(tableFromArrays({ words: Array.from({ length: 5_000 }, (_, i) => `text ${i}`) }), 'stream'));
  writeFileSync(join(folder, 'half.arrow'), whole.subarray(0, whole.length >> 1));
  writeFileSync(join(folder, 'half-stream.arrow'), stream.subarray(0, stream.length >> 1));
  for (const name of ['half.arrow', 'half-stream.arrow']) {
    await expect(decodedRows('arrow', join(folder, name))).rejects.toMatchObject({
      code: 'file-malformed',
      message: expect.stringContaining(name),
    });
  }
});
