import { dealIntoUnits } from '../../statistics/resampling.ts';
import { type AxisColumns, type CampaignDays, DAY_MS, type PivotPanel } from './pivot-panel.ts';

/**
 * What units (accounts, or several dealt together) do beyond what they would with no change, day by day. Each account is weighed so that a heavy one counts as far as it says
 * something of its own: 1 / (1 + ICC (n - 1)).
 */
export interface UnitSeries {
  readonly units: number;
  readonly days: number;
  /** Columns of the axis that are looked at, as numbers within the axis. */
  readonly columns: readonly number[];
  /** units x days x columns. */
  readonly excess: Float64Array;
  /** Weighed exchanges of each day; for volume, what is due on it. */
  readonly exposure: Float64Array;
}

/** Correlation of what one account asks, within the account. */
const INTRACLASS = 0.05;
const MOST_UNITS = 64;
/** Columns with a smaller share over all days cannot change by what matters for long. */
const LEAST_SHARE = 0.02;
/** With fewer exchanges of others a day, the others' changes are half noise. */
const REST_EXCHANGES = 50;
/** Days from which weekdays are told apart. */
const WEEKDAY_DAYS = 21;

export function accountWeight(exchanges: number): number {
  return 1 / (1 + INTRACLASS * Math.max(0, exchanges - 1));
}

/** 0 for Sunday. */
export function weekdayOf(panel: PivotPanel, day: number): number {
  return (panel.traffic.firstDay + day + 4) % 7;
}

/**
 * Shares of one axis over the days from..to of traffic.days, less what the rest of the traffic changes from day to day. Null where fewer than two accounts are active.
 *
 * @param only a column that is looked at alone
 */
export function shareSeries(
  panel: PivotPanel,
  campaign: CampaignDays,
  { from: axisFrom, width }: AxisColumns,
  from: number,
  to: number,
  only?: number,
): UnitSeries | null {
  const days = to - from;
  const dealt = dealShares(panel, campaign, axisFrom, width, from, to);
  if (dealt === null) return null;
  const { units, cells, sizes } = dealt;
  const exposure = new Float64Array(days);
  const unitExposure = new Float64Array(units * days);
  const sums = new Float64Array(width);
  for (let u = 0; u < units; u++) {
    for (let d = 0; d < days; d++) {
      for (let k = 0; k < width; k++) {
        const count = cells[(u * days + d) * width + k] as number;
        unitExposure[u * days + d] = (unitExposure[u * days + d] as number) + count;
        sums[k] = (sums[k] as number) + count;
      }
      exposure[d] = (exposure[d] as number) + (unitExposure[u * days + d] as number);
    }
  }
  const total = exposure.reduce((sum, n) => sum + n, 0);
  const columns = only === undefined ? [...sums.keys()].filter((k) => (sums[k] as number) >= LEAST_SHARE * total) : [only];
  if (total === 0 || columns.length === 0 || sizes < 2) return null;
  const offsets = restOffsets(panel, axisFrom, width, from, days, exposure);
  const K = columns.length;
  const build = (): UnitSeries => {
    const excess = new Float64Array(units * days * K);
    columns.forEach((column, k) => {
      let moved = 0;
      for (let d = 0; d < days; d++) moved += (exposure[d] as number) * (offsets[d * width + column] as number);
      const mean = ((sums[column] as number) - moved) / total;
      for (let u = 0; u < units; u++)
        for (let d = 0; d < days; d++) {
          const due = (unitExposure[u * days + d] as number) * (mean + (offsets[d * width + column] as number));
          excess[(u * days + d) * K + k] = (cells[(u * days + d) * width + column] as number) - due;
        }
    });
    return { units, days, columns, excess, exposure };
  };
  const first = build();
  if (days < WEEKDAY_DAYS) return first;
  const weekday = weekdayShifts(first, (day) => weekdayOf(panel, from + day));
  for (let d = 0; d < days; d++)
    columns.forEach((column, k) => {
      offsets[d * width + column] = (offsets[d * width + column] as number) + (weekday[weekdayOf(panel, from + d) * K + k] as number);
    });
  return build();
}

