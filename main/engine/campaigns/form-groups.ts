import type { AnalysisSettings } from '../domain/campaign.ts';
import type { LinkLayer } from '../domain/layer.ts';
import type { LayerLinks } from '../links/layer-links.ts';
import type { ValueTable } from '../links/value-table.ts';
import { assembleParts } from './assembly.ts';
import { dropUntied } from './dropping.ts';
import { gatherEvidence } from './evidence.ts';
import { fuseLinks } from './fusion.ts';
import { findCommunities } from './leiden.ts';
import { type Groups, groupsOf, joinCardMates } from './membership.ts';
import { buildSparseGraph, type SparseGraph } from './sparse-graph.ts';
import { splitUnjoined } from './splitting.ts';

/** Accounts with the fused links of some layers between them. */
export function graphOf(links: ReadonlyMap<LinkLayer, LayerLinks>, accountCount: number, layers: readonly LinkLayer[]): SparseGraph {
  return buildSparseGraph(accountCount, fuseLinks(layers.flatMap((layer) => links.get(layer) ?? [])));
}

/** Communities as groups whose every member is tied by evidence that the group holds, and joined by more than software. */
export function formGroups(
  graph: SparseGraph,
  links: ReadonlyMap<LinkLayer, LayerLinks>,
  tables: ReadonlyMap<LinkLayer, ValueTable>,
  settings: AnalysisSettings,
): Groups {
  const large = groupsOf(findCommunities(graph, settings), settings.minAccounts);
  const mates = joinCardMates(large, tables.get('payment'), settings.maxAccountsPerValue);
  const whole = assembleParts(mates, links, tables, settings);
  let groups = groupsOf(splitUnjoined(whole, links, tables), settings.minAccounts);
  for (let round = 0; round < DROPPING_ROUNDS; round++) {
    groups = groupsOf(dropUntied(groups, gatherEvidence(groups, links, tables), tables), settings.minAccounts);
  }
  return groups;
}

/** Strangers vouch for one another's wording: once some have gone, others no longer have enough in common with the group. */
const DROPPING_ROUNDS = 3;
