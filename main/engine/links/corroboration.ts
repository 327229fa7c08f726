import { binomialTail, poissonTail } from '../statistics/distributions.ts';
import type { LayerLinks } from './layer-links.ts';
import type { LayerRule } from './layer-rule.ts';
import { type LinkSettings, PAIR_BUDGET } from './link-settings.ts';
import { linkPairs } from './pair-links.ts';
import { rarityOf } from './rarity.ts';
import { UnionFind } from './union-find.ts';
import { drawPairs, pairsDrawn } from './value-pairs.ts';
import { accountsOfValue, accountsUsing, keepEntries, type ValueTable, valuesOfAccount } from './value-table.ts';

/** A value ties its accounts when at least this share of them are tied to one another by independent evidence. */
const LEAST_CORROBORATION = 0.5;
/** A long text ties its senders also when fewer are tied, to whomever, but far more than other accounts: at least this share and number, so many times the share, at this level. */
const GATHERED_SHARE = 0.25;
const GATHERED_ACCOUNTS = 5;
const BEYOND_OTHERS = 2;
const GATHERED_LEVEL = 0.01;
/** Share of the full weight that corroboration alone can give. */
const CORROBORATED_WEIGHT = 0.25;

export interface Corroboration {
  /** 1 for values that tie their accounts. */
  readonly isTying: Uint8Array;
  /** One share a value, 0 for values of fewer accounts than a campaign has, and for profiles that tied groups share by chance. */
  readonly share: Float64Array;
  /** The table with only those accounts of each value that independent evidence ties to another account of the value. */
  readonly tied: ValueTable;
}

/**
 * Share of each value's accounts that a link of independent evidence ties to another account of the same value. A popular app's
 * customers do not pay with each other's cards; a campaign's template is sent by accounts that do.
 * Cost: links times values of an account.
 */
export function corroborate(rule: LayerRule, table: ValueTable, independent: readonly LayerLinks[], settings: LinkSettings): Corroboration {
  const isTied = new Uint8Array(table.accountValues.length);
  for (const links of independent) {
    for (let i = 0; i < links.accountA.length; i++) markShared(table, links.accountA[i] as number, links.accountB[i] as number, isTied);
  }
  const tied = keepEntries(table, isTied);
  const share = new Float64Array(table.valueCount);
  for (let value = 0; value < table.valueCount; value++) {
    const accounts = accountsUsing(table, value);
    if (accounts >= settings.minAccounts) share[value] = accountsUsing(tied, value) / accounts;
  }
  if (rule.test === 'profile') dropChanceProfiles(share, table, independent, settings.linkFalseDiscoveryRate);
  const isTying = new Uint8Array(table.valueCount);
  for (let value = 0; value < table.valueCount; value++) if ((share[value] as number) >= LEAST_CORROBORATION) isTying[value] = 1;
  if (rule.test === 'rare-text') addGatheringTexts(isTying, table, independent);
  return { isTying, share, tied };
}

/**
 * Texts among whose senders ties gather: many more of them are tied to some account, a sender or not, than of all others. Null hypothesis: senders are tied as often as others (binomial, Bonferroni over texts). An operator
 * who hides the text on one account of a card and the card on the next is seen by this.
 */
function addGatheringTexts(isTying: Uint8Array, table: ValueTable, independent: readonly LayerLinks[]): void {
  for (const { accountA, accountB } of independent) {
    const isTied = new Uint8Array(table.accountCount);
    for (const account of accountA) isTied[account] = 1;
    for (const account of accountB) isTied[account] = 1;
    const all = isTied.reduce((sum, tied) => sum + tied, 0);
    let tested = 0;
    for (let value = 0; value < table.valueCount; value++) if (accountsUsing(table, value) >= GATHERED_ACCOUNTS) tested++;
    for (let value = 0; value < table.valueCount; value++) {
      if (isTying[value] === 1 || accountsUsing(table, value) < GATHERED_ACCOUNTS) continue;
      const accounts = accountsOfValue(table, value);
      const own = accounts.reduce((sum, account) => sum + (isTied[account] as number), 0);
      const elsewhere = (all - own + 1) / (table.accountCount - accounts.length + 2);
      if (own < GATHERED_ACCOUNTS || own < Math.max(GATHERED_SHARE, BEYOND_OTHERS * elsewhere) * accounts.length) continue;
      if (binomialTail(own, accounts.length, elsewhere) * tested <= GATHERED_LEVEL) isTying[value] = 1;
    }
  }
}

/**
 * A habit that few values describe is shared by many by chance: its share becomes 0 unless more groups of tied accounts have it than would if every
 * group had it as often as an account that nothing ties. Null hypothesis: the number of groups is Poisson; Bonferroni over the values.
 */
function dropChanceProfiles(share: Float64Array, table: ValueTable, independent: readonly LayerLinks[], level: number): void {
  const groups = joinedBy(independent, table.accountCount);
  const untiedAccounts = groups.sizeOf.filter((size) => size === 1).length;
  for (let value = 0; value < table.valueCount; value++) {
    if (share[value] === 0) continue;
    const having = new Map<number, number>();
    let untied = 0;
    for (const account of accountsOfValue(table, value)) {
      const group = groups.groupOf[account] as number;
      if (groups.sizeOf[group] === 1) untied++;
      else having.set(group, (having.get(group) ?? 0) + 1);
    }
    const observed = [...having.values()].filter((accounts) => accounts >= 2).length;
    const expected = (groups.count * (untied + 1)) / (untiedAccounts + 2);
    if (poissonTail(observed, expected) * table.valueCount > level) share[value] = 0;
  }
}

/** Groups of accounts that links join, one account or more each; `count` counts those of two or more. */
function joinedBy(links: readonly LayerLinks[], accountCount: number): { groupOf: Int32Array; sizeOf: Int32Array; count: number } {
  const union = new UnionFind(accountCount);
  for (const { accountA, accountB } of links) {
    for (let i = 0; i < accountA.length; i++) union.join(accountA[i] as number, accountB[i] as number);
  }
  const groupOf = Int32Array.from({ length: accountCount }, (_, account) => union.rootOf(account));
  const sizeOf = new Int32Array(accountCount);
  for (const group of groupOf) sizeOf[group] = (sizeOf[group] as number) + 1;
  return { groupOf, sizeOf, count: sizeOf.filter((size) => size >= 2).length };
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
  const { share, tied, isTying: mayTie } = corroborate(rule, table, independent, settings);
  const joined = rule.joins === 'all' ? table : tied;
  const tying: number[] = [];
  for (let value = 0; value < table.valueCount; value++) if (mayTie[value] === 1) tying.push(value);
  tying.sort((x, y) => accountsUsing(table, y) - accountsUsing(table, x) || x - y);
  const values: number[] = [];
  let pairCount = 0;
  for (const value of tying) {
    pairCount += pairsDrawn(accountsUsing(joined, value));
    if (pairCount > PAIR_BUDGET) break;
    values.push(value);
  }
  const strengthOf = (value: number): number => corroboratedStrength(table, value, share[value] as number);
  const isTying = new Uint8Array(table.valueCount);
  for (const value of values) isTying[value] = 1;
  return linkPairs(rule, drawPairs(joined, values, settings.seed, strengthOf), (a, b) => {
    const { count, rarest } = sharedTying(table, joined, (value) => isTying[value] === 1, a, b);
    return { strength: strengthOf(rarest), value: rarest, sharedValues: count, corroboration: share[rarest] as number };
  });
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
