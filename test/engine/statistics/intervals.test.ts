import { describe, expect, it } from 'vitest';
import {
  bootstrapTInterval,
  incompleteBeta,
  quantileOfSorted,
  studentCritical,
  studentUpperTail,
} from '../../../main/engine/statistics/intervals.ts';
import { seededRandom } from '../../../main/engine/statistics/random.ts';
import { dealIntoUnits, drawResample } from '../../../main/engine/statistics/resampling.ts';

describe("Student's t", () => {
  it('agrees with printed tables', () => {
    for (const [degrees, critical] of [
      [1, 12.706],
      [2, 4.303],
      [5, 2.571],
      [10, 2.228],
      [30, 2.042],
      [120, 1.98],
    ] as const) {
      expect(studentUpperTail(critical, degrees)).toBeCloseTo(0.025, 4);
      expect(studentCritical(0.025, degrees)).toBeCloseTo(critical, 2);
    }
    expect(studentUpperTail(-1, 1)).toBeCloseTo(0.75, 9);
    expect(studentUpperTail(Number.NEGATIVE_INFINITY, 4)).toBe(1);
  });

  it('rests on an incomplete beta function with its known values and symmetry', () => {
    expect(incompleteBeta(1, 1, 0.3)).toBeCloseTo(0.3, 10);
    expect(incompleteBeta(2, 3, 0.4)).toBeCloseTo(0.5248, 6);
    expect(incompleteBeta(7.5, 0.5, 0.9) + incompleteBeta(0.5, 7.5, 0.1)).toBeCloseTo(1, 10);
  });
});

describe('intervals and resampling', () => {
  it('interpolates quantiles and passes infinite draws through', () => {
    expect(quantileOfSorted(Float64Array.of(1, 2, 3, 4), 0.5)).toBe(2.5);
    expect(quantileOfSorted(Float64Array.of(Number.NEGATIVE_INFINITY, 2, 3, 4), 0.01)).toBe(Number.NEGATIVE_INFINITY);
    const interval = bootstrapTInterval(
      1,
      0.5,
      Float64Array.from({ length: 100 }, (_, i) => (i < 10 ? Number.NEGATIVE_INFINITY : (i - 50) / 25)),
      50,
    );
    expect(interval.high).toBe(Number.POSITIVE_INFINITY);
    expect(interval.low).toBeLessThan(1);
  });

  it('draws as many units as there are', () => {
    const counts = new Int32Array(50);
    drawResample(counts, seededRandom(1));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(50);
    expect(Math.max(...counts)).toBeGreaterThan(1);
  });

  it('keeps sums when it deals many units into few', () => {
    const random = seededRandom(2);
    const values = Float64Array.from({ length: 200 }, random);
    const units = dealIntoUnits(values, 2, Float64Array.from({ length: 100 }, random), 7);
    expect(units.length).toBe(14);
    const sumOf = (array: Float64Array, column: number): number => array.reduce((sum, value, i) => sum + (i % 2 === column ? value : 0), 0);
    expect(sumOf(units, 0)).toBeCloseTo(sumOf(values, 0), 10);
    expect(sumOf(units, 1)).toBeCloseTo(sumOf(values, 1), 10);
  });
});
