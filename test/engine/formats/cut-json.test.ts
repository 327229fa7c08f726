import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutJson } from '../../../main/engine/formats/cut-json.ts';

describe('JSON that was cut', () => {
  it.each([
    ['{"a":"hel', { a: 'hel' }],
    ['{"a":"x\\', { a: 'x' }],
    ['{"a":"x\\u00', { a: 'x' }],
    ['{"a":[{"b":1},{"b":2', { a: [{ b: 1 }, { b: 2 }] }],
    ['{"a":1,"b', { a: 1 }],
    ['{"a":1,"b":', { a: 1 }],
    ['{"a":1,', { a: 1 }],
    ['{"a":"say \\"no\\", or', { a: 'say "no", or' }],
  ])('reads what is whole in %s', (text, expected) => {
    expect(cutJson(text)).toEqual(expected);
  });

  it('reads something of an object cut anywhere behind its first member', () => {
    const whole = JSON.stringify({
      first: 'x',
      messages: [
        { role: 'user', content: 'a "b" \n, {c}' },
        { role: 'tool', content: ['\u2028', 1.5, true, null] },
      ],
      n: 3,
    });
    fc.assert(
      fc.property(fc.integer({ min: '{"first":"x",'.length, max: whole.length }), (end) => {
        expect(cutJson(whole.slice(0, end))).toMatchObject({ first: 'x' });
      }),
    );
  });

  it('gives nothing for text that is no JSON', () => {
    expect(cutJson('no json')).toBeNull();
    expect(cutJson('')).toBeNull();
  });
});
