import { expect, it } from 'vitest';
import { Selections } from '../../main/app/selections.ts';

it('keeps the last choices by number and forgets older ones', () => {
  const selections = new Selections<string>();
  const first = selections.open();
  expect(() => selections.get(first)).toThrow('not known');
  selections.fill(first, '/logs/a.jsonl');
  expect(selections.get(first)).toBe('/logs/a.jsonl');
  for (let i = 0; i < 8; i++) selections.open();
  expect(() => selections.get(first)).toThrow('not known');
  selections.fill(first, '/logs/a.jsonl');
  expect(() => selections.get(first)).toThrow('not known');
});
