import { type ShareTable, ShareTableBuilder } from '../../../main/engine/capabilities/share-table.ts';
import type { ShareSettings } from '../../../main/engine/capabilities/targeting.ts';
import { CAPABILITIES, type Capability, ELICITATIONS } from '../../../main/engine/domain/capability.ts';
import { type RandomSource, randomBelow, seededRandom } from '../../../main/engine/statistics/random.ts';

export const SETTINGS: ShareSettings = { seed: 1, bootstrapDraws: 2000, flagRatio: 1.5, flagFalseDiscoveryRate: 0.05 };
export const WEEK_MS = 7 * 86_400_000;

export interface DrawnRow {
  readonly account: number;
  readonly model: number;
  readonly channel: number;
  readonly week: number;
  readonly capability: number;
  readonly elicitation: number;
}

export interface AccountPlan {
  readonly account: number;
  readonly exchanges: number;
  /** Share of the targeted capability; the rest spreads evenly over the others. */
  readonly share: number;
  readonly model?: number;
}

export const TARGET: Capability = 'software_engineering';

/** Each account has a share of its own: `spread` of 0 is the plan, of 1 uniform from nothing to twice the plan. */
export function drawAccount(plan: AccountPlan, spread: number, random: RandomSource): DrawnRow[] {
  const target = CAPABILITIES.indexOf(TARGET);
  const own = plan.share * (1 + spread * (2 * random() - 1));
  return Array.from({ length: plan.exchanges }, () => {
    let capability = target;
    if (random() >= own) {
      capability = randomBelow(random, CAPABILITIES.length - 1);
      if (capability >= target) capability++;
    }
    return {
      account: plan.account,
      model: plan.model ?? 1,
      channel: 1,
      week: randomBelow(random, 3),
      capability,
      elicitation: randomBelow(random, ELICITATIONS.length),
    };
  });
}

export function tableOf(rows: readonly DrawnRow[]): ShareTable {
  const builder = new ShareTableBuilder();
  builder.add({
    accountCode: Int32Array.from(rows, (row) => row.account),
    modelCode: Int32Array.from(rows, (row) => row.model),
    channelCode: Int32Array.from(rows, (row) => row.channel),
    timeMs: Float64Array.from(rows, (row) => row.week * WEEK_MS),
    capability: Uint8Array.from(rows, (row) => row.capability),
    elicitation: Uint8Array.from(rows, (row) => row.elicitation),
  });
  return builder.build();
}

/** Log-normal-like volumes: most accounts small, some large. */
export function drawVolume(random: RandomSource): number {
  return 4 + Math.floor((40 * (random() + random() + random()) ** 3) / 3);
}

export interface Plant {
  readonly members: number;
  readonly others: number;
  readonly memberShare: number;
  readonly otherShare: number;
  readonly spread: number;
  readonly seed: number;
}

/** Members have codes 1 to `members`, the others follow. */
export function plant({ members, others, memberShare, otherShare, spread, seed }: Plant): { rows: DrawnRow[]; campaign: Int32Array } {
  const random = seededRandom(seed);
  const rows: DrawnRow[] = [];
  for (let i = 1; i <= members + others; i++) {
    rows.push(
      ...drawAccount({ account: i, exchanges: drawVolume(random), share: i <= members ? memberShare : otherShare }, spread, random),
    );
  }
  return { rows, campaign: Int32Array.from({ length: members }, (_, i) => i + 1) };
}
