import { type CampaignShares, compareShares } from '../capabilities/targeting.ts';
import type { AnalysisSettings, DailyCount, LayerReport } from '../domain/campaign.ts';
import type { CampaignEdit, EditedByHand, EditOutcome } from '../domain/campaign-edit.ts';
import { EVIDENCE_GROUPS, GROUP_LAYERS, LINK_LAYERS, type LinkLayer } from '../domain/layer.ts';
import { corroborateLinks, findLinks, type LinkedLayers } from '../links/find-links.ts';
import { GROUP_RULES } from '../links/group-rules.ts';
import type { LayerLinks } from '../links/layer-links.ts';
import type { ReadRows, Traffic } from '../links/traffic.ts';
import { freeAccounts, joinCardsOf } from './assembly.ts';
import { type Assessment, assessGroups, compareAssessments } from './assessment.ts';
import { linkBehavingTexts } from './behaving-texts.ts';
import { againstChance, expectByChance } from './chance.ts';
import { dailyCounts } from './daily.ts';
import { type CampaignDraft, describeCampaign } from './describe-campaign.ts';
import { applyEdits } from './edits.ts';
import { formGroups, graphOf } from './form-groups.ts';
import { measureGroups, prepareMeasures } from './group-evidence.ts';
import { findCommunities } from './leiden.ts';
import { findLookAlikes } from './look-alikes.ts';
import { type Groups, groupsOf } from './membership.ts';
import { HOLDING_SHARE } from './strength.ts';
import { flagsAgree } from './targeting-flags.ts';

export interface TrafficAnalysis {
  /** Strongest first. */
  readonly drafts: readonly CampaignDraft[];
  readonly layers: readonly LayerReport[];
  readonly daily: readonly DailyCount[];
  /** What became of each act by hand, in order. */
  readonly edits: readonly EditOutcome[];
}

export interface AnalysisHost {
  /** Told before each stage; throws to stop. */
  readonly onStage: (stage: string) => void;
  readonly readRows: ReadRows;
  /** Hexadecimal digest of a text, for campaign ids. */
  readonly digest: (text: string) => string;
}

/** What leads ask for is compared for the strongest of them only: an ordinary case has hundreds of companies and offices. */
const LEADS_COMPARED = 25;

const INFRASTRUCTURE_LAYERS: readonly LinkLayer[] = LINK_LAYERS.filter((layer) => EVIDENCE_GROUPS[layer] !== 'content');
const NO_SHARES: CampaignShares = { targeting: [], elicitation: [] };

/**
 * From traffic to campaigns: links layer by layer, fusion, communities, members held by evidence, strength. Depends on the traffic and the
 * settings and the acts by hand only, never on the order of rows.
 */
