import { describe, expect, it } from 'vitest';
import { parseNote, parsePriceRows } from '../../../main/engine/impact/price-rows.ts';

const ROW = { model: 'aster-5', currency: 'USD', input: 5, output: 25, cacheRead: null, cacheWrite: null };

describe('rows of a price table', () => {
  it('are taken from numbers and from the texts of cells, sorted by model', () => {
    const rows = parsePriceRows([{ model: 'b*', currency: 'EUR', input: '0.250001', output: '1000000', cacheRead: '' }, ROW], 'prices');
    expect(rows).toEqual([ROW, { model: 'b*', currency: 'EUR', input: 0.250001, output: 1_000_000, cacheRead: null, cacheWrite: null }]);
  });

  it('may be none', () => {
    expect(parsePriceRows([], 'prices')).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['no list', { prices: [] }],
    ['text', 'aster'],
    ['a row that is null', [null]],
    ['a row that is a list', [[1]]],
    ['a member that is not known', [{ ...ROW, discount: 1 }]],
    ['a prototype', [JSON.parse('{"__proto__": {}, "model": "a", "currency": "USD", "input": 1}')]],
    ['a model left out', [{ ...ROW, model: undefined }]],
    ['an empty model', [{ ...ROW, model: '' }]],
    ['a padded model', [{ ...ROW, model: 'a ' }]],
    ['a long model', [{ ...ROW, model: 'a'.repeat(201) }]],
    ['a line break in a model', [{ ...ROW, model: 'a\nb' }]],
    ['an escape in a model', [{ ...ROW, model: 'a\u001b[31m' }]],
    ['an override of direction in a model', [{ ...ROW, model: 'a\u202eb' }]],
    ['half a character in a model', [{ ...ROW, model: 'a\ud800' }]],
    ['a star in the middle', [{ ...ROW, model: 'a*b' }]],
    ['two stars', [{ ...ROW, model: 'a**' }]],
    ['a small currency', [{ ...ROW, currency: 'usd' }]],
    ['a currency that is a formula', [{ ...ROW, currency: '=A1' }]],
    ['no currency', [{ ...ROW, currency: null }]],
    ['a negative price', [{ ...ROW, input: -1 }]],
    ['a price that is no number', [{ ...ROW, input: Number.NaN }]],
    ['an infinite price', [{ ...ROW, input: Number.POSITIVE_INFINITY }]],
    ['a huge price', [{ ...ROW, input: 1_000_000.5 }]],
    ['a price with more decimals than are kept', [{ ...ROW, input: 0.0000001 }]],
    ['a price with an exponent', [{ ...ROW, input: '1e3' }]],
    ['a price with a comma', [{ ...ROW, input: '1,5' }]],
    ['a signed price', [{ ...ROW, input: '+5' }]],
    ['a price that is true', [{ ...ROW, input: true }]],
    ['no price at all', [{ ...ROW, input: null, output: null }]],
    ['a model twice', [ROW, { ...ROW, input: 6 }]],
    ['too many rows', Array.from({ length: 1001 }, (_, i) => ({ ...ROW, model: `m${i}` }))],
  ])('are refused whole for %s', (_, value) => {
    expect(() => parsePriceRows(Array.isArray(value) ? [...value, { ...ROW, model: 'sound' }] : value, 'prices')).toThrow(
      expect.objectContaining({ code: 'settings-invalid' }),
    );
  });

  it('say which row and member is at fault', () => {
    expect(() => parsePriceRows([ROW, { ...ROW, model: 'b', output: -1 }], 'p.csv')).toThrow('p.csv: row 2: output: not a number from 0');
  });

  it('have no negative zero', () => {
    expect(Object.is(parsePriceRows([{ ...ROW, input: -0 }], 'prices')[0]?.input, 0)).toBe(true);
  });
});

it('a note is one line of limited length', () => {
  expect(parseNote('  list prices of March ')).toBe('list prices of March');
  for (const note of ['a\nb', '\u202ea', 'a'.repeat(2001)])
    expect(() => parseNote(note)).toThrow(expect.objectContaining({ code: 'settings-invalid' }));
});
