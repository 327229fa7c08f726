import { bootstrapTInterval, quantileOfSorted } from '../statistics/intervals.ts';
import type { RandomSource } from '../statistics/random.ts';
import { dealIntoUnits, drawResample } from '../statistics/resampling.ts';
import { COARSENING_LEVELS, EVEN_SHARES } from './baseline.ts';
import { type ComparisonInput, volumeOf } from './comparison-input.ts';
import { SHARE_CATEGORIES } from './share-table.ts';

/** Units resampled on each side at most. */
const MOST_UNITS = 1024;
const K = SHARE_CATEGORIES;

/**
 * Influence of each baseline account, and last of the even account, on log(expected): the derivative of log(expected) to the account's
 * weight. Dealt into at most MOST_UNITS units.
 */
export function influenceRows(
  input: ComparisonInput,
  outsiders: readonly number[],
  expectedTotal: Float64Array,
  total: number,
  evenWeight: number,
): Float64Array {
  const { table, baseline, groups } = input;
  const used = usedExchanges(input);
  const rows = new Float64Array(outsiders.length * K);
  outsiders.forEach((account, i) => {
    const end = table.cellStart[account + 1] as number;
    for (let cell = table.cellStart[account] as number; cell < end; cell++) {
      const first = (table.cellStratum[cell] as number) * COARSENING_LEVELS;
      for (let level = 0; level < COARSENING_LEVELS; level++) {
        const group = groups.groupOf[first + level] as number;
        if (used[group] === 0) continue;
        const scale = ((1 - evenWeight) * (used[group] as number)) / (baseline.totals[group] as number);
        const count = table.cellTotal[cell] as number;
        for (let k = 0; k < K; k++) {
          const share = (baseline.counts[group * K + k] as number) / (baseline.totals[group] as number);
          const change = scale * ((table.cellCounts[cell * K + k] as number) - count * share);
          rows[i * K + k] = (rows[i * K + k] as number) + change / (expectedTotal[k] as number);
        }
      }
    }
  });
  const units = dealIntoUnits(
    rows,
    K,
    Float64Array.from(outsiders, (a) => volumeOf(table, a)),
    MOST_UNITS,
  );
  const withEven = new Float64Array(units.length + K);
  withEven.set(units);
  for (let k = 0; k < K; k++)
    withEven[units.length + k] = (evenWeight * total * (EVEN_SHARES[k] as number)) / (expectedTotal[k] as number) - evenWeight;
  return withEven;
}

/** Campaign exchanges that take their expectation from each group. */
function usedExchanges({ table, marks, member, groupOfStratum, baseline }: ComparisonInput): Float64Array {
  const used = new Float64Array(baseline.totals.length);
  for (let a = 0; a < marks.length; a++) {
    if (marks[a] !== member) continue;
    for (let cell = table.cellStart[a] as number; cell < (table.cellStart[a + 1] as number); cell++) {
      const group = groupOfStratum[table.cellStratum[cell] as number] as number;
      used[group] = (used[group] as number) + (table.cellTotal[cell] as number);
    }
  }
  return used;
}

export interface RatioErrors {
  /** Bounds of 95 % intervals, one a category; the upper may be infinite. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Standard error of log(ratio), one a category: the linearised one or the spread of the draws, whichever is larger. */
  readonly error: Float64Array;
}

/**
 * Intervals of the ratio on its logarithm, the wider of bootstrap-t and percentile at each end: the first holds for few skewed units,
 * the second where one unit outweighs all others, which a linearised error does not see. Campaign units resampled with their observed and expected exchanges, baseline
 * units with their influence on log(expected). The error of each draw is the linearised one of its own units. A draw in which no unit
 * asks for a category has no logarithm: it counts as minus infinity.
 */
