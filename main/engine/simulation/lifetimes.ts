import type { RandomSource } from '../statistics/random.ts';
import { between } from './draw.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Period } from './period.ts';
import type { OperationPlan } from './plans.ts';

/** When an account of a campaign is in use. */
export interface Lifetime {
  readonly startMs: number;
  readonly endMs: number;
  /** Number of the place that it fills; a successor fills the place of its predecessor. */
  readonly slot: number;
  /** Index of the account whose place it took. */
  readonly predecessor: number | null;
}

const BATCH_SIZE = 12;
const MOST_BATCHES = 5;
/** Between two moments at which given-up accounts are replaced. */
const RESTOCK_MS = 12 * HOUR_MS;
/** Accounts that one place goes through in a period, about. */
const GENERATIONS = 2.6;

/**
 * Lives of `count` accounts in the order in which they are made. Bought in batches, they start within three hours of each other;
 * with a lifetime in the plan each has successors, which start within an hour of the next restocking after it ends, so within a day.
 */
export function planLifetimes(plan: OperationPlan, count: number, period: Period, random: RandomSource): Lifetime[] {
  const endMs = period.startMs + period.days * DAY_MS;
  const places = plan.lifetimeDays === null ? count : Math.max(2, Math.ceil(count / GENERATIONS));
  const starts = firstStarts(plan, Math.min(places, count), period, random);
  if (plan.lifetimeDays === null) return starts.map((startMs, slot) => ({ startMs, endMs, slot, predecessor: null }));

  const [least, most] = plan.lifetimeDays;
  const restockHour = between(0, 23, random);
  const live = (startMs: number, slot: number, predecessor: number | null): Lifetime => {
    const days = least + (most - least) * random();
    return { startMs, endMs: Math.min(endMs, Math.floor(startMs + days * DAY_MS)), slot, predecessor };
  };
  const lives: Lifetime[] = starts.map((startMs, slot) => live(startMs, slot, null));
  for (let i = 0; lives.length < count && i < lives.length; i++) {
    const before = lives[i] as Lifetime;
    const sinceRestock = (before.endMs - period.startMs + DAY_MS - restockHour * HOUR_MS) % RESTOCK_MS;
    const startMs = before.endMs + Math.max(MINUTE_MS, Math.floor(RESTOCK_MS - sinceRestock + random() * HOUR_MS));
    if (startMs < endMs - DAY_MS) lives.push(live(startMs, before.slot, i));
  }
  for (let slot = starts.length; lives.length < count; slot++) {
    lives.push(live(starts[slot % starts.length] as number, slot, null));
  }
  return lives;
}

function firstStarts(plan: OperationPlan, places: number, period: Period, random: RandomSource): number[] {
  if (plan.signUps === 'scattered')
    return Array.from({ length: places }, () =>
      Math.floor(period.startMs + Math.max(0, random() * 0.7 - 0.2) * period.days * DAY_MS + random() * HOUR_MS),
    );
  const firstDay = period.days * (plan.lifetimeDays === null ? 0.2 : 0.06);
  const batches = Math.max(1, Math.min(MOST_BATCHES, Math.round(places / BATCH_SIZE)));
  const openings = Array.from({ length: batches }, (_, k) => {
    const day = Math.floor(firstDay + (k * period.days * 0.3) / batches);
    return period.startMs + day * DAY_MS + between(6, 20, random) * HOUR_MS;
  });
  return Array.from({ length: places }, (_, i) =>
    Math.floor((openings[Math.floor((i * batches) / places)] as number) + random() * 3 * HOUR_MS),
  );
}
