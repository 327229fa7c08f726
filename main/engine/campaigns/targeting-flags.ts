import type { CampaignShares } from '../capabilities/targeting.ts';

/** Whether two comparisons were made and flag the same capability or elicitation. */
export function flagsAgree(one: CampaignShares | null | undefined, other: CampaignShares | null | undefined): boolean {
  if (one == null || other == null) return false;
  const flagged = new Set(flaggedNames(other));
  return flaggedNames(one).some((name) => flagged.has(name));
}

function flaggedNames({ targeting, elicitation }: CampaignShares): string[] {
  return [
    ...targeting.filter((t) => t.flagged).map((t) => t.capability),
    ...elicitation.filter((e) => e.flagged).map((e) => e.elicitation),
  ];
}

/** The same figures with nothing flagged: a lead accuses nobody of anything. */
export function withoutFlags({ targeting, elicitation }: CampaignShares): Pick<CampaignShares, 'targeting' | 'elicitation'> {
  return {
    targeting: targeting.map((t) => ({ ...t, flagged: false })),
    elicitation: elicitation.map((e) => ({ ...e, flagged: false })),
  };
}