export function analyzeTraffic(
  traffic: Traffic,
  settings: AnalysisSettings,
  host: AnalysisHost,
  edits: readonly CampaignEdit[] = [],
): TrafficAnalysis {
  const tables = new Map([...traffic.tables].filter(([layer]) => settings.layers.includes(layer)));
  const used = { ...traffic, tables };
  const linked = findLinks(used, settings, (layer) => host.onStage(`links: ${layer.replaceAll('_', ' ')}`));
  host.onStage('campaigns: communities');
  const measures = prepareMeasures(used, settings.layers);
  const links = linkBehavingTexts(used, linked.links, measures, settings);
  const graph = graphOf(links, traffic.accountIds.length, LINK_LAYERS);
  const assess = (groups: Groups, byHand: readonly (EditedByHand | null)[]): readonly (Assessment | null)[] =>
    assessGroups(groups, links, used, measureGroups(groups.members, measures, settings), byHand);
  const formed = formGroups(graph, links, tables, settings);
  host.onStage('campaigns: behaviour');
  const standing = assess(formed, []);
  const whole = growCampaigns(formed, (group) => standing[group]?.strength === 'probable', used, settings);
  const codes = new Map(traffic.accountIds.map((id, code) => [id, code]));
  const { groups, applied, byHand } = applyEdits(whole, edits, (accountId) => codes.get(accountId) ?? -1);
  host.onStage('campaigns: explanations');
  const isAsFormed = edits.length === 0 && groups.groupOf.every((group, account) => group === formed.groupOf[account]);
  const found = (isAsFormed ? standing : assess(groups, byHand)).filter((assessment) => assessment !== null);
  host.onStage('campaigns: permuted copies');
  const suspected = found.filter(({ strength }) => strength !== 'lead').map(({ members }) => members);
  const chance = expectByChance(used, linked.tested, suspected, settings);
  const assessments = found.map((assessment) => againstChance(assessment, chance)).sort(compareAssessments);
  host.onStage('campaigns: targeting');
  const probable = assessments.filter(({ strength }) => strength !== 'lead');
  const compared = assessments.slice(0, probable.length + LEADS_COMPARED);
  const shares = compareShares(traffic.shares, compared.map(shareCodes), settings);
  const strong = new Set(targetedWithoutContent(probable, shares, linked.tested, used, settings));
  host.onStage('campaigns: description');
  const surroundings = { traffic, links, graph, settings, digest: host.digest };
  const drafts = assessments
    .map((assessment, place) => ({ ...assessment, place, strength: strong.has(assessment) ? ('strong' as const) : assessment.strength }))
    .sort(compareAssessments)
    .map((assessment) => describeCampaign(assessment, assessment.strength, shares[assessment.place] ?? NO_SHARES, surroundings));
  return { drafts, layers: layerReports({ ...linked, links }, traffic, settings), daily: dailyCounts(traffic), edits: applied };
}

/** Lets cards of few accounts follow into the campaigns to which a member or the manner of all their accounts ties them. */
function growCampaigns(groups: Groups, isCampaign: (group: number) => boolean, traffic: Traffic, settings: AnalysisSettings): Groups {
  const payment = traffic.tables.get('payment');
  const grown = joinCardsOf(groups, isCampaign, payment);
  const joins = findLookAlikes(grown, isCampaign, freeAccounts(grown, payment), traffic, settings);
  return groupsOf(
    grown.groupOf.map((group, account) => (joins[account] === -1 ? group : (joins[account] as number))),
    settings.minAccounts,
  );
}

function shareCodes({ members }: { readonly members: Int32Array }): Int32Array {
  return members.map((account) => account + 1);
}

/**
 * Which campaigns ask for the same thing also where content did not form them: communities are found once more without any content layer, and the
 * comparison is repeated on the one that is mostly the campaign. A campaign that falls apart without content is never among them.
 */
function targetedWithoutContent(
  probable: readonly Assessment[],
  shares: readonly CampaignShares[],
  tested: ReadonlyMap<LinkLayer, LayerLinks>,
  traffic: Traffic,
  settings: AnalysisSettings,
): readonly Assessment[] {
  if (probable.length === 0) return [];
  const withoutContent = new Map([...tested].filter(([layer]) => INFRASTRUCTURE_LAYERS.includes(layer)));
  const links = corroborateLinks(withoutContent, traffic.tables, settings);
  const communities = findCommunities(graphOf(links, traffic.accountIds.length, INFRASTRUCTURE_LAYERS), settings);
  const infrastructure = groupsOf(communities, settings.minAccounts);
  const cores = probable.flatMap((assessment, place) => {
    if (!assessment.isHeldWithoutHabits) return [];
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
  const links = LINK_LAYERS.map((layer): LayerReport => {
    if (!traffic.tables.has(layer)) return { layer, state: 'unavailable', links: 0, valuesCapped: 0 };
    if (!settings.layers.includes(layer)) return { layer, state: 'off', links: 0, valuesCapped: 0 };
    return {
      layer,
      state: 'used',
      links: linked.links.get(layer)?.accountA.length ?? 0,
      valuesCapped: linked.valuesCapped.get(layer) ?? 0,
    };
  });
  const groups = GROUP_LAYERS.map((layer): LayerReport => {
    const isAvailable = GROUP_RULES[layer].prepare(traffic) !== null;
    const state = !isAvailable ? 'unavailable' : settings.layers.includes(layer) ? 'used' : 'off';
    return { layer, state, links: 0, valuesCapped: 0 };
  });
  return [...links, ...groups];
}
