import { describe, expect, it } from 'vitest';
import { ratioScale, tickText } from '../../renderer/charts/ratio-scale.ts';
import { asCsv, asMarkdown } from '../../renderer/state/clipboard.ts';
import { bytes, count, days, duration, percent, probability, ratio, utc } from '../../renderer/state/figures.ts';
import { flagWords } from '../../renderer/state/flag-words.ts';

describe('figures', () => {
  it('groups digits with a narrow space that does not break', () => {
    expect(count(28_800_000)).toBe('28\u202f800\u202f000');
  });

  it('keeps three digits of a size and the exact number below a kilobyte', () => {
    expect([bytes(999), bytes(1190), bytes(3_811_204_551), bytes(145_000_000)]).toEqual(['999 B', '1.19 kB', '3.81 GB', '145 MB']);
  });

  it('never rounds a small share or probability to nothing', () => {
    expect([percent(0.0004), percent(0), percent(0.612)]).toEqual(['0.04 %', '0.0 %', '61.2 %']);
    expect([probability(0), probability(2.1e-9), probability(0.0421), probability(null)]).toEqual(['< 1e-99', '2.1e−9', '0.042', '–']);
    expect(ratio(Number.POSITIVE_INFINITY)).toBe('∞');
  });

  it('takes times from the text, whatever the zone of the machine', () => {
    expect(utc('2026-03-01T23:59:59.123Z')).toBe('2026-03-01 23:59:59');
    expect(utc('2026-03-01T23:59:59.123456Z', 'full')).toBe('2026-03-01 23:59:59.123456');
    expect(days('2026-03-01T00:00:00Z', '2026-03-01T23:00:00Z')).toBe(1);
    expect(duration(7_501_000)).toBe('2 h 5 min');
  });

  it('names the import remarks of an exchange', () => {
    expect(flagWords(2 ** 3 + 2 ** 22)).toEqual(['time zone assumed UTC', 'retry hidden']);
  });
});

describe('ratio scale', () => {
  const interval = (ratioLow: number, middle: number, ratioHigh: number) => ({ ratioLow, ratio: middle, ratioHigh });

  it('holds the baseline and every interval up to its ends', () => {
    const scale = ratioScale([interval(2, 6, 9), interval(0, 0.02, 40)]);
    expect(scale.at(1)).toBeGreaterThan(0);
    expect(scale.at(1)).toBeLessThan(scale.at(6));
    expect(scale.at(0)).toBe(0);
    expect([scale.isBeyond(0.02), scale.isBeyond(9), scale.isBeyond(Number.POSITIVE_INFINITY)]).toEqual([true, false, true]);
  });

  it('names ticks below one as fractions', () => {
    expect([tickText(0.125), tickText(1), tickText(16)]).toEqual(['1/8', '1', '16']);
  });
});

describe('copies', () => {
  it('quotes what CSV would split and disarms what a spreadsheet would compute', () => {
    expect(
      asCsv(
        ['a', 'b'],
        [
          ['x,"y"\n', '=HYPERLINK("x")'],
          [null, -3],
        ],
      ),
    ).toBe('a,b\r\n"x,""y""\n","\'=HYPERLINK(""x"")"\r\n,-3\r\n');
  });

  it('escapes what Markdown would take for markup', () => {
    expect(asMarkdown(['a'], [['|<b>*\n']])).toBe('| a |\n| --- |\n| \\|\\<b\\>\\*  |\n');
  });
});
