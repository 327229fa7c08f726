import { studentUpperTail } from '../statistics/intervals.ts';
import { permutationTest } from '../statistics/permutation.ts';
import { seededRandom } from '../statistics/random.ts';
import { EVEN_SHARES } from './baseline.ts';
import { type ComparisonInput, volumeOf } from './comparison-input.ts';
import { influenceRows, ratioIntervals } from './share-intervals.ts';
import { SHARE_CATEGORIES, type ShareTable } from './share-table.ts';
import { isComparable, matchOnVolume } from './volume-matching.ts';

/** SHARE_CATEGORIES values each. */
export interface Estimate {
  readonly share: Float64Array;
  readonly baselineShare: Float64Array;
  readonly ratio: Float64Array;
  readonly ratioLow: Float64Array;
  readonly ratioHigh: Float64Array;
  readonly pValues: Float64Array;
}

/** Weight of the made-up account without preference that the baseline holds besides the real ones, so that no share is 0 (Jeffreys). */
const EVEN_ACCOUNT = 0.5;
/** Account visits that further permutations may cost, and draws in all. */
const VISITS = 10_000_000;
const MOST_PERMUTATIONS = 20_000;

const K = SHARE_CATEGORIES;

/**
 * Compares one campaign with its baseline.
 *
 *   ratio     observed / expected exchanges of a category; expected: each campaign cell at the baseline share of its group, mixed with
 *             the even shares at weight EVEN_ACCOUNT / (accounts + EVEN_ACCOUNT)
 *   interval  see ratioIntervals, cut at the ratio of a share of 1. A category that no campaign account asks for gets the
 *             upper bound of Clopper and Pearson with accounts as trials; so does every category of a campaign of one account.
 *   p-value   one-sided. Where outsiders have the campaign's volumes (see isComparable): each account's excess over the pooled shares of campaign
 *             and baseline, labels permuted among accounts of like volume, see permutationTest; exact, as accounts are exchangeable. Elsewhere, as
 *             an account's volume says how far its share may stray: log(ratio) over its standard error against Student's t with Kish's effective
 *             number of accounts less one. Null hypothesis: in the same mix of strata the campaign asks as others do.
 */
export function compareOne(input: ComparisonInput): Estimate {
  const { table, marks, member, outsider, draws, seed } = input;
  const members = indicesOf(marks, member);
  const outsiders = indicesOf(marks, outsider);
  const random = seededRandom(seed);
  const observed = observedRows(table, members);
  const volumes = Float64Array.from(members, (a) => volumeOf(table, a));
  const total = volumes.reduce((sum, v) => sum + v, 0);
  const share = new Float64Array(K);
  for (let i = 0; i < members.length; i++)
    for (let k = 0; k < K; k++) share[k] = (share[k] as number) + (observed[i * K + k] as number) / Math.max(1, total);
  if (members.length === 0 || outsiders.length === 0) return withoutBaseline(share);

  const evenWeight = EVEN_ACCOUNT / (outsiders.length + EVEN_ACCOUNT);
  const expected = expectedRows(input, members, evenWeight);
  const expectedTotal = new Float64Array(K);
  for (let i = 0; i < members.length; i++)
    for (let k = 0; k < K; k++) expectedTotal[k] = (expectedTotal[k] as number) + (expected[i * K + k] as number);
  const baselineShare = Float64Array.from(expectedTotal, (e) => e / total);
  const ratio = Float64Array.from(share, (s, k) => s / (baselineShare[k] as number));

  const influence = influenceRows(input, outsiders, expectedTotal, total, evenWeight);
  const degrees = Math.max(1, (total * total) / volumes.reduce((sum, v) => sum + v * v, 0) - 1);
  const errors = ratioIntervals(observed, expected, volumes, influence, degrees, draws, random);
  const most = Float64Array.from(baselineShare, (b) => 1 / b);
  const ratioLow = errors.low;
  const ratioHigh = Float64Array.from(errors.high, (high, k) => Math.min(high, most[k] as number));
  for (let k = 0; k < K; k++) {
    if (share[k] !== 0 && members.length > 1) continue;
    ratioLow[k] = 0;
    ratioHigh[k] = (1 - 0.025 ** (1 / members.length)) * (most[k] as number);
  }

  const everyone = [...members, ...outsiders];
  const everyVolume = Float64Array.from(everyone, (a) => volumeOf(table, a));
  const tested = isComparable(everyVolume, members.length)
    ? permutationTest(
        {
          values: excessRows(input, everyone),
          width: K,
          isMember: Uint8Array.from(everyone, (_, i) => (i < members.length ? 1 : 0)),
          stratum: matchOnVolume(everyVolume, members.length),
          draws,
          mostDraws: Math.max(draws, Math.min(MOST_PERMUTATIONS, Math.floor(VISITS / members.length))),
        },
        random,
      )
    : ratio.map((r, k) => studentUpperTail(Math.log(r) / (errors.error[k] as number), degrees));
  const pValues = tested.map((p, k) => (share[k] === 0 ? 1 : p));
  return { share, baselineShare, ratio, ratioLow, ratioHigh, pValues };
}

/** Nothing to compare with: ratio 1 with an interval that says nothing. */
function withoutBaseline(share: Float64Array): Estimate {
  const fill = (value: number): Float64Array => new Float64Array(K).fill(value);
  return {
    share,
    baselineShare: share.slice(),
    ratio: fill(1),
    ratioLow: fill(0),
    ratioHigh: Float64Array.from(share, (s) => (s > 0 ? 1 / s : 1)),
    pValues: fill(1),
  };
}

function indicesOf(marks: Int32Array, mark: number): number[] {
  const found: number[] = [];
  for (let a = 0; a < marks.length; a++) if (marks[a] === mark) found.push(a);
  return found;
}

function observedRows(table: ShareTable, accounts: readonly number[]): Float64Array {
  return sumCells(table, accounts, (cell, k) => table.cellCounts[cell * K + k] as number);
}

function expectedRows({ table, baseline, groupOfStratum }: ComparisonInput, accounts: readonly number[], evenWeight: number): Float64Array {
  return sumCells(table, accounts, (cell, k) => {
    const group = groupOfStratum[table.cellStratum[cell] as number] as number;
    const share = (baseline.counts[group * K + k] as number) / (baseline.totals[group] as number);
    return (table.cellTotal[cell] as number) * ((1 - evenWeight) * share + evenWeight * (EVEN_SHARES[k] as number));
  });
}

/** What each account asks beyond the shares of campaign and baseline together. */
function excessRows({ table, baseline, campaign, groupOfStratum }: ComparisonInput, accounts: readonly number[]): Float64Array {
  return sumCells(table, accounts, (cell, k) => {
    const group = groupOfStratum[table.cellStratum[cell] as number] as number;
    const at = group * K + k;
    const pooled =
      ((baseline.counts[at] as number) + (campaign.counts[at] as number)) /
      ((baseline.totals[group] as number) + (campaign.totals[group] as number));
    return (table.cellCounts[cell * K + k] as number) - (table.cellTotal[cell] as number) * pooled;
  });
}

function sumCells(table: ShareTable, accounts: readonly number[], value: (cell: number, k: number) => number): Float64Array {
  const rows = new Float64Array(accounts.length * K);
  accounts.forEach((account, i) => {
    const end = table.cellStart[account + 1] as number;
    for (let cell = table.cellStart[account] as number; cell < end; cell++) {
      for (let k = 0; k < K; k++) rows[i * K + k] = (rows[i * K + k] as number) + value(cell, k);
    }
  });
  return rows;
}
