import { LINKS_KEPT_PER_MEMBER, type Link } from '../domain/campaign.ts';
import { LINK_LAYERS, type LinkLayer } from '../domain/layer.ts';
import { type LayerLinks, linkRow } from '../links/layer-links.ts';
import { layerRule } from '../links/layer-rules.ts';
import type { Traffic } from '../links/traffic.ts';
import { accountsUsing } from '../links/value-table.ts';
import type { LayerEvidence } from './evidence.ts';

/** Strongest links of one layer that a member may bring. */
const LINKS_OF_A_LAYER = 3;

interface Candidate {
  readonly layer: LinkLayer;
  readonly place: number;
  readonly weight: number;
}

/** A number as it is stored and digested: six significant digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** A link as a person reads it. */
export function describeLink(links: LayerLinks, place: number, traffic: Traffic): Link {
  const row = linkRow(links, place);
  const table = traffic.tables.get(links.layer);
  return {
    layer: links.layer,
    accountA: traffic.accountIds[row.accountA] as string,
    accountB: traffic.accountIds[row.accountB] as string,
    weight: rounded(row.weight),
    pValue: Number.isNaN(row.pValue) ? null : rounded(row.pValue),
    reasons: [
      layerRule(links.layer).linkReason({
        sharedValues: row.sharedValues,
        accountsOfRarest: table === undefined ? 0 : accountsUsing(table, row.value),
        accountCount: traffic.accountIds.length,
        expectedShared: row.expectedShared,
        corroboration: row.corroboration,
      }),
    ],
  };
}

/**
 * The strongest links of a campaign: of each member at most LINKS_OF_A_LAYER a layer and LINKS_KEPT_PER_MEMBER in all, sorted by weight, then
 * accounts, then layer.
 */
export function strongestLinks(
  memberCount: number,
  evidence: readonly LayerEvidence[],
  links: ReadonlyMap<LinkLayer, LayerLinks>,
  traffic: Traffic,
): readonly Link[] {
  const ofMember = new Map<number, Candidate[]>();
  for (const { layer, links: places } of evidence) {
    const columns = links.get(layer);
    if (columns === undefined) continue;
    const ofLayer = new Map<number, Candidate[]>();
    for (const place of places) {
      const candidate = { layer, place, weight: columns.weight[place] as number };
      offer(ofLayer, columns.accountA[place] as number, candidate);
      offer(ofLayer, columns.accountB[place] as number, candidate);
    }
    for (const [member, best] of ofLayer) ofMember.set(member, [...(ofMember.get(member) ?? []), ...best]);
  }
  const kept = new Map<string, Candidate>();
  const keptOf = new Map<number, number>();
  const all = [...ofMember.keys()].sort((x, y) => x - y);
  for (const member of all) {
    for (const candidate of (ofMember.get(member) ?? []).sort(
      (x, y) => y.weight - x.weight || layerPlace(x) - layerPlace(y) || x.place - y.place,
    )) {
      const columns = links.get(candidate.layer);
      if (columns === undefined || kept.has(`${candidate.layer} ${candidate.place}`)) continue;
      const a = columns.accountA[candidate.place] as number;
      const b = columns.accountB[candidate.place] as number;
      if ((keptOf.get(a) ?? 0) >= LINKS_KEPT_PER_MEMBER || (keptOf.get(b) ?? 0) >= LINKS_KEPT_PER_MEMBER) continue;
      if (memberCount > LARGE_CAMPAIGN && (keptOf.get(member) ?? 0) >= LINKS_KEPT_IN_LARGE) break;
      kept.set(`${candidate.layer} ${candidate.place}`, candidate);
      keptOf.set(a, (keptOf.get(a) ?? 0) + 1);
      keptOf.set(b, (keptOf.get(b) ?? 0) + 1);
    }
  }
  return [...kept.values()]
    .map((candidate) => ({ candidate, columns: links.get(candidate.layer) as LayerLinks }))
    .sort(
      (x, y) =>
        y.candidate.weight - x.candidate.weight ||
        (x.columns.accountA[x.candidate.place] as number) - (y.columns.accountA[y.candidate.place] as number) ||
        (x.columns.accountB[x.candidate.place] as number) - (y.columns.accountB[y.candidate.place] as number) ||
        layerPlace(x.candidate) - layerPlace(y.candidate),
    )
    .map(({ candidate, columns }) => describeLink(columns, candidate.place, traffic));
}

/** Above this many members fewer links are kept of each, as a case must hold them all. */
const LARGE_CAMPAIGN = 5000;
const LINKS_KEPT_IN_LARGE = 4;

function layerPlace(candidate: Candidate): number {
  return LINK_LAYERS.indexOf(candidate.layer);
}

/** Keeps the strongest candidates of a member, ties to the earlier place. */
function offer(best: Map<number, Candidate[]>, member: number, candidate: Candidate): void {
  const known = best.get(member);
  if (known === undefined) {
    best.set(member, [candidate]);
    return;
  }
  const weakest = known[known.length - 1];
  if (known.length === LINKS_OF_A_LAYER && weakest !== undefined && weakest.weight >= candidate.weight) return;
  if (known.length === LINKS_OF_A_LAYER) known.pop();
  let at = known.length;
  while (at > 0 && (known[at - 1] as Candidate).weight < candidate.weight) at--;
  known.splice(at, 0, candidate);
}
