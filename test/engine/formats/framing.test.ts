import { describe, expect, it } from 'vitest';
import { findFraming, sampleRecords } from '../../../main/engine/formats/framing.ts';

const framingOf = (text: string, complete = true): string => {
  const { framing, listKey } = findFraming({ text, complete });
  return listKey === null ? framing : `${framing} in ${listKey}`;
};
const recordsOf = (text: string, complete = true): unknown => sampleRecords({ text, complete }, findFraming({ text, complete }));

describe('framing', () => {
  it.each([
    ['{"a":1}\n{"a":2}\n', 'lines'],
    ['\n{"a":1}', 'lines'],
    ['{"a":1\nnot json\n{"a":2}\n', 'lines'],
    ['{"data":[1,2]}\n', 'lines'],
    ['{"a":{"b":1},"data":[{"b":2}]}\n', 'lines'],
    ['2026-03-02T09:14:07.125Z {"a":1}\n', 'stamped-lines'],
    ['[{"a":1},{"a":2}]', 'values'],
    ['{\n  "a": 1\n}\n', 'values'],
    ['{"a": {\n  "b": 1\n}}\n{"a": {\n', 'values'],
    ['{"Records":[{"a":1}]}', 'values in Records'],
    ['{\n "object": "list",\n "data": [\n  {"a":1}]}', 'values in data'],
    ['a,b\n1,2\n', 'csv'],
    ['"a","b"\n', 'csv'],
  ])('of %j is %s', (text, expected) => {
    expect(framingOf(text)).toBe(expected);
  });

  it('takes a first line longer than the head for a line', () => {
    expect(framingOf(`{"a":"${'x'.repeat(1000)}`, false)).toBe('lines');
  });

  it('gives the first records of lists whatever their characters, and none that the head cuts', () => {
    expect(recordsOf('[{"a":"📚📚 ] } é"},\n {"a":"\\"]"}, 7,{"a":3}]')).toEqual([{ a: '📚📚 ] } é' }, { a: '"]' }, { a: 3 }]);
    expect(recordsOf('{"n":"📚","records":[{"a":1},{"a":2}', false)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(recordsOf('{"a":1}\n{"a":', false)).toEqual([{ a: 1 }]);
  });
});
