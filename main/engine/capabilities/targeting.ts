import type { AnalysisSettings, BaselineReading, CapabilityTargeting, ElicitationTargeting, ShareComparison } from '../domain/campaign.ts';
import { CAPABILITIES, ELICITATIONS } from '../domain/capability.ts';
import { adjustFalseDiscovery } from '../statistics/multiple-testing.ts';
import { chooseGroups, countGroups, groupStrata, readBaseline } from './baseline.ts';
import { compareOne, type Estimate } from './share-comparison.ts';
import { SHARE_CATEGORIES, type ShareTable } from './share-table.ts';

/** What one campaign asks for, against the baseline. One entry a capability and elicitation, in domain order. */
export interface CampaignShares {
  readonly targeting: readonly CapabilityTargeting[];
  readonly elicitation: readonly ElicitationTargeting[];
  readonly baseline: BaselineReading;
}

export type ShareSettings = Pick<AnalysisSettings, 'seed' | 'bootstrapDraws' | 'flagRatio' | 'flagFalseDiscoveryRate'>;

/** With fewer accounts outside all campaigns, a campaign is compared with all accounts outside itself. */
export const FEWEST_BASELINE_ACCOUNTS = 20;

const BASELINE = -1;
const LEFT_OUT = -2;

/**
 * Compares all campaigns of a run with the rest of the traffic.
 *
 * Baseline: accounts in no campaign of the run and not in `leftOut`, weighted to the campaign's mix of model, channel and week (see
 * COARSENING_LEVELS). `share` is the campaign's share of exchanges, `baselineShare` what the baseline has in the same mix, `ratio`
 * their quotient (indirect standardisation). Interval: both sides resampled by account. q-value: one-sided permutation p-values (see
 * compareOne) adjusted over all campaigns and capabilities, and apart from them over all campaigns and elicitations. Flagged: ratio and
 * q-value beyond the settings; `other` and `plain` never. Same table and settings give the same numbers, for each campaign whatever
 * the order of campaigns, rows and members.
 *
 * @param table every exchange of the case, see ShareTableBuilder; account codes must come from sorted account names
 * @param campaigns account codes of each campaign; the order of campaigns is the order of the result; codes without exchanges are ignored
 * @param leftOut account codes that belong to no baseline though they are in none of these campaigns
 */
export function compareShares(
  table: ShareTable,
  campaigns: readonly Int32Array[],
  settings: ShareSettings,
  leftOut: Int32Array = new Int32Array(0),
): readonly CampaignShares[] {
  return withFlags(estimateShares(table, campaigns, settings, leftOut), settings);
}

/** What compareShares compares, with p-values before they are adjusted. */
export function estimateShares(
  table: ShareTable,
  campaigns: readonly Int32Array[],
  settings: Pick<ShareSettings, 'seed' | 'bootstrapDraws'>,
  leftOut: Int32Array = new Int32Array(0),
): readonly (Estimate & { readonly reading: BaselineReading })[] {
  const groups = groupStrata(table);
  const outside = markOutside(table, campaigns, leftOut);
  const baselineAccounts = outside.reduce((sum, mark) => sum + (mark === BASELINE ? 1 : 0), 0);
  const isShared = baselineAccounts >= FEWEST_BASELINE_ACCOUNTS;
  const sharedCounts = isShared ? countGroups(table, groups, outside, BASELINE) : null;
  return campaigns.map((members) => {
    const marks = isShared ? outside.slice() : new Int32Array(table.accounts.length).fill(BASELINE);
    const codes = Int32Array.from(new Set(members)).sort();
    for (const code of codes) {
      const at = indexOfSorted(table.accounts, code);
      if (at >= 0) marks[at] = 1;
    }
    const baseline = sharedCounts ?? countGroups(table, groups, marks, BASELINE);
    const campaign = countGroups(table, groups, marks, 1);
    const groupOfStratum = chooseGroups(groups, baseline);
    const others = marks.reduce((sum, mark) => sum + (mark === BASELINE ? 1 : 0), 0);
    const reading: BaselineReading = {
      accounts: isShared ? 'in no campaign' : 'outside the campaign',
      accountCount: others,
      matched: readBaseline(groups, groupOfStratum, campaign),
    };
    const estimate = compareOne({
      table,
      marks,
      member: 1,
      outsider: BASELINE,
      groups,
      baseline,
      campaign,
      groupOfStratum,
      draws: settings.bootstrapDraws,
      seed: seedOf(settings.seed, codes),
    });
    return { ...estimate, reading };
  });
}

function markOutside(table: ShareTable, campaigns: readonly Int32Array[], leftOut: Int32Array): Int32Array {
  const marks = new Int32Array(table.accounts.length).fill(BASELINE);
  for (const codes of [...campaigns, leftOut]) {
    for (const code of codes) {
      const at = indexOfSorted(table.accounts, code);
      if (at >= 0) marks[at] = LEFT_OUT;
    }
  }
  return marks;
}

function indexOfSorted(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle] as number;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function seedOf(seed: number, sortedCodes: Int32Array): number {
  let hash = seed | 0;
  for (const code of sortedCodes) {
    hash = Math.imul(hash ^ code, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function withFlags(estimates: ReturnType<typeof estimateShares>, settings: ShareSettings): CampaignShares[] {
  const capabilities = CAPABILITIES.length;
  const ofFamily = (from: number, to: number): Float64Array =>
    adjustFalseDiscovery(estimates.flatMap((estimate) => [...estimate.pValues.subarray(from, to)]));
  const capabilityQ = ofFamily(0, capabilities);
  const elicitationQ = ofFamily(capabilities, SHARE_CATEGORIES);
  return estimates.map((estimate, c) => {
    const comparison = (k: number, qValue: number, mayFlag: boolean): ShareComparison => {
      const ratio = estimate.ratio[k] as number;
      return {
        share: estimate.share[k] as number,
        baselineShare: estimate.baselineShare[k] as number,
        ratio,
        ratioLow: estimate.ratioLow[k] as number,
        ratioHigh: estimate.ratioHigh[k] as number,
        qValue,
        flagged: mayFlag && ratio >= settings.flagRatio && qValue < settings.flagFalseDiscoveryRate,
      };
    };
    return {
      baseline: estimate.reading,
      targeting: CAPABILITIES.map((capability, k) => ({
        capability,
        ...comparison(k, capabilityQ[c * capabilities + k] as number, capability !== 'other'),
      })),
      elicitation: ELICITATIONS.map((elicitation, k) => ({
        elicitation,
        ...comparison(capabilities + k, elicitationQ[c * ELICITATIONS.length + k] as number, elicitation !== 'plain'),
      })),
    };
  });
}
