import { type FoundLinks, sharedValues, tyingValues } from './co-occurrence.ts';
import { emptyLinks, setLink } from './layer-links.ts';
import type { LayerRule } from './layer-rule.ts';
import type { LinkSettings } from './link-settings.ts';
import { drawPairs, standsForOf } from './value-pairs.ts';
import { accountsUsing, type ValueTable } from './value-table.ts';

/** Weight of a value that n accounts hold: 1 / log2(1 + n), 0.63 for two, 0.19 for forty. */
export function groupSizeWeight(accounts: number): number {
  return 1 / Math.log2(1 + accounts);
}

/** Links of a layer whose values cannot repeat by chance: every pair that shares one, weighed by the size of the smallest group both are in. No p-value. */
export function linkGroups(rule: LayerRule, table: ValueTable, settings: LinkSettings): FoundLinks {
  const universe = tyingValues(table, settings);
  const pairs = drawPairs(universe.table, universe.shared, settings.seed, (value) => groupSizeWeight(accountsUsing(universe.table, value)));
  const links = emptyLinks(rule.layer, pairs.accountA.length);
  for (let i = 0; i < pairs.accountA.length; i++) {
    const accountA = pairs.accountA[i] as number;
    const accountB = pairs.accountB[i] as number;
    const { count, rarest } = sharedValues(universe.table, accountA, accountB);
    const strength = groupSizeWeight(accountsUsing(universe.table, rarest));
    setLink(links, i, {
      accountA,
      accountB,
      weight: rule.fullWeight * strength,
      standsFor: standsForOf(pairs, i, strength),
      pValue: Number.NaN,
      value: rarest,
      sharedValues: count,
      expectedShared: Number.NaN,
      corroboration: Number.NaN,
    });
  }
  return { links, valuesCapped: universe.valuesCapped, criticalPValue: -1 };
}
