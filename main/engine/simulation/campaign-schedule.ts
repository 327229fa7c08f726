import { type RandomSource, randomBelow, seededRandom } from '../statistics/random.ts';
import type { CampaignAccount } from './campaign-accounts.ts';
import { apportion, drawIndex, weightedIndex } from './draw.ts';
import type { Operation } from './operation.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Period } from './period.ts';

/** One task on its way to an account. */
export interface HarvestItem {
  readonly account: number;
  readonly stream: number;
  readonly timeMs: number;
}

/** Gives the harvest of a day in order of time; to be asked for every day from the first on. */
export type HarvestSchedule = (day: number) => HarvestItem[];

/** Splits a campaign's harvest over the days of the period, by how many of its accounts live on each. */
export function planHarvestDays(accounts: readonly CampaignAccount[], total: number, period: Period): Uint32Array {
  const weights = Float64Array.from({ length: period.days }, (_, day) => {
    const from = period.startMs + day * DAY_MS;
    return accounts.reduce((sum, { startMs, endMs }) => sum + Math.max(0, Math.min(endMs, from + DAY_MS) - Math.max(startMs, from)), 0);
  });
  return apportion(total, weights, 0);
}

/**
 * Hands work to accounts as a load balancer does: new accounts first, then the one used longest ago or the less busy of two;
 * a stream may stay with its account for a while. `unused` accounts get one task of their own. Same seed, same schedule.
 */
export function createHarvestSchedule(
  operation: Operation,
  accounts: readonly CampaignAccount[],
  dayItems: Uint32Array,
  unused: readonly number[],
  period: Period,
  seed: number,
): HarvestSchedule {
  const random = seededRandom(seed);
  const { plan, streams } = operation;
  const streamWeights = weightedIndex(streams.map((stream) => stream.weight));
  const hours = weightedIndex(operation.hourWeights);
  const pool = new AccountPool(accounts, plan.scheduling === 'least-recent', random);
  const held = streams.map(() => ({ account: -1, untilMs: 0 }));

  return (day) => {
    const from = period.startMs + day * DAY_MS;
    const living = accounts.flatMap(({ startMs, endMs }, i) => (startMs < from + DAY_MS && endMs > from ? [i] : []));
    const times = new Float64Array(dayItems[day] as number);
    for (let k = 0; k < times.length; k++) times[k] = from + Math.floor((drawIndex(hours, random) + random()) * HOUR_MS);
    times.sort();
    const items: HarvestItem[] = [];
    for (const drawn of times) {
      const stream = drawIndex(streamWeights, random);
      const session = held[stream] as { account: number; untilMs: number };
      let account = session.account;
      let timeMs = drawn;
      const stays = account >= 0 && drawn < session.untilMs && drawn < (accounts[account] as CampaignAccount).endMs;
      if (!stays) {
        account = pool.next(drawn);
        if (account < 0) {
          account = living[randomBelow(random, living.length)] as number;
          timeMs = withinLife(accounts[account] as CampaignAccount, from, random);
        }
        session.account = account;
        session.untilMs = drawn + plan.stickyMinutes * MINUTE_MS;
      }
      const late = plan.jitterMinutes === 0 ? 0 : -Math.log(1 - random()) * plan.jitterMinutes * MINUTE_MS;
      const latest = Math.min((accounts[account] as CampaignAccount).endMs, from + DAY_MS) - 1;
      items.push({ account, stream, timeMs: Math.floor(timeMs + late <= latest ? timeMs + late : timeMs) });
    }
    for (const account of unused) {
      const life = accounts[account] as CampaignAccount;
      if (Math.floor((life.startMs - period.startMs) / DAY_MS) === day)
        items.push({ account, stream: 0, timeMs: withinLife(life, from, random) });
    }
    return items.sort((a, b) => a.timeMs - b.timeMs || a.account - b.account || a.stream - b.stream);
  };
}

function withinLife({ startMs, endMs }: CampaignAccount, from: number, random: RandomSource): number {
  const [first, last] = [Math.max(startMs, from), Math.min(endMs, from + DAY_MS)];
  return Math.floor(first + random() * (last - first - 1));
}

/** The accounts in use, in the order in which they were last used. */
class AccountPool {
  readonly #accounts: readonly CampaignAccount[];
  readonly #leastRecent: boolean;
  readonly #random: RandomSource;
  readonly #byStart: number[];
  readonly #used: Float64Array;
  readonly #pool: number[] = [];
  #started = 0;
  #nextEndMs = Number.POSITIVE_INFINITY;

  constructor(accounts: readonly CampaignAccount[], leastRecent: boolean, random: RandomSource) {
    this.#accounts = accounts;
    this.#leastRecent = leastRecent;
    this.#random = random;
    this.#byStart = accounts.map((_, i) => i).sort((a, b) => this.#startOf(a) - this.#startOf(b) || a - b);
    this.#used = new Float64Array(accounts.length);
  }

  /** The account that takes the next task, or -1 when none is in use. */
  next(timeMs: number): number {
    const waiting = this.#byStart[this.#started];
    const chosen = waiting !== undefined && this.#startOf(waiting) <= timeMs ? this.#start(waiting) : this.#choose(timeMs);
    if (chosen >= 0) this.#used[chosen] = (this.#used[chosen] as number) + 1;
    return chosen < 0 || this.#endOf(chosen) > timeMs ? chosen : this.next(timeMs);
  }

  #start(account: number): number {
    this.#started++;
    this.#pool.push(account);
    this.#nextEndMs = Math.min(this.#nextEndMs, this.#endOf(account));
    return account;
  }

  #choose(timeMs: number): number {
    const pool = this.#pool;
    if (timeMs >= this.#nextEndMs) {
      for (let i = pool.length - 1; i >= 0; i--) if (this.#endOf(pool[i] as number) <= timeMs) pool.splice(i, 1);
      this.#nextEndMs = pool.reduce((least, account) => Math.min(least, this.#endOf(account)), Number.POSITIVE_INFINITY);
    }
    if (pool.length === 0) return -1;
    return this.#leastRecent ? this.#leastRecentlyUsed(timeMs) : this.#lessBusy(timeMs);
  }

  #leastRecentlyUsed(timeMs: number): number {
    const awake = this.#pool.findIndex((account) => !(this.#accounts[account] as CampaignAccount).isAsleep(timeMs));
    const [account] = this.#pool.splice(Math.max(0, awake), 1) as [number];
    this.#pool.push(account);
    return account;
  }

  #lessBusy(timeMs: number): number {
    const [one, other] = [this.#drawAwake(timeMs), this.#drawAwake(timeMs)];
    return this.#load(other, timeMs) < this.#load(one, timeMs) ? other : one;
  }

  #drawAwake(timeMs: number): number {
    let account = this.#pool[randomBelow(this.#random, this.#pool.length)] as number;
    for (let tries = 0; tries < 6 && (this.#accounts[account] as CampaignAccount).isAsleep(timeMs); tries++)
      account = this.#pool[randomBelow(this.#random, this.#pool.length)] as number;
    return account;
  }

  #load(account: number, timeMs: number): number {
    return (this.#used[account] as number) / (timeMs - this.#startOf(account) + 4 * HOUR_MS);
  }

  #endOf(account: number): number {
    return (this.#accounts[account] as CampaignAccount).endMs;
  }

  #startOf(account: number): number {
    return (this.#accounts[account] as CampaignAccount).startMs;
  }
}
