import type { LinkLayer } from '../domain/layer.ts';

/** What is known of one link when its reasons are written. */
export interface LinkFacts {
  /** Values that both accounts used. */
  readonly sharedValues: number;
  /** Accounts in all that used the rarest of them. */
  readonly accountsOfRarest: number;
  /** Accounts of the case. */
  readonly accountCount: number;
  /** Shared values to expect if both had picked theirs at random, of a burst the accounts to expect in it; NaN where the layer has no test. */
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
 *   rare-text      a long text word for word, of which an account has one or few: too few to test a pair by, but far-reaching where other evidence
 *                  gathers among its senders (see corroboration.ts)
 *   co-occurrence  values repeat: pairs are tested by the hypergeometric distribution (see co-occurrence.ts) and weigh by rarity
 *   burst          a value is a window of time in which more accounts did the same than expected (see bursts.ts)
 *   profile        an account has one value of few: it says something only of accounts that other evidence ties (see corroboration.ts)
 */
export interface LayerRule {
  readonly layer: LinkLayer;
  /** Columns of the facts that the layer reads; all empty makes it unavailable. */
  readonly columns: readonly string[];
  readonly test: 'group-size' | 'rare-text' | 'co-occurrence' | 'burst' | 'profile';
  /** Whom a value ties that independent evidence corroborates: all who use it, or only those whom that evidence ties, as others may use it by accident. */
  readonly joins: 'all' | 'tied';
  /** Weight of the strongest possible link, 0 to 1: how far one shared value goes as evidence that accounts act as one. */
  readonly fullWeight: number;
  readonly linkReason: (facts: LinkFacts) => string;
  readonly campaignReason: (facts: LayerFacts) => string;
  /** Said of two accounts that the layer does not tie. */
  readonly untiedReason: string;
}
