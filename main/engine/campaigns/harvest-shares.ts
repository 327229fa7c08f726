import { replaceAccounts } from '../capabilities/merge-shares.ts';
import { ShareTableBuilder } from '../capabilities/share-table.ts';
import { type CampaignShares, compareShares } from '../capabilities/targeting.ts';
import type { AnalysisSettings } from '../domain/campaign.ts';
import type { Traffic, TrafficRows } from '../links/traffic.ts';
import type { Assessment } from './assessment.ts';
import { shareCodes } from './without-content.ts';

/** Where the harvest is a smaller share of the members' exchanges, the rest would hide what it is after. */
const MIXED_SHARE = 0.6;
/** With fewer exchanges there is too little of it to compare. */
const FEWEST_EXCHANGES = 50;

/** What the harvest of campaigns asks for: their exchanges whose prompt is of a template family that the campaign holds. */
export class HarvestShares {
  readonly #builder = new ShareTableBuilder();
  readonly #exchangesOf: Float64Array;

  constructor(accountCount: number) {
    this.#exchangesOf = new Float64Array(accountCount);
  }

  /** @param isHarvest 1 for the rows to count */
  add({ rowCount, account, timeMs, model, channel, capability, elicitation }: TrafficRows, isHarvest: Uint8Array): void {
    const accountCode = new Int32Array(rowCount);
    let counted = 0;
    for (let row = 0; row < rowCount; row++) {
      const own = account[row] as number;
      if (isHarvest[row] !== 1 || own < 0) continue;
      accountCode[row] = own + 1;
      this.#exchangesOf[own] = (this.#exchangesOf[own] as number) + 1;
      counted++;
    }
    if (counted === 0) return;
    const shifted = (codes: Int32Array | undefined): Int32Array => codes?.map((code) => code + 1) ?? new Int32Array(rowCount);
    this.#builder.add({ accountCode, modelCode: shifted(model), channelCode: shifted(channel), timeMs, capability, elicitation });
  }

  exchangesOf(members: Int32Array): number {
    return members.reduce((sum, account) => sum + (this.#exchangesOf[account] as number), 0);
  }

  build(): ReturnType<ShareTableBuilder['build']> {
    return this.#builder.build();
  }
}

/**
 * Compares the harvest of campaigns whose members mostly send other exchanges with the baseline of all exchanges. What formed a campaign is counted again
 * here, so this says what it was after and adds nothing to its strength.
 *
 * @returns null for a campaign that is all harvest, or that no template holds
 */
export function compareHarvests(
  probable: readonly Assessment[],
  harvests: HarvestShares,
  traffic: Traffic,
  settings: AnalysisSettings,
): readonly (CampaignShares | null)[] {
  const mixed = probable.flatMap((assessment, place) => {
    const exchanges = harvests.exchangesOf(assessment.members);
    const all = assessment.members.reduce((sum, account) => sum + (traffic.exchangesOf[account] as number), 0);
    return exchanges >= FEWEST_EXCHANGES && exchanges < MIXED_SHARE * all ? [{ assessment, place }] : [];
  });
  const found: (CampaignShares | null)[] = probable.map(() => null);
  if (mixed.length === 0) return found;
  const members = mixed.map(({ assessment }) => shareCodes(assessment));
  const table = replaceAccounts(traffic.shares, harvests.build(), Int32Array.from(members.flatMap((codes) => [...codes])).sort());
  const leftOut = Int32Array.from(new Set(probable.flatMap((assessment) => [...shareCodes(assessment)]))).sort();
  compareShares(table, members, settings, leftOut).forEach((shares, i) => {
    found[mixed[i]?.place ?? -1] = shares;
  });
  return found;
}
