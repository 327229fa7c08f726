const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012,
  9.984369578019572e-6, 1.5056327351493116e-7,
];

/** Natural logarithm of the gamma function for x > 0 (Lanczos 1964, g = 7, n = 9); relative error below 1e-13. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = 0.9999999999998099;
  for (let i = 0; i < LANCZOS.length; i++) sum += (LANCZOS[i] as number) / (x + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const TABLED_FACTORIALS = 1 << 14;
let logFactorials: Float64Array | null = null;

/** Natural logarithm of n! for a whole number n >= 0: summed up to 16,384, above that through logGamma. */
export function logFactorial(n: number): number {
  if (n >= TABLED_FACTORIALS) return logGamma(n + 1);
  if (logFactorials === null) {
    logFactorials = new Float64Array(TABLED_FACTORIALS);
    for (let i = 2; i < TABLED_FACTORIALS; i++) logFactorials[i] = (logFactorials[i - 1] as number) + Math.log(i);
  }
  return logFactorials[n] as number;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/**
 * Upper tail P(X >= observed) of the hypergeometric distribution: `draws` items taken without replacement from `population` items of
 * which `marked` are marked. Terms are summed upwards from `observed` by their ratio
 * (marked - i)(draws - i) / ((i + 1)(population - marked - draws + i + 1)) until they no longer matter.
 *
 * @returns a probability in [0, 1]; 1 when observed is not above the smallest possible value
 */
export function hypergeometricTail(observed: number, population: number, marked: number, draws: number): number {
  const smallest = Math.max(0, draws + marked - population);
  if (observed <= smallest) return 1;
  const largest = Math.min(marked, draws);
  if (observed > largest) return 0;
  let term = Math.exp(logChoose(marked, observed) + logChoose(population - marked, draws - observed) - logChoose(population, draws));
  let sum = term;
  for (let i = observed; i < largest && term > sum * 1e-16; i++) {
    term *= ((marked - i) * (draws - i)) / ((i + 1) * (population - marked - draws + i + 1));
    sum += term;
  }
  return Math.min(1, sum);
}

/** Upper tail P(X >= observed) of the Poisson distribution with this mean > 0, summed upwards until terms no longer matter. */
export function poissonTail(observed: number, mean: number): number {
  if (observed <= 0) return 1;
  if (observed <= mean) {
    let term = Math.exp(-mean);
    let below = term;
    for (let k = 1; k < observed; k++) {
      term *= mean / k;
      below += term;
    }
    return Math.min(1, Math.max(0, 1 - below));
  }
  let term = Math.exp(observed * Math.log(mean) - mean - logFactorial(observed));
  let sum = term;
  for (let k = observed + 1; term > sum * 1e-16; k++) {
    term *= mean / k;
    sum += term;
  }
  return Math.min(1, sum);
}

/** Upper tail P(X >= observed) of the binomial distribution of `trials` trials with chance `share`, summed from `observed` upwards. */
export function binomialTail(observed: number, trials: number, share: number): number {
  if (observed <= 0 || share >= 1) return 1;
  if (observed > trials || share <= 0) return 0;
  let sum = 0;
  for (let k = observed; k <= trials; k++) {
    const term = Math.exp(logChoose(trials, k) + k * Math.log(share) + (trials - k) * Math.log1p(-share));
    sum += term;
    if (k > trials * share && term < sum * 1e-16) break;
  }
  return Math.min(1, sum);
}
