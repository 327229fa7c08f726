import { EVIDENCE_GROUPS, type EvidenceGroup, LINK_LAYERS, type LinkLayer } from '../domain/layer.ts';
import { linkBursts } from './burst-links.ts';
import type { Bursts } from './bursts.ts';
import { type FoundLinks, linkCoOccurrence } from './co-occurrence.ts';
import { linkCorroborated } from './corroboration.ts';
import { linkGroups } from './group-size.ts';
import { emptyLinks, type LayerLinks, mergeLinks } from './layer-links.ts';
import type { LayerRule } from './layer-rule.ts';
import { layerRule } from './layer-rules.ts';
import type { LinkSettings } from './link-settings.ts';
import type { Traffic } from './traffic.ts';
import type { ValueTable } from './value-table.ts';

/** Which evidence may vouch for a common value of which. A common cause of both must be hard to think of. */
const CORROBORATING_LAYERS: Readonly<Record<EvidenceGroup, readonly LinkLayer[]>> = {
  payment: [],
  content: ['payment', 'client_ip'],
  network: ['payment'],
  software: ['payment', 'client_ip'],
  timing: ['payment', 'client_ip', 'template'],
  lifecycle: ['payment', 'client_ip', 'template'],
};

export interface LinkedLayers {
  /** By each layer alone, before corroboration. */
  readonly tested: ReadonlyMap<LinkLayer, LayerLinks>;
  readonly links: ReadonlyMap<LinkLayer, LayerLinks>;
  readonly valuesCapped: ReadonlyMap<LinkLayer, number>;
  /** See FoundLinks. */
  readonly criticalPValues: ReadonlyMap<LinkLayer, number>;
}

/**
 * Links of every layer that has a table. First each layer by itself, then, with those, the values that independent evidence
 * corroborates. `onLayer` is told before each layer begins.
 */
export function findLinks(
  { tables, bursts }: Pick<Traffic, 'tables' | 'bursts'>,
  settings: LinkSettings,
  onLayer: (layer: LinkLayer) => void = () => {},
): LinkedLayers {
  const tested = new Map<LinkLayer, LayerLinks>();
  const valuesCapped = new Map<LinkLayer, number>();
  const criticalPValues = new Map<LinkLayer, number>();
  for (const layer of LINK_LAYERS) {
    const table = tables.get(layer);
    if (table === undefined) continue;
    onLayer(layer);
    const rule = layerRule(layer);
    const found = linkAlone(rule, table, bursts.get(layer), settings);
    tested.set(layer, found.links);
    valuesCapped.set(layer, found.valuesCapped);
    criticalPValues.set(layer, found.criticalPValue);
  }
  return { tested, links: corroborateLinks(tested, tables, settings), valuesCapped, criticalPValues };
}

/** Adds to the links that each layer found by itself those of values that independent evidence corroborates. */
export function corroborateLinks(
  tested: ReadonlyMap<LinkLayer, LayerLinks>,
  tables: ReadonlyMap<LinkLayer, ValueTable>,
  settings: LinkSettings,
): ReadonlyMap<LinkLayer, LayerLinks> {
  const links = new Map<LinkLayer, LayerLinks>();
  for (const [layer, own] of tested) {
    const independent = independentLinks(layer, tested);
    const table = tables.get(layer);
    if (table === undefined || independent.length === 0) links.set(layer, own);
    else links.set(layer, mergeLinks(own, linkCorroborated(layerRule(layer), table, independent, settings)));
  }
  return links;
}

/** What a layer ties without looking at any other. */
function linkAlone(rule: LayerRule, table: ValueTable, bursts: Bursts | undefined, settings: LinkSettings): FoundLinks {
  if (rule.test === 'group-size') return linkGroups(rule, table, settings);
  if (rule.test === 'burst' && bursts !== undefined) return linkBursts(rule, bursts, settings);
  if (rule.test === 'co-occurrence') return linkCoOccurrence(rule, table, settings);
  return { links: emptyLinks(rule.layer, 0), valuesCapped: 0, criticalPValue: -1 };
}

/** The links that may vouch for a common value of a layer. */
export function independentLinks(layer: LinkLayer, links: ReadonlyMap<LinkLayer, LayerLinks>): readonly LayerLinks[] {
  return CORROBORATING_LAYERS[EVIDENCE_GROUPS[layer]].flatMap((other) => links.get(other) ?? []);
}
