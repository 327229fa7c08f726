import { EVIDENCE_GROUPS, type EvidenceGroup, type Layer } from '../domain/layer.ts';
import type { LayerLinks } from '../links/layer-links.ts';
import type { ValueTable } from '../links/value-table.ts';
import { accountsOfValue } from '../links/value-table.ts';
import { type Groups, holdersOf } from './membership.ts';
import { holdingGroups } from './strength.ts';

/** What one layer says about one group of accounts. */
export interface LayerEvidence {
  readonly layer: Layer;
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
  links: ReadonlyMap<Layer, LayerLinks>,
  tables: ReadonlyMap<Layer, ValueTable>,
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

/** Layers that hold members together; a shared /24 only adds to what an address says. */
function holdsMembers(layer: Layer): boolean {
  return layer !== 'client_ip_24';
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
 * Group of each account after leaving out members that nothing ties to their group but what bystanders share too; -1 for none. Where cards or
 * texts hold the group, a member must be tied by one of them, or by both address and software: the exit of a proxy may be a
 * bystander's line. Elsewhere an address is enough; software alone never is.
 */
export function dropUntied(groups: Groups, evidence: readonly (readonly LayerEvidence[])[]): Int32Array {
  const groupOf = new Int32Array(groups.groupOf.length).fill(-1);
  evidence.forEach((layers, group) => {
    const coverage = coverageByGroup(layers);
    const setOf = (kind: EvidenceGroup): ReadonlySet<number> => new Set(coverage.get(kind) ?? []);
    const [payment, content, network, software] = [setOf('payment'), setOf('content'), setOf('network'), setOf('software')];
    const holding = holdingGroups(coverage, groups.members[group]?.length ?? 0);
    const isNetworkEnough = !holding.has('payment') && !holding.has('content');
    for (const account of groups.members[group] ?? []) {
      const byNetwork = network.has(account) && (isNetworkEnough || software.has(account));
      if (payment.has(account) || content.has(account) || byNetwork) groupOf[account] = group;
    }
  });
  return groupOf;
}

/**
 * Splits groups into the parts that cards, texts or addresses held by the group join, numbering parts by their smallest account; -1 for none. Software
 * alone joins nobody: two companies may use one program.
 */
export function splitUnjoined(groups: Groups, links: ReadonlyMap<Layer, LayerLinks>, tables: ReadonlyMap<Layer, ValueTable>): Int32Array {
  const parent = Int32Array.from(groups.groupOf, (group, account) => (group < 0 ? -1 : account));
  const rootOf = (account: number): number => {
    let root = account;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] as number] as number;
      root = parent[root] as number;
    }
    return root;
  };
  for (const [layer, columns] of links) {
    const table = tables.get(layer);
    if (table === undefined || !holdsMembers(layer) || EVIDENCE_GROUPS[layer] === 'software') continue;
    const holders = holdersOf(table, groups.groupOf);
    for (let i = 0; i < columns.accountA.length; i++) {
      const a = columns.accountA[i] as number;
      const b = columns.accountB[i] as number;
      const group = groups.groupOf[a] as number;
      if (group < 0 || group !== groups.groupOf[b] || holders[columns.value[i] as number] !== group) continue;
      const [one, other] = [rootOf(a), rootOf(b)];
      parent[Math.max(one, other)] = Math.min(one, other);
    }
  }
  return parent.map((own, account) => (own < 0 ? -1 : rootOf(account)));
}
