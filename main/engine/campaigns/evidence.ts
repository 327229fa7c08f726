import { EVIDENCE_GROUPS, type EvidenceGroup, type LinkLayer } from '../domain/layer.ts';
import type { LayerLinks } from '../links/layer-links.ts';
import { accountsOfValue, type ValueTable } from '../links/value-table.ts';
import { type Groups, holdersOf } from './membership.ts';

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

export function holdsMembers(layer: LinkLayer): boolean {
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

/** A wording that a few share by chance says nothing of a single account: it must have some senders, nearly all of them members. */
export const OWN_TEXT_SENDERS = 5;
export const OWN_TEXT_MEMBERS = 0.75;
