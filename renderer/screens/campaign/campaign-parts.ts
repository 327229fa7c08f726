import type { CampaignFinding, CampaignMember } from '../../../main/engine/domain/campaign.ts';

/** All accounts, those of one part (counted from one), or those of none. */
export type PartChoice = 'all' | 'none' | number;

/** Parts are counted from one; null for accounts of none. */
export function partOf({ subgroup }: CampaignMember): number | null {
  return subgroup === undefined || subgroup < 0 ? null : subgroup + 1;
}

/** Members of a part. A part that a new analysis did away with shows all. */
export function inPart({ members, reading }: CampaignFinding, choice: PartChoice): readonly CampaignMember[] {
  const parts = reading?.subgroups.length ?? 0;
  if (choice === 'all' || parts === 0 || (choice !== 'none' && choice > parts)) return members;
  return members.filter((member) => partOf(member) === (choice === 'none' ? null : choice));
}
