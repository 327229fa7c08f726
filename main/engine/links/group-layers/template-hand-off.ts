import { type RandomSource, randomBelow } from '../../statistics/random.ts';
import { NOTHING_SEEN } from '../close-look.ts';
import type { GroupMeasure, GroupRule } from '../group-rule.ts';
import { type GroupSessions, overlaps, type SessionBlock, sessionsOf } from '../template-sessions.ts';
import { countText } from '../wording.ts';

const FEWEST_MEMBERS = 5;
const DRAWS = 199;
const MOST_DRAWS = 99_999;
const ENOUGH_EXCEEDANCES = 10;
/** Days that change places, and pairs of them that could overlap, from which on further families would only take time. */
const ENOUGH_BLOCKS = 800;
const ENOUGH_PAIRS = 10_000;
/** Days and pairs visited in all draws from one null for one group: seconds. */
const MOST_VISITS = 1_000_000_000;
/** Where the first null is this likely the second need not be asked. */
const UNLIKELY = 0.05;
/** Overlaps that chance must give, and for each session, for their absence to mean anything. */
const LEAST_EXPECTED = 20;
const LEAST_EXPECTED_A_SESSION = 0.05;
const TELLING_SHARE = 0.5;

/**
 * Whether templates pass from account to account: while one uses a template no other does, as where a relay keeps a conversation with the account that began it. Counts pairs of
 * members' sessions with one template that overlap; few tell. Two nulls, and both must be unlikely: the days of each member with a template change places within their week
 * (workdays with workdays), and with the same day of other weeks. The first keeps who works early and who late in a week, the second what somebody does on
 * Mondays, so that shifts and rotas, which keep people apart, still do so in one of them. A log of a week or less says nothing.
 */
export const TEMPLATE_HAND_OFF_LAYER: GroupRule = {
  layer: 'template_hand_off',
  columns: ['skeleton_hash', 'ts'],
  nullHypothesis:
    'members use the templates they share on their own days and at their own hours, whoever else does: each one’s days are exchangeable within a week, and from week to week',
  looksClosely: true,
  prepare: (traffic, look = NOTHING_SEEN) => {
    if (!traffic.tables.has('template') || traffic.days.valueCount === 0) return null;
    return (members, random, mostDraws) => {
      const sessions = sessionsOf(members, look);
      return sessions.senders * 2 < members.length ? null : measureHandOff(sessions, random, mostDraws);
    };
  },
};

function measureHandOff({ families, accountsSeen }: GroupSessions, random: RandomSource, mostDraws: number): GroupMeasure | null {
  const pairs = new BlockPairs();
  const isTakingPart = (): boolean => pairs.accountCount >= Math.max(FEWEST_MEMBERS, accountsSeen / 2);
  for (const blocks of families) {
    if (isTakingPart() && (pairs.blockCount >= ENOUGH_BLOCKS || pairs.size >= ENOUGH_PAIRS)) break;
    pairs.addFamily(blocks);
  }
  if (!isTakingPart()) return null;
  const observed = pairs.overlapping();
  // Half of them still reach a p-value that survives correction by itself.
  const most = Math.min(Math.ceil(mostDraws / 2), MOST_DRAWS, Math.max(DRAWS, Math.floor(MOST_VISITS / (pairs.size + pairs.blockCount))));
  let pValue = 0;
  let typical = Number.POSITIVE_INFINITY;
  for (const placeOf of [placeInWeek, placeOverWeeks]) {
    const draw = pairs.drawing(placeOf, random);
    const values: number[] = [];
    let exceedances = 0;
    let draws = 0;
    while (draws < DRAWS || (exceedances < ENOUGH_EXCEEDANCES && draws < most)) {
      const value = draw();
      if (draws < DRAWS) values.push(value);
      if (value <= observed) exceedances++;
      draws++;
    }
    values.sort((x, y) => x - y);
    typical = Math.min(typical, values[values.length >> 1] as number);
    if (typical < Math.max(LEAST_EXPECTED, LEAST_EXPECTED_A_SESSION * pairs.sessionCount)) return null;
    pValue = Math.max(pValue, (exceedances + 1) / (draws + 1));
    if (pValue > UNLIKELY) break;
  }
  const isTelling = observed <= TELLING_SHARE * typical;
  return {
    pValue,
    isTelling,
    reason: `of ${countText(pairs.sessionCount)} sessions of members with a template they share, ${countText(observed)} pairs overlap; were members independent of one another, ${countText(typical)} would${isTelling ? ': while one uses the template, others do not' : ''}`,
  };
}

