import { hypergeometricTail } from '../statistics/distributions.ts';
import { emptyLinks, type LayerLinks, setLink, truncateLinks } from './layer-links.ts';
import type { LayerRule } from './layer-rule.ts';
import { type LinkSettings, PAIR_BUDGET } from './link-settings.ts';
import { combineRarity, rarityOf } from './rarity.ts';
import { adjustAmong } from './significance.ts';
import { drawPairs, pairsDrawn, standsForOf } from './value-pairs.ts';
import { accountsUsing, restrictValues, type ValueTable } from './value-table.ts';

export interface FoundLinks {
  readonly links: LayerLinks;
  /** Values that more accounts share than may tie. */
  readonly valuesCapped: number;
  /** Largest p-value, before correction, that passed; -1 when none did or the layer has no test. */
  readonly criticalPValue: number;
}

/** What two accounts share of one layer. */
export interface SharedValues {
  readonly count: number;
  /** Value with the fewest accounts, ties to the lowest number; -1 for none. */
  readonly rarest: number;
  /** Share of the layer's full weight, 0 to 1. */
  readonly strength: number;
}

/** Values of a layer that may tie, with all that the test needs. */
export interface Universe {
  /** The table with only values of at most `cap` accounts. */
  readonly table: ValueTable;
  /** Values in it that at least one account used. */
  readonly valueCount: number;
  readonly cap: number;
  readonly valuesCapped: number;
  /** Values of two or more accounts. */
  readonly shared: readonly number[];
}

/** Leaves out values of too many accounts: more than the settings allow, or as many as the pair budget cannot hold. */
export function tyingValues(table: ValueTable, settings: Pick<LinkSettings, 'maxAccountsPerValue'>, pairBudget = PAIR_BUDGET): Universe {
  const cap = Math.min(settings.maxAccountsPerValue, capWithinBudget(table, pairBudget));
  let valuesCapped = 0;
  let valueCount = table.unlisted?.values.reduce((sum, values) => sum + values, 0) ?? 0;
  const shared: number[] = [];
  for (let value = 0; value < table.valueCount; value++) {
    const accounts = accountsUsing(table, value);
    if (accounts > cap) valuesCapped++;
    else if (accounts > 0) valueCount++;
    if (accounts >= 2 && accounts <= cap) shared.push(value);
  }
  return { table: restrictValues(table, (value) => accountsUsing(table, value) <= cap), valueCount, cap, valuesCapped, shared };
}

function capWithinBudget(table: ValueTable, pairBudget: number): number {
  const valuesOfSize = new Map<number, number>();
  for (let value = 0; value < table.valueCount; value++) {
    const accounts = accountsUsing(table, value);
    if (accounts >= 2) valuesOfSize.set(accounts, (valuesOfSize.get(accounts) ?? 0) + 1);
  }
  let pairs = 0;
  let cap = 1;
  for (const [accounts, values] of [...valuesOfSize].sort((x, y) => x[0] - y[0])) {
    pairs += values * pairsDrawn(accounts);
    if (pairs > pairBudget) return cap;
    cap = accounts;
  }
  return Number.POSITIVE_INFINITY;
}

/** Values that both accounts used. */
export function sharedValues(table: ValueTable, a: number, b: number): SharedValues {
  return new ShareFinder(table).sharedBy(a, b);
}

/** Finds what pairs of accounts share; quick where pairs with the same first account follow one another. */
export class ShareFinder {
  readonly #table: ValueTable;
  /** Account that came first in a pair last and used the value, plus one. */
  readonly #lastUser: Int32Array;
  #first = -1;

  constructor(table: ValueTable) {
    this.#table = table;
    this.#lastUser = new Int32Array(table.valueCount);
  }

