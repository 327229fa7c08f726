import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteReader } from '../../main/workers/import-reader.ts';
import { JsonValues } from '../../main/workers/import-values.ts';

/** Gives the bytes in pieces of at most `piece`. */
function readerOf(text: string, piece: number): ByteReader {
  const bytes = Buffer.from(text);
  let at = 0;
  return {
    cut: false,
    damage: null,
    get consumed() {
      return at;
    },
    read: (target, to, length) => {
      const count = Math.min(length, piece, bytes.length - at);
      target.set(bytes.subarray(at, at + count), to);
      at += count;
      return count;
    },
    close: () => {},
  };
}

async function valuesOf(text: string, listKey: string | null = null, piece = 7): Promise<string[]> {
  const values = new JsonValues(readerOf(text, piece), listKey);
  const found: string[] = [];
  for (let value = await values.next(Number.POSITIVE_INFINITY); value !== null; value = await values.next(Number.POSITIVE_INFINITY)) {
    const read = value.bytes.toString('utf8', value.from, value.to);
    expect(Buffer.from(text).toString('utf8', value.position, value.position + value.length)).toBe(read);
    found.push(value.state === 'complete' ? read : `${value.state} ${read}`);
  }
  return found;
}

describe('JSON values of a stream', () => {
  it.each([
    ['[{"a":1},{"b":[2,{"c":"]"}]}]', null, ['{"a":1}', '{"b":[2,{"c":"]"}]}']],
    ['{"a":1}{"a":2}\n\n{\n"a":3\n}', null, ['{"a":1}', '{"a":2}', '{\n"a":3\n}']],
    ['\u001e{"a":1}\n\u001e{"a":2}\n', null, ['{"a":1}', '{"a":2}']],
    ['[{"a":1},{"a":2},]', null, ['{"a":1}', '{"a":2}']],
    ['[1, "two" ,null,[3],{}]', null, ['1', '"two"', 'null', '[3]', '{}']],
    ['{"n":{"x":[1]},"s":"Records","Records":[{"a":1},{"a":2}],"after":[{"a":3}]}', 'Records', ['{"a":1}', '{"a":2}']],
    ['{"data":[{"a":1}],"m":1}\n{"data":[],"m":2}\n{"m":3}\n{"data":[{"a":2}]}', 'data', ['{"a":1}', '{"a":2}']],
    ['[{"a":1},{"a":', null, ['{"a":1}', 'cut-off {"a":']],
    ['[{"a":"\\"}"},{"a":1}', null, ['{"a":"\\"}"}', '{"a":1}']],
    ['}{"a":1}', null, ['}', '{"a":1}']],
    ['', null, []],
    ['[]', null, []],
  ])('%j with list %j', async (text, listKey, expected) => {
    for (const piece of [1, 3, 1000]) expect(await valuesOf(text, listKey, piece)).toEqual(expected);
  });

  it('are those that JSON.parse finds in any list, however the stream comes in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.object({ maxDepth: 3 })),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        async (objects, piece, printed) => {
          const values = await valuesOf(JSON.stringify(objects, null, printed ? 2 : 0), null, piece);
          expect(values.map((value) => JSON.parse(value) as unknown)).toEqual(JSON.parse(JSON.stringify(objects)));
        },
      ),
      { numRuns: 100, seed: 7 },
    );
  });
});
