import type { RandomSource } from '../statistics/random.ts';
import type { SimulatedAccount } from './account.ts';
import { lognormal } from './draw.ts';
import { DAY_MS, HOUR_MS, isWeekend, MINUTE_MS, type Period } from './period.ts';

const ACCOUNT_SPAN = 2 ** 20;

export interface Moment {
  account: number;
  millisecond: number;
  isFollowUp: boolean;
}

/** Exchanges of every account on every day, n accounts x days, from the total of each account. */
export function spreadOverDays(
  accounts: readonly SimulatedAccount[],
  totals: Uint32Array,
  period: Period,
  random: RandomSource,
): Uint32Array {
  const counts = new Uint32Array(accounts.length * period.days);
  const weights = new Float64Array(period.days);
  accounts.forEach((account, i) => {
    for (let day = 0; day < period.days; day++) {
      const active = day >= account.startDay && day <= account.endDay;
      const mood = random() < account.diligence ? lognormal(1, account.moodSigma, random) : 0.02;
      weights[day] = active ? mood * (isWeekend(period, day) ? account.weekendFactor : 1) : 0;
    }
    counts.set(scatter(totals[i] as number, weights, account.moodSigma, random), i * period.days);
  });
  return counts;
}

/** Drops `total` exchanges on days at random, in proportion to their weights; a scheduled job's even share comes out even. */
function scatter(total: number, weights: Float64Array, sigma: number, random: RandomSource): Uint32Array {
  const counts = new Uint32Array(weights.length);
  const sum = weights.reduce((a, b) => a + b, 0);
  let left = total;
  if (sigma < 0.1) {
    for (let day = 0; day < weights.length; day++) {
      counts[day] = Math.floor(((weights[day] as number) * total) / sum);
      left -= counts[day] as number;
    }
  }
  for (; left > 0; left--) {
    let target = random() * sum;
    let day = 0;
    while (day < weights.length - 1 && target >= (weights[day] as number)) target -= weights[day++] as number;
    while ((weights[day] as number) === 0 && day > 0) day--;
    counts[day] = (counts[day] as number) + 1;
  }
  return counts;
}

/**
 * The moments of one day in order, one object reused. People are awake around their own peak hour of local time, scheduled jobs run at
 * their minute. Up to 2^20 accounts.
 */
export function* drawTimes(
  accounts: readonly SimulatedAccount[],
  dayCounts: Uint32Array,
  day: number,
  period: Period,
  random: RandomSource,
): Generator<Moment> {
  let total = 0;
  for (let i = 0; i < accounts.length; i++) total += dayCounts[i * period.days + day] as number;
  const keys = new Float64Array(total);
  let filled = 0;
  accounts.forEach((account, i) => {
    let previous = -1;
    const [first, last] = lifeOnDay(account, day);
    for (let k = dayCounts[i * period.days + day] as number; k > 0; k--) {
      const follows = previous >= 0 && random() < account.followUpShare;
      const drawn = follows ? previous + 20_000 + Math.floor(random() * 300_000) : drawMoment(account, random);
      const moment =
        drawn < first || (drawn >= last && !follows) ? first + Math.floor(random() * (last - first)) : Math.min(last - 1, drawn);
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

/** First millisecond of a day on which the account may send, and the one after the last. */
function lifeOnDay(account: SimulatedAccount, day: number): [number, number] {
  const first = day === account.startDay ? account.startMillisecond : 0;
  const last = day === account.endDay ? account.endMillisecond : DAY_MS;
  return [first, Math.max(first + 1, last)];
}

function drawMoment(account: SimulatedAccount, random: RandomSource): number {
  if (account.cronMinute !== null)
    return Math.floor(Math.floor(random() * 24) * HOUR_MS + account.cronMinute * MINUTE_MS + random() * 15_000);
  if (random() < account.roundTheClock) return Math.floor(random() * DAY_MS);
  const spread = (random() + random() + random() - 1.5) * 9;
  const hour = account.peakHour + spread - account.region.hoursFromUtc;
  return Math.floor((((hour % 24) + 24) % 24) * HOUR_MS) % DAY_MS;
}
