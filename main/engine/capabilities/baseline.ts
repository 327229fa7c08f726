import type { BaselineReading } from '../domain/campaign.ts';
import { CAPABILITIES, ELICITATIONS } from '../domain/capability.ts';
import { SHARE_CATEGORIES, type ShareTable } from './share-table.ts';

/** A stratum with fewer baseline accounts or exchanges than this borrows the shares of a coarser one. */
export const BASELINE_ACCOUNTS = 10;
export const BASELINE_EXCHANGES = 100;

/**
 * Strata are coarsened in this order until the baseline is large enough: model, channel and week; then all weeks of the model and
 * channel; then all channels of the model; then everything.
 */
export const COARSENING_LEVELS = 4;

/** Which group of each coarsening level a stratum belongs to; groups are numbered through all levels. */
export interface StratumGroups {
  /** COARSENING_LEVELS groups a stratum, finest first. */
  readonly groupOf: Int32Array;
  readonly groupCount: number;
}

/** Counts of a set of accounts by group. */
export interface GroupCounts {
  readonly accounts: Int32Array;
  readonly totals: Float64Array;
  /** SHARE_CATEGORIES counts a group. */
  readonly counts: Float64Array;
}

export function groupStrata(table: ShareTable): StratumGroups {
  const strata = table.stratumModel.length;
  const groupOf = new Int32Array(strata * COARSENING_LEVELS);
  const numbers = new Map<string, number>();
  const numberOf = (key: string): number => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  for (let s = 0; s < strata; s++) {
    const model = table.stratumModel[s] as number;
    const channel = table.stratumChannel[s] as number;
    const keys = [`${model} ${channel} ${table.stratumWeek[s] as number}`, `${model} ${channel}`, `${model}`, ''];
    keys.forEach((key, level) => {
      groupOf[s * COARSENING_LEVELS + level] = numberOf(`${level}:${key}`);
    });
  }
  return { groupOf, groupCount: numbers.size };
}

/** Counts the accounts whose mark is `mark`. `marks` has one value for each account of the table. */
export function countGroups(table: ShareTable, groups: StratumGroups, marks: Int32Array, mark: number): GroupCounts {
  const accounts = new Int32Array(groups.groupCount);
  const totals = new Float64Array(groups.groupCount);
  const counts = new Float64Array(groups.groupCount * SHARE_CATEGORIES);
  const lastAccount = new Int32Array(groups.groupCount).fill(-1);
  for (let a = 0; a < marks.length; a++) {
    if (marks[a] !== mark) continue;
    const end = table.cellStart[a + 1] as number;
    for (let cell = table.cellStart[a] as number; cell < end; cell++) {
      const first = (table.cellStratum[cell] as number) * COARSENING_LEVELS;
      for (let level = 0; level < COARSENING_LEVELS; level++) {
        const group = groups.groupOf[first + level] as number;
        if (lastAccount[group] !== a) {
          lastAccount[group] = a;
          accounts[group] = (accounts[group] as number) + 1;
        }
        totals[group] = (totals[group] as number) + (table.cellTotal[cell] as number);
        for (let k = 0; k < SHARE_CATEGORIES; k++) {
          const to = group * SHARE_CATEGORIES + k;
          counts[to] = (counts[to] as number) + (table.cellCounts[cell * SHARE_CATEGORIES + k] as number);
        }
      }
    }
  }
  return { accounts, totals, counts };
}

/** The finest group of each stratum that the baseline fills; the coarsest where none does. */
export function chooseGroups(groups: StratumGroups, baseline: GroupCounts): Int32Array {
  const strata = groups.groupOf.length / COARSENING_LEVELS;
  return Int32Array.from({ length: strata }, (_, s) => {
    let group = 0;
    for (let level = 0; level < COARSENING_LEVELS; level++) {
      group = groups.groupOf[s * COARSENING_LEVELS + level] as number;
      if ((baseline.accounts[group] as number) >= BASELINE_ACCOUNTS && (baseline.totals[group] as number) >= BASELINE_EXCHANGES) break;
    }
    return group;
  });
}

const MATCHES = ['model, channel and week', 'model and channel', 'model', 'all traffic'] as const;

/** Which share of a campaign's exchanges is compared within which match, finest first; matches that none needs are left out. */
export function readBaseline(groups: StratumGroups, groupOfStratum: Int32Array, campaign: GroupCounts): BaselineReading['matched'] {
  const exchanges = new Float64Array(COARSENING_LEVELS);
  const counted = new Set<number>();
  for (let stratum = 0; stratum < groupOfStratum.length; stratum++) {
    const finest = groups.groupOf[stratum * COARSENING_LEVELS] as number;
    if (counted.has(finest)) continue;
    counted.add(finest);
    const levels = groups.groupOf.subarray(stratum * COARSENING_LEVELS, (stratum + 1) * COARSENING_LEVELS);
    const level = levels.indexOf(groupOfStratum[stratum] as number);
    exchanges[level] = (exchanges[level] as number) + (campaign.totals[finest] as number);
  }
  const all = exchanges.reduce((sum, count) => sum + count, 0);
  return MATCHES.flatMap((on, level) => (exchanges[level] === 0 ? [] : [{ on, share: (exchanges[level] as number) / all }]));
}

/** The share that a made-up account without any preference has of each category: even over capabilities, even over elicitations. */
export const EVEN_SHARES = Float64Array.from(
  { length: SHARE_CATEGORIES },
  (_, k) => 1 / (k < CAPABILITIES.length ? CAPABILITIES.length : ELICITATIONS.length),
);
