import { describe, expect, it } from 'vitest';
import { DETECTABILITY_RANGES, type DetectabilityCell, type InjectionStyle } from '../../main/engine/domain/detectability.ts';
import { expectedSeconds, readOptions, roughly } from '../../renderer/screens/detectability/detectability-options.ts';
import { intervalText, meaningOf } from '../../renderer/screens/detectability/detectability-sentences.ts';
import { reportOf } from '../fixtures/renderer-detectability.ts';

const REPORT = reportOf({ styles: ['naive'], sizes: [20], repeats: 3, seed: 1, exchangesPerAccount: null });
const [PATTERN] = REPORT.cells;

function cell(accounts: number, low: number, recovered: number, style: InjectionStyle = 'naive'): DetectabilityCell {
  if (PATTERN === undefined) throw new Error('the fixture has no cell');
  return { ...PATTERN, style, accounts, runs: 3, recovered, leadOnly: 0, found: { share: low, low, high: Math.min(1, low + 0.1) } };
}
const meaning = (...cells: readonly DetectabilityCell[]): string[] => meaningOf({ ...REPORT, cells });

describe('what nothing found means', () => {
  it('tells sizes found whole from those found in part and those that may go by', () => {
    expect(meaning(cell(20, 0.9, 3), cell(50, 0.85, 3))).toEqual([
      'Naive: a campaign of 20 or 50 accounts would have been found, 85–100 % of its accounts.',
    ]);
    expect(meaning(cell(200, 0.95, 3), cell(20, 0.1, 1), cell(50, 0.4, 3), cell(10, 0, 0))).toEqual([
      'Naive: a campaign of 200 accounts would have been found, 95–100 % of its accounts; one of 50 accounts would have been found in part, 40–50 % of its accounts; one of 10 or 20 accounts cannot be ruled out: 5 of 6 planted ones were missed.',
    ]);
  });

  it('never takes a size for found of which one was missed', () => {
    expect(meaning(cell(50, 0.9, 2))).toEqual(['Naive: a campaign of 50 accounts cannot be ruled out: 1 of 3 planted ones was missed.']);
  });

  it('speaks of each style apart, and of leads', () => {
    const sentences = meaning(cell(20, 0.9, 3), { ...cell(20, 0, 0, 'combined'), leadOnly: 0.4 });
    expect(sentences).toHaveLength(2);
    expect(sentences[1]).toContain('missed, some showing as leads');
  });

  it('never shows an interval narrower than it is', () => {
    expect(intervalText({ low: 0.419, high: 0.581 })).toBe('41–59 %');
    expect(intervalText({ low: 1, high: 1 })).toBe('100 %');
  });
});

describe('typed options', () => {
  const typed = { styles: ['naive'], sizes: '50, 20 20', repeats: '3', volume: '', seed: '1' } as const;

  it('are read with sizes in order and no volume as none', () => {
    expect(readOptions(typed).options).toEqual({ styles: ['naive'], sizes: [20, 50], repeats: 3, seed: 1, exchangesPerAccount: null });
  });

  it('end where the program refuses them', () => {
    const { accounts, repeats, seed, exchangesPerAccount, sizes } = DETECTABILITY_RANGES;
    const fits = (change: object): boolean => readOptions({ ...typed, ...change }).options !== null;
    for (const [name, [least, most]] of [
      ['sizes', accounts],
      ['repeats', repeats],
      ['seed', seed],
      ['volume', exchangesPerAccount],
    ] as const) {
      expect(
        [least - 1, least, most, most + 1].map((value) => fits({ [name]: String(value) })),
        name,
      ).toEqual([false, true, true, false]);
    }
    const many = Array.from({ length: sizes[1] + 1 }, (_, i) => i + 2);
    expect(fits({ sizes: many.join(' ') })).toBe(false);
    expect(fits({ sizes: many.slice(1).join(' ') })).toBe(true);
    expect(fits({ sizes: '' })).toBe(false);
    expect(fits({ styles: [] })).toBe(false);
  });

  it('take one analysis more than campaigns', () => {
    expect(expectedSeconds(9, 2)).toBe(20);
    expect([0.2, 89, 90, 5_399, 5_400, 36_000].map(roughly)).toEqual(['1 s', '89 s', '2 min', '90 min', '1.5 h', '10 h']);
  });
});
