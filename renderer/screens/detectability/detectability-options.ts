import type { DetectabilityOptions, InjectionStyle } from '../../../main/engine/domain/detectability.ts';

/** What the form holds; numbers as they were typed. */
export interface TypedOptions {
  readonly styles: readonly InjectionStyle[];
  readonly sizes: string;
  readonly repeats: string;
  /** Empty for the log's own. */
  readonly volume: string;
  readonly seed: string;
}

export type OptionFaults = Readonly<Record<'sizes' | 'repeats' | 'volume' | 'seed', string | null>>;

/** The program refuses what is out of these as well. */
const LIMITS = { accounts: [2, 5_000], sizes: 12, repeats: [1, 100], volume: [1, 1_000_000], seed: [0, 0xffffffff] } as const;

/** The options that were typed, null where they cannot be run, and what is wrong with each field. */
export function readOptions(typed: TypedOptions): { readonly options: DetectabilityOptions | null; readonly faults: OptionFaults } {
  const sizes = readSizes(typed.sizes);
  const repeats = readWhole(typed.repeats, LIMITS.repeats);
  const exchangesPerAccount = typed.volume.trim() === '' ? null : readWhole(typed.volume, LIMITS.volume);
  const seed = readWhole(typed.seed, LIMITS.seed);
  const fits =
    typed.styles.length > 0 && sizes !== null && repeats !== undefined && exchangesPerAccount !== undefined && seed !== undefined;
  return {
    options: fits ? { styles: typed.styles, sizes, repeats, seed, exchangesPerAccount } : null,
    faults: {
      sizes: sizes === null ? `Whole numbers from ${LIMITS.accounts.join(' to ')}, at most ${LIMITS.sizes}` : null,
      repeats: repeats === undefined ? faultOf(LIMITS.repeats) : null,
      volume: exchangesPerAccount === undefined ? faultOf(LIMITS.volume) : null,
      seed: seed === undefined ? faultOf(LIMITS.seed) : null,
    },
  };
}

/** `50 s`, `12 min`, `3 h`: as rough as the estimate is. */
export function roughly(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 360) / 10} h`;
}

/** Seconds for planting so many campaigns one at a time, and for analysing the case once without. */
export function expectedSeconds(runs: number, secondsPerRun: number): number {
  return (runs + 1) * secondsPerRun;
}

function readSizes(text: string): number[] | null {
  const sizes = text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => readWhole(part, LIMITS.accounts));
  const whole = [...new Set(sizes.filter((size) => size !== undefined))].sort((a, b) => a - b);
  return whole.length > 0 && whole.length <= LIMITS.sizes && sizes.every((size) => size !== undefined) ? whole : null;
}

function readWhole(text: string, [least, most]: readonly [number, number]): number | undefined {
  const value = Number(text.trim());
  return /^\d+$/.test(text.trim()) && value >= least && value <= most ? value : undefined;
}

const faultOf = ([least, most]: readonly [number, number]): string => `A whole number from ${least} to ${most}`;
