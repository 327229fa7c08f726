import { type RandomSource, randomBelow } from '../statistics/random.ts';

/** One item, uniformly. Throws TypeError when there is none. */
export function pick<T>(items: readonly T[], random: RandomSource): T {
  const item = items[randomBelow(random, items.length)];
  if (item === undefined) throw new TypeError('nothing to pick from');
  return item;
}

/** A whole number in [low, high], uniformly. */
export function between(low: number, high: number, random: RandomSource): number {
  return low + randomBelow(random, high - low + 1);
}

/** Standard normal by the Box-Muller transform. */
export function normal(random: RandomSource): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Log-normal with the given median and sigma of the logarithm. */
export function lognormal(median: number, sigma: number, random: RandomSource): number {
  return median * Math.exp(sigma * normal(random));
}

/** `digits` lower-case hexadecimal digits. */
export function hex(digits: number, random: RandomSource): string {
  let text = '';
  while (text.length < digits) text += randomBelow(random, 0x10000000).toString(16).padStart(7, '0');
  return text.slice(0, digits);
}

/** Draws indexes in proportion to weights. */
export interface WeightedIndex {
  readonly cumulative: Float64Array;
}

/** Prepares drawing from n non-negative weights; their sum must be positive. */
export function weightedIndex(weights: readonly number[] | Float64Array): WeightedIndex {
  const cumulative = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i] ?? 0;
    cumulative[i] = sum;
  }
  if (!(sum > 0)) throw new TypeError('weights sum to zero');
  return { cumulative };
}

/** One index, in proportion to its weight; O(log n). */
export function drawIndex({ cumulative }: WeightedIndex, random: RandomSource): number {
  const last = cumulative.length - 1;
  const target = random() * (cumulative[last] as number);
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] as number) > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Splits a whole total in proportion to weights by largest remainders, at least `floor` each. */
export function apportion(total: number, weights: Float64Array, floor: number): Uint32Array {
  const shares = new Uint32Array(weights.length).fill(floor);
  const rest = total - floor * weights.length;
  if (rest <= 0) return shares;
  let sum = 0;
  for (const weight of weights) sum += weight;
  const remainders = new Float64Array(weights.length);
  let given = 0;
  for (let i = 0; i < weights.length; i++) {
    const exact = ((weights[i] as number) * rest) / sum;
    const whole = Math.floor(exact);
    shares[i] = (shares[i] as number) + whole;
    remainders[i] = exact - whole;
    given += whole;
  }
  const order = Uint32Array.from({ length: weights.length }, (_, i) => i).sort(
    (i, j) => (remainders[j] as number) - (remainders[i] as number) || i - j,
  );
  for (let k = 0; k < rest - given; k++) {
    const i = order[k % order.length] as number;
    shares[i] = (shares[i] as number) + 1;
  }
  return shares;
}
