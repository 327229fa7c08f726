import { EVIDENCE_GROUPS, type EvidenceGroup, type LinkLayer } from '../domain/layer.ts';
import type { LayerLinks } from '../links/layer-links.ts';
import { layerRule } from '../links/layer-rules.ts';
import { UnionFind } from '../links/union-find.ts';
import type { ValueTable } from '../links/value-table.ts';
import { accountsOfValue, accountsUsing, valuesOfAccount } from '../links/value-table.ts';
import { type Groups, holdersOf } from './membership.ts';
import { holdingGroups, JOINING_GROUPS } from './strength.ts';

/** What one layer says about one group of accounts. */
export interface LayerEvidence {
  readonly layer: LinkLayer;
  /** Places of the links between members in the layer's columns. */
  readonly links: Int32Array;
  readonly weight: number;
  /** Smallest corrected p-value, NaN without one. */
  readonly pValue: number;
  /** Members tied to another member through a value that the group holds (see holdersOf), ascending. */
  readonly covered: Int32Array;
  /** Values that the group holds, ascending, and how many members use each; empty when they tie no member. */
  readonly values: Int32Array;
  readonly membersUsing: Int32Array;
}

/** Evidence of each group, in the order of the groups; layers without links between members are left out. */
export function gatherEvidence(
  groups: Groups,
  links: ReadonlyMap<LinkLayer, LayerLinks>,
  tables: ReadonlyMap<LinkLayer, ValueTable>,
): readonly (readonly LayerEvidence[])[] {
  const evidence: LayerEvidence[][] = groups.members.map(() => []);
  for (const [layer, columns] of links) {
    const table = tables.get(layer);
    if (table === undefined) continue;
    const holders = holdersOf(table, groups.groupOf);
    const inside = groups.members.map((): number[] => []);
    for (let i = 0; i < columns.accountA.length; i++) {
      const group = groups.groupOf[columns.accountA[i] as number] as number;
      if (group >= 0 && group === groups.groupOf[columns.accountB[i] as number]) inside[group]?.push(i);
    }
    const held = groups.members.map((): number[] => []);
    holders.forEach((group, value) => {
      if (group >= 0) held[group]?.push(value);
    });
    inside.forEach((places, group) => {
      if (places.length === 0) return;
      const found = layerEvidence(columns, holders, group, Int32Array.from(places));
      const values = Int32Array.from(found.covered.length > 0 ? (held[group] ?? []) : []);
      const membersUsing = values.map((value) => countMembers(accountsOfValue(table, value), groups, group));
      evidence[group]?.push({ ...found, values, membersUsing });
    });
  }
  return evidence;
}

function countMembers(accounts: Int32Array, groups: Groups, group: number): number {
  return accounts.reduce((sum, account) => sum + (groups.groupOf[account] === group ? 1 : 0), 0);
}

function layerEvidence(
  columns: LayerLinks,
  holders: Int32Array,
  group: number,
  links: Int32Array,
): Omit<LayerEvidence, 'values' | 'membersUsing'> {
  const covered = new Set<number>();
  let weight = 0;
  let pValue = Number.NaN;
  for (const i of links) {
    weight += (columns.weight[i] as number) * (columns.standsFor[i] as number);
    const p = columns.pValue[i] as number;
    if (!(pValue <= p) && !Number.isNaN(p)) pValue = p;
    if (holders[columns.value[i] as number] !== group) continue;
    covered.add(columns.accountA[i] as number);
    covered.add(columns.accountB[i] as number);
  }
  return { layer: columns.layer, links, weight, pValue, covered: Int32Array.from(covered).sort() };
}

/** Layers that only add to what stronger ones of their kind say: a common /24, a common habit. */
const SUPPORTING_LAYERS: ReadonlySet<LinkLayer> = new Set(['client_ip_24', 'elicitation_profile', 'request_profile']);

function holdsMembers(layer: LinkLayer): boolean {
  return !SUPPORTING_LAYERS.has(layer);
}

/** Members that each evidence group ties, ascending. */
export function coverageByGroup(evidence: readonly LayerEvidence[]): ReadonlyMap<EvidenceGroup, Int32Array> {
  const covered = new Map<EvidenceGroup, Set<number>>();
  for (const { layer, covered: accounts } of evidence) {
    if (!holdsMembers(layer)) continue;
    const group = EVIDENCE_GROUPS[layer];
    const known = covered.get(group) ?? new Set<number>();
    for (const account of accounts) known.add(account);
    covered.set(group, known);
  }
  return new Map([...covered].map(([group, accounts]) => [group, Int32Array.from(accounts).sort()]));
}

/**
 * Group of each account after leaving out members that nothing ties to their group but what bystanders share too; -1 for none. Where cards or texts hold the
 * group, a member must be tied by texts of mostly members that it sends about as much as those whom another kind of evidence ties too; by addresses, several of them or
 * with software, as the exit of a proxy may be a bystander's line; or by a card that also pays for a member so tied. Elsewhere an address is enough; software alone never is.
 */
