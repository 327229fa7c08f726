import type { AnalysisSettings, Link } from '../domain/campaign.ts';
import { type Layer, LINK_LAYERS, type LinkLayer } from '../domain/layer.ts';
import { coOccurrencePValue, expectedShared, sharedValues, tyingValues } from '../links/co-occurrence.ts';
import { corroborate, corroboratedStrength, sharedTying } from '../links/corroboration.ts';
import { findLinks, independentLinks, type LinkedLayers } from '../links/find-links.ts';
import { groupSizeWeight } from '../links/group-size.ts';
import { emptyLinks, type LayerLinks, type LinkRow, linkRow, setLink } from '../links/layer-links.ts';
import { layerRule } from '../links/layer-rules.ts';
import type { Traffic } from '../links/traffic.ts';
import { accountsUsing, type ValueTable } from '../links/value-table.ts';
import { countText } from '../links/wording.ts';
import { describeLink } from './link-report.ts';

/** What ties two accounts, layer by layer, and why the other layers do not. */
export interface PairTie {
  readonly links: readonly Link[];
  readonly untied: readonly { readonly layer: Layer; readonly reason: string }[];
}

/**
 * Everything that ties two accounts (codes a < b), by the same tests as an analysis of the whole traffic; unlike there, no pair is left to a
 * sample. A tested pair is tied when its p-value is at most the largest that passed there; its corrected value is bounded by the
 * false discovery rate.
 */
export function tieAccounts(traffic: Traffic, settings: AnalysisSettings, a: number, b: number): PairTie {
  const tables = new Map([...traffic.tables].filter(([layer]) => settings.layers.includes(layer)));
  const linked = findLinks({ tables, bursts: traffic.bursts }, settings);
  const links: Link[] = [];
  const untied: { layer: Layer; reason: string }[] = [];
  for (const layer of LINK_LAYERS) {
    const table = tables.get(layer);
    if (table === undefined) {
      untied.push({ layer, reason: traffic.tables.has(layer) ? 'the layer is switched off' : 'the traffic has no values for it' });
      continue;
    }
    const row = tieOn(layer, table, linked, settings, a, b);
    if (typeof row === 'string') untied.push({ layer, reason: row });
    else {
      const columns = emptyLinks(layer, 1);
      setLink(columns, 0, row);
      links.push(describeLink(columns, 0, traffic));
    }
  }
  return { links, untied };
}

function tieOn(
  layer: LinkLayer,
  table: ValueTable,
  linked: LinkedLayers,
  settings: AnalysisSettings,
  a: number,
  b: number,
): LinkRow | string {
  const known = linked.links.get(layer);
  const found = known === undefined ? null : findPair(known, a, b);
  if (found !== null) return found;
  const rule = layerRule(layer);
  const universe = tyingValues(table, settings);
  const shared = sharedValues(universe.table, a, b);
  const row = { accountA: a, accountB: b, standsFor: 1, sharedValues: shared.count, value: shared.rarest };
  if (rule.test === 'group-size' && shared.count > 0) {
    const weight = rule.fullWeight * groupSizeWeight(accountsUsing(table, shared.rarest));
    return { ...row, weight, pValue: Number.NaN, expectedShared: Number.NaN, corroboration: Number.NaN };
  }
  const ofBurst = rule.test === 'burst' && known !== undefined ? known.value.indexOf(shared.rarest) : -1;
  if (known !== undefined && ofBurst >= 0) {
    const { weight, pValue, expectedShared: expected, corroboration } = linkRow(known, ofBurst);
    return { ...row, weight, pValue, expectedShared: expected, corroboration };
  }
  if (rule.test === 'co-occurrence' && shared.count > 0) {
    const p = coOccurrencePValue(universe, a, b, shared.count);
    if (p <= (linked.criticalPValues.get(layer) ?? -1)) {
      const pairs = (table.accountCount * (table.accountCount - 1)) / 2;
      return {
        ...row,
        weight: rule.fullWeight * shared.strength,
        pValue: Math.min(p * pairs, settings.linkFalseDiscoveryRate),
        expectedShared: expectedShared(universe, a, b),
        corroboration: Number.NaN,
      };
    }
  }
  const all = sharedValues(table, a, b);
  if (all.count === 0) return rule.untiedReason.replace(' beyond chance', '');
  const { share, isTying, tied } = corroborate(rule, table, independentLinks(layer, linked.tested), settings);
  const joined = rule.joins === 'all' ? table : tied;
  const joint = sharedTying(table, joined, (value) => isTying[value] === 1, a, b);
  if (joint.count > 0) {
    const corroboration = share[joint.rarest] as number;
    return {
      ...row,
      value: joint.rarest,
      sharedValues: joint.count,
      weight: rule.fullWeight * corroboratedStrength(table, joint.rarest, corroboration),
      pValue: Number.NaN,
      expectedShared: Number.NaN,
      corroboration,
    };
  }
  return `${rule.untiedReason}: ${countText(all.count)} in common, the rarest used by ${countText(accountsUsing(table, all.rarest))} of ${countText(table.accountCount)} accounts`;
}

function findPair(links: LayerLinks, a: number, b: number): LinkRow | null {
  for (let i = 0; i < links.accountA.length; i++) {
    if (links.accountA[i] === a && links.accountB[i] === b) return linkRow(links, i);
  }
  return null;
}
