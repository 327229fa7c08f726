import { EVIDENCE_GROUPS } from '../domain/layer.ts';
import { emptyLinks, type LayerLinks, setLink } from './layer-links.ts';
import type { LayerRule } from './layer-rule.ts';
import { type LinkSettings, PAIR_BUDGET } from './link-settings.ts';
import { rarityOf } from './rarity.ts';
import { drawPairs, pairsDrawn, standsForOf } from './value-pairs.ts';
import { accountsUsing, keepEntries, type ValueTable, valuesOfAccount } from './value-table.ts';

/** A value ties its accounts when at least this share of them are tied to one another by independent evidence. */
export const LEAST_CORROBORATION = 0.5;
/** Share of the full weight that corroboration alone can give. */
const CORROBORATED_WEIGHT = 0.25;

export interface Corroboration {
  /** One share a value, 0 for values of fewer than `leastAccounts` accounts. */
  readonly share: Float64Array;
  /** The table with only those accounts of each value that independent evidence ties to another account of the value. */
  readonly tied: ValueTable;
}

/**
 * Share of each value's accounts that a link of independent evidence ties to another account of the same value. A popular app's
 * customers do not pay with each other's cards; a campaign's template is sent by accounts that do.
 * Cost: links times values of an account.
 */
export function corroborate(table: ValueTable, independent: readonly LayerLinks[], leastAccounts: number): Corroboration {
  const isTied = new Uint8Array(table.accountValues.length);
  for (const links of independent) {
    for (let i = 0; i < links.accountA.length; i++) markShared(table, links.accountA[i] as number, links.accountB[i] as number, isTied);
  }
  const tied = keepEntries(table, isTied);
  const share = Float64Array.from({ length: table.valueCount }, (_, value) => {
    const accounts = accountsUsing(table, value);
    return accounts < leastAccounts ? 0 : accountsUsing(tied, value) / accounts;
  });
  return { share, tied };
}

function markShared(table: ValueTable, a: number, b: number, isTied: Uint8Array): void {
  let i = table.accountStart[a] as number;
  let j = table.accountStart[b] as number;
  const endOfA = table.accountStart[a + 1] as number;
  const endOfB = table.accountStart[b + 1] as number;
  while (i < endOfA && j < endOfB) {
    const difference = (table.accountValues[i] as number) - (table.accountValues[j] as number);
    if (difference === 0) {
      isTied[i] = 1;
      isTied[j] = 1;
    }
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
}

/**
 * Links through values too common to tie by themselves, or too few to be tested, whose accounts independent evidence ties to one another.
 * So a template that a whole campaign sends joins its card groups, though it is the most common template of the traffic, and no popular
 * app joins anybody. A text ties all who send it; an address or program only those whom independent evidence ties, as a proxy's exit may be a
 * bystander's line. Weight: full weight * max(rarity / 2, corroboration / 4). Values that tie most accounts come first within the budget.
 */
export function linkCorroborated(
  rule: LayerRule,
  table: ValueTable,
  independent: readonly LayerLinks[],
  settings: LinkSettings,
): LayerLinks {
  const { share, tied } = corroborate(table, independent, settings.minAccounts);
  const joined = EVIDENCE_GROUPS[rule.layer] === 'content' ? table : tied;
  const tying = [...share.keys()]
    .filter((value) => (share[value] as number) >= LEAST_CORROBORATION)
    .sort((x, y) => accountsUsing(table, y) - accountsUsing(table, x) || x - y);
  const values: number[] = [];
  let pairCount = 0;
  for (const value of tying) {
    pairCount += pairsDrawn(accountsUsing(joined, value));
    if (pairCount > PAIR_BUDGET) break;
    values.push(value);
  }
  const strengthOf = (value: number): number => corroboratedStrength(table, value, share[value] as number);
  const pairs = drawPairs(joined, values, settings.seed, strengthOf);
  const isTying = new Uint8Array(table.valueCount);
  for (const value of values) isTying[value] = 1;
  const links = emptyLinks(rule.layer, pairs.accountA.length);
  for (let i = 0; i < pairs.accountA.length; i++) {
    const accountA = pairs.accountA[i] as number;
    const accountB = pairs.accountB[i] as number;
    const { count, rarest } = sharedTying(table, joined, (value) => isTying[value] === 1, accountA, accountB);
    const strength = strengthOf(rarest);
    setLink(links, i, {
      accountA,
      accountB,
      weight: rule.fullWeight * strength,
      standsFor: standsForOf(pairs, i, strength),
      pValue: Number.NaN,
      value: rarest,
      sharedValues: count,
      expectedShared: Number.NaN,
      corroboration: share[rarest] as number,
    });
  }
  return links;
}

/** Share of the full weight that a corroborated value gives. */
export function corroboratedStrength(table: ValueTable, value: number, corroboration: number): number {
  return Math.max(rarityOf(accountsUsing(table, value), table.accountCount) / 2, corroboration * CORROBORATED_WEIGHT);
}

/** How many tying values of `joined` both accounts used, and which of them the fewest accounts of `table` do; -1 for none. */
export function sharedTying(
  table: ValueTable,
  joined: ValueTable,
  isTying: (value: number) => boolean,
  a: number,
  b: number,
): { readonly count: number; readonly rarest: number } {
  const shared = intersect(valuesOfAccount(joined, a), valuesOfAccount(joined, b)).filter(isTying);
  const rarest = shared.reduce((best, value) => (best < 0 || accountsUsing(table, value) < accountsUsing(table, best) ? value : best), -1);
  return { count: shared.length, rarest };
}

function intersect(first: Int32Array, second: Int32Array): number[] {
  const shared: number[] = [];
  let j = 0;
  for (const value of first) {
    while (j < second.length && (second[j] as number) < value) j++;
    if (second[j] === value) shared.push(value);
  }
  return shared;
}
