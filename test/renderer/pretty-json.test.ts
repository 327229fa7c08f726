import { expect, it } from 'vitest';
import { prettyJson } from '../../renderer/state/pretty-json.ts';

it('spreads JSON over lines and keeps every digit and every character of its strings', () => {
  const written = '{"n":12345678901234567890,"e":1.50E+2,"s":"a, b: {\\"c\\"} [d]","none":[],"empty":{ },"list":[1,{"x":null}]}';
  const printed = prettyJson(written);
  expect(printed).toBe(
    [
      '{',
      '  "n": 12345678901234567890,',
      '  "e": 1.50E+2,',
      '  "s": "a, b: {\\"c\\"} [d]",',
      '  "none": [],',
      '  "empty": {},',
      '  "list": [',
      '    1,',
      '    {',
      '      "x": null',
      '    }',
      '  ]',
      '}',
    ].join('\n'),
  );
  expect(printed?.replaceAll(/\n */g, '').replaceAll(/": /g, '":')).toBe(written.replace('{ }', '{}'));
});

it('leaves alone what is no JSON object or list', () => {
  expect([prettyJson('a,b\n1,2'), prettyJson('{"cut'), prettyJson('12')]).toEqual([null, null, null]);
});
