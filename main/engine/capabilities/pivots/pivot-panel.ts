import { CAPABILITIES, ELICITATIONS } from '../../domain/capability.ts';
import type { Traffic, TrafficRows } from '../../links/traffic.ts';
import { knownCode } from '../known-code.ts';

export type PivotTraffic = Pick<Traffic, 'days' | 'firstDay' | 'firstMs' | 'lastMs' | 'exchangesOf' | 'models' | 'modelUse' | 'shares'>;

/** What may change: which columns of the counts it is. */
export type ShareAxis = 'capability' | 'elicitation' | 'model';
export interface AxisColumns {
  readonly axis: ShareAxis;
  readonly from: number;
  readonly width: number;
}

/** Days of a campaign that are looked at: its last ones, where a log is longer. */
const MOST_DAYS = 400;
/** Models counted apart: those that most members of campaigns use; all others are one. */
const MOST_MODELS = 16;
/** Counts of single accounts: 4 bytes each. */
const PANEL_CELLS = 16_000_000;
/** Share of the panel that members of campaigns may take. */
const MEMBERS_SHARE = 0.6;
/** Accounts with fewer exchanges say nothing of before and after. */
const FEWEST_EXCHANGES = 4;

/** The days of one campaign, and its exchanges on each by column. */
export interface CampaignDays {
  readonly members: Int32Array;
  /** Numbers of the panel's accounts that are members, ascending. */
  readonly panel: Int32Array;
  /** First of its days as traffic.days counts them, and how many follow on each other. */
  readonly fromDay: number;
  readonly dayCount: number;
  /** `width` counts a day. */
  readonly counts: Float64Array;
}

/**
 * Counts rows by day and by what they ask: of each campaign and of all accounts in none in whole, and account by account for a panel of members and others. Memory is bounded
 * whatever the case holds: where not every account has room, the panel is a sample by a hash of the account's code, evenly over the levels of volume. Any order of rows
 * gives the same counts.
 */
export class PivotPanel {
  readonly traffic: PivotTraffic;
  readonly axes: readonly AxisColumns[];
  /** Columns of a row of counts. */
  readonly width: number;
  readonly campaigns: readonly CampaignDays[];
  /** Account codes of the panel: members of campaigns and others. */
  readonly accounts: Int32Array;
  /** Numbers of the panel's accounts that are in no campaign. */
  readonly others: Int32Array;
  /** Counts of all accounts in no campaign: `width` a day of traffic.days from `restFrom`. */
  readonly rest: Float64Array;
  readonly restFrom: number;
  /** Model codes counted apart, in order of their columns. */
  readonly models: readonly number[];
  readonly #campaignOf: Int32Array;
  readonly #columnOfModel: Int32Array;
  readonly #numberOf: Int32Array;
  /** First row of counts of each account of the panel. */
  readonly #rowOf: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #channels: Int32Array;

