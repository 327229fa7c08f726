import { type RandomSource, randomBelow } from './random.ts';

/**
 * Weights of one bootstrap draw: how often each of n units is drawn in n draws with replacement (Efron 1979).
 *
 * @param counts n counts, overwritten
 */
export function drawResample(counts: Int32Array, random: RandomSource): void {
  counts.fill(0);
  const n = counts.length;
  for (let i = 0; i < n; i++) {
    const unit = randomBelow(random, n);
    counts[unit] = (counts[unit] as number) + 1;
  }
}

/**
 * Sums n units into at most `most` resampling units, dealt round by decreasing size so that units weigh about the same. Resampling
 * sums of independent units keeps the variance of a total (the bucketing of Chamandy, Muralidharan, Najmi and Naidu 2012,
 * "Estimating uncertainty for massive data streams") at a cost that does not grow with n.
 *
 * @param values n units by `width` values
 * @param sizes n sizes that order the deal; ties by position
 * @returns min(n, most) units by `width` values
 */
export function dealIntoUnits(values: Float64Array, width: number, sizes: Float64Array, most: number): Float64Array {
  const n = sizes.length;
  if (n <= most) return values;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || a - b);
  const units = new Float64Array(most * width);
  for (let rank = 0; rank < n; rank++) {
    const from = (order[rank] as number) * width;
    const to = (rank % most) * width;
    for (let k = 0; k < width; k++) units[to + k] = (units[to + k] as number) + (values[from + k] as number);
  }
  return units;
}
