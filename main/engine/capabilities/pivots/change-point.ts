import { quantileOfSorted } from '../../statistics/intervals.ts';
import { type RandomSource, randomBelow } from '../../statistics/random.ts';
import { type UnitSeries, withoutStep } from './unit-series.ts';

export interface ChangePoint {
  /** Days before the change: the first day of the new time, from 0. */
  readonly split: number;
  /** Index into series.columns of the column that shows it most. */
  readonly column: number;
  readonly pValue: number;
  /** 95 % interval of `split`, resampling units. */
  readonly earliest: number;
  readonly latest: number;
}

/** Days and share of all exposure that a side of a change has at least. */
const SIDE_DAYS = 3;
const SIDE_EXPOSURE = 0.05;
const MOST_DRAWS = 5000;
/** After Besag and Clifford 1991: beyond this many exceedances more draws add little. */
const ENOUGH_EXCEEDANCES = 10;
const DATE_DRAWS = 200;
/** Days in a row that are resampled together: what is left of days close together is alike. */
const BLOCK_POWER = 1 / 3;

/** Where a change may be: with enough days and exchanges before and after. */
export function splitsOf({ days, exposure }: UnitSeries): readonly number[] {
  const total = exposure.reduce((sum, n) => sum + n, 0);
  const splits: number[] = [];
  let before = 0;
  for (let split = 1; split < days; split++) {
    before += exposure[split - 1] as number;
    if (split < SIDE_DAYS || split > days - SIDE_DAYS) continue;
    if (before >= SIDE_EXPOSURE * total && before <= (1 - SIDE_EXPOSURE) * total) splits.push(split);
  }
  return splits;
}

/**
 * The most telling change among `splits`, with the p-value that anything as telling is there at all; null where nothing can be told.
 *
 * Statistic: the largest standardised CUSUM over splits and columns, max |S(t) - l S(T)| / sqrt(l (1 - l) V), S the sum of excess up to t, l the share of exposure up to t, V
 * the column's mean squared sum over units. Null hypothesis: no change at any split. The p-value is the larger of two, as either may be what moves a share by chance:
 *
 *   units   each unit is itself or its mirror image over all days (signs flipped: the wild bootstrap by clusters, Cameron, Gelbach and Miller 2008)
 *   days    what the best step leaves of each day, resampled in blocks of days (circular block bootstrap, Politis and Romano 1992), enlarged for the
 *           degrees of freedom that the step took
 */
export function findChange(series: UnitSeries, splits: readonly number[], random: RandomSource): ChangePoint | null {
  if (splits.length === 0 || series.units < 2) return null;
  const contrasts = contrastsOf(series, splits);
  if (contrasts === null) return null;
  const { values, observed, K, J, units } = contrasts;
  let best = 0;
  for (let i = 1; i < observed.length; i++) if (Math.abs(observed[i] as number) > Math.abs(observed[best] as number)) best = i;
  const limit = Math.abs(observed[best] as number) * (1 - 1e-9);
  if (limit === 0) return null;
  const split = splits[Math.floor(best / K)] as number;
  const column = best % K;
  const sums = new Float64Array(J * K);
  const byUnits = testFlips(contrasts, random, limit);
  const byDays = exceedance(blockDraw(series, splits, contrasts, random, limit));
  const dates = new Float64Array(DATE_DRAWS);
  for (let draw = 0; draw < DATE_DRAWS; draw++) {
    sums.fill(0);
    for (let u = 0; u < units; u++) {
      const at = randomBelow(random, units) * J * K;
      for (let j = 0; j < J; j++) sums[j * K + column] = (sums[j * K + column] as number) + (values[at + j * K + column] as number);
    }
    let furthest = 0;
    for (let j = 1; j < J; j++)
      if (Math.abs(sums[j * K + column] as number) > Math.abs(sums[furthest * K + column] as number)) furthest = j;
    dates[draw] = splits[furthest] as number;
  }
  dates.sort();
  return {
    split,
    column,
    pValue: Math.max(byUnits, byDays),
    earliest: Math.floor(quantileOfSorted(dates, 0.025)),
    latest: Math.ceil(quantileOfSorted(dates, 0.975)),
  };
}

interface Contrasts {
  readonly units: number;
  readonly J: number;
  readonly K: number;
  /** units x splits x columns, standardised. */
  readonly values: Float64Array;
  /** Their sums over units. */
  readonly observed: Float64Array;
  /** What a raw sum is divided by: splits x columns. */
  readonly scale: Float64Array;
  /** Share of exposure before each split. */
  readonly shares: Float64Array;
}

