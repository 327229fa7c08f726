import { CAPABILITIES } from '../../../main/engine/domain/capability.ts';
import { type RandomSource, randomBelow, seededRandom } from '../../../main/engine/statistics/random.ts';

const CLASSES = CAPABILITIES.length;
/** A source has at least this many prompts of a class to count in the macro-F1. */
const SMALLEST_GROUP = 10;
const RESAMPLES = 400;

/** What prompts of one source are (-1: no capability) and what they were taken for. */
export interface Answers {
  readonly source: string;
  readonly actual: Int8Array;
  readonly guessed: Int8Array;
}

export interface ClassScore {
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
}

export interface Scores {
  /** One a capability, `other` included; null where no source has enough prompts of it. */
  readonly classes: readonly (ClassScore | null)[];
  readonly macroF1: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** @param weighting `group`: every class of every source weighs the same; `prompt`: every prompt does */
export function scoresOf(sources: readonly Answers[], weighting: 'group' | 'prompt'): Scores {
  const hit = new Float64Array(CLASSES);
  const guessedAs = new Float64Array(CLASSES);
  const actually = new Float64Array(CLASSES);
  for (const { actual, guessed } of sources) {
    const sizes = new Int32Array(CLASSES);
    for (const label of actual) if (label >= 0) sizes[label] = (sizes[label] as number) + 1;
    for (let i = 0; i < actual.length; i++) {
      const label = actual[i] as number;
      const size = sizes[label] ?? 0;
      if (size < SMALLEST_GROUP) continue;
      const weight = weighting === 'group' ? 1 / size : 1;
      const guess = guessed[i] as number;
      guessedAs[guess] = (guessedAs[guess] as number) + weight;
      actually[label] = (actually[label] as number) + weight;
      if (guess === label) hit[label] = (hit[label] as number) + weight;
    }
  }
  const classes = CAPABILITIES.map((_, k): ClassScore | null => {
    const [h, g, a] = [hit[k] as number, guessedAs[k] as number, actually[k] as number];
    return a === 0 ? null : { f1: (2 * h) / (g + a), precision: g === 0 ? 0 : h / g, recall: h / a };
  });
  const named = classes.slice(1).filter((score) => score !== null);
  return { classes, macroF1: named.reduce((sum, score) => sum + score.f1, 0) / Math.max(1, named.length) };
}

/** The middle 95 % of a statistic over RESAMPLES resamplings of prompts within each source. */
export function bootstrap<T extends readonly number[]>(
  sources: readonly Answers[],
  statistic: (sources: readonly Answers[]) => T,
): Interval[] {
  const random = seededRandom(20261124);
  const draws = Array.from({ length: RESAMPLES }, () => statistic(sources.map((answers) => resample(answers, random))));
  const width = draws[0]?.length ?? 0;
  return Array.from({ length: width }, (_, i) => middle(draws.map((draw) => draw[i] as number)));
}

function resample({ source, actual, guessed }: Answers, random: RandomSource): Answers {
  const count = actual.length;
  const drawn = { source, actual: new Int8Array(count), guessed: new Int8Array(count) };
  for (let i = 0; i < count; i++) {
    const from = randomBelow(random, count);
    drawn.actual[i] = actual[from] as number;
    drawn.guessed[i] = guessed[from] as number;
  }
  return drawn;
}

function middle(values: number[]): Interval {
  values.sort((a, b) => a - b);
  const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? Number.NaN;
  return { low: at(0.025), high: at(0.975) };
}

/** Share of true values and the Wilson interval of it. */
export function shareOf(values: readonly boolean[]): Interval & { share: number; count: number } {
  const n = values.length;
  const share = values.filter(Boolean).length / Math.max(1, n);
  const z = 1.96;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return { share, count: n, low: n === 0 ? 0 : centre - half, high: n === 0 ? 1 : centre + half };
}
