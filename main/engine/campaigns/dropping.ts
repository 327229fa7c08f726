import { EVIDENCE_GROUPS, type EvidenceGroup, type LinkLayer } from '../domain/layer.ts';
import { accountsUsing, type ValueTable, valuesOfAccount } from '../links/value-table.ts';
import { median } from '../statistics/median.ts';
import { coverageByGroup, holdsMembers, type LayerEvidence, OWN_TEXT_MEMBERS, OWN_TEXT_SENDERS } from './evidence.ts';
import type { Groups } from './membership.ts';
import { holdingGroups } from './strength.ts';

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
  const cards = new Set<number>();
  members.forEach((account, place) => {
    if (isTied[place] === 1) for (const card of valuesOfAccount(payment, account)) cards.add(card);
  });
  return (account) => valuesOfAccount(payment, account).some((card) => cards.has(card));
}

/** Addresses of an account that some members of its group use and almost nobody else. */
function exitsUsed(layers: readonly LayerEvidence[], tables: ReadonlyMap<LinkLayer, ValueTable>): (account: number) => number {
  const table = tables.get('client_ip');
  const layer = layers.find((candidate) => candidate.layer === 'client_ip');
  const held = new Set<number>();
  layer?.values.forEach((value, i) => {
    const users = layer.membersUsing[i] as number;
    if (table !== undefined && users >= EXIT_USERS && users >= OWN_TEXT_MEMBERS * accountsUsing(table, value)) held.add(value);
  });
  return (account) => (table === undefined ? 0 : valuesOfAccount(table, account).filter((value) => held.has(value)).length);
}

/** With fewer members that two kinds of evidence tie there is no usual share of texts. */
const FEWEST_IN_CORE = 5;
/** A bystander's line may be the exit of a proxy, hardly that of several; two customers of one cloud meet at many addresses, but not with others there. */
const SEVERAL_EXITS = 3;
const EXIT_USERS = 3;
/** Texts that an account tied by nothing else must send, and their share of its exchanges against what is usual among members. */
const LEAST_TEXTS = 3;
const LEAST_OF_USUAL = 0.25;
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
      if (senders >= OWN_TEXT_SENDERS && (membersUsing[i] as number) >= OWN_TEXT_MEMBERS * senders) isOwn[value] = 1;
    });
    return [{ table, isOwn }];
  });
  const most = new Map<number, { exchanges: number; share: number }>();
  for (const account of members) {
    let best = { exchanges: 0, share: 0 };
    for (const { table, isOwn } of own) {
      let exchanges = 0;
      let all = table.unlisted?.exchanges[account] ?? 0;
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
