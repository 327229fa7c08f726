import type { AnalysisSettings } from '../domain/campaign.ts';
import type { LinkLayer } from '../domain/layer.ts';
import type { LayerLinks } from '../links/layer-links.ts';
import { layerRule } from '../links/layer-rules.ts';
import { UnionFind } from '../links/union-find.ts';
import { accountsOfValue, accountsUsing, type ValueTable, valuesOfAccount } from '../links/value-table.ts';
import { binomialTail } from '../statistics/distributions.ts';
import { coverageByGroup, gatherEvidence } from './evidence.ts';
import { type Groups, groupsOf } from './membership.ts';

/** A text belongs to a group when at least this share of its senders is in it. */
const OWN_TEXT_SHARE = 0.5;
/** A card of more accounts may be a prepaid or a reseller's. */
export const MOST_ON_CARD = 12;
/** Share of a card's accounts that must be in the group for the others to follow. */
const CARD_SHARE = 0.2;
/** Cards are a group's own habit when far more of its accounts share one than of other accounts: at least so many, so many times the share, and at this level. */
const FEWEST_CARD_SHARERS = 5;
const BEYOND_OTHERS = 2;
const CARD_LEVEL = 1e-3;
const ROUNDS = 2;

/**
 * Brings together the parts of a campaign whose operator shows one thing on one account and another on the next, so that no community holds them all: senders of a text that belongs to a
 * group join it, then accounts that pay with the cards of its members, where sharing cards is what the group does and others do not. Only accounts without a group, or held in theirs by
 * the one card that pays for it, move.
 */
export function assembleParts(
  groups: Groups,
  links: ReadonlyMap<LinkLayer, LayerLinks>,
  tables: ReadonlyMap<LinkLayer, ValueTable>,
  settings: AnalysisSettings,
): Groups {
  const payment = tables.get('payment');
  let whole = payment === undefined ? groups : mergeByCards(groups, payment);
  for (let round = 0; round < ROUNDS; round++) {
    const groupOf = whole.groupOf.slice();
    const isFree = freeAccounts(whole, payment);
    joinSenders(whole, tables, isFree, settings, groupOf);
    if (payment !== undefined) joinCards(groupsOf(groupOf, 1), links, tables, payment, isFree, groupOf);
    whole = groupsOf(groupOf, settings.minAccounts);
  }
  return whole;
}

/** Cards of few that must pay for accounts of two groups for these to be one. */
const CARDS_BETWEEN = 3;

/** Groups between whose accounts several cards are shared become one. */
function mergeByCards(groups: Groups, payment: ValueTable): Groups {
  const cardsBetween = new Map<string, number>();
  for (let card = 0; card < payment.valueCount; card++) {
    if (accountsUsing(payment, card) < 2 || accountsUsing(payment, card) > MOST_ON_CARD) continue;
    const paid = [...new Set([...accountsOfValue(payment, card)].map((account) => groups.groupOf[account] as number))]
      .filter((group) => group >= 0)
      .sort((x, y) => x - y);
    paid.forEach((one, i) => {
      for (const other of paid.slice(i + 1)) cardsBetween.set(`${one} ${other}`, (cardsBetween.get(`${one} ${other}`) ?? 0) + 1);
    });
  }
  const union = new UnionFind(groups.members.length);
  for (const [pair, cards] of cardsBetween) {
    const [one, other] = pair.split(' ').map(Number) as [number, number];
    if (cards >= CARDS_BETWEEN) union.join(one, other);
  }
  return groupsOf(
    groups.groupOf.map((group) => (group < 0 ? -1 : union.rootOf(group))),
    1,
  );
}

/** A group is one card when it pays for at least this share of the members. */
const ONE_CARD_SHARE = 0.6;

/** 1 for accounts that may move: in no group, or held in one by the single card that pays for it. */
export function freeAccounts(groups: Groups, payment: ValueTable | undefined): Uint8Array {
  const isFree = Uint8Array.from(groups.groupOf, (group) => (group < 0 ? 1 : 0));
  if (payment === undefined) return isFree;
  for (const members of groups.members) {
    if (members.length * ONE_CARD_SHARE > MOST_ON_CARD) continue;
    const payers = new Map<number, number[]>();
    for (const account of members) {
      for (const card of valuesOfAccount(payment, account)) payers.set(card, [...(payers.get(card) ?? []), account]);
    }
    for (const accounts of payers.values()) {
      if (accounts.length >= ONE_CARD_SHARE * members.length) for (const account of accounts) isFree[account] = 1;
    }
  }
  return isFree;
}