/** Exchanges a day over the days from..to, against the pace of all other traffic. */
export function volumeSeries(panel: PivotPanel, campaign: CampaignDays, from: number, to: number): UnitSeries | null {
  const days = to - from;
  const dealt = dealVolumes(panel, campaign, from, to);
  if (dealt === null || dealt.sizes < 2) return null;
  const { units, cells } = dealt;
  const pace = paceOfDays(panel, from, days);
  const weekly = new Float64Array(7).fill(1);
  if (days >= WEEKDAY_DAYS) {
    const had = new Float64Array(7);
    const due = new Float64Array(7);
    const totals = new Float64Array(days);
    for (let u = 0; u < units; u++) for (let d = 0; d < days; d++) totals[d] = (totals[d] as number) + (cells[u * days + d] as number);
    for (let d = 0; d < days; d++) {
      const weekday = weekdayOf(panel, from + d);
      const around = mean(totals.subarray(Math.max(0, d - 3), Math.min(days, d + 4)));
      const paceAround = mean(pace.subarray(Math.max(0, d - 3), Math.min(days, d + 4)));
      if (around === 0 || paceAround === 0) continue;
      had[weekday] = (had[weekday] as number) + (totals[d] as number) / around;
      due[weekday] = (due[weekday] as number) + (pace[d] as number) / paceAround;
    }
    for (let w = 0; w < 7; w++) weekly[w] = ((had[w] as number) + 0.5) / ((due[w] as number) + 0.5);
  }
  for (let d = 0; d < days; d++) pace[d] = (pace[d] as number) * (weekly[weekdayOf(panel, from + d)] as number);
  const paceTotal = pace.reduce((sum, n) => sum + n, 0);
  if (paceTotal === 0) return null;
  const excess = new Float64Array(units * days);
  let total = 0;
  for (let u = 0; u < units; u++) {
    let own = 0;
    for (let d = 0; d < days; d++) own += cells[u * days + d] as number;
    total += own;
    for (let d = 0; d < days; d++) excess[u * days + d] = (cells[u * days + d] as number) - (own * (pace[d] as number)) / paceTotal;
  }
  return { units, days, columns: [0], excess, exposure: pace.map((n) => (n * total) / paceTotal) };
}

interface Dealt {
  readonly units: number;
  readonly cells: Float64Array;
  /** Accounts that have any. */
  readonly sizes: number;
}

function dealShares(
  panel: PivotPanel,
  { panel: numbers }: CampaignDays,
  axisFrom: number,
  width: number,
  from: number,
  to: number,
): Dealt | null {
  return deal(numbers, (to - from) * width, (number, row) => {
    let exchanges = 0;
    panel.visitDays(number, (day, counts, at) => {
      if (day < from || day >= to) return;
      for (let k = 0; k < width; k++) {
        const count = counts[at + axisFrom + k] as number;
        row[(day - from) * width + k] = count;
        exchanges += count;
      }
    });
    return exchanges;
  });
}

function dealVolumes(panel: PivotPanel, { panel: numbers }: CampaignDays, from: number, to: number): Dealt | null {
  const capabilities = panel.axes[0]?.width ?? 0;
  return deal(numbers, to - from, (number, row) => {
    let exchanges = 0;
    panel.visitDays(number, (day, counts, at) => {
      if (day < from || day >= to) return;
      for (let k = 0; k < capabilities; k++) row[day - from] = (row[day - from] as number) + (counts[at + k] as number);
      exchanges += row[day - from] as number;
    });
    return exchanges;
  });
}

function deal(numbers: Int32Array, length: number, fill: (number: number, row: Float64Array) => number): Dealt | null {
  const rows: Float64Array[] = [];
  const volumes: number[] = [];
  for (const number of numbers) {
    const row = new Float64Array(length);
    const exchanges = fill(number, row);
    if (exchanges === 0) continue;
    const weight = accountWeight(exchanges);
    for (let i = 0; i < length; i++) row[i] = (row[i] as number) * weight;
    rows.push(row);
    volumes.push(exchanges);
  }
  if (rows.length === 0) return null;
  const all = new Float64Array(rows.length * length);
  rows.forEach((row, i) => {
    all.set(row, i * length);
  });
  const cells = dealIntoUnits(all, length, Float64Array.from(volumes), MOST_UNITS);
  return { units: cells.length / length, cells, sizes: rows.length };
}

