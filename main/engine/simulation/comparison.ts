import type { Campaign } from '../domain/campaign.ts';
import type { Capability } from '../domain/capability.ts';
import type { Truth } from './traffic.ts';

/** How one planted campaign was found: by the campaign above lead that overlaps it most. */
export interface PlantedComparison {
  readonly name: string;
  readonly foundAs: string | null;
  /** Common accounts over accounts of either. */
  readonly jaccard: number;
  readonly capabilities: readonly Capability[];
  readonly flagged: readonly Capability[];
}

/** What an analysis found against what is true. Only campaigns above lead count as found. */
export interface TruthComparison {
  readonly scenario: string;
  readonly plantedAccounts: number;
  readonly foundAccounts: number;
  /** Planted accounts among the found; null when nothing was found. */
  readonly accountPrecision: number | null;
  /** Found accounts among the planted; null when nothing was planted. */
  readonly accountRecall: number | null;
  readonly campaignsAboveLead: number;
  readonly leads: number;
  readonly plantedCapabilities: readonly Capability[];
  /** Flagged in any campaign above lead, strongest ratio first. */
  readonly flaggedCapabilities: readonly Capability[];
  readonly campaigns: readonly PlantedComparison[];
}

/** Compares the campaigns of an analysis with the truth of the traffic it ran on. */
export function compareWithTruth(truth: Truth, campaigns: readonly Campaign[]): TruthComparison {
  const found = campaigns.filter((campaign) => campaign.strength !== 'lead');
  const foundAccounts = new Set(found.flatMap((campaign) => campaign.accounts));
  const planted = new Set(truth.campaigns.flatMap((campaign) => campaign.accounts));
  const common = [...foundAccounts].filter((account) => planted.has(account)).length;
  return {
    scenario: truth.scenario,
    plantedAccounts: planted.size,
    foundAccounts: foundAccounts.size,
    accountPrecision: foundAccounts.size === 0 ? null : common / foundAccounts.size,
    accountRecall: planted.size === 0 ? null : common / planted.size,
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

function flaggedIn(campaigns: readonly Campaign[]): Capability[] {
  const rows = campaigns.flatMap((campaign) => campaign.targeting.filter((row) => row.flagged));
  return [...new Set(rows.sort((a, b) => b.ratio - a.ratio).map((row) => row.capability))];
}

function jaccard(members: ReadonlySet<string>, accounts: readonly string[]): number {
  const common = accounts.filter((account) => members.has(account)).length;
  return common / (members.size + accounts.length - common);
}
