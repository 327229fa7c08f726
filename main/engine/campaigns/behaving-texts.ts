import type { AnalysisSettings } from '../domain/campaign.ts';
import type { GroupLayer, LinkLayer } from '../domain/layer.ts';
import { ShareFinder } from '../links/co-occurrence.ts';
import type { MeasureGroup } from '../links/group-rule.ts';
import { type LayerLinks, mergeLinks } from '../links/layer-links.ts';
import { layerRule } from '../links/layer-rules.ts';
import { linkPairs } from '../links/pair-links.ts';
import { rarityOf } from '../links/rarity.ts';
import type { Traffic } from '../links/traffic.ts';
import { drawPairs } from '../links/value-pairs.ts';
import { accountsOfValue, accountsUsing, restrictValues } from '../links/value-table.ts';
import { measureGroups } from './group-evidence.ts';

/** Ways of behaving that the senders of one text do not have in common by using one app. */
const TELLING_LAYERS: ReadonlySet<GroupLayer> = new Set(['load_evenness', 'succession', 'ip_churn']);

/**
 * Adds links through long texts whose senders, taken as a group, behave as one: given the same work, or starting when others stop. An operator who shares neither cards nor addresses
 * among accounts is seen by this. Customers of a popular app are not alike in that; where they are, they make a lead, which the app explains.
 */
export function linkBehavingTexts(
  traffic: Traffic,
  links: ReadonlyMap<LinkLayer, LayerLinks>,
  prepared: ReadonlyMap<GroupLayer, MeasureGroup>,
  settings: AnalysisSettings,
): ReadonlyMap<LinkLayer, LayerLinks> {
  const found = new Map(links);
  const measures = new Map([...prepared].filter(([layer]) => TELLING_LAYERS.has(layer)));
  for (const [layer, table] of traffic.tables) {
    const rule = layerRule(layer);
    const own = links.get(layer);
    if (rule.test !== 'rare-text' || own === undefined) continue;
    const candidates = Array.from({ length: table.valueCount }, (_, value) => value).filter((value) => {
      const accounts = accountsUsing(table, value);
      return accounts >= settings.minAccounts && accounts <= settings.maxAccountsPerValue;
    });
    const evidence = measureGroups(
      candidates.map((value) => accountsOfValue(table, value)),
      measures,
      settings,
    );
    const behaving = candidates.filter((_, i) => evidence[i]?.some(({ holds }) => holds) === true);
    const isBehaving = new Uint8Array(table.valueCount);
    for (const value of behaving) isBehaving[value] = 1;
    const tied = restrictValues(table, (value) => isBehaving[value] === 1);
    const strengthOf = (value: number): number => rarityOf(accountsUsing(table, value), table.accountCount) / 2;
    const finder = new ShareFinder(tied);
    const added = linkPairs(rule, drawPairs(tied, behaving, settings.seed, strengthOf), (a, b) => {
      const { count, rarest } = finder.sharedBy(a, b);
      return { strength: strengthOf(rarest), value: rarest, sharedValues: count };
    });
    found.set(layer, mergeLinks(own, added));
  }
  return found;
}
