import type { RandomSource } from '../statistics/random.ts';
import type { SimulatedAccount } from './account.ts';
import { PERIOD_DAYS } from './scenario.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const ACCOUNT_SPAN = 2 ** 20;

export interface Moment {
  account: number;
  millisecond: number;
  isFollowUp: boolean;
}

/**
 * The moments of one day in order, one object reused. People are awake around their own peak hour of local time; relays spread
 * their load. Up to 2^20 accounts.
 */
export function* drawTimes(
  accounts: readonly SimulatedAccount[],
  dayCounts: Uint32Array,
  day: number,
  random: RandomSource,
): Generator<Moment> {
  let total = 0;
  for (let i = 0; i < accounts.length; i++) total += dayCounts[i * PERIOD_DAYS + day] as number;
  const keys = new Float64Array(total);
  let filled = 0;
  accounts.forEach((account, i) => {
    let previous = -1;
    for (let k = dayCounts[i * PERIOD_DAYS + day] as number; k > 0; k--) {
      const follows = previous >= 0 && random() < account.followUpShare;
      const moment = follows ? Math.min(DAY_MS - 1, previous + 20_000 + Math.floor(random() * 300_000)) : drawMoment(account, random);
      keys[filled++] = (moment * ACCOUNT_SPAN + i) * 2 + (follows ? 1 : 0);
      previous = moment;
    }
  });
  keys.sort();
  const moment: Moment = { account: 0, millisecond: 0, isFollowUp: false };
  for (const key of keys) {
    const rest = Math.floor(key / 2);
    moment.isFollowUp = key % 2 === 1;
    moment.account = rest % ACCOUNT_SPAN;
    moment.millisecond = Math.floor(rest / ACCOUNT_SPAN);
    yield moment;
  }
}

function drawMoment(account: SimulatedAccount, random: RandomSource): number {
  if (random() < account.roundTheClock) return Math.floor(random() * DAY_MS);
  const spread = (random() + random() + random() - 1.5) * 9;
  const hour = account.peakHour + spread - account.region.hoursFromUtc;
  return Math.floor((((hour % 24) + 24) % 24) * HOUR_MS) % DAY_MS;
}
