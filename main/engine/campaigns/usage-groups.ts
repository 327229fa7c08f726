import type { UsageGroups } from '../impact/usage-counts.ts';
import type { Traffic } from '../links/traffic.ts';
import type { Assessment } from './assessment.ts';

/** Whose usage is counted: the given campaigns, each with the template families that it holds. */
export function usageGroups(campaigns: readonly Assessment[], traffic: Traffic): UsageGroups {
  const campaignOf = new Int32Array(traffic.accountIds.length).fill(-1);
  campaigns.forEach(({ members }, campaign) => {
    for (const account of members) campaignOf[account] = campaign;
  });
  const held = campaigns.map(({ evidence }) => evidence.find(({ layer }) => layer === 'template')?.values ?? []);
  return {
    campaignOf,
    campaigns: campaigns.length,
    families: { skeletons: traffic.skeletons, familyOf: traffic.familyOf, held },
  };
}
