import type { FoundPivot } from '../capabilities/pivots/find-pivots.ts';
import type { CampaignShares } from '../capabilities/targeting.ts';
import type { AnalysisSettings, CampaignFinding, CampaignLayer, CampaignMember, CampaignReading, Strength } from '../domain/campaign.ts';
import type { Layer, LinkLayer } from '../domain/layer.ts';
import type { CampaignUsage } from '../domain/usage.ts';
import { GROUP_RULES } from '../links/group-rules.ts';
import type { LayerLinks } from '../links/layer-links.ts';
import { layerRule } from '../links/layer-rules.ts';
import type { Traffic } from '../links/traffic.ts';
import type { Assessment } from './assessment.ts';
import { dailyCounts, timeText } from './daily.ts';
import type { LayerEvidence } from './evidence.ts';
import type { GroupEvidence } from './group-evidence.ts';
import { rounded, strongestLinks } from './link-report.ts';
import type { SparseGraph } from './sparse-graph.ts';
import { describeStructure, harvestShare, type Structure } from './structure.ts';
import { withoutFlags } from './targeting-flags.ts';
import { describeWaterfall } from './waterfall.ts';

/** A finding, without the example rows that only a second look at the rows can give. */
export interface CampaignDraft {
  readonly finding: Omit<CampaignFinding, 'exampleRows'>;
  /** Account codes of the members. */
  readonly members: Int32Array;
  /** Template family that most members send, -1 for none. */
  readonly exampleFamily: number;
}

export interface CampaignSurroundings {
  readonly traffic: Traffic;
  readonly links: ReadonlyMap<LinkLayer, LayerLinks>;
  readonly graph: SparseGraph;
  readonly settings: AnalysisSettings;
  /** Hexadecimal digest of a text, for campaign ids. */
  readonly digest: (text: string) => string;
}

/** What a campaign asks for, by all its exchanges, by its harvest alone, and by the members that infrastructure alone ties; null where it was not compared. */
export interface ComparedShares {
  readonly ofAll: CampaignShares | null;
  readonly ofHarvest: CampaignShares | null;
  readonly withoutContent: CampaignShares | null;
}

const NOT_COMPARED: Pick<CampaignShares, 'targeting' | 'elicitation'> = { targeting: [], elicitation: [] };
const NOT_HELD = 'some members share values that mostly other accounts use';

/** Writes down one assessed group as a campaign. */
export function describeCampaign(
  assessment: Assessment,
  strength: Strength,
  compared: ComparedShares,
  usage: CampaignUsage | null,
  pivots: readonly FoundPivot[],
  { traffic, links, graph, settings, digest }: CampaignSurroundings,
): CampaignDraft {
  const { members, evidence, groupEvidence, score, innocentExplanations } = assessment;
  const shares = compared.ofHarvest ?? compared.ofAll;
  const { targeting, elicitation } = shares === null ? NOT_COMPARED : strength === 'lead' ? withoutFlags(shares) : shares;
  const accounts = Array.from(members, (account) => traffic.accountIds[account] as string);
  const { firstMs, lastMs } = spanOf(members, traffic);
  const structure = describeStructure(assessment, links, traffic, settings);
  const campaign = {
    id: `c-${digest(JSON.stringify(accounts)).slice(0, 10)}`,
    strength,
    score,
    accountCount: members.length,
    exchangeCount: members.reduce((sum, account) => sum + (traffic.exchangesOf[account] as number), 0),
    firstSeen: timeText(firstMs),
    lastSeen: timeText(lastMs),
    layers: [
      ...evidence.map((layer) => describeLinks(layer, members.length)),
      ...groupEvidence.filter(({ holds }) => holds).map(describeBehaviour),
    ],
    accounts,
    targeting,
    elicitation,
    pivots: pivots.map(({ pivot }) => pivot),
  };
  return {
    finding: {
      campaign,
      members: describeMembers(members, evidence, structure, graph, traffic),
      links: strongestLinks(members.length, evidence, links, traffic),
      daily: dailyCounts(traffic, members),
      innocentExplanations,
      reading: {
        ...readCampaign(assessment, structure),
        targetingOf: compared.ofHarvest === null ? 'all exchanges' : 'harvest',
        ...(shares === null ? {} : { baseline: shares.baseline }),
        ...(compared.ofHarvest === null || compared.ofAll === null ? {} : { targetingOfAll: rowsOf(compared.ofAll) }),
        ...(compared.withoutContent === null ? {} : { targetingWithoutContent: rowsOf(compared.withoutContent) }),
        pivots: pivots.map((found) => found.reading),
        ...(usage === null ? {} : { usage }),
      },
      ...(assessment.editedByHand === null ? {} : { editedByHand: assessment.editedByHand }),
    },
    members,
    exampleFamily: mostUsedFamily(evidence),
  };
}

