import type { AnalysisSettings } from '../domain/campaign.ts';
import type { Traffic } from '../links/traffic.ts';
import { accountsOfValue, accountsUsing, type ValueTable, valuesOfAccount } from '../links/value-table.ts';
import { type RandomSource, randomBelow, seededRandom } from '../statistics/random.ts';
import { MOST_ON_CARD } from './assembly.ts';
import type { Groups } from './membership.ts';

/** A campaign of fewer accounts has no manner to be known by. */
const FEWEST_TO_LEARN = 20;
/** Parts of equal size in which a measured habit is divided. */
const PARTS = 8;
/** Weight of the other accounts' habits in those of the campaign, in accounts. */
const PRIOR_ACCOUNTS = 4;
const DRAWS = 999;
const MOST_DRAWS = 999_999;
/** Level over all cards tested together. */
const LEVEL = 0.01;
/** Mean likeness from which on accounts look like the campaign, however unlike others they are: its habits together are twice as common there. */
const LEAST_LIKENESS = Math.LN2;

/** How each account goes about things: one row a habit, with the part or kind that the account is in, -1 where nobody knows. */
type Habits = readonly Int32Array[];

/**
 * Cards of few accounts, all outside groups that hold together otherwise, that go about things as a campaign does. An account's likeness is the sum over its habits (exchanges a day, addresses, time alive, how it
 * asks, parameters, program) of the logarithm of how much more common the habit is among members than among others, over the root of their number; naive Bayes, with the others' shares as prior. P-value of a card: random groups of as many other accounts
 * at least as alike (Phipson and Smyth 2010), Bonferroni over cards. The card itself is one kind of evidence, the manner another.
 *
 * @returns group that each account joins, -1 for none
 */
export function findLookAlikes(
  groups: Groups,
  isCampaign: (group: number) => boolean,
  isFree: Uint8Array,
  traffic: Traffic,
  settings: AnalysisSettings,
): Int32Array {
  const joins = new Int32Array(traffic.accountIds.length).fill(-1);
  const payment = traffic.tables.get('payment');
  if (payment === undefined) return joins;
  const habits = habitsOf(traffic);
  const cards = freeCards(payment, isFree);
  groups.members.forEach((members, group) => {
    if (!isCampaign(group) || members.length < FEWEST_TO_LEARN || cards.length === 0 || cards.length > LEVEL * MOST_DRAWS) return;
    const likeness = learnLikeness(habits, members, groups.groupOf);
    const others = Int32Array.from(traffic.accountIds.keys()).filter((account) => groups.groupOf[account] !== group);
    const random = seededRandom(settings.seed ^ Math.imul((members[0] as number) + 1, 0x85ebca6b));
    for (const accounts of cards) {
      const own = meanOf(accounts, likeness);
      if (own < LEAST_LIKENESS || !isBeyondChance(own, accounts.length, likeness, others, LEVEL / cards.length, random)) continue;
      for (const account of accounts) joins[account] = group;
    }
  });
  return joins;
}

function freeCards(payment: ValueTable, isFree: Uint8Array): Int32Array[] {
  const cards: Int32Array[] = [];
  for (let card = 0; card < payment.valueCount; card++) {
    const size = accountsUsing(payment, card);
    const accounts = accountsOfValue(payment, card);
    if (size >= 2 && size <= MOST_ON_CARD && accounts.every((account) => isFree[account] === 1)) cards.push(accounts);
  }
  return cards;
}

function meanOf(accounts: Int32Array, values: Float64Array): number {
  return accounts.reduce((sum, account) => sum + (values[account] as number), 0) / accounts.length;
}

function isBeyondChance(
  own: number,
  size: number,
  likeness: Float64Array,
  others: Int32Array,
  level: number,
  random: RandomSource,
): boolean {
  let exceedances = 0;
  let draws = 0;
  while (draws < DRAWS || (exceedances === 0 && draws < MOST_DRAWS && 1 / (draws + 1) > level)) {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += likeness[others[randomBelow(random, others.length)] as number] as number;
    if (sum / size >= own) exceedances++;
    draws++;
  }
  return (exceedances + 1) / (draws + 1) <= level;
}

/** Log ratio of each account's habits among members against accounts of no group, tempered by the number of habits. */
function learnLikeness(habits: Habits, members: Int32Array, groupOf: Int32Array): Float64Array {
  const likeness = new Float64Array(groupOf.length);
  const known = new Float64Array(groupOf.length);
  for (const habit of habits) {
    const kinds = habit.reduce((most, kind) => Math.max(most, kind), -1) + 1;
    const inside = new Float64Array(kinds);
    const outside = new Float64Array(kinds).fill(1 / kinds);
    let insiders = 0;
    let outsiders = 1;
    for (const account of members) {
      const kind = habit[account] as number;
      if (kind < 0) continue;
      inside[kind] = (inside[kind] as number) + 1;
      insiders++;
    }
    groupOf.forEach((group, account) => {
      const kind = habit[account] as number;
      if (group >= 0 || kind < 0) return;
      outside[kind] = (outside[kind] as number) + 1;
      outsiders++;
    });
    habit.forEach((kind, account) => {
      if (kind < 0) return;
      const usual = (outside[kind] as number) / outsiders;
      const own = ((inside[kind] as number) + PRIOR_ACCOUNTS * usual) / (insiders + PRIOR_ACCOUNTS);
      likeness[account] = (likeness[account] as number) + Math.log(own / usual);
      known[account] = (known[account] as number) + 1;
    });
  }
  // Habits go together: a plain sum would count one manner many times.
  return likeness.map((sum, account) => ((known[account] as number) === 0 ? 0 : sum / Math.sqrt(known[account] as number)));
}

function habitsOf(traffic: Traffic): Habits {
  const { exchangesOf, firstMs, lastMs, days, tables } = traffic;
  const perAccount = (read: (account: number) => number): Float64Array => Float64Array.from(exchangesOf, (_, account) => read(account));
  const activeDays = (account: number): number => valuesOfAccount(days, account).length;
  const measured = [
    perAccount((account) => (activeDays(account) === 0 ? Number.NaN : (exchangesOf[account] as number) / activeDays(account))),
    perAccount((account) => (lastMs[account] as number) - (firstMs[account] as number)),
  ];
  const addresses = tables.get('client_ip');
  if (addresses !== undefined)
    measured.push(perAccount((account) => valuesOfAccount(addresses, account).length / Math.max(1, exchangesOf[account] as number)));
  const chosen = (['elicitation_profile', 'request_profile', 'user_agent', 'tls_fingerprint'] as const).flatMap((layer) => {
    const table = tables.get(layer);
    return table === undefined ? [] : [mostUsed(table)];
  });
  return [...measured.map(divideEvenly), ...chosen];
}

/** Part of each value when all are divided into PARTS of equal size by rank; equal values share a part, NaN has none. */
function divideEvenly(values: Float64Array): Int32Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const bounds = Array.from({ length: PARTS - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / PARTS)] as number);
  return Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : bounds.filter((bound) => value >= bound).length));
}

/** The value that each account uses most, the lowest of equals; -1 for none. */
function mostUsed(table: ValueTable): Int32Array {
  return Int32Array.from({ length: table.accountCount }, (_, account) => {
    let best = -1;
    let most = 0;
    for (let i = table.accountStart[account] as number; i < (table.accountStart[account + 1] as number); i++) {
      if ((table.accountValueCounts[i] as number) > most) {
        best = table.accountValues[i] as number;
        most = table.accountValueCounts[i] as number;
      }
    }
    return best;
  });
}
