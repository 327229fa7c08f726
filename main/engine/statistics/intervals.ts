import { logGamma } from './distributions.ts';

/** Linear interpolation between order statistics (Hyndman and Fan 1996, type 7); infinite values are met as they are. */
export function quantileOfSorted(sorted: Float64Array, level: number): number {
  const position = level * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low === high || !Number.isFinite(low) ? low : low + (high - low) * (position - below);
}

/**
 * 95 % bootstrap-t interval (Efron and Tibshirani 1993, section 12.5): estimate - t(.975) error to estimate - t(.025) error, t the
 * quantiles of the studentised draws. Neither side is shorter than Student's t would make it, as few uneven units hide their own tails.
 *
 * @param degrees effective number of units less one
 * @param studentised (draw - estimate) / error of the draw; sorted in place; minus infinity gives an open upper end
 */
export function bootstrapTInterval(
  estimate: number,
  error: number,
  studentised: Float64Array,
  degrees: number,
): { readonly low: number; readonly high: number } {
  studentised.sort();
  const least = studentCritical(0.025, degrees);
  return {
    low: estimate - Math.max(least, quantileOfSorted(studentised, 0.975)) * error,
    high: estimate + Math.max(least, -quantileOfSorted(studentised, 0.025)) * error,
  };
}

/** P(T > t) for Student's t with `degrees` > 0 of freedom, through the incomplete beta function. */
export function studentUpperTail(t: number, degrees: number): number {
  if (!Number.isFinite(t)) return t > 0 ? 0 : 1;
  const half = 0.5 * incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t));
  return t >= 0 ? half : 1 - half;
}

/** The value that Student's t exceeds with probability `tail` below .5, by bisection. */
export function studentCritical(tail: number, degrees: number): number {
  let low = 0;
  let high = 1e6;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (studentUpperTail(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return high;
}

/** Regularised incomplete beta function I_x(a, b), by Lentz's continued fraction (Numerical Recipes, section 6.4); 1e-12 relative. */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

function betaFraction(a: number, b: number, x: number): number {
  const away = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 1000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-13) break;
  }
  return value;
}
