import { type FoundLinks, ShareFinder, tyingValues } from './co-occurrence.ts';
import type { LayerRule } from './layer-rule.ts';
import type { LinkSettings } from './link-settings.ts';
import { linkPairs } from './pair-links.ts';
import { drawPairs } from './value-pairs.ts';
import { accountsUsing, type ValueTable } from './value-table.ts';

/** Weight of a value that n accounts hold: 1 / log2(1 + n), 0.63 for two, 0.19 for forty. */
export function groupSizeWeight(accounts: number): number {
  return 1 / Math.log2(1 + accounts);
}

/** Links of a layer whose values cannot repeat by chance: every pair that shares one, weighed by the size of the smallest group both are in. No p-value. */
export function linkGroups(rule: LayerRule, table: ValueTable, settings: LinkSettings): FoundLinks {
  const universe = tyingValues(table, settings);
  const strengthOf = (value: number): number => groupSizeWeight(accountsUsing(table, value));
  const pairs = drawPairs(universe.table, universe.shared, settings.seed, strengthOf);
  const finder = new ShareFinder(universe.table);
  const links = linkPairs(rule, pairs, (a, b) => {
    const { count, rarest } = finder.sharedBy(a, b);
    return { strength: strengthOf(rarest), value: rarest, sharedValues: count };
  });
  return { links, valuesCapped: universe.valuesCapped, criticalPValue: -1 };
}
