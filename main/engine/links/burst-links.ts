import type { Bursts } from './bursts.ts';
import { type FoundLinks, ShareFinder } from './co-occurrence.ts';
import type { LayerRule } from './layer-rule.ts';
import type { LinkSettings } from './link-settings.ts';
import { linkPairs } from './pair-links.ts';
import { rarityOf } from './rarity.ts';
import { adjustAmong } from './significance.ts';
import { drawPairs } from './value-pairs.ts';
import { accountsUsing, restrictValues } from './value-table.ts';

/**
 * Links of a layer of bursts: pairs whose acts fell into one burst, weighed by the burst's rarity and by how far it exceeds what was expected. P-value: that of
 * the burst (see findBursts), corrected by Benjamini-Hochberg over all windows tested. A burst of more accounts than may tie is left out.
 */
export function linkBursts(rule: LayerRule, bursts: Bursts, settings: LinkSettings): FoundLinks {
  const { table } = bursts;
  const adjusted = adjustAmong(bursts.pValue, bursts.tested);
  const strengthOf = (burst: number): number => {
    const accounts = accountsUsing(table, burst);
    return rarityOf(accounts, table.accountCount) * Math.max(0, 1 - (bursts.expected[burst] as number) / accounts);
  };
  let valuesCapped = 0;
  const tying: number[] = [];
  for (let burst = 0; burst < table.valueCount; burst++) {
    const accounts = accountsUsing(table, burst);
    if ((adjusted[burst] as number) > settings.linkFalseDiscoveryRate || accounts < 2 || strengthOf(burst) === 0) continue;
    if (accounts > settings.maxAccountsPerValue) valuesCapped++;
    else tying.push(burst);
  }
  const isTying = new Uint8Array(table.valueCount);
  for (const burst of tying) isTying[burst] = 1;
  const tied = restrictValues(table, (burst) => isTying[burst] === 1);
  const finder = new ShareFinder(tied);
  const links = linkPairs(rule, drawPairs(tied, tying, settings.seed, strengthOf), (a, b) => {
    const { count, rarest } = finder.sharedBy(a, b);
    const [pValue, expectedShared] = [adjusted[rarest] as number, bursts.expected[rarest] as number];
    return { strength: strengthOf(rarest), value: rarest, sharedValues: count, pValue, expectedShared };
  });
  return { links, valuesCapped, criticalPValue: -1 };
}
