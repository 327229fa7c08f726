import { type RandomSource, randomBelow } from '../../statistics/random.ts';

export interface LabelPermutation {
  /** n accounts by `width` values, row by row; members first. */
  readonly values: Float64Array;
  readonly width: number;
  readonly memberCount: number;
  /** Accounts may trade labels only inside their stratum: numbers from 0. */
  readonly stratum: Int32Array;
}

export interface LargestContrast {
  /** Column with the largest contrast. */
  readonly column: number;
  /** That any column's is as large. */
  readonly pValue: number;
}

const ENOUGH_EXCEEDANCES = 10;
const VISITS = 4_000_000;
const MOST_DRAWS = 20_000;
const FEWEST_DRAWS = 1000;

/**
 * Two-sided permutation test that the members' values lie off 0 in any column: the largest |sum of members' v| / sqrt(sum of all v^2) over columns, labels of members dealt
 * anew inside strata (single-step maxT, Westfall and Young 1993). Null hypothesis: inside a stratum the labels are exchangeable. Cost: draws * members * width.
 */
export function testLabels({ values, width, memberCount, stratum }: LabelPermutation, random: RandomSource): LargestContrast {
  const strata: { readonly accounts: Int32Array; readonly members: number }[] = [];
  const byStratum = new Map<number, number[]>();
  stratum.forEach((s, i) => {
    const accounts = byStratum.get(s) ?? [];
    byStratum.set(s, accounts);
    accounts.push(i);
  });
  for (const [, accounts] of [...byStratum].sort(([x], [y]) => x - y)) {
    const members = accounts.filter((i) => i < memberCount).length;
    if (members > 0) strata.push({ accounts: Int32Array.from(accounts), members });
  }
  const sums = new Float64Array(width);
  const scales = new Float64Array(width);
  values.forEach((v, i) => {
    scales[i % width] = (scales[i % width] as number) + v * v;
  });
  const add = (account: number): void => {
    for (let k = 0; k < width; k++) sums[k] = (sums[k] as number) + (values[account * width + k] as number);
  };
  const contrast = (k: number): number => ((scales[k] as number) > 0 ? Math.abs(sums[k] as number) / Math.sqrt(scales[k] as number) : 0);
  for (let i = 0; i < memberCount; i++) add(i);
  let column = 0;
  for (let k = 1; k < width; k++) if (contrast(k) > contrast(column)) column = k;
  const limit = contrast(column) * (1 - 1e-9);
  if (limit === 0) return { column, pValue: 1 };
  const most = Math.max(FEWEST_DRAWS, Math.min(MOST_DRAWS, Math.floor(VISITS / memberCount)));
  let exceedances = 0;
  for (let draw = 1; draw <= most; draw++) {
    sums.fill(0);
    for (const { accounts, members } of strata) {
      for (let i = 0; i < members; i++) {
        const j = i + randomBelow(random, accounts.length - i);
        const account = accounts[j] as number;
        accounts[j] = accounts[i] as number;
        accounts[i] = account;
        add(account);
      }
    }
    for (let k = 0; k < width; k++) {
      if (contrast(k) < limit) continue;
      exceedances++;
      break;
    }
    if (exceedances === ENOUGH_EXCEEDANCES) return { column, pValue: exceedances / draw };
  }
  return { column, pValue: (exceedances + 1) / (most + 1) };
}
