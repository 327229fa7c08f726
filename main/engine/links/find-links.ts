import { EVIDENCE_GROUPS, type EvidenceGroup, LAYERS, type Layer } from '../domain/layer.ts';
import { linkCoOccurrence } from './co-occurrence.ts';
import { linkCorroborated } from './corroboration.ts';
import { linkGroups } from './group-size.ts';
import { type LayerLinks, mergeLinks } from './layer-links.ts';
import { layerRule } from './layer-rules.ts';
import type { LinkSettings } from './link-settings.ts';
import type { ValueTable } from './value-table.ts';

/** Which evidence may vouch for a common value of which. A common cause of both must be hard to think of. */
const CORROBORATING_LAYERS: Readonly<Record<EvidenceGroup, readonly Layer[]>> = {
  payment: [],
  content: ['payment', 'client_ip'],
  network: ['payment'],
  software: ['payment', 'client_ip'],
};

export interface LinkedLayers {
  readonly links: ReadonlyMap<Layer, LayerLinks>;
  readonly valuesCapped: ReadonlyMap<Layer, number>;
  /** See FoundLinks. */
  readonly criticalPValues: ReadonlyMap<Layer, number>;
}

/**
 * Links of every layer that has a table. First each layer by itself, then, with those, the values that independent evidence
 * corroborates. `onLayer` is told before each layer begins.
 */
export function findLinks(
  tables: ReadonlyMap<Layer, ValueTable>,
  settings: LinkSettings,
  onLayer: (layer: Layer) => void = () => {},
): LinkedLayers {
  const tested = new Map<Layer, LayerLinks>();
  const valuesCapped = new Map<Layer, number>();
  const criticalPValues = new Map<Layer, number>();
  for (const layer of LAYERS) {
    const table = tables.get(layer);
    if (table === undefined) continue;
    onLayer(layer);
    const rule = layerRule(layer);
    const found = rule.test === 'group-size' ? linkGroups(rule, table, settings) : linkCoOccurrence(rule, table, settings);
    tested.set(layer, found.links);
    valuesCapped.set(layer, found.valuesCapped);
    criticalPValues.set(layer, found.criticalPValue);
  }
  const links = new Map<Layer, LayerLinks>();
  for (const [layer, own] of tested) {
    const independent = independentLinks(layer, tested);
    const table = tables.get(layer);
    if (table === undefined || independent.length === 0) links.set(layer, own);
    else links.set(layer, mergeLinks(own, linkCorroborated(layerRule(layer), table, independent, settings)));
  }
  return { links, valuesCapped, criticalPValues };
}

/** The links that may vouch for a common value of a layer. */
export function independentLinks(layer: Layer, links: ReadonlyMap<Layer, LayerLinks>): readonly LayerLinks[] {
  return CORROBORATING_LAYERS[EVIDENCE_GROUPS[layer]].flatMap((other) => links.get(other) ?? []);
}