function rowsOf({ targeting, elicitation }: CampaignShares): NonNullable<CampaignReading['targetingOfAll']> {
  return [...targeting, ...elicitation];
}

function describeLinks(layer: LayerEvidence, memberCount: number): CampaignLayer {
  return {
    layer: layer.layer,
    links: layer.links.length,
    weight: rounded(layer.weight),
    pValue: Number.isNaN(layer.pValue) ? null : rounded(layer.pValue),
    reasons: layer.values.length === 0 ? [NOT_HELD] : [campaignReason(layer, memberCount)],
  };
}

function describeBehaviour({ layer, pValue, reason }: GroupEvidence): CampaignLayer {
  return { layer, links: 0, weight: 0, pValue: rounded(pValue), reasons: [reason] };
}

function campaignReason(layer: LayerEvidence, members: number): string {
  return layerRule(layer.layer).campaignReason({
    members,
    coveredMembers: layer.covered.length,
    exclusiveValues: layer.values.length,
    smallestGroup: layer.membersUsing.reduce((least, count) => Math.min(least, count), Number.POSITIVE_INFINITY),
    largestGroup: layer.membersUsing.reduce((most, count) => Math.max(most, count), 0),
  });
}

function readCampaign(assessment: Assessment, { subgroups, harvested }: Structure): CampaignReading {
  const { holding } = assessment;
  const isPool = holding.has('payment') || holding.has('network');
  return {
    expectedByChance: assessment.expectedByChance === null ? null : rounded(assessment.expectedByChance),
    waterfall: describeWaterfall(assessment),
    behaviour: assessment.groupEvidence.map(({ layer, pValue, holds, reason }) => ({
      layer,
      pValue: rounded(pValue),
      holds,
      reason,
      nullHypothesis: GROUP_RULES[layer].nullHypothesis,
    })),
    kind: holding.has('content') ? (isPool || holding.size > 1 ? 'harvest' : 'undecided') : isPool ? 'reseller pool' : 'undecided',
    harvestExchanges: harvested === null ? null : harvested.reduce((sum, exchanges) => sum + exchanges, 0),
    subgroups,
  };
}

function spanOf(members: Int32Array, traffic: Traffic): { firstMs: number; lastMs: number } {
  let firstMs = Number.NaN;
  let lastMs = Number.NaN;
  for (const member of members) {
    const first = traffic.firstMs[member] as number;
    const last = traffic.lastMs[member] as number;
    if (!(firstMs <= first) && !Number.isNaN(first)) firstMs = first;
    if (!(lastMs >= last) && !Number.isNaN(last)) lastMs = last;
  }
  return { firstMs, lastMs };
}

function describeMembers(
  members: Int32Array,
  evidence: readonly LayerEvidence[],
  { roles, harvested, subgroupOf }: Structure,
  graph: SparseGraph,
  traffic: Traffic,
): readonly CampaignMember[] {
  const layersOf = new Map<number, Layer[]>();
  for (const { layer, covered } of evidence) {
    for (const account of covered) layersOf.set(account, [...(layersOf.get(account) ?? []), layer]);
  }
  const isMember = new Uint8Array(graph.nodeCount);
  for (const account of members) isMember[account] = 1;
  return Array.from(members, (account, place) => {
    let inside = 0;
    let all = 0;
    for (let i = graph.start[account] as number; i < (graph.start[account + 1] as number); i++) {
      all += graph.weight[i] as number;
      if (isMember[graph.target[i] as number] === 1) inside += graph.weight[i] as number;
    }
    return {
      accountId: traffic.accountIds[account] as string,
      exchangeCount: traffic.exchangesOf[account] as number,
      firstSeen: timeText(traffic.firstMs[account] as number),
      lastSeen: timeText(traffic.lastMs[account] as number),
      membership: all === 0 ? 0 : rounded(inside / all),
      layers: layersOf.get(account) ?? [],
      role: roles[place] ?? 'periphery',
      harvestShare: harvested === null ? null : harvestShare(harvested[place] as number, traffic.exchangesOf[account] as number),
      subgroup: subgroupOf[place] ?? -1,
    };
  });
}

function mostUsedFamily(evidence: readonly LayerEvidence[]): number {
  const templates = evidence.find(({ layer }) => layer === 'template');
  let best = -1;
  let most = 0;
  templates?.values.forEach((family, i) => {
    const users = templates.membersUsing[i] as number;
    if (users > most) {
      best = family;
      most = users;
    }
  });
  return best;
}
