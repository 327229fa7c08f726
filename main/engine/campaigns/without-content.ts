import { type CampaignShares, compareShares } from '../capabilities/targeting.ts';
import type { AnalysisSettings } from '../domain/campaign.ts';
import { EVIDENCE_GROUPS, LINK_LAYERS, type LinkLayer } from '../domain/layer.ts';
import { corroborateLinks } from '../links/find-links.ts';
import type { LayerLinks } from '../links/layer-links.ts';
import type { Traffic } from '../links/traffic.ts';
import type { Assessment } from './assessment.ts';
import { graphOf } from './form-groups.ts';
import { findCommunities } from './leiden.ts';
import { type Groups, groupsOf } from './membership.ts';
import { HOLDING_SHARE } from './strength.ts';

const INFRASTRUCTURE_LAYERS: readonly LinkLayer[] = LINK_LAYERS.filter((layer) => EVIDENCE_GROUPS[layer] !== 'content');

/** Codes of the members in a ShareTable, where 0 is no account. */
export function shareCodes({ members }: { readonly members: Int32Array }): Int32Array {
  return members.map((account) => account + 1);
}

/**
 * What campaigns ask for where content did not form them: communities are found once more without any content layer, and the comparison is repeated on
 * the one that is mostly the campaign.
 *
 * @returns null for a campaign that falls apart without content, or is held by habits of asking
 */
export function compareWithoutContent(
  probable: readonly Assessment[],
  tested: ReadonlyMap<LinkLayer, LayerLinks>,
  traffic: Traffic,
  settings: AnalysisSettings,
): readonly (CampaignShares | null)[] {
  if (probable.length === 0) return [];
  const withoutContent = new Map([...tested].filter(([layer]) => INFRASTRUCTURE_LAYERS.includes(layer)));
  const links = corroborateLinks(withoutContent, traffic.tables, settings);
  const communities = findCommunities(graphOf(links, traffic.accountIds.length, INFRASTRUCTURE_LAYERS), settings);
  const infrastructure = groupsOf(communities, settings.minAccounts);
  const cores = probable.flatMap((assessment, place) => {
    if (!assessment.isHeldWithoutHabits) return [];
    const members = infrastructureCore(assessment.members, infrastructure);
    return members === null ? [] : [{ place, members }];
  });
  const leftOut = Int32Array.from(new Set(probable.flatMap((assessment) => [...shareCodes(assessment)]))).sort();
  const coreShares = compareShares(traffic.shares, cores.map(shareCodes), settings, leftOut);
  const found: (CampaignShares | null)[] = probable.map(() => null);
  cores.forEach(({ place }, i) => {
    found[place] = coreShares[i] ?? null;
  });
  return found;
}

/** Accounts that infrastructure alone ties, when they are mostly the campaign: they hold HOLDING_SHARE of it and are at least half members. */
function infrastructureCore(members: Int32Array, infrastructure: Groups): Int32Array | null {
  const counts = new Map<number, number>();
  for (const member of members) {
    const group = infrastructure.groupOf[member] as number;
    if (group >= 0) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  for (const [group, count] of counts) {
    const core = infrastructure.members[group];
    if (core !== undefined && count >= HOLDING_SHARE * members.length && count * 2 >= core.length) return core;
  }
  return null;
}