function contrastsOf({ units, days, columns, excess, exposure }: UnitSeries, splits: readonly number[]): Contrasts | null {
  const K = columns.length;
  const J = splits.length;
  const total = exposure.reduce((sum, n) => sum + n, 0);
  let before = 0;
  let day = 0;
  const shares = Float64Array.from(splits, (split) => {
    for (; day < split; day++) before += exposure[day] as number;
    return before / total;
  });
  const values = new Float64Array(units * J * K);
  const variance = new Float64Array(K);
  for (let u = 0; u < units; u++) {
    for (let k = 0; k < K; k++) {
      let whole = 0;
      for (let d = 0; d < days; d++) whole += excess[(u * days + d) * K + k] as number;
      let sum = 0;
      let d = 0;
      for (let j = 0; j < J; j++) {
        for (; d < (splits[j] as number); d++) sum += excess[(u * days + d) * K + k] as number;
        const share = shares[j] as number;
        const value = sum - share * whole;
        values[(u * J + j) * K + k] = value;
        variance[k] = (variance[k] as number) + (value * value) / (share * (1 - share)) / J;
      }
    }
  }
  const scale = new Float64Array(J * K);
  for (let j = 0; j < J; j++)
    for (let k = 0; k < K; k++) scale[j * K + k] = Math.sqrt((variance[k] as number) * (shares[j] as number) * (1 - (shares[j] as number)));
  if (!variance.some((v) => v > 0)) return null;
  const observed = new Float64Array(J * K);
  for (let u = 0; u < units; u++)
    for (let i = 0; i < J * K; i++) {
      const at = u * J * K + i;
      values[at] = (scale[i] as number) > 0 ? (values[at] as number) / (scale[i] as number) : 0;
      observed[i] = (observed[i] as number) + (values[at] as number);
    }
  return { units, J, K, values, observed, scale, shares };
}

/** Units whose signs are drawn together: all their signed sums are tabled once. */
const FLIPPED_TOGETHER = 4;

/** Up to this many units all patterns of signs are gone through, which makes the p-value exact. */
const ENUMERATED_UNITS = 12;

function testFlips({ units, J, K, values }: Contrasts, random: RandomSource, limit: number): number {
  const size = J * K;
  const patterns = 1 << FLIPPED_TOGETHER;
  const groups = Math.ceil(units / FLIPPED_TOGETHER);
  const signed = new Float64Array(groups * patterns * size);
  for (let u = 0; u < units; u++) {
    const group = Math.floor(u / FLIPPED_TOGETHER);
    const bit = 1 << (u % FLIPPED_TOGETHER);
    for (let pattern = 0; pattern < patterns; pattern++) {
      const sign = (pattern & bit) === 0 ? -1 : 1;
      const to = (group * patterns + pattern) * size;
      for (let i = 0; i < size; i++) signed[to + i] = (signed[to + i] as number) + sign * (values[u * size + i] as number);
    }
  }
  const sums = new Float64Array(size);
  const exceeds = (patternOf: (group: number) => number): boolean => {
    sums.fill(0);
    for (let group = 0; group < groups; group++) {
      const from = (group * patterns + patternOf(group)) * size;
      for (let i = 0; i < size; i++) sums[i] = (sums[i] as number) + (signed[from + i] as number);
    }
    for (let i = 0; i < size; i++) if (Math.abs(sums[i] as number) >= limit) return true;
    return false;
  };
  if (units > ENUMERATED_UNITS) return exceedance(() => exceeds(() => randomBelow(random, patterns)));
  let exceedances = 0;
  for (let signs = 0; signs < 1 << units; signs++)
    if (exceeds((group) => (signs >> (group * FLIPPED_TOGETHER)) & (patterns - 1))) exceedances++;
  return exceedances / (1 << units);
}

function blockDraw(
  series: UnitSeries,
  splits: readonly number[],
  contrasts: Contrasts,
  random: RandomSource,
  limit: number,
): () => boolean {
  const { columns, exposure } = series;
  const { J, K, observed, scale, shares } = contrasts;
  const ownSplits = columns.map((_, k) => {
    let best = 0;
    for (let j = 1; j < J; j++) if (Math.abs(observed[j * K + k] as number) > Math.abs(observed[best * K + k] as number)) best = j;
    return splits[best] as number;
  });
  const left = withoutStep(series, ownSplits);
  const active = [...exposure.keys()].filter((d) => (exposure[d] as number) > 0);
  const inflation = Math.sqrt(active.length / Math.max(1, active.length - 2));
  const block = Math.max(2, Math.round(active.length ** BLOCK_POWER));
  const drawn = new Int32Array(active.length);
  const roots = Float64Array.from(exposure, Math.sqrt);
  return () => {
    for (let i = 0; i < drawn.length; ) {
      const from = randomBelow(random, drawn.length);
      for (let b = 0; b < block && i < drawn.length; b++) drawn[i++] = (from + b) % drawn.length;
    }
    for (let k = 0; k < K; k++) {
      let whole = 0;
      const shifted = (i: number): number => {
        const from = active[drawn[i] as number] as number;
        return (inflation * (left[from * K + k] as number) * (roots[active[i] as number] as number)) / (roots[from] as number);
      };
      for (let i = 0; i < drawn.length; i++) whole += shifted(i);
      let sum = 0;
      let i = 0;
      for (let j = 0; j < J; j++) {
        for (; i < drawn.length && (active[i] as number) < (splits[j] as number); i++) sum += shifted(i);
        const by = scale[j * K + k] as number;
        if (by > 0 && Math.abs(sum - (shares[j] as number) * whole) / by >= limit) return true;
      }
    }
    return false;
  };
}

/** (exceedances + 1) / (draws + 1), Phipson and Smyth 2010, stopped early where many exceed. */
function exceedance(exceeds: () => boolean): number {
  let exceedances = 0;
  for (let draw = 1; draw <= MOST_DRAWS; draw++) {
    if (exceeds()) exceedances++;
    if (exceedances === ENOUGH_EXCEEDANCES) return exceedances / draw;
  }
  return (exceedances + 1) / (MOST_DRAWS + 1);
}