export function dropUntied(
  groups: Groups,
  evidence: readonly (readonly LayerEvidence[])[],
  tables: ReadonlyMap<LinkLayer, ValueTable>,
): Int32Array {
  const groupOf = new Int32Array(groups.groupOf.length).fill(-1);
  evidence.forEach((layers, group) => {
    const members = groups.members[group] ?? new Int32Array(0);
    const coverage = coverageByGroup(layers);
    const setOf = (kind: EvidenceGroup): ReadonlySet<number> => new Set(coverage.get(kind) ?? []);
    const [payment, content, network, software] = [setOf('payment'), setOf('content'), setOf('network'), setOf('software')];
    const holding = holdingGroups(coverage, members.length);
    const isNetworkEnough = !holding.has('payment') && !holding.has('content');
    const exits = exitsUsed(layers, tables);
    const byNetwork = (account: number): boolean =>
      network.has(account) && (isNetworkEnough || software.has(account) || exits(account) >= SEVERAL_EXITS);
    const sends = textsSent(members, layers, tables);
    const core = [...members].filter((account) => content.has(account) && (payment.has(account) || byNetwork(account)));
    const usual = core.length >= FEWEST_IN_CORE ? median(core.map((account) => sends(account).share)) : 0;
    const byContent = (account: number): boolean => {
      if (!content.has(account) || usual === 0) return content.has(account);
      const { exchanges, share } = sends(account);
      return exchanges >= LEAST_TEXTS && share >= LEAST_OF_USUAL * usual;
    };
    const isTied = members.map((account) => (byContent(account) || byNetwork(account) ? 1 : 0));
    const vouched = cardsOfTied(members, isTied, tables.get('payment'));
    members.forEach((account, place) => {
      if (isTied[place] === 1 || (payment.has(account) && vouched(account))) groupOf[account] = group;
    });
  });
  return groupOf;
}

/** Whether a card of the account also pays for a member that something else ties; of every card, where nothing else ties any member. */
function cardsOfTied(members: Int32Array, isTied: Int32Array, payment: ValueTable | undefined): (account: number) => boolean {
  if (payment === undefined || !isTied.includes(1)) return () => true;
  const cards = new Set(
    members
      .filter((_, place) => isTied[place] === 1)
      .reduce((all: number[], account) => [...all, ...valuesOfAccount(payment, account)], []),
  );
  return (account) => valuesOfAccount(payment, account).some((card) => cards.has(card));
}

/** Addresses of an account that its group holds. */
function exitsUsed(layers: readonly LayerEvidence[], tables: ReadonlyMap<LinkLayer, ValueTable>): (account: number) => number {
  const table = tables.get('client_ip');
  const held = new Set(layers.find(({ layer }) => layer === 'client_ip')?.values ?? []);
  return (account) => (table === undefined ? 0 : valuesOfAccount(table, account).filter((value) => held.has(value)).length);
}

/** With fewer members that two kinds of evidence tie there is no usual share of texts. */
const FEWEST_IN_CORE = 5;
/** A bystander's line may be the exit of a proxy; hardly that of several. */
const SEVERAL_EXITS = 3;
/** Texts that an account tied by nothing else must send, and their share of its exchanges against what is usual among members. */
const LEAST_TEXTS = 3;
const LEAST_OF_USUAL = 0.25;
/** Share of the senders of a text that must be members for it to speak of a single one. */
const MOSTLY_MEMBERS = 0.75;

/** Exchanges of an account with texts that almost only members send, and their share of all its exchanges. */
function textsSent(
  members: Int32Array,
  layers: readonly LayerEvidence[],
  tables: ReadonlyMap<LinkLayer, ValueTable>,
): (account: number) => { readonly exchanges: number; readonly share: number } {
  const own = layers.flatMap(({ layer, values, membersUsing }) => {
    const table = tables.get(layer);
    if (table === undefined || EVIDENCE_GROUPS[layer] !== 'content' || !holdsMembers(layer)) return [];
    const isOwn = new Uint8Array(table.valueCount);
    values.forEach((value, i) => {
      const senders = accountsUsing(table, value);
      if (senders >= JOINING_SENDERS && (membersUsing[i] as number) >= MOSTLY_MEMBERS * senders) isOwn[value] = 1;
    });
    return [{ table, isOwn }];
  });
  const most = new Map<number, { exchanges: number; share: number }>();
  for (const account of members) {
    let best = { exchanges: 0, share: 0 };
    for (const { table, isOwn } of own) {
      let exchanges = 0;
      let all = 0;
      for (let i = table.accountStart[account] as number; i < (table.accountStart[account + 1] as number); i++) {
        const count = table.accountValueCounts[i] as number;
        all += count;
        if (isOwn[table.accountValues[i] as number] === 1) exchanges += count;
      }
      if (exchanges > 0 && exchanges / all > best.share) best = { exchanges, share: exchanges / all };
    }
    most.set(account, best);
  }
  return (account) => most.get(account) ?? { exchanges: 0, share: 0 };
}

function median(values: readonly number[]): number {
  return Float64Array.from(values).sort()[values.length >> 1] as number;
}

/** A wording that a few share by chance joins nobody: it must have some senders, nearly all of them in the group. */
const JOINING_SENDERS = 5;

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
    const owners = layer === 'template' ? holdersOf(table, groups.groupOf, MOSTLY_MEMBERS) : holders;
    for (let i = 0; i < columns.accountA.length; i++) {
      const a = columns.accountA[i] as number;
      const b = columns.accountB[i] as number;
      const value = columns.value[i] as number;
      const group = groups.groupOf[a] as number;
      if (group < 0 || group !== groups.groupOf[b] || holders[value] !== group) continue;
      const isFirm = layer !== 'template' || (owners[value] === group && accountsUsing(table, value) >= JOINING_SENDERS);
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