/** By how much the rest of the traffic is above its own mean share on each day, drawn towards nothing where it is small. */
function restOffsets(panel: PivotPanel, axisFrom: number, width: number, from: number, days: number, exposure: Float64Array): Float64Array {
  const offsets = new Float64Array(days * width);
  const totals = new Float64Array(days);
  const restAt = (d: number, k: number): number => {
    const at = (from + d - panel.restFrom) * panel.width + axisFrom + k;
    return from + d < panel.restFrom ? 0 : (panel.rest[at] ?? 0);
  };
  for (let d = 0; d < days; d++) for (let k = 0; k < width; k++) totals[d] = (totals[d] as number) + restAt(d, k);
  const whole = exposure.reduce((sum, n) => sum + n, 0);
  for (let k = 0; k < width; k++) {
    let level = 0;
    for (let d = 0; d < days; d++) {
      const share = (totals[d] as number) === 0 ? 0 : restAt(d, k) / (totals[d] as number);
      offsets[d * width + k] = share;
      level += (share * (exposure[d] as number)) / whole;
    }
    for (let d = 0; d < days; d++) {
      const n = totals[d] as number;
      offsets[d * width + k] = (((offsets[d * width + k] as number) - level) * n) / (n + REST_EXCHANGES);
    }
  }
  return offsets;
}

/** Mean of what is left of each weekday after the best single step, in every column: 7 x columns. */
function weekdayShifts(series: UnitSeries, weekday: (day: number) => number): Float64Array {
  const K = series.columns.length;
  const left = withoutStep(series, bestSplits(series));
  const shifts = new Float64Array(7 * K);
  const exposures = new Float64Array(7);
  for (let d = 0; d < series.days; d++) {
    const w = weekday(d);
    exposures[w] = (exposures[w] as number) + (series.exposure[d] as number);
    for (let k = 0; k < K; k++) shifts[w * K + k] = (shifts[w * K + k] as number) + (left[d * K + k] as number);
  }
  const typical = mean(exposures) / 3;
  return shifts.map((sum, i) => sum / ((exposures[Math.floor(i / K)] as number) + typical || 1));
}

/** Sums over units: days x columns. */
export function dailySums({ units, days, columns, excess }: UnitSeries): Float64Array {
  const K = columns.length;
  const sums = new Float64Array(days * K);
  for (let u = 0; u < units; u++) for (let i = 0; i < days * K; i++) sums[i] = (sums[i] as number) + (excess[u * days * K + i] as number);
  return sums;
}

/** The day before which each column is best cut in two (squared error, weighed by exposure). */
function bestSplits(series: UnitSeries): readonly number[] {
  const { days, columns, exposure } = series;
  const K = columns.length;
  const sums = dailySums(series);
  const total = exposure.reduce((sum, n) => sum + n, 0);
  return columns.map((_, k) => {
    let whole = 0;
    for (let d = 0; d < days; d++) whole += sums[d * K + k] as number;
    let best = Math.floor(days / 2);
    let most = -1;
    let sum = 0;
    let before = 0;
    for (let d = 1; d < days; d++) {
      sum += sums[(d - 1) * K + k] as number;
      before += exposure[d - 1] as number;
      const gain = before > 0 && before < total ? (sum - (whole * before) / total) ** 2 / (before * (1 - before / total)) : 0;
      if (gain > most) {
        most = gain;
        best = d;
      }
    }
    return best;
  });
}

/** Daily sums less the mean of each side of its split: days x columns. */
export function withoutStep(series: UnitSeries, splits: readonly number[]): Float64Array {
  const { days, columns, exposure } = series;
  const K = columns.length;
  const sums = dailySums(series);
  columns.forEach((_, k) => {
    const split = splits[k] as number;
    for (const [from, to] of [
      [0, split],
      [split, days],
    ] as const) {
      let sum = 0;
      let exposed = 0;
      for (let d = from; d < to; d++) {
        sum += sums[d * K + k] as number;
        exposed += exposure[d] as number;
      }
      for (let d = from; d < to; d++)
        sums[d * K + k] = (sums[d * K + k] as number) - (exposed === 0 ? 0 : (sum * (exposure[d] as number)) / exposed);
    }
  });
  return sums;
}

/** Exchanges a day of all accounts in no campaign; 1 a day where there are too few to set a pace. */
function paceOfDays(panel: PivotPanel, from: number, days: number): Float64Array {
  const capabilities = panel.axes[0]?.width ?? 0;
  const pace = Float64Array.from({ length: days }, (_, d) => {
    let sum = 0;
    if (from + d >= panel.restFrom)
      for (let k = 0; k < capabilities; k++) sum += panel.rest[(from + d - panel.restFrom) * panel.width + k] ?? 0;
    return sum;
  });
  const typical = mean(pace);
  return typical < REST_EXCHANGES ? pace.fill(1) : pace.map((n) => n + 0.1 * typical);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, v) => sum + v, 0) / Math.max(1, values.length);
}

/** First instant of a day of traffic.days, milliseconds since 1970. */
export function dayStartMs(panel: PivotPanel, day: number): number {
  return (panel.traffic.firstDay + day) * DAY_MS;
}