/** Day 0 of 1970 was a Thursday. */
const weekdayOf = (day: number): number => (day + 3) % 7;
const placeInWeek = (day: number): number => Math.floor((day + 3) / 7) * 2 + (weekdayOf(day) >= 5 ? 1 : 0);
const placeOverWeeks = (day: number): number => weekdayOf(day);

/** Days of work of members, and which pairs of them would overlap if they were the same day. */
class BlockPairs {
  sessionCount = 0;
  readonly #blocks: SessionBlock[] = [];
  readonly #first: number[] = [];
  readonly #second: number[] = [];
  readonly #overlaps: number[] = [];
  readonly #accounts = new Set<number>();

  get size(): number {
    return this.#first.length;
  }

  /** Accounts with a day that might overlap with another's. */
  get accountCount(): number {
    return this.#accounts.size;
  }

  addFamily(blocks: readonly SessionBlock[]): void {
    const offset = this.#blocks.length;
    blocks.forEach((x, i) => {
      this.#blocks.push(x);
      this.sessionCount += x.sessions.length / 2;
      for (let j = 0; j < i; j++) {
        const y = blocks[j] as SessionBlock;
        if (y.account === x.account || !canMeet(x.day, y.day)) continue;
        const count = overlaps(x.sessions, y.sessions);
        if (count === 0) continue;
        this.#first.push(offset + i);
        this.#second.push(offset + j);
        this.#overlaps.push(count);
        this.#accounts.add(x.account).add(y.account);
      }
    });
  }

  get blockCount(): number {
    return this.#blocks.length;
  }

  overlapping(): number {
    return countSameDay(this.#columns(), this.#days());
  }

  /** Draws how many overlap once the days of each account and family that stand in the same place have changed places. */
  drawing(placeOf: (day: number) => number, random: RandomSource): () => number {
    const placed = new Map<string, number[]>();
    this.#blocks.forEach(({ family, account, day }, block) => {
      const key = `${family} ${account} ${placeOf(day)}`;
      const blocks = placed.get(key);
      if (blocks === undefined) placed.set(key, [block]);
      else blocks.push(block);
    });
    const places = [...placed.values()].filter((blocks) => blocks.length > 1).map((blocks) => Int32Array.from(blocks));
    const columns = this.#columns();
    const days = this.#days();
    return () => {
      for (const place of places) shuffleDays(days, place, random);
      return countSameDay(columns, days);
    };
  }

  #days(): Int32Array {
    return Int32Array.from(this.#blocks, ({ day }) => day);
  }

  #columns(): PairColumns {
    return { first: Int32Array.from(this.#first), second: Int32Array.from(this.#second), overlaps: Int32Array.from(this.#overlaps) };
  }
}

/** Pairs of blocks, and how many sessions of theirs overlap if both are on one day. */
interface PairColumns {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly overlaps: Int32Array;
}

function countSameDay({ first, second, overlaps }: PairColumns, days: Int32Array): number {
  let count = 0;
  for (let i = 0; i < first.length; i++) {
    if (days[first[i] as number] === days[second[i] as number]) count += overlaps[i] as number;
  }
  return count;
}

function shuffleDays(days: Int32Array, place: Int32Array, random: RandomSource): void {
  for (let i = place.length - 1; i > 0; i--) {
    const [one, other] = [place[i] as number, place[randomBelow(random, i + 1)] as number];
    const day = days[one] as number;
    days[one] = days[other] as number;
    days[other] = day;
  }
}

const canMeet = (x: number, y: number): boolean => placeInWeek(x) === placeInWeek(y) || placeOverWeeks(x) === placeOverWeeks(y);
