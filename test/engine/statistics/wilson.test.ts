import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../main/engine/statistics/wilson.ts';

describe('the Wilson interval', () => {
  // Newcombe 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is as published', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('mirrors successes and failures, ends at 0 and 1, and says nothing without trials', () => {
    expect(wilsonInterval(3, 3).low).toBeCloseTo(1 - wilsonInterval(0, 3).high, 12);
    expect(wilsonInterval(3, 3).high).toBe(1);
    expect(wilsonInterval(0, 3).low).toBe(0);
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});
