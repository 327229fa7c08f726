import type { RandomSource } from '../statistics/random.ts';
import { between, lognormal } from './draw.ts';
import { DAY_MS, HOUR_MS, type Period } from './period.ts';

/** A new model on the market. */
export interface Release {
  readonly model: string;
  readonly atMs: number;
}

/** When a customer takes up the new model, and what share of its exchanges goes there from then on. */
export interface Adoption {
  readonly atMs: number;
  readonly share: number;
}

/** A release around the middle of the period, in the afternoon. */
export function createRelease(model: string, period: Period, random: RandomSource): Release {
  const day = Math.floor(period.days * 0.55) + between(0, Math.max(0, Math.floor(period.days / 10)), random);
  return { model, atMs: period.startMs + day * DAY_MS + between(14, 19, random) * HOUR_MS + between(0, 59, random) * 60_000 };
}

/** Ordinary adoption: a few within two days, many over weeks, the rest not at all. `eagerShare` of customers come within half a day. */
export function drawAdoption(release: Release | null, eagerShare: number, random: RandomSource): Adoption | null {
  if (release === null) return null;
  const share = 0.25 + 0.7 * random();
  if (random() < eagerShare) return { atMs: release.atMs + (0.5 + 11.5 * random()) * HOUR_MS, share };
  const chance = random();
  if (chance < 0.05) return { atMs: release.atMs + (2 + 46 * random()) * HOUR_MS, share };
  return chance < 0.5 ? { atMs: release.atMs + lognormal(7, 0.8, random) * DAY_MS, share } : null;
}
