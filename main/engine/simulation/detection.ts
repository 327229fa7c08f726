import type { Campaign } from '../domain/campaign.ts';
import type { DetectabilityCell, InjectionStyle, ShareEstimate } from '../domain/detectability.ts';
import { LAYERS, type Layer } from '../domain/layer.ts';
import { wilsonInterval } from '../statistics/wilson.ts';
import { compareGroups } from './comparison.ts';

/** What an analysis made of one planted campaign. Counts are accounts. */
export interface Detection {
  readonly planted: number;
  readonly exchanges: number;
  readonly found: number;
  readonly leadOnly: number;
  /** Accounts, planted or not, of the campaigns above lead that hold planted ones. */
  readonly named: number;
  readonly recovered: boolean;
  readonly foundBy: readonly Layer[];
  /** Campaigns above lead without a planted account. */
  readonly others: number;
}

/** Looks for the accounts of a planted campaign, all different, among the campaigns that an analysis found. */
export function detect(planted: readonly string[], exchanges: number, campaigns: readonly Campaign[]): Detection {
  const members = new Set(planted);
  const above = campaigns.filter(({ strength }) => strength !== 'lead');
  const touched = above.filter(({ accounts }) => accounts.some((account) => members.has(account)));
  const found = plantedIn(touched, members);
  const leads = plantedIn(
    campaigns.filter(({ strength }) => strength === 'lead'),
    members,
  );
  const holds = new Set(touched.flatMap(({ layers }) => layers.map(({ layer }) => layer)));
  return {
    planted: members.size,
    exchanges,
    found: found.size,
    leadOnly: [...leads].filter((account) => !found.has(account)).length,
    named: new Set(touched.flatMap(({ accounts }) => accounts)).size,
    recovered:
      compareGroups(
        [planted],
        touched.map(({ accounts }) => accounts),
      ).recoveredGroups === 1,
    foundBy: LAYERS.filter((layer) => holds.has(layer)),
    others: above.length - touched.length,
  };
}

function plantedIn(campaigns: readonly Campaign[], members: ReadonlySet<string>): Set<string> {
  return new Set(campaigns.flatMap(({ accounts }) => accounts.filter((account) => members.has(account))));
}

/** Sums up one detection or more of campaigns of one style and size; `othersBefore` are the campaigns above lead without planting. */
export function summariseDetections(
  style: InjectionStyle,
  accounts: number,
  detections: readonly Detection[],
  othersBefore: number,
): DetectabilityCell {
  const sum = (value: (detection: Detection) => number): number => detections.reduce((total, detection) => total + value(detection), 0);
  const runs = detections.length;
  const planted = sum((d) => d.planted);
  const named = sum((d) => d.named);
  const recovered = sum((d) => Number(d.recovered));
  const runsOf = (layer: Layer): number => sum((d) => Number(d.foundBy.includes(layer)));
  return {
    style,
    accounts,
    runs,
    exchanges: sum((d) => d.exchanges) / runs,
    found: shareOverRuns(detections),
    leadOnly: sum((d) => d.leadOnly) / planted,
    precision: named === 0 ? null : sum((d) => d.found) / named,
    recovered,
    recoveredShare: { share: recovered / runs, ...wilsonInterval(recovered, runs) },
    foundBy: LAYERS.map((layer) => ({ layer, runs: runsOf(layer) }))
      .filter((held) => held.runs > 0)
      .sort((a, b) => b.runs - a.runs),
    disturbed: sum((d) => Number(d.others !== othersBefore)),
  };
}

/**
 * Share of planted accounts found, over runs. Accounts of one campaign are found or missed together, so they count as n p (1 - p) / V trials, V the variance
 * of the share that the runs show (Kish's design effect), at least one a run and at most one an account. Where all runs agree, or there
 * is one, every account counts: the interval of the campaigns recovered is then the one that allows for a campaign missed whole.
 */
function shareOverRuns(detections: readonly Detection[]): ShareEstimate {
  const runs = detections.length;
  const trials = detections.reduce((total, { planted }) => total + planted, 0);
  const share = detections.reduce((total, { found }) => total + found, 0) / trials;
  const spread = detections.reduce((total, { found, planted }) => total + (found / planted - share) ** 2, 0);
  const variance = runs < 2 ? 0 : spread / (runs - 1) / runs;
  const effective = variance === 0 ? trials : Math.min(trials, Math.max(runs, (share * (1 - share)) / variance));
  return { share, ...wilsonInterval(share * effective, effective) };
}
