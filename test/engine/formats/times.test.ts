import { describe, expect, it } from 'vitest';
import { readTime } from '../../../main/engine/formats/times.ts';

const ZONE_ASSUMED = 1 << 3;
const WHOLE_SECONDS = 1 << 2;
const at = Date.UTC(2026, 2, 2, 9, 14, 7, 125) * 1000;

describe('times', () => {
  it.each([
    ['2026-03-02T09:14:07.125Z', at, 0],
    ['2026-03-02T09:14:07.125000Z', at, 0],
    ['2026-03-02T09:14:07.1250009Z', at, 0],
    ['2026-03-02T10:14:07.125+01:00', at, 0],
    ['2026-03-02T04:44:07.125-0430', at, 0],
    ['2026-03-02 09:14:07.125 UTC', at, 0],
    ['2026-03-02 09:14:07.125 Z', at, 0],
    ['2026-03-02 09:14:07.125', at, ZONE_ASSUMED],
    ['2026-03-02T09:14:07Z', at - 125_000, WHOLE_SECONDS],
    ['2026-03-02T09:14:07.125456Z', at + 456, 0],
    [1_772_442_847, at - 125_000, WHOLE_SECONDS],
    ['1772442847.125', at, 0],
    [1_772_442_847_125, at, 0],
    [1_772_442_847_125_000, at, 0],
    ['1772442847125000000', at, 0],
    ['639080396471250000', at, 0],
    ['2024-02-29T00:00:00.000Z', Date.UTC(2024, 1, 29) * 1000, 0],
    ['1970-01-01T00:00:00.000Z', 0, 0],
  ])('reads %s', (value, us, flags) => {
    expect(readTime(value, 'auto')).toEqual({ us, flags });
  });

  it.each([
    '2026-13-01T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '0000-01-01T00:00:00Z',
    '2201-01-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00:00+01:00',
    'yesterday',
    'NaN',
    '',
    '-5',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    5,
    -1,
    1e30,
    12_345_678_901,
  ])('refuses %s', (value) => {
    expect(readTime(value, 'auto')).toBeNull();
  });

  it('takes a given unit for what it is, whatever the digits', () => {
    expect(readTime('1772442847125', 'milliseconds')?.us).toBe(at);
    expect(readTime(86_400, 'seconds')?.us).toBe(86_400_000_000);
    expect(readTime('1772442847125', 'seconds')).toBeNull();
  });
});
