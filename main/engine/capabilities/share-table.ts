import { CAPABILITIES, ELICITATIONS } from '../domain/capability.ts';
import { knownCode } from './known-code.ts';

/** Categories counted in a cell: the capabilities first, then the elicitations. */
export const SHARE_CATEGORIES = CAPABILITIES.length + ELICITATIONS.length;

/** Rows as the facts columns give them; all columns have n values. Any order of rows gives the same table. */
export interface ShareRows {
  readonly accountCode: Int32Array;
  readonly modelCode: Int32Array;
  /** Endpoint or operation, or a code for the pair. */
  readonly channelCode: Int32Array;
  /** Milliseconds since 1970, NaN where the source gives no time. */
  readonly timeMs: Float64Array;
  /** Index into CAPABILITIES. */
  readonly capability: Uint8Array;
  /** Index into ELICITATIONS. */
  readonly elicitation: Uint8Array;
}

/** Exchanges of one account in one stratum (model, channel, ISO week); cells are sorted by account, then stratum. */
export interface ShareTable {
  /** Account codes that have cells, ascending. */
  readonly accounts: Int32Array;
  /** Cells of account `i` are `cellStart[i]` to `cellStart[i + 1]`. */
  readonly cellStart: Uint32Array;
  readonly cellStratum: Int32Array;
  /** Exchanges of the cell. */
  readonly cellTotal: Float64Array;
  /** `SHARE_CATEGORIES` counts a cell. */
  readonly cellCounts: Float64Array;
  /** Strata sorted by model, channel, week. */
  readonly stratumModel: Int32Array;
  readonly stratumChannel: Int32Array;
  readonly stratumWeek: Int32Array;
}

const DAY_MS = 86_400_000;

/** ISO week as a running number: weeks begin on Monday, week 0 holds 1970-01-01; -1 for no time. */
export function isoWeekNumber(timeMs: number): number {
  return Number.isNaN(timeMs) ? -1 : Math.floor((Math.floor(timeMs / DAY_MS) + 3) / 7);
}

/** Counts rows into account by stratum cells. Cost: one probe a row, memory by cells, not rows. */
export class ShareTableBuilder {
  private strata = new Map<string, number>();
  private readonly model: number[] = [];
  private readonly channel: number[] = [];
  private readonly week: number[] = [];
  private slots = new Int32Array(1 << 12).fill(-1);
  private account = new Int32Array(1 << 11);
  private stratum = new Int32Array(1 << 11);
  private counts = new Float64Array((1 << 11) * SHARE_CATEGORIES);
  private used = 0;

  /** Rows with an account code below `firstAccount` (0 is "no account" by default) are left out. */
  add(rows: ShareRows, firstAccount = 1): void {
    const { accountCode, modelCode, channelCode, timeMs, capability, elicitation } = rows;
    let lastModel = -1;
    let lastChannel = -1;
    let lastWeek = -2;
    let stratum = -1;
    for (let i = 0; i < accountCode.length; i++) {
      const account = accountCode[i] as number;
      if (account < firstAccount) continue;
      const model = modelCode[i] as number;
      const channel = channelCode[i] as number;
      const week = isoWeekNumber(timeMs[i] as number);
      if (model !== lastModel || channel !== lastChannel || week !== lastWeek) {
        stratum = this.stratumOf(model, channel, week);
        lastModel = model;
        lastChannel = channel;
        lastWeek = week;
      }
      const at = this.cellOf(account, stratum) * SHARE_CATEGORIES;
      const counts = this.counts;
      const kind = at + knownCode(capability[i] as number, CAPABILITIES.length);
      const way = at + CAPABILITIES.length + knownCode(elicitation[i] as number, ELICITATIONS.length);
      counts[kind] = (counts[kind] as number) + 1;
      counts[way] = (counts[way] as number) + 1;
    }
  }

