import { EVIDENCE_GROUPS, type LinkLayer } from '../domain/layer.ts';
import type { LayerLinks } from '../links/layer-links.ts';
import { layerRule } from '../links/layer-rules.ts';
import { UnionFind } from '../links/union-find.ts';
import { accountsUsing, type ValueTable } from '../links/value-table.ts';
import { holdsMembers, OWN_TEXT_MEMBERS, OWN_TEXT_SENDERS } from './evidence.ts';
import { type Groups, holdersOf } from './membership.ts';
import { JOINING_GROUPS } from './strength.ts';

/** Share or number of the accounts of one payer that must be tied to others for the payer to be joined to them. */
const OUTWARDS_SHARE = 0.5;
const OUTWARDS_ACCOUNTS = 6;
/** Two operators on one relay: parts that share nothing but its addresses and programs, each at least this share of the group and together nearly all of it. */
const OPERATOR_SHARE = 0.2;
const OPERATORS_TOGETHER = 0.8;

/**
 * Splits groups into the parts that cards, texts or addresses held by the group join, numbering parts by their smallest account; -1 for none. Software alone joins nobody: two
 * companies may use one program; nor does a template that many others send too, or that only a few do; nor do addresses join large parts that cards and texts join each for
 * itself.
 */
export function splitUnjoined(
  groups: Groups,
  links: ReadonlyMap<LinkLayer, LayerLinks>,
  tables: ReadonlyMap<LinkLayer, ValueTable>,
): Int32Array {
  const joins = joiningPairs(groups, links, tables);
  const payers = new UnionFind(groups.groupOf.length);
  for (const { a, b, layer } of joins) if (layer === 'payment' || layerRule(layer).test === 'rare-text') payers.join(a, b);
  const mayJoin = joinedOutwards(groups, payers, joins);
  const own = new UnionFind(groups.groupOf.length);
  const strong = new UnionFind(groups.groupOf.length);
  for (const { a, b, layer, isFirm } of joins) {
    const isInside = payers.rootOf(a) === payers.rootOf(b);
    if (!isFirm || (!isInside && (mayJoin[a] === 0 || mayJoin[b] === 0))) continue;
    strong.join(a, b);
    if (EVIDENCE_GROUPS[layer] !== 'network') own.join(a, b);
  }
  const unions = groups.members.map((members) => {
    const operators = partSizes(members, own).filter((size) => size >= OPERATOR_SHARE * members.length);
    if (operators.length >= 2 && operators.reduce((sum, size) => sum + size, 0) >= OPERATORS_TOGETHER * members.length) return own;
    return strong;
  });
  return groups.groupOf.map((group, account) => (group < 0 ? -1 : (unions[group]?.rootOf(account) ?? -1)));
}

interface JoiningPair {
  readonly a: number;
  readonly b: number;
  readonly layer: LinkLayer;
  /** Not a template that many others send too, or that only a few do. */
  readonly isFirm: boolean;
}

/** Pairs inside a group tied by a value that the group holds, on layers that may join. */
function joiningPairs(
  groups: Groups,
  links: ReadonlyMap<LinkLayer, LayerLinks>,
  tables: ReadonlyMap<LinkLayer, ValueTable>,
): readonly JoiningPair[] {
  const pairs: JoiningPair[] = [];
  for (const [layer, columns] of links) {
    const table = tables.get(layer);
    if (table === undefined || (layer !== 'elicitation_profile' && !holdsMembers(layer)) || !JOINING_GROUPS.has(EVIDENCE_GROUPS[layer]))
      continue;
    const holders = holdersOf(table, groups.groupOf);
    const owners = layer === 'template' ? holdersOf(table, groups.groupOf, OWN_TEXT_MEMBERS) : holders;
    for (let i = 0; i < columns.accountA.length; i++) {
      const a = columns.accountA[i] as number;
      const b = columns.accountB[i] as number;
      const value = columns.value[i] as number;
      const group = groups.groupOf[a] as number;
      if (group < 0 || group !== groups.groupOf[b] || holders[value] !== group) continue;
      const isFirm = layer !== 'template' || (owners[value] === group && accountsUsing(table, value) >= OWN_TEXT_SENDERS);
      pairs.push({ a, b, layer, isFirm });
    }
  }
  return pairs;
}

/** 1 for accounts of payers of whom enough accounts are tied outwards for the payer to belong to what they are tied to: one employee's line or wording joins no company. */
function joinedOutwards(groups: Groups, payers: UnionFind, joins: readonly JoiningPair[]): Uint8Array {
  const isTied = new Uint8Array(groups.groupOf.length);
  for (const { a, b, isFirm } of joins) {
    if (!isFirm || payers.rootOf(a) === payers.rootOf(b)) continue;
    isTied[a] = 1;
    isTied[b] = 1;
  }
  const accounts = new Uint32Array(groups.groupOf.length);
  const tied = new Uint32Array(groups.groupOf.length);
  for (let account = 0; account < groups.groupOf.length; account++) {
    const payer = payers.rootOf(account);
    accounts[payer] = (accounts[payer] as number) + 1;
    tied[payer] = (tied[payer] as number) + (isTied[account] as number);
  }
  return Uint8Array.from(isTied, (_, account) => {
    const payer = payers.rootOf(account);
    return (tied[payer] as number) >= Math.min(OUTWARDS_ACCOUNTS, OUTWARDS_SHARE * (accounts[payer] as number)) ? 1 : 0;
  });
}

function partSizes(members: Int32Array, union: UnionFind): readonly number[] {
  const sizes = new Map<number, number>();
  for (const account of members) sizes.set(union.rootOf(account), (sizes.get(union.rootOf(account)) ?? 0) + 1);
  return [...sizes.values()];
}
