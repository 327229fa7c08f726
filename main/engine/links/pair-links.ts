import { emptyLinks, type LayerLinks, type LinkRow, setLink } from './layer-links.ts';
import type { LayerRule } from './layer-rule.ts';
import { type AccountPairs, standsForOf } from './value-pairs.ts';

/** What a layer knows of a pair that it ties; `strength` is a share of the layer's full weight. */
export interface PairTied
  extends Pick<LinkRow, 'value' | 'sharedValues'>,
    Partial<Pick<LinkRow, 'pValue' | 'expectedShared' | 'corroboration'>> {
  readonly strength: number;
}

/** Links of a layer that ties every one of the pairs; what is left out of `tieOf` is NaN. */
export function linkPairs(rule: LayerRule, pairs: AccountPairs, tieOf: (a: number, b: number) => PairTied): LayerLinks {
  const links = emptyLinks(rule.layer, pairs.accountA.length);
  for (let i = 0; i < pairs.accountA.length; i++) {
    const accountA = pairs.accountA[i] as number;
    const accountB = pairs.accountB[i] as number;
    const tie = tieOf(accountA, accountB);
    setLink(links, i, {
      accountA,
      accountB,
      weight: rule.fullWeight * tie.strength,
      standsFor: standsForOf(pairs, i, tie.strength),
      pValue: tie.pValue ?? Number.NaN,
      value: tie.value,
      sharedValues: tie.sharedValues,
      expectedShared: tie.expectedShared ?? Number.NaN,
      corroboration: tie.corroboration ?? Number.NaN,
    });
  }
  return links;
}