  constructor(traffic: PivotTraffic, campaigns: readonly Int32Array[], seed: number) {
    this.traffic = traffic;
    const { days } = traffic;
    this.#campaignOf = new Int32Array(days.accountCount).fill(-1);
    campaigns.forEach((members, campaign) => {
      for (const account of members) this.#campaignOf[account] = campaign;
    });
    this.models = this.#commonModels();
    this.#columnOfModel = new Int32Array(traffic.models.length);
    const elicitationFrom = CAPABILITIES.length;
    const modelFrom = elicitationFrom + ELICITATIONS.length;
    this.#columnOfModel.fill(modelFrom + this.models.length);
    this.models.forEach((model, i) => {
      this.#columnOfModel[model] = modelFrom + i;
    });
    const modelWidth = this.models.length === 0 ? 0 : this.models.length + 1;
    this.axes = [
      { axis: 'capability', from: 0, width: CAPABILITIES.length },
      { axis: 'elicitation', from: elicitationFrom, width: ELICITATIONS.length },
      { axis: 'model', from: modelFrom, width: modelWidth },
    ];
    this.width = modelFrom + modelWidth;
    const room = Math.floor(PANEL_CELLS / this.width);
    const order = hashOrder(days.accountCount, seed);
    const chosen = campaigns.map((members) =>
      takeWhileRoom(this.#inOrder(members, order), traffic, (MEMBERS_SHARE * room) / campaigns.length),
    );
    const taken = chosen.flat().reduce((sum, account) => sum + activeDays(traffic, account), 0);
    const others = takeWhileRoom(this.#outsiders(order), traffic, room - taken);
    this.accounts = Int32Array.from([...chosen.flat(), ...others]).sort();
    this.#numberOf = new Int32Array(days.accountCount).fill(-1);
    this.#rowOf = new Uint32Array(this.accounts.length + 1);
    this.accounts.forEach((account, number) => {
      this.#numberOf[account] = number;
      this.#rowOf[number + 1] = (this.#rowOf[number] as number) + activeDays(traffic, account);
    });
    this.#counts = new Uint32Array((this.#rowOf[this.accounts.length] as number) * this.width);
    const numbers = (accounts: readonly number[]): Int32Array =>
      Int32Array.from(accounts, (account) => this.#numberOf[account] as number).sort();
    this.others = numbers(others);
    this.#channels = this.#mainChannels();
    this.campaigns = campaigns.map((members, campaign) => {
      const { from, to } = spanOf(traffic, members);
      const dayCount = Math.min(MOST_DAYS, to - from);
      return {
        members,
        panel: numbers(chosen[campaign] ?? []),
        fromDay: to - dayCount,
        dayCount,
        counts: new Float64Array(dayCount * this.width),
      };
    });
    const spans = this.campaigns.filter(({ dayCount }) => dayCount > 0);
    const restTo = spans.reduce((last, { fromDay, dayCount }) => Math.max(last, fromDay + dayCount), 0);
    this.restFrom = Math.max(
      restTo - 2 * MOST_DAYS,
      spans.reduce((first, { fromDay }) => Math.min(first, fromDay), restTo),
    );
    this.rest = new Float64Array(Math.max(0, restTo - this.restFrom) * this.width);
  }

  add(rows: TrafficRows): void {
    const { rowCount, account, timeMs, capability, elicitation, model } = rows;
    const { width } = this;
    const elicitationFrom = CAPABILITIES.length;
    const firstMs = this.traffic.firstDay * DAY_MS;
    let lastAccount = -1;
    let lastDay = -1;
    let own = -1;
    for (let row = 0; row < rowCount; row++) {
      const code = account[row] as number;
      const time = timeMs[row] as number;
      if (code < 0 || Number.isNaN(time) || time < 0) continue;
      const day = Math.floor((time - firstMs) / DAY_MS);
      const asksFor = knownCode(capability[row] as number, CAPABILITIES.length);
      const asksHow = elicitationFrom + knownCode(elicitation[row] as number, ELICITATIONS.length);
      const modelCode = model === undefined ? -1 : (model[row] as number);
      const modelColumn = modelCode < 0 || this.models.length === 0 ? -1 : (this.#columnOfModel[modelCode] as number);
      const campaign = this.#campaignOf[code] as number;
      const whole = campaign < 0 ? this.rest : (this.campaigns[campaign] as CampaignDays).counts;
      const at = (day - (campaign < 0 ? this.restFrom : (this.campaigns[campaign] as CampaignDays).fromDay)) * width;
      if (at >= 0 && at < whole.length) {
        whole[at + asksFor] = (whole[at + asksFor] as number) + 1;
        whole[at + asksHow] = (whole[at + asksHow] as number) + 1;
        if (modelColumn >= 0) whole[at + modelColumn] = (whole[at + modelColumn] as number) + 1;
      }
      if (code !== lastAccount || day !== lastDay) {
        const number = this.#numberOf[code] as number;
        own = number < 0 ? -1 : this.#rowOfDay(number, code, day) * width;
        lastAccount = code;
        lastDay = day;
      }
      if (own < 0) continue;
      const counts = this.#counts;
      counts[own + asksFor] = (counts[own + asksFor] as number) + 1;
      counts[own + asksHow] = (counts[own + asksHow] as number) + 1;
      if (modelColumn >= 0) counts[own + modelColumn] = (counts[own + modelColumn] as number) + 1;
    }
  }

  /** Calls `visit` with each day on which an account of the panel is active, ascending, and where its `width` counts begin in `counts`. */
  visitDays(number: number, visit: (day: number, counts: Uint32Array, at: number) => void): void {
    const { days } = this.traffic;
    const start = days.accountStart[this.accounts[number] as number] as number;
    const row = this.#rowOf[number] as number;
    const count = (this.#rowOf[number + 1] as number) - row;
    for (let i = 0; i < count; i++) visit(days.accountValues[start + i] as number, this.#counts, (row + i) * this.width);
  }

  /** Code of the channel that an account of the panel uses most, the lower of equals. */
  channelOf(number: number): number {
    return this.#channels[number] as number;
  }

  #mainChannels(): Int32Array {
    const { shares } = this.traffic;
    let at = 0;
    return this.accounts.map((account) => {
      // The share table counts accounts from 1.
      while (at < shares.accounts.length && (shares.accounts[at] as number) < account + 1) at++;
      if (shares.accounts[at] !== account + 1) return -1;
      const totals = new Map<number, number>();
      for (let cell = shares.cellStart[at] as number; cell < (shares.cellStart[at + 1] as number); cell++) {
        const channel = shares.stratumChannel[shares.cellStratum[cell] as number] as number;
        totals.set(channel, (totals.get(channel) ?? 0) + (shares.cellTotal[cell] as number));
      }
      return [...totals].sort(([x, n], [y, m]) => m - n || x - y)[0]?.[0] ?? -1;
    });
  }

  #rowOfDay(number: number, account: number, day: number): number {
    const { accountStart, accountValues } = this.traffic.days;
    const first = accountStart[account] as number;
    let low = first;
    let high = (accountStart[account + 1] as number) - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((accountValues[middle] as number) < day) low = middle + 1;
      else high = middle;
    }
    return (this.#rowOf[number] as number) + low - first;
  }

  #commonModels(): readonly number[] {
    const { account, model } = this.traffic.modelUse;
    const users = new Map<number, number>();
    for (let i = 0; i < account.length; i++) {
      if ((this.#campaignOf[account[i] as number] as number) < 0) continue;
      users.set(model[i] as number, (users.get(model[i] as number) ?? 0) + 1);
    }
    const order = [...users].sort(([x, n], [y, m]) => m - n || x - y);
    return order
      .slice(0, MOST_MODELS)
      .map(([code]) => code)
      .sort((x, y) => x - y);
  }

  #inOrder(accounts: Int32Array, order: Uint32Array): number[] {
    return [...accounts].sort((x, y) => (order[x] as number) - (order[y] as number) || x - y);
  }

  /** Accounts in no campaign: one of each level of volume in turn, so that large ones, which are few, are there to be compared with. */
  #outsiders(order: Uint32Array): number[] {
    const levels: number[][] = [];
    this.#campaignOf.forEach((campaign, account) => {
      const volume = this.traffic.exchangesOf[account] as number;
      if (campaign >= 0 || volume < FEWEST_EXCHANGES) return;
      const level = Math.floor(Math.log2(volume));
      const list = levels[level] ?? [];
      levels[level] = list;
      list.push(account);
    });
    const sorted = levels.map((list) => this.#inOrder(Int32Array.from(list), order));
    const longest = sorted.reduce((most, list) => Math.max(most, list.length), 0);
    const turns: number[] = [];
    for (let turn = 0; turn < longest; turn++) {
      for (let level = sorted.length - 1; level >= 0; level--) {
        const account = sorted[level]?.[turn];
        if (account !== undefined) turns.push(account);
      }
    }
    return turns;
  }
}

export const DAY_MS = 86_400_000;

function activeDays({ days }: PivotTraffic, account: number): number {
  return (days.accountStart[account + 1] as number) - (days.accountStart[account] as number);
}

/** Accounts in their order until their active days would pass `room`; those without days are left out. */
function takeWhileRoom(accounts: readonly number[], traffic: PivotTraffic, room: number): number[] {
  const taken: number[] = [];
  let used = 0;
  for (const account of accounts) {
    const days = activeDays(traffic, account);
    if (days === 0) continue;
    used += days;
    if (used > room) break;
    taken.push(account);
  }
  return taken;
}

/** First day of any of the accounts, and the day after their last. */
function spanOf({ days }: PivotTraffic, members: Int32Array): { from: number; to: number } {
  let from = days.valueCount;
  let to = 0;
  for (const account of members) {
    const start = days.accountStart[account] as number;
    const end = days.accountStart[account + 1] as number;
    if (start === end) continue;
    from = Math.min(from, days.accountValues[start] as number);
    to = Math.max(to, (days.accountValues[end - 1] as number) + 1);
  }
  return from < to ? { from, to } : { from: 0, to: 0 };
}

function hashOrder(count: number, seed: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, account) => {
    let hash = Math.imul(account + 1, 0x9e3779b1) ^ seed;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  });
}