/** Senders of a long text, word for word, that belongs to a group. */
function joinSenders(
  groups: Groups,
  tables: ReadonlyMap<LinkLayer, ValueTable>,
  isFree: Uint8Array,
  { minAccounts, maxAccountsPerValue }: AnalysisSettings,
  groupOf: Int32Array,
): void {
  for (const [layer, table] of tables) {
    if (layerRule(layer).test !== 'rare-text') continue;
    for (let value = 0; value < table.valueCount; value++) {
      const size = accountsUsing(table, value);
      if (size < minAccounts || size > maxAccountsPerValue) continue;
      const accounts = accountsOfValue(table, value);
      const owner = mostCommonGroup(accounts, groups.groupOf, isFree);
      if (owner.group < 0 || owner.members < OWN_TEXT_SHARE * size) continue;
      for (const account of accounts) if (isFree[account] === 1) groupOf[account] = owner.group;
    }
  }
}

/** Group of most of the accounts, and of how many; accounts that may move count for none. */
function mostCommonGroup(accounts: Int32Array, groupOf: Int32Array, isFree: Uint8Array): { group: number; members: number } {
  const counts = new Map<number, number>();
  for (const account of accounts) {
    const group = groupOf[account] as number;
    if (group >= 0 && isFree[account] === 0) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  let best = { group: -1, members: 0 };
  for (const [group, members] of counts) {
    if (members > best.members || (members === best.members && group < best.group)) best = { group, members };
  }
  return best;
}

/** Accounts that pay with the cards of a group's members, where the group's members share cards far more than others. */
function joinCards(
  groups: Groups,
  links: ReadonlyMap<LinkLayer, LayerLinks>,
  tables: ReadonlyMap<LinkLayer, ValueTable>,
  payment: ValueTable,
  isFree: Uint8Array,
  groupOf: Int32Array,
): void {
  const sharesCard = new Uint8Array(payment.accountCount);
  for (let card = 0; card < payment.valueCount; card++) {
    if (accountsUsing(payment, card) >= 2) for (const account of accountsOfValue(payment, card)) sharesCard[account] = 1;
  }
  const sharers = sharesCard.reduce((sum, shares) => sum + shares, 0);
  gatherEvidence(groups, links, tables).forEach((evidence, group) => {
    const members = groups.members[group] ?? new Int32Array(0);
    const coverage = coverageByGroup(evidence);
    const tied = new Set([...(coverage.get('content') ?? []), ...(coverage.get('network') ?? [])]);
    const inside = members.reduce((sum, account) => sum + (sharesCard[account] as number), 0);
    const elsewhere = (sharers - inside) / Math.max(1, payment.accountCount - members.length);
    const own = [...tied].filter((account) => sharesCard[account] === 1).length;
    const isHabit =
      own >= FEWEST_CARD_SHARERS && own >= BEYOND_OTHERS * elsewhere * tied.size && binomialTail(own, tied.size, elsewhere) <= CARD_LEVEL;
    if (!isHabit) return;
    for (const account of tied) {
      for (let i = payment.accountStart[account] as number; i < (payment.accountStart[account + 1] as number); i++) {
        const card = payment.accountValues[i] as number;
        const accounts = accountsOfValue(payment, card);
        if (accounts.length > MOST_ON_CARD) continue;
        const held = accounts.filter((other) => tied.has(other)).length;
        if (held < CARD_SHARE * accounts.length) continue;
        for (const other of accounts) if (isFree[other] === 1) groupOf[other] = groupOf[account] as number;
      }
    }
  });
}

/**
 * Lets accounts that pay with a card of a campaign's member follow into the campaign: where the campaign stands without them, another account of a card of few is hardly anybody
 * else's. Only accounts in no group, or held in theirs by one card, move.
 */
export function joinCardsOf(groups: Groups, isCampaign: (group: number) => boolean, payment: ValueTable | undefined): Groups {
  if (payment === undefined) return groups;
  const isFree = freeAccounts(groups, payment);
  const groupOf = groups.groupOf.slice();
  groups.members.forEach((members, group) => {
    if (!isCampaign(group)) return;
    for (const account of members) {
      for (const card of valuesOfAccount(payment, account)) {
        if (accountsUsing(payment, card) > MOST_ON_CARD) continue;
        for (const other of accountsOfValue(payment, card)) if (isFree[other] === 1) groupOf[other] = group;
      }
    }
  });
  return regroup(groups, groupOf);
}

/** The same groups, by the same numbers, after accounts changed between them; a group may be left without accounts. */
export function regroup(groups: Groups, groupOf: Int32Array): Groups {
  const members = groups.members.map((): number[] => []);
  groupOf.forEach((group, account) => {
    if (group >= 0) members[group]?.push(account);
  });
  return { groupOf, members: members.map((accounts) => Int32Array.from(accounts)) };
}