export function ratioIntervals(
  observed: Float64Array,
  expected: Float64Array,
  volumes: Float64Array,
  influence: Float64Array,
  degrees: number,
  draws: number,
  random: RandomSource,
): RatioErrors {
  const seen = dealIntoUnits(observed, K, volumes, MOST_UNITS);
  const due = dealIntoUnits(expected, K, volumes, MOST_UNITS);
  const members = new Int32Array(seen.length / K).fill(1);
  const outsiders = new Int32Array(influence.length / K);
  const baselineVariance = new Float64Array(K);
  influence.forEach((value, i) => {
    baselineVariance[i % K] = (baselineVariance[i % K] as number) + value * value;
  });
  const sums = new UnitSums();
  sums.add(seen, due, members);
  const estimate = Float64Array.from(baselineVariance, (_, k) => sums.logRatio(k));
  const error = Float64Array.from(baselineVariance, (variance, k) => Math.sqrt(sums.variance(k) + variance));
  const studentised = Array.from({ length: K }, () => new Float64Array(draws));
  const logs = Array.from({ length: K }, () => new Float64Array(draws));
  const shift = new Float64Array(K);
  for (let draw = 0; draw < draws; draw++) {
    drawResample(members, random);
    drawResample(outsiders, random);
    sums.add(seen, due, members);
    addExcess(influence, outsiders, shift);
    for (let k = 0; k < K; k++) {
      const own = Math.sqrt(sums.variance(k) + (baselineVariance[k] as number));
      const log = sums.top[k] === 0 ? Number.NEGATIVE_INFINITY : sums.logRatio(k) - (shift[k] as number);
      (logs[k] as Float64Array)[draw] = log;
      (studentised[k] as Float64Array)[draw] = (log - (estimate[k] as number)) / own;
    }
  }
  const low = new Float64Array(K);
  const high = new Float64Array(K);
  studentised.forEach((values, k) => {
    const drawn = (logs[k] as Float64Array).sort();
    const interval = bootstrapTInterval(estimate[k] as number, error[k] as number, values, degrees);
    low[k] = Math.exp(Math.min(interval.low, quantileOfSorted(drawn, 0.025)));
    high[k] = Math.exp(Math.max(interval.high, quantileOfSorted(drawn, 0.975)));
    error[k] = Math.max(error[k] as number, finiteSpread(drawn));
  });
  return { low, high, error };
}

/** Weighted sums over campaign units of observed, expected and their products, one a category. */
class UnitSums {
  readonly top = new Float64Array(K);
  readonly bottom = new Float64Array(K);
  readonly #topTop = new Float64Array(K);
  readonly #topBottom = new Float64Array(K);
  readonly #bottomBottom = new Float64Array(K);
  #units = 0;

  add(seen: Float64Array, due: Float64Array, counts: Int32Array): void {
    const { top, bottom } = this;
    const topTop = this.#topTop;
    const topBottom = this.#topBottom;
    const bottomBottom = this.#bottomBottom;
    for (const sums of [top, bottom, topTop, topBottom, bottomBottom]) sums.fill(0);
    this.#units = counts.length;
    for (let unit = 0; unit < counts.length; unit++) {
      const weight = counts[unit] as number;
      if (weight === 0) continue;
      const at = unit * K;
      for (let k = 0; k < K; k++) {
        const o = seen[at + k] as number;
        const e = due[at + k] as number;
        top[k] = (top[k] as number) + weight * o;
        bottom[k] = (bottom[k] as number) + weight * e;
        topTop[k] = (topTop[k] as number) + weight * o * o;
        topBottom[k] = (topBottom[k] as number) + weight * o * e;
        bottomBottom[k] = (bottomBottom[k] as number) + weight * e * e;
      }
    }
  }

  logRatio(k: number): number {
    return Math.log((this.top[k] as number) / (this.bottom[k] as number));
  }

  /** Linearised variance of logRatio: n / (n - 1) times the sum of (o / O - e / E)^2. */
  variance(k: number): number {
    const o = this.top[k] as number;
    const e = this.bottom[k] as number;
    if (o === 0) return 1;
    const squares =
      (this.#topTop[k] as number) / (o * o) - (2 * (this.#topBottom[k] as number)) / (o * e) + (this.#bottomBottom[k] as number) / (e * e);
    return (Math.max(0, squares) * this.#units) / Math.max(1, this.#units - 1);
  }
}

/** Sets `sums` to the sum of rows times (times drawn - 1). */
function addExcess(rows: Float64Array, counts: Int32Array, sums: Float64Array): void {
  sums.fill(0);
  for (let unit = 0; unit < counts.length; unit++) {
    const weight = (counts[unit] as number) - 1;
    if (weight === 0) continue;
    const at = unit * K;
    for (let k = 0; k < K; k++) sums[k] = (sums[k] as number) + weight * (rows[at + k] as number);
  }
}

/** Standard deviation of the finite values. */
function finiteSpread(values: Float64Array): number {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return 0;
  const mean = finite.reduce((sum, v) => sum + v, 0) / finite.length;
  return Math.sqrt(finite.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (finite.length - 1));
}
