import type { Layer } from '../domain/layer.ts';

/** What is known of one link when its reasons are written. */
export interface LinkFacts {
  /** Values that both accounts used. */
  readonly sharedValues: number;
  /** Accounts in all that used the rarest of them. */
  readonly accountsOfRarest: number;
  /** Accounts of the case. */
  readonly accountCount: number;
  /** Shared values to expect if both had picked theirs at random; NaN where the layer has no test. */
  readonly expectedShared: number;
  /** Share of the value's accounts that are tied by independent evidence, NaN when that was not needed to tie them. */
  readonly corroboration: number;
}

/** What is known of one layer inside one campaign. */
export interface LayerFacts {
  readonly members: number;
  readonly coveredMembers: number;
  /** Values used by two or more members and mostly by members. */
  readonly exclusiveValues: number;
  readonly smallestGroup: number;
  readonly largestGroup: number;
}

/**
 * How one layer ties accounts.
 *
 *   group-size     a value is held by choice of one (a card): sharing cannot repeat by chance, so there is no p-value, and a value
 *                  shared by n accounts weighs 1 / log2(1 + n)
 *   co-occurrence  values repeat: pairs are tested by the hypergeometric distribution (see co-occurrence.ts) and weigh by rarity
 */
export interface LayerRule {
  readonly layer: Layer;
  /** Columns of the facts that the layer reads; all empty makes it unavailable. */
  readonly columns: readonly string[];
  readonly test: 'group-size' | 'co-occurrence';
  /** Weight of the strongest possible link, 0 to 1: how far one shared value goes as evidence that accounts act as one. */
  readonly fullWeight: number;
  readonly linkReason: (facts: LinkFacts) => string;
  readonly campaignReason: (facts: LayerFacts) => string;
  /** Said of two accounts that the layer does not tie. */
  readonly untiedReason: string;
}