  build(): ShareTable {
    const strataOrder = sortedIndices(
      this.model.length,
      (a, b) => compareAt(this.model, a, b) || compareAt(this.channel, a, b) || compareAt(this.week, a, b),
    );
    const newNumber = new Int32Array(strataOrder.length);
    strataOrder.forEach((old, number) => {
      newNumber[old] = number;
    });
    const stratumOf = (cell: number): number => newNumber[this.stratum[cell] as number] as number;
    const order = sortedIndices(this.used, (a, b) => compareAt(this.account, a, b) || stratumOf(a) - stratumOf(b));
    const cellStratum = new Int32Array(this.used);
    const cellTotal = new Float64Array(this.used);
    const cellCounts = new Float64Array(this.used * SHARE_CATEGORIES);
    const accounts: number[] = [];
    const cellStart: number[] = [];
    for (let i = 0; i < order.length; i++) {
      const cell = order[i] as number;
      const account = this.account[cell] as number;
      if (accounts[accounts.length - 1] !== account) {
        accounts.push(account);
        cellStart.push(i);
      }
      cellStratum[i] = stratumOf(cell);
      const from = cell * SHARE_CATEGORIES;
      cellCounts.set(this.counts.subarray(from, from + SHARE_CATEGORIES), i * SHARE_CATEGORIES);
      let total = 0;
      for (let k = 0; k < CAPABILITIES.length; k++) total += this.counts[from + k] as number;
      cellTotal[i] = total;
    }
    cellStart.push(order.length);
    const pick = (values: readonly number[]): Int32Array => Int32Array.from(strataOrder, (old) => values[old] as number);
    return {
      accounts: Int32Array.from(accounts),
      cellStart: Uint32Array.from(cellStart),
      cellStratum,
      cellTotal,
      cellCounts,
      stratumModel: pick(this.model),
      stratumChannel: pick(this.channel),
      stratumWeek: pick(this.week),
    };
  }

  private stratumOf(model: number, channel: number, week: number): number {
    const key = `${model} ${channel} ${week}`;
    const known = this.strata.get(key);
    if (known !== undefined) return known;
    const number = this.model.length;
    this.strata.set(key, number);
    this.model.push(model);
    this.channel.push(channel);
    this.week.push(week);
    return number;
  }

  private cellOf(account: number, stratum: number): number {
    const mask = this.slots.length - 1;
    let slot = slotOf(account, stratum) & mask;
    for (;;) {
      const cell = this.slots[slot] as number;
      if (cell === -1) break;
      if (this.account[cell] === account && this.stratum[cell] === stratum) return cell;
      slot = (slot + 1) & mask;
    }
    if (this.used === this.account.length) {
      this.grow();
      return this.cellOf(account, stratum);
    }
    const cell = this.used++;
    this.account[cell] = account;
    this.stratum[cell] = stratum;
    this.slots[slot] = cell;
    return cell;
  }

  private grow(): void {
    const size = this.account.length * 2;
    const account = new Int32Array(size);
    account.set(this.account);
    const stratum = new Int32Array(size);
    stratum.set(this.stratum);
    const counts = new Float64Array(size * SHARE_CATEGORIES);
    counts.set(this.counts);
    this.account = account;
    this.stratum = stratum;
    this.counts = counts;
    this.slots = new Int32Array(size * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let cell = 0; cell < this.used; cell++) {
      let slot = slotOf(account[cell] as number, stratum[cell] as number) & mask;
      while (this.slots[slot] !== -1) slot = (slot + 1) & mask;
      this.slots[slot] = cell;
    }
  }
}

function slotOf(account: number, stratum: number): number {
  const mixed = Math.imul(account, 0x9e3779b1) ^ Math.imul(stratum + 1, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

function compareAt(values: ArrayLike<number>, a: number, b: number): number {
  return (values[a] as number) - (values[b] as number);
}

function sortedIndices(count: number, compare: (a: number, b: number) => number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i).sort(compare);
}
