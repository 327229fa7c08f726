import { describe, expect, it } from 'vitest';
import { hypergeometricTail, logFactorial, logGamma } from '../../../main/engine/statistics/distributions.ts';

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}

describe('logGamma', () => {
  it('agrees with factorials and with known values', () => {
    expect(logGamma(1)).toBeCloseTo(0, 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
    expect(logGamma(11)).toBeCloseTo(Math.log(3628800), 10);
    expect(logFactorial(170)).toBeCloseTo(706.5730622457874, 8);
  });
  it('joins the table of factorials without a step', () => {
    const n = 16384;
    expect(logFactorial(n) - logFactorial(n - 1)).toBeCloseTo(Math.log(n), 7);
  });
});

describe('hypergeometricTail', () => {
  it('equals the sum of its terms', () => {
    const [population, marked, draws] = [20, 7, 5];
    for (let observed = 0; observed <= 5; observed++) {
      let sum = 0;
      for (let i = observed; i <= 5; i++) sum += (choose(marked, i) * choose(population - marked, draws - i)) / choose(population, draws);
      expect(hypergeometricTail(observed, population, marked, draws)).toBeCloseTo(sum, 12);
    }
  });
  it('keeps very small probabilities', () => {
    expect(hypergeometricTail(3, 200_000, 3, 3)).toBeCloseTo(1 / choose(200_000, 3), 20);
    expect(hypergeometricTail(20, 1_000_000, 20, 20)).toBeGreaterThan(0);
  });
  it('is 1 for what must happen and 0 for what cannot', () => {
    expect(hypergeometricTail(0, 10, 3, 4)).toBe(1);
    expect(hypergeometricTail(2, 10, 6, 6)).toBe(1);
    expect(hypergeometricTail(4, 10, 3, 4)).toBe(0);
  });
});
