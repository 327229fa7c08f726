import type { Campaign } from '../domain/campaign.ts';
import type { Capability } from '../domain/capability.ts';
import type { Truth } from './truth.ts';

/** How one planted campaign was found: by the campaign above lead that overlaps it most. */
export interface PlantedComparison {
  readonly name: string;
  readonly foundAs: string | null;
  /** Common accounts over accounts of either. */
  readonly jaccard: number;
  readonly capabilities: readonly Capability[];
  readonly flagged: readonly Capability[];
}

/** How groups of accounts agree with planted ones. */
export interface GroupComparison {
  readonly plantedAccounts: number;
  readonly foundAccounts: number;
  /** Planted accounts among the found; null when nothing was found. */
  readonly accountPrecision: number | null;
  /** Found accounts among the planted; null when nothing was planted. */
  readonly accountRecall: number | null;
  /** Harmonic mean of both, 0 when no planted account was found; null when nothing was planted. */
  readonly accountF1: number | null;
  /**
   * Adjusted Rand index over found accounts, between the groups found and the campaigns planted, accounts of none being one class more; 0 when no
   * found account was planted, null when nothing was found.
   */
  readonly adjustedRandIndex: number | null;
  readonly plantedGroups: number;
  /** Planted groups that found ones match at a Jaccard index of RECOVERED_JACCARD or more, a found one for each. */
  readonly recoveredGroups: number;
}

/** What an analysis found against what is true. Only campaigns above lead count as found. */
export interface TruthComparison extends GroupComparison {
  readonly scenario: string;
  readonly campaignsAboveLead: number;
  readonly leads: number;
  readonly plantedCapabilities: readonly Capability[];
  /** Flagged in any campaign above lead, strongest ratio first. */
  readonly flaggedCapabilities: readonly Capability[];
  readonly campaigns: readonly PlantedComparison[];
}

export const RECOVERED_JACCARD = 0.5;

/** Compares the campaigns of an analysis with the truth of the traffic it ran on. */
export function compareWithTruth(truth: Truth, campaigns: readonly Campaign[]): TruthComparison {
  const found = campaigns.filter((campaign) => campaign.strength !== 'lead');
  return {
    scenario: truth.scenario,
    ...compareGroups(
      truth.campaigns.map(({ accounts }) => accounts),
      found.map(({ accounts }) => accounts),
    ),
    campaignsAboveLead: found.length,
    leads: campaigns.length - found.length,
    plantedCapabilities: [...new Set(truth.campaigns.flatMap((campaign) => campaign.capabilities))],
    flaggedCapabilities: flaggedIn(found),
    campaigns: truth.campaigns.map(({ name, accounts, capabilities }) => {
      const members = new Set(accounts);
      const scored = found.map((campaign) => ({ campaign, jaccard: jaccard(members, campaign.accounts) }));
      const best = scored.sort((a, b) => b.jaccard - a.jaccard)[0];
      const match = best === undefined || best.jaccard === 0 ? null : best;
      return {
        name,
        foundAs: match?.campaign.id ?? null,
        jaccard: match?.jaccard ?? 0,
        capabilities,
        flagged: match === null ? [] : flaggedIn([match.campaign]),
      };
    }),
  };
}

/** Compares any groups of accounts with planted ones; an account counts in the first group that names it. */
export function compareGroups(planted: readonly (readonly string[])[], found: readonly (readonly string[])[]): GroupComparison {
  const plantedIn = groupOfAccount(planted);
  const foundIn = groupOfAccount(found);
  const common = [...foundIn.keys()].filter((account) => plantedIn.has(account)).length;
  const accountPrecision = foundIn.size === 0 ? null : common / foundIn.size;
  const accountRecall = plantedIn.size === 0 ? null : common / plantedIn.size;
  const labels = [...foundIn].map(([account, group]) => [group, plantedIn.get(account) ?? -1] as const);
  return {
    plantedAccounts: plantedIn.size,
    foundAccounts: foundIn.size,
    accountPrecision,
    accountRecall,
    accountF1: plantedIn.size === 0 ? null : (2 * common) / (plantedIn.size + foundIn.size),
    adjustedRandIndex: foundIn.size === 0 ? null : common === 0 ? 0 : adjustedRandIndex(labels),
    plantedGroups: planted.length,
    recoveredGroups: countRecovered(planted, found),
  };
}

/**
 * Agreement of two partitions of n items given as pairs of labels, corrected for chance (Hubert and Arabie 1985): 1 for equal partitions, about 0
 * for independent ones. Where chance alone would be perfect (both put all items together, or none) it is 1. O(n).
 */
export function adjustedRandIndex(labels: readonly (readonly [number, number])[]): number {
  const cells = new Map<string, number>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  for (const [one, other] of labels) {
    cells.set(`${one} ${other}`, (cells.get(`${one} ${other}`) ?? 0) + 1);
    rows.set(one, (rows.get(one) ?? 0) + 1);
    columns.set(other, (columns.get(other) ?? 0) + 1);
  }
  const pairs = (sizes: Iterable<number>): number => [...sizes].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const together = pairs(cells.values());
  const inRows = pairs(rows.values());
  const inColumns = pairs(columns.values());
  const all = pairs([labels.length]);
  const expected = all === 0 ? 0 : (inRows * inColumns) / all;
  const most = (inRows + inColumns) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function countRecovered(planted: readonly (readonly string[])[], found: readonly (readonly string[])[]): number {
  const taken = new Set<number>();
  for (const accounts of planted) {
    const members = new Set(accounts);
    const match = found.findIndex((group, i) => !taken.has(i) && jaccard(members, group) >= RECOVERED_JACCARD);
    if (match >= 0) taken.add(match);
  }
  return taken.size;
}

function groupOfAccount(groups: readonly (readonly string[])[]): Map<string, number> {
  const groupOf = new Map<string, number>();
  groups.forEach((accounts, group) => {
    for (const account of accounts) if (!groupOf.has(account)) groupOf.set(account, group);
  });
  return groupOf;
}

function flaggedIn(campaigns: readonly Campaign[]): Capability[] {
  const rows = campaigns.flatMap((campaign) => campaign.targeting.filter((row) => row.flagged));
  return [...new Set(rows.sort((a, b) => b.ratio - a.ratio).map((row) => row.capability))];
}

function jaccard(members: ReadonlySet<string>, accounts: readonly string[]): number {
  const common = accounts.filter((account) => members.has(account)).length;
  return common / (members.size + accounts.length - common);
}
