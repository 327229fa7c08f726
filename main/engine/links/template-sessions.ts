import type { CloseLook } from './close-look.ts';
import { entryOf, FEWEST_SENDERS } from './close-look-choice.ts';
import { valuesOfAccount } from './value-table.ts';

const DAY_MS = 86_400_000;
/** Uses of a template no further apart are one session: relays keep a conversation with one account for so long. */
const SESSION_GAP_MS = 3_600_000;
/** Days of work with one family; above, as many senders are taken as fit. */
const MOST_BLOCKS_A_FAMILY = 3_000;

/** What one account did with one family on one UTC day. */
export interface SessionBlock {
  readonly family: number;
  readonly account: number;
  /** Days since 1970. */
  readonly day: number;
  /** First and last use of each session in turn, milliseconds into the day, ascending. */
  readonly sessions: Float64Array;
}

export interface GroupSessions {
  /** By family, least used first: one much used may hold several templates that open alike. Within a family by account and day. */
  readonly families: readonly (readonly SessionBlock[])[];
  /** Members whose rows were looked at. */
  readonly accountsSeen: number;
  /** Members that send any of the families. */
  readonly senders: number;
}

/** Sessions of the members of a group on the families that several of them were seen to use. */
export function sessionsOf(members: Int32Array, look: CloseLook): GroupSessions {
  const { templates } = look;
  if (templates === null) return { families: [], accountsSeen: 0, senders: 0 };
  const sendersOf = new Map<number, number[]>();
  for (const account of members) {
    for (const family of valuesOfAccount(templates, account)) {
      if (look.slotOf[entryOf(templates, account, family)] === -1) continue;
      const senders = sendersOf.get(family);
      if (senders === undefined) sendersOf.set(family, [account]);
      else senders.push(account);
    }
  }
  const shared = [...sendersOf].filter(([, senders]) => senders.length >= FEWEST_SENDERS).sort(([f], [g]) => f - g);
  const isShared = new Set(shared.map(([family]) => family));
  return {
    families: shared.map(([family, senders]) => fittingBlocks(family, senders, look)).sort((x, y) => x.length - y.length),
    accountsSeen: new Set(shared.flatMap(([, senders]) => senders)).size,
    senders: members.filter((account) => valuesOfAccount(templates, account).some((family) => isShared.has(family))).length,
  };
}

function fittingBlocks(family: number, senders: readonly number[], look: CloseLook): readonly SessionBlock[] {
  const blocks = senders.map((account) => blocksOf(account, family, look));
  const total = blocks.reduce((sum, own) => sum + own.length, 0);
  const every = Math.ceil(total / MOST_BLOCKS_A_FAMILY);
  return blocks.filter((_, i) => i % every === 0).flat();
}

function blocksOf(account: number, family: number, { templates, slotOf, start, timeMs }: CloseLook): readonly SessionBlock[] {
  const slot = templates === null ? -1 : (slotOf[entryOf(templates, account, family)] as number);
  const blocks: SessionBlock[] = [];
  const end = start[slot + 1] as number;
  let day = Number.NaN;
  let sessions: number[] = [];
  const close = (): void => {
    if (sessions.length > 0) blocks.push({ family, account, day, sessions: Float64Array.from(sessions) });
    sessions = [];
  };
  for (let row = start[slot] as number; row < end; row++) {
    const time = timeMs[row] as number;
    if (!(time >= 0)) continue;
    const own = Math.floor(time / DAY_MS);
    if (own !== day) close();
    day = own;
    const into = time - own * DAY_MS;
    const last = sessions.length - 1;
    if (last >= 0 && into - (sessions[last] as number) <= SESSION_GAP_MS) sessions[last] = into;
    else sessions.push(into, into);
  }
  close();
  return blocks;
}

/** Pairs of sessions of two accounts that overlap if their days were the same; touching is not overlapping. */
export function overlaps(x: Float64Array, y: Float64Array): number {
  let count = 0;
  for (let i = 0; i < x.length; i += 2) {
    for (let j = 0; j < y.length; j += 2) {
      if ((y[j] as number) >= (x[i + 1] as number)) break;
      if ((x[i] as number) < (y[j + 1] as number)) count++;
    }
  }
  return count;
}
