import { type CampaignShares, compareShares } from '../capabilities/targeting.ts';
import type { AnalysisSettings, DailyCount, LayerReport } from '../domain/campaign.ts';
import { LAYERS, type Layer } from '../domain/layer.ts';
import { findLinks, type LinkedLayers } from '../links/find-links.ts';
import type { Traffic } from '../links/traffic.ts';
import type { ValueTable } from '../links/value-table.ts';
import { type Assessment, assessGroup, compareAssessments } from './assessment.ts';
import { dailyCounts } from './daily.ts';
import { type CampaignDraft, describeCampaign } from './describe-campaign.ts';
import { dropUntied, gatherEvidence, splitUnjoined } from './evidence.ts';
import { fuseLinks } from './fusion.ts';
import { findCommunities } from './leiden.ts';
import { type Groups, groupsOf, joinCardMates } from './membership.ts';
import { buildSparseGraph, type SparseGraph } from './sparse-graph.ts';
import { HOLDING_SHARE } from './strength.ts';
import { flagsAgree } from './targeting-flags.ts';

export interface TrafficAnalysis {
  /** Strongest first. */
  readonly drafts: readonly CampaignDraft[];
  readonly layers: readonly LayerReport[];
  readonly daily: readonly DailyCount[];
}

export interface AnalysisHost {
  /** Told before each stage; throws to stop. */
  readonly onStage: (stage: string) => void;
  /** Hexadecimal digest of a text, for campaign ids. */
  readonly digest: (text: string) => string;
}

/** What leads ask for is compared for the strongest of them only: an ordinary case has hundreds of companies and offices. */
const LEADS_COMPARED = 25;

const INFRASTRUCTURE_LAYERS: readonly Layer[] = ['payment', 'client_ip', 'client_ip_24', 'user_agent', 'tls_fingerprint'];
const NO_SHARES: CampaignShares = { targeting: [], elicitation: [] };

/**
 * From traffic to campaigns: links layer by layer, fusion, communities, members held by evidence, strength. Depends on the traffic and the
 * settings only, never on the order of rows.
 */
export function analyzeTraffic(traffic: Traffic, settings: AnalysisSettings, host: AnalysisHost): TrafficAnalysis {
  const tables = new Map([...traffic.tables].filter(([layer]) => settings.layers.includes(layer)));
  const linked = findLinks(tables, settings, (layer) => host.onStage(`links: ${layer.replaceAll('_', ' ')}`));
  host.onStage('campaigns: communities');
  const graph = graphOf(linked, traffic, LAYERS);
  const groups = heldGroups(findCommunities(graph, settings), linked, tables, settings);
  const evidence = gatherEvidence(groups, linked.links, tables);
  host.onStage('campaigns: explanations');
  const assessments = groups.members
    .flatMap((members, group) => assessGroup(members, evidence[group] ?? [], traffic) ?? [])
    .sort(compareAssessments);
  host.onStage('campaigns: targeting');
  const probable = assessments.filter(({ strength }) => strength !== 'lead');
  const compared = assessments.slice(0, probable.length + LEADS_COMPARED);
  const shares = compareShares(traffic.shares, compared.map(shareCodes), settings);
  const strong = new Set(targetedWithoutContent(probable, shares, linked, traffic, settings));
  host.onStage('campaigns: description');
  const surroundings = { traffic, links: linked.links, graph, digest: host.digest };
  const drafts = assessments
    .map((assessment, place) => ({ ...assessment, place, strength: strong.has(assessment) ? ('strong' as const) : assessment.strength }))
    .sort(compareAssessments)
    .map((assessment) => describeCampaign(assessment, assessment.strength, shares[assessment.place] ?? NO_SHARES, surroundings));
  return { drafts, layers: layerReports(linked, traffic, settings), daily: dailyCounts(traffic) };
}

function shareCodes({ members }: { readonly members: Int32Array }): Int32Array {
  return members.map((account) => account + 1);
}

function graphOf(linked: LinkedLayers, traffic: Traffic, layers: readonly Layer[]): SparseGraph {
  const used = layers.flatMap((layer) => linked.links.get(layer) ?? []);
  return buildSparseGraph(traffic.accountIds.length, fuseLinks(used));
}

/** Communities as groups whose every member is tied by evidence that the group holds, and joined by more than software. */
function heldGroups(
  community: Int32Array,
  linked: LinkedLayers,
  tables: ReadonlyMap<Layer, ValueTable>,
  settings: AnalysisSettings,
): Groups {
  const large = groupsOf(community, settings.minAccounts);
  const mates = joinCardMates(large, tables.get('payment'), settings.maxAccountsPerValue);
  const joined = groupsOf(splitUnjoined(mates, linked.links, tables), settings.minAccounts);
  return groupsOf(dropUntied(joined, gatherEvidence(joined, linked.links, tables)), settings.minAccounts);
}

/**
 * Which campaigns ask for the same thing also where content did not form them: communities are found once more without any content layer, and the
 * comparison is repeated on the one that is mostly the campaign. A campaign that falls apart without content is never among them.
 */
function targetedWithoutContent(
  probable: readonly Assessment[],
  shares: readonly CampaignShares[],
  linked: LinkedLayers,
  traffic: Traffic,
  settings: AnalysisSettings,
): readonly Assessment[] {
  if (probable.length === 0) return [];
  const communities = findCommunities(graphOf(linked, traffic, INFRASTRUCTURE_LAYERS), settings);
  const infrastructure = groupsOf(communities, settings.minAccounts);
  const cores = probable.flatMap((assessment, place) => {
    const members = infrastructureCore(assessment.members, infrastructure);
    return members === null ? [] : [{ assessment, place, members }];
  });
  const leftOut = Int32Array.from(new Set(probable.flatMap((assessment) => [...shareCodes(assessment)]))).sort();
  const coreShares = compareShares(traffic.shares, cores.map(shareCodes), settings, leftOut);
  return cores.flatMap(({ assessment, place }, i) =>
    flagsAgree(shares[place] ?? NO_SHARES, coreShares[i] ?? NO_SHARES) ? [assessment] : [],
  );
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

function layerReports(linked: LinkedLayers, traffic: Traffic, settings: AnalysisSettings): readonly LayerReport[] {
  return LAYERS.map((layer) => {
    if (!traffic.tables.has(layer)) return { layer, state: 'unavailable', links: 0, valuesCapped: 0 };
    if (!settings.layers.includes(layer)) return { layer, state: 'off', links: 0, valuesCapped: 0 };
    return {
      layer,
      state: 'used',
      links: linked.links.get(layer)?.accountA.length ?? 0,
      valuesCapped: linked.valuesCapped.get(layer) ?? 0,
    };
  });
}
