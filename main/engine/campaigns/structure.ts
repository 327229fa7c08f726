import type { AnalysisSettings, CampaignMember, Subgroup } from '../domain/campaign.ts';
import { EVIDENCE_GROUPS, LINK_LAYERS, type LinkLayer } from '../domain/layer.ts';
import type { LayerLinks } from '../links/layer-links.ts';
import type { Traffic } from '../links/traffic.ts';
import type { ValueTable } from '../links/value-table.ts';
import type { Assessment } from './assessment.ts';
import type { LayerEvidence } from './evidence.ts';
import { graphOf } from './form-groups.ts';
import { findCommunities } from './leiden.ts';
import { rounded } from './link-report.ts';

/** What is known of the inside of a campaign, by place of member. */
export interface Structure {
  readonly subgroups: readonly Subgroup[];
  /** Sub-group of each member, -1 for members of none; all -1 where there are none. */
  readonly subgroupOf: Int32Array;
  readonly roles: readonly NonNullable<CampaignMember['role']>[];
  /** Exchanges of each member that belong to the harvest; null where no content holds the campaign. */
  readonly harvested: Float64Array | null;
}

/** A part is a sub-group when it has at least this share of the members. */
const SUBGROUP_SHARE = 0.1;
const CONTENT_LAYERS: readonly LinkLayer[] = LINK_LAYERS.filter((layer) => EVIDENCE_GROUPS[layer] === 'content');

/** Looks inside a campaign: parts that ask for different things, core and periphery, and which exchanges are the harvest. */
export function describeStructure(
  assessment: Assessment,
  links: ReadonlyMap<LinkLayer, LayerLinks>,
  traffic: Traffic,
  settings: AnalysisSettings,
): Structure {
  const { members, coverage, evidence } = assessment;
  const kinds = new Int32Array(traffic.accountIds.length);
  for (const covered of coverage.values()) for (const account of covered) kinds[account] = (kinds[account] as number) + 1;
  const roles = Array.from(members, (account) => ((kinds[account] as number) >= 2 ? 'core' : 'periphery') as 'core' | 'periphery');
  const parts =
    assessment.strength === 'lead'
      ? { subgroups: [], subgroupOf: new Int32Array(members.length).fill(-1) }
      : findSubgroups(members, evidence, links, traffic, settings);
  return { ...parts, roles, harvested: countHarvest(members, evidence, traffic) };
}

/** Communities among members by what they ask alone: two operators on one relay share addresses and programs, not texts. */
function findSubgroups(
  members: Int32Array,
  evidence: readonly LayerEvidence[],
  links: ReadonlyMap<LinkLayer, LayerLinks>,
  traffic: Traffic,
  settings: AnalysisSettings,
): Pick<Structure, 'subgroups' | 'subgroupOf'> {
  const inside = new Map<LinkLayer, LayerLinks>();
  for (const { layer, links: places } of evidence) {
    const columns = links.get(layer);
    if (columns !== undefined && CONTENT_LAYERS.includes(layer)) inside.set(layer, placesOf(columns, places));
  }
  const communities = findCommunities(graphOf(inside, traffic.accountIds.length, CONTENT_LAYERS), settings);
  const placesBy = new Map<number, number[]>();
  members.forEach((account, place) => {
    const community = communities[account] as number;
    const known = placesBy.get(community);
    if (known === undefined) placesBy.set(community, [place]);
    else known.push(place);
  });
  const least = Math.max(settings.minAccounts, SUBGROUP_SHARE * members.length);
  const parts = [...placesBy.values()].filter((places) => places.length >= least);
  const subgroupOf = new Int32Array(members.length).fill(-1);
  if (parts.length < 2) return { subgroups: [], subgroupOf };
  parts.sort((x, y) => y.length - x.length || (x[0] as number) - (y[0] as number));
  const subgroups = parts.map((places, number): Subgroup => {
    for (const place of places) subgroupOf[place] = number;
    const exchangeCount = places.reduce((sum, place) => sum + (traffic.exchangesOf[members[place] as number] as number), 0);
    return { accountCount: places.length, exchangeCount };
  });
  return { subgroups, subgroupOf };
}

function placesOf(columns: LayerLinks, places: Int32Array): LayerLinks {
  return {
    layer: columns.layer,
    accountA: places.map((i) => columns.accountA[i] as number),
    accountB: places.map((i) => columns.accountB[i] as number),
    weight: Float64Array.from(places, (i) => columns.weight[i] as number),
    standsFor: Float64Array.from(places, (i) => columns.standsFor[i] as number),
    pValue: Float64Array.from(places, (i) => columns.pValue[i] as number),
    value: places.map((i) => columns.value[i] as number),
    sharedValues: places.map((i) => columns.sharedValues[i] as number),
    expectedShared: Float64Array.from(places, (i) => columns.expectedShared[i] as number),
    corroboration: Float64Array.from(places, (i) => columns.corroboration[i] as number),
  };
}

/** Exchanges of each member with a text that the campaign holds: the larger of those by template, system prompt and tool schema. */
function countHarvest(members: Int32Array, evidence: readonly LayerEvidence[], traffic: Traffic): Float64Array | null {
  const harvested = new Float64Array(members.length);
  let isContent = false;
  for (const { layer, values } of evidence) {
    const table = traffic.tables.get(layer);
    if (table === undefined || EVIDENCE_GROUPS[layer] !== 'content' || layer === 'elicitation_profile' || values.length === 0) continue;
    isContent = true;
    const isHeld = new Uint8Array(table.valueCount);
    for (const value of values) isHeld[value] = 1;
    members.forEach((account, place) => {
      harvested[place] = Math.max(harvested[place] as number, exchangesWith(table, account, isHeld));
    });
  }
  return isContent ? harvested : null;
}

function exchangesWith(table: ValueTable, account: number, isHeld: Uint8Array): number {
  let sum = 0;
  for (let i = table.accountStart[account] as number; i < (table.accountStart[account + 1] as number); i++) {
    if (isHeld[table.accountValues[i] as number] === 1) sum += table.accountValueCounts[i] as number;
  }
  return sum;
}

/** Share of a member's exchanges that belong to the harvest. */
export function harvestShare(harvested: number, exchanges: number): number {
  return exchanges === 0 ? 0 : rounded(Math.min(1, harvested / exchanges));
}