  sharedBy(a: number, b: number): SharedValues {
    const { accountStart, accountValues, accountCount } = this.#table;
    const lastUser = this.#lastUser;
    if (a !== this.#first) {
      for (let i = accountStart[a] as number; i < (accountStart[a + 1] as number); i++) lastUser[accountValues[i] as number] = a + 1;
      this.#first = a;
    }
    let count = 0;
    let rarest = -1;
    let fewest = Number.POSITIVE_INFINITY;
    let missing = 1;
    for (let i = accountStart[b] as number, end = accountStart[b + 1] as number; i < end; i++) {
      const value = accountValues[i] as number;
      if (lastUser[value] !== a + 1) continue;
      const accounts = accountsUsing(this.#table, value);
      missing = combineRarity(missing, rarityOf(accounts, accountCount));
      if (accounts < fewest) {
        fewest = accounts;
        rarest = value;
      }
      count++;
    }
    return { count, rarest, strength: 1 - missing };
  }
}

/** P-value of two accounts sharing at least `shared` values, before correction; see linkCoOccurrence. */
export function coOccurrencePValue(universe: Universe, a: number, b: number, shared: number): number {
  return hypergeometricTail(shared, universe.valueCount, valuesUsed(universe.table, a), valuesUsed(universe.table, b));
}

/** Shared values to expect of two accounts that pick theirs at random. */
export function expectedShared(universe: Universe, a: number, b: number): number {
  return (valuesUsed(universe.table, a) * valuesUsed(universe.table, b)) / universe.valueCount;
}

function valuesUsed(table: ValueTable, account: number): number {
  return (table.accountStart[account + 1] as number) - (table.accountStart[account] as number) + (table.unlisted?.values[account] ?? 0);
}

/**
 * Links of a layer whose values repeat: pairs that share more values than two accounts that pick theirs at random from the F values
 * seen would. Null hypothesis: with k(a) and k(b) values used, the number shared is hypergeometric(F, k(a), k(b)) (Tumminello et al.
 * 2011, "Statistically validated networks in bipartite complex systems"). Corrected by Benjamini-Hochberg over all N (N - 1) / 2
 * pairs of accounts at settings.linkFalseDiscoveryRate. Candidates come from the inverted index only. What is validated is "not by
 * chance", never "not by a common cause": popular apps and offices pass, and are judged where campaigns are.
 */
export function linkCoOccurrence(rule: LayerRule, table: ValueTable, settings: LinkSettings): FoundLinks {
  const universe = tyingValues(table, settings);
  const pairs = drawPairs(
    universe.table,
    universe.shared,
    settings.seed,
    (value) => 1 - combineRarity(1, rarityOf(accountsUsing(table, value), table.accountCount)),
  );
  const size = pairs.accountA.length;
  const pValues = new Float64Array(size);
  const counts = new Int32Array(size);
  const rarest = new Int32Array(size);
  const strengths = new Float64Array(size);
  const finder = new ShareFinder(universe.table);
  for (let i = 0; i < size; i++) {
    const a = pairs.accountA[i] as number;
    const b = pairs.accountB[i] as number;
    const shared = finder.sharedBy(a, b);
    counts[i] = shared.count;
    rarest[i] = shared.rarest;
    strengths[i] = shared.strength;
    pValues[i] = coOccurrencePValue(universe, a, b, shared.count);
  }
  const adjusted = adjustAmong(pValues, (table.accountCount * (table.accountCount - 1)) / 2);
  const links = emptyLinks(rule.layer, size);
  let kept = 0;
  let criticalPValue = -1;
  for (let i = 0; i < size; i++) {
    if ((adjusted[i] as number) > settings.linkFalseDiscoveryRate || (strengths[i] as number) <= 0) continue;
    criticalPValue = Math.max(criticalPValue, pValues[i] as number);
    const a = pairs.accountA[i] as number;
    const b = pairs.accountB[i] as number;
    setLink(links, kept++, {
      accountA: a,
      accountB: b,
      weight: rule.fullWeight * (strengths[i] as number),
      standsFor: standsForOf(pairs, i, strengths[i] as number),
      pValue: adjusted[i] as number,
      value: rarest[i] as number,
      sharedValues: counts[i] as number,
      expectedShared: expectedShared(universe, a, b),
      corroboration: Number.NaN,
    });
  }
  return { links: truncateLinks(links, kept), valuesCapped: universe.valuesCapped, criticalPValue };
}
