import type { Share } from '../domain/units.ts';

/**
 * Weight of the prior, in accounts: as much as ten accounts that ask as campaign and baseline do together. A category that hardly anybody asks for then
 * needs more than a stray account to stand out.
 */
export const PRIOR_ACCOUNTS = 10;

export interface ComparedShares {
  readonly share: Share;
  readonly baselineShare: Share;
}

/**
 * How many accounts of equal volume say as much as these do (Kish): (sum of volumes)^2 / sum of squared volumes; 0 without volume.
 */
export function effectiveAccounts(volumes: Iterable<number>): number {
  let sum = 0;
  let squares = 0;
  for (const volume of volumes) {
    sum += volume;
    squares += volume * volume;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}

/**
 * Log-odds ratio of each category between campaign and baseline, with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, eq. 15):
 *
 *   logit(y + a over n + a0) - logit(z + a over m + a0)
 *
 *   y, n   counts of the campaign, z, m of the baseline, in accounts and not in exchanges: an account is one witness however much it asks
 *   a      a0 = PRIOR_ACCOUNTS times the share of the category in campaign and baseline together
 *
 * 0 where nobody asks for it; positive where the campaign asks more. One value a category, in the order given.
 *
 * @param categories the categories of one axis, shares adding up to 1
 * @param accounts effective accounts of the campaign
 * @param baselineAccounts effective accounts of the baseline
 */
export function logOddsRatios(categories: readonly ComparedShares[], accounts: number, baselineAccounts: number): number[] {
  const everybody = accounts + baselineAccounts;
  return categories.map(({ share, baselineShare }) => {
    const together = everybody === 0 ? 0 : (share * accounts + baselineShare * baselineAccounts) / everybody;
    if (together <= 0 || together >= 1) return 0;
    const prior = PRIOR_ACCOUNTS * together;
    return (
      logit(share * accounts + prior, accounts + PRIOR_ACCOUNTS) -
      logit(baselineShare * baselineAccounts + prior, baselineAccounts + PRIOR_ACCOUNTS)
    );
  });
}

const logit = (count: number, total: number): number => Math.log(count / (total - count));
