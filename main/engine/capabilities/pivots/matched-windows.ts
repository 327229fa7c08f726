import { matchOnVolume } from '../volume-matching.ts';
import type { AxisColumns, CampaignDays, PivotPanel } from './pivot-panel.ts';
import { accountWeight } from './unit-series.ts';

/** Days of traffic.days before and after a moment: before[0]..before[1] and after[0]..after[1]. */
export interface Windows {
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
}

/** Members and comparable others that are active before and after, on one axis. */
export interface MatchedWindows {
  /** Members first. */
  readonly memberCount: number;
  /** Their numbers in the panel. */
  readonly numbers: readonly number[];
  readonly stratum: Int32Array;
  /** Exchanges of each account before and after. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Shares, n by width of the axis, before and after. */
  readonly sharesBefore: Float64Array;
  readonly sharesAfter: Float64Array;
  readonly weights: Float64Array;
  readonly width: number;
}

/** With fewer comparable others nothing is compared. */
export const FEWEST_MATCHED = 20;
/** A channel with this many others, and this many a member, is matched on its own. */
const OTHERS_A_MEMBER = 3;

/** Gathers the accounts of the panel that are active in both windows; matched on channel and volume. Null with too few members or others. */
export function matchWindows(panel: PivotPanel, campaign: CampaignDays, axis: AxisColumns, windows: Windows): MatchedWindows | null {
  const { width } = axis;
  const candidates = campaign.panel.length + panel.others.length;
  const sharesBefore = new Float64Array(candidates * width);
  const sharesAfter = new Float64Array(candidates * width);
  const before = new Float64Array(candidates);
  const after = new Float64Array(candidates);
  const numbers: number[] = [];
  const gather = (number: number): void => {
    const row = numbers.length;
    before[row] = 0;
    after[row] = 0;
    sharesBefore.fill(0, row * width, (row + 1) * width);
    sharesAfter.fill(0, row * width, (row + 1) * width);
    panel.visitDays(number, (day, counts, at) => {
      const isBefore = day >= windows.before[0] && day < windows.before[1];
      if (!isBefore && !(day >= windows.after[0] && day < windows.after[1])) return;
      const shares = isBefore ? sharesBefore : sharesAfter;
      const totals = isBefore ? before : after;
      for (let k = 0; k < width; k++) {
        const count = counts[at + axis.from + k] as number;
        shares[row * width + k] = (shares[row * width + k] as number) + count;
        totals[row] = (totals[row] as number) + count;
      }
    });
    const b = before[row] as number;
    const a = after[row] as number;
    if (b === 0 || a === 0) return;
    for (let i = row * width; i < (row + 1) * width; i++) {
      sharesBefore[i] = (sharesBefore[i] as number) / b;
      sharesAfter[i] = (sharesAfter[i] as number) / a;
    }
    numbers.push(number);
  };
  campaign.panel.forEach(gather);
  const memberCount = numbers.length;
  if (memberCount < 2) return null;
  panel.others.forEach(gather);
  const n = numbers.length;
  if (n - memberCount < FEWEST_MATCHED) return null;
  const channels = numbers.map((number) => panel.channelOf(number));
  const volumes = before.slice(0, n).map((b, i) => b + (after[i] as number));
  return {
    memberCount,
    numbers,
    stratum: strataOf(channels, volumes, memberCount),
    before: before.slice(0, n),
    after: after.slice(0, n),
    sharesBefore: sharesBefore.subarray(0, n * width),
    sharesAfter: sharesAfter.subarray(0, n * width),
    weights: volumes.map((volume, i) => {
      const size = ((before[i] as number) * (after[i] as number)) / volume;
      return size * accountWeight(size);
    }),
    width,
  };
}

/** Strata by volume inside each channel that has enough others; all accounts of other channels are one channel. */
function strataOf(channels: readonly number[], volumes: Float64Array, memberCount: number): Int32Array {
  const stratum = new Int32Array(channels.length).fill(-1);
  let next = 0;
  const match = (accounts: readonly number[]): void => {
    const members = accounts.filter((i) => i < memberCount).length;
    const own = matchOnVolume(
      Float64Array.from(accounts, (i) => volumes[i] as number),
      members,
    );
    let highest = -1;
    accounts.forEach((i, place) => {
      stratum[i] = next + (own[place] as number);
      highest = Math.max(highest, own[place] as number);
    });
    next += highest + 1;
  };
  const byChannel = new Map<number, number[]>();
  channels.forEach((channel, i) => {
    const accounts = byChannel.get(channel) ?? [];
    byChannel.set(channel, accounts);
    accounts.push(i);
  });
  for (const [, accounts] of [...byChannel].sort(([x], [y]) => x - y)) {
    const members = accounts.filter((i) => i < memberCount).length;
    if (accounts.length - members >= Math.max(FEWEST_MATCHED, OTHERS_A_MEMBER * members)) match(accounts);
  }
  const others = [...stratum.keys()].filter((i) => stratum[i] === -1);
  if (others.length > 0) match(others);
  return stratum;
}

/** Mean shares of the others in the members' mix of strata, before and after, of one column; null where strata of members have no others. */
export function matchedShares(matched: MatchedWindows, column: number): { readonly before: number; readonly after: number } | null {
  const { memberCount, stratum, weights, width } = matched;
  const strata = stratum.reduce((most, s) => Math.max(most, s), 0) + 1;
  const sums = new Float64Array(strata * 3);
  const members = new Float64Array(strata);
  for (let i = 0; i < stratum.length; i++) {
    const s = stratum[i] as number;
    if (i < memberCount) {
      members[s] = (members[s] as number) + (weights[i] as number);
      continue;
    }
    const w = weights[i] as number;
    sums[s * 3] = (sums[s * 3] as number) + w;
    sums[s * 3 + 1] = (sums[s * 3 + 1] as number) + w * (matched.sharesBefore[i * width + column] as number);
    sums[s * 3 + 2] = (sums[s * 3 + 2] as number) + w * (matched.sharesAfter[i * width + column] as number);
  }
  let weight = 0;
  let before = 0;
  let after = 0;
  for (let s = 0; s < strata; s++) {
    const others = sums[s * 3] as number;
    if (members[s] === 0 || others === 0) continue;
    weight += members[s] as number;
    before += ((members[s] as number) * (sums[s * 3 + 1] as number)) / others;
    after += ((members[s] as number) * (sums[s * 3 + 2] as number)) / others;
  }
  return weight === 0 ? null : { before: before / weight, after: after / weight };
}

/** Difference in differences of each account: weight times (its change of share - the matched others' mean change), n by columns. */
export function excessChanges(matched: MatchedWindows, columns: readonly number[]): Float64Array {
  const { stratum, weights, width, sharesBefore, sharesAfter } = matched;
  const values = new Float64Array(stratum.length * columns.length);
  columns.forEach((column, k) => {
    const shares = matchedShares(matched, column);
    const centre = shares === null ? 0 : shares.after - shares.before;
    for (let i = 0; i < stratum.length; i++) {
      const change = (sharesAfter[i * width + column] as number) - (sharesBefore[i * width + column] as number);
      values[i * columns.length + k] = (weights[i] as number) * (change - centre);
    }
  });
  return values;
}
