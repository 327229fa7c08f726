import type { Acts } from './bursts.ts';
import { logBounds } from './log-bounds.ts';
import type { TimedPairs } from './timed-pairs.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** An account first seen so soon after the log begins may be much older. */
const LOG_BEGINS_MS = 2 * DAY_MS;
/** A version first used so soon after its predecessor was used beside it from the start. */
const LEAST_WEAR_MS = 12 * HOUR_MS;

class ActColumns {
  readonly #account: number[] = [];
  readonly #kind: number[] = [];
  readonly #timeMs: number[] = [];

  add(account: number, kind: number, timeMs: number): void {
    this.#account.push(account);
    this.#kind.push(kind);
    this.#timeMs.push(timeMs);
  }

  columns(): Acts {
    return { account: Int32Array.from(this.#account), kind: Int32Array.from(this.#kind), timeMs: Float64Array.from(this.#timeMs) };
  }
}

/**
 * When accounts began: the time of sign-up where it is known (milliseconds, NaN elsewhere), else of the first exchange, unless that may only be where the log begins. The two
 * are different kinds.
 */
export function signUps(firstMs: Float64Array, signUpMs: Float64Array | null): Acts {
  const acts = new ActColumns();
  const { startMs } = logBounds(firstMs, firstMs);
  firstMs.forEach((first, account) => {
    const signUp = signUpMs?.[account] ?? Number.NaN;
    if (!Number.isNaN(signUp)) acts.add(account, 0, signUp);
    else if (first >= startMs + LOG_BEGINS_MS) acts.add(account, 1, first);
  });
  return acts.columns();
}

/**
 * When accounts took a new version of a program they used already. Kind: the user agent taken.
 *
 * @param productOf product of each user agent, so that a change of program is no upgrade
 */
export function upgrades(userAgents: TimedPairs, productOf: Int32Array): Acts {
  return takeUps(userAgents, (userAgent) => productOf[userAgent] as number);
}

/** When accounts that were active already turned to a model. Kind: the model. */
export function modelSwitches(models: TimedPairs): Acts {
  return takeUps(models, () => 0);
}

function takeUps(timed: TimedPairs, familyOf: (value: number) => number): Acts {
  const { accounts, values } = timed.pairs;
  const { firstMs } = timed;
  const earliest = new Map<string, number>();
  for (let pair = 0; pair < accounts.length; pair++) {
    const key = `${accounts[pair]} ${familyOf(values[pair] as number)}`;
    earliest.set(key, Math.min(earliest.get(key) ?? Number.POSITIVE_INFINITY, firstMs[pair] as number));
  }
  const acts = new ActColumns();
  for (let pair = 0; pair < accounts.length; pair++) {
    const account = accounts[pair] as number;
    const value = values[pair] as number;
    const time = firstMs[pair] as number;
    if (Number.isFinite(time) && time >= (earliest.get(`${account} ${familyOf(value)}`) as number) + LEAST_WEAR_MS)
      acts.add(account, value, time);
  }
  return acts.columns();
}
