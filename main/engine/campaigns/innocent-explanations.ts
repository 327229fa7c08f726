import type { InnocentExplanation } from '../domain/campaign.ts';
import { EVIDENCE_GROUPS, type EvidenceGroup } from '../domain/layer.ts';
import type { Traffic } from '../links/traffic.ts';
import { accountsUsing, type ValueTable, valuesOfAccount } from '../links/value-table.ts';
import { countedNoun, countText, percentText } from '../links/wording.ts';
import { median } from '../statistics/median.ts';
import type { GroupEvidence } from './group-evidence.ts';

/** What is tested: a group of accounts and the evidence that holds it. */
export interface Suspicion {
  readonly members: Int32Array;
  readonly holding: ReadonlySet<EvidenceGroup>;
  /** Members that each kind of evidence ties. */
  readonly coverage: ReadonlyMap<EvidenceGroup, Int32Array>;
  readonly groupEvidence: readonly GroupEvidence[];
}

/** One card or organisation accounts for the group when it covers this share of the members. */
const ONE_CAUSE_SHARE = 0.8;
/** A network is where the members sit when this share of what they send comes from it; an exit of a proxy pool carries little of it. */
const ONE_SITE_SHARE = 0.3;
/** People of one office or campus also send much from elsewhere, and copy texts from one another. */
const SHARED_SITE_SHARE = 0.1;
/** Addresses a member uses a day, times those of other accounts, from which on a staff is no longer believable. */
const ROTATION_RATIO = 3;
const ROTATION_ADDRESSES = 2;

/** Tests the innocent reasons for which the members may look alike. Each that stays possible keeps the campaign a lead. */
export function testInnocentExplanations(suspicion: Suspicion, traffic: Traffic): readonly InnocentExplanation[] {
  return [popularApp(suspicion), event(suspicion), sharedNetwork(suspicion, traffic), company(suspicion, traffic), reseller(suspicion)];
}

function popularApp({ members, holding, coverage, groupEvidence }: Suspicion): InnocentExplanation {
  const name = 'popular app';
  const tiedBy = (group: EvidenceGroup): string => percentText((coverage.get(group)?.length ?? 0) / members.length);
  const follows = groupEvidence.some(({ layer, holds }) => layer === 'succession' && holds);
  const rotates = groupEvidence.some(({ layer, holds }) => layer === 'ip_churn' && holds);
  const isScheduled = holding.has('lifecycle') && (holding.has('timing') || (follows && rotates));
  if (!holding.has('payment') && !holding.has('network') && !isScheduled) {
    return {
      name,
      verdict: 'possible',
      reason: `an app gives its users the same texts and software; only ${tiedBy('payment')} of members are also tied by cards and ${tiedBy('network')} by addresses`,
    };
  }
  if (!holding.has('payment') && !holding.has('network'))
    return {
      name,
      verdict: 'ruled out',
      reason:
        'members also begin in batches or in succession and share a schedule or a pool of addresses, which an app does not give its users',
    };
  const [group, what] = holding.has('payment') ? (['payment', 'shared cards'] as const) : (['network', 'shared addresses'] as const);
  return {
    name,
    verdict: 'ruled out',
    reason: `${tiedBy(group)} of members are also tied by ${what}, which an app does not give its users`,
  };
}

/** A hackathon, a course or a release: many begin, or change, at once, with the same texts, and then go their own ways. */
function event({ holding, groupEvidence }: Suspicion): InnocentExplanation {
  const name = 'hackathon, course or release rush';
  if (!holding.has('lifecycle') && !holding.has('timing'))
    return { name, verdict: 'ruled out', reason: 'beginning or changing at the same time is not what holds the accounts together' };
  if (holding.has('payment')) return { name, verdict: 'ruled out', reason: 'members also share cards, which people at one event do not' };
  const schedule = groupEvidence.find(({ layer, holds }) => holds && (EVIDENCE_GROUPS[layer] === 'timing' || layer === 'succession'));
  if (schedule !== undefined)
    return { name, verdict: 'ruled out', reason: `people at one event keep their own pace, while ${schedule.reason}` };
  return {
    name,
    verdict: 'possible',
    reason: 'people at one event begin together and copy the same texts; nothing shows that members share a schedule or cards',
  };
}

function sharedNetwork({ members, holding, coverage }: Suspicion, traffic: Traffic): InnocentExplanation {
  const name = 'shared network';
  if (!holding.has('network')) return { name, verdict: 'ruled out', reason: 'shared addresses are not what holds the accounts together' };
  if (holding.has('payment'))
    return { name, verdict: 'ruled out', reason: 'members also share cards, which an office or campus network does not explain' };
  const site = siteShare(coverage.get('network') ?? members, traffic);
  if (!holding.has('content') || site >= SHARED_SITE_SHARE) {
    return {
      name,
      verdict: 'possible',
      reason: `one office, campus or carrier may serve the members: ${percentText(site)} of what they send comes from one network`,
    };
  }
  return { name, verdict: 'ruled out', reason: `no network carries more than ${percentText(site)} of what the members send` };
}

function company({ members, holding, coverage, groupEvidence }: Suspicion, traffic: Traffic): InnocentExplanation {
  const name = 'one-card company';
  // Only among members that anything but payment ties can one card explain the rest.
  const tiedOtherwise = Int32Array.from(new Set([...(coverage.get('content') ?? []), ...(coverage.get('network') ?? [])])).sort();
  const cards = cardsOf(tiedOtherwise.length > 0 ? tiedOtherwise : members, traffic.tables.get('payment'));
  const largest = cards[0] ?? 0;
  const paid = cardsOf(members, traffic.tables.get('payment'));
  const paying = cards.reduce((sum, count) => sum + count, 0);
  const organisation = organisationShare(members, traffic.organisations);
  const isOneCard = holding.has('payment') && paying > 0 && largest / paying >= ONE_CAUSE_SHARE;
  const site = siteShare(members, traffic);
  const isUnnamed = !traffic.tables.has('payment') && traffic.organisations === null;
  if (!isOneCard && site < ONE_SITE_SHARE && organisation < ONE_CAUSE_SHARE && !isUnnamed) {
    return {
      name,
      verdict: 'ruled out',
      reason: holding.has('payment')
        ? `members pay with ${countedNoun(paid.length, 'shared card')}, the largest of which pays for ${countText(paid[0] ?? 0)} of ${countText(members.length)}`
        : 'neither cards nor an organisation hold the members together',
    };
  }
  const isRotating = holding.has('content') && groupEvidence.some(({ layer, holds }) => layer === 'ip_churn' && holds);
  const rotation = isRotating ? addressRotation(members, traffic) : { members: 0, others: 0 };
  if (
    holding.has('content') &&
    isRotating &&
    rotation.members >= ROTATION_ADDRESSES &&
    rotation.members >= ROTATION_RATIO * rotation.others
  ) {
    return {
      name,
      verdict: 'ruled out',
      reason: `half of the members use ${rotation.members.toFixed(1)} or more addresses a day where other accounts use ${rotation.others.toFixed(1)}, as a proxy pool does and a staff does not`,
    };
  }
  const possible = (reason: string): InnocentExplanation => ({ name, verdict: 'possible', reason });
  if (organisation >= ONE_CAUSE_SHARE)
    return possible(`${percentText(organisation)} of members belong to one organisation, as a company's accounts would`);
  if (isOneCard)
    return possible(
      `${countedNoun(cards.length, 'card')} ${cards.length === 1 ? 'pays' : 'pay'} for ${countText(paying)} of ${countText(members.length)} members, as a company's would`,
    );
  if (site >= ONE_SITE_SHARE)
    return possible(`${percentText(site)} of what the members send comes from one network, as a company's accounts would from its office`);
  return possible('the log names neither cards nor organisations');
}

function reseller({ holding }: Suspicion): InnocentExplanation {
  const name = 'reseller';
  if (holding.has('content'))
    return {
      name,
      verdict: 'ruled out',
      reason: 'members also send the same texts or ask in the same way for the same mix of work, which customers of a reseller would not',
    };
  if (holding.has('payment') || (holding.has('network') && holding.has('software'))) {
    return { name, verdict: 'possible', reason: 'members share what a reseller would give its customers, and nothing in what they ask' };
  }
  return { name, verdict: 'ruled out', reason: 'neither cards nor a relay hold the members together' };
}

/** Members on each shared card, largest first; cards of one member are left out. */
function cardsOf(members: Int32Array, payment: ValueTable | undefined): number[] {
  if (payment === undefined) return [];
  return [...usersOf(members, payment).values()].filter((count) => count > 1).sort((x, y) => y - x);
}

function usersOf(members: Int32Array, table: ValueTable): Map<number, number> {
  const users = new Map<number, number>();
  for (const member of members) for (const value of valuesOfAccount(table, member)) users.set(value, (users.get(value) ?? 0) + 1);
  return users;
}

/** Largest share that one network has of what members send, averaged over members. */
function siteShare(members: Int32Array, traffic: Traffic): number {
  const table = traffic.tables.get('client_ip_24') ?? traffic.tables.get('client_ip');
  if (table === undefined) return 0;
  const shares = new Map<number, number>();
  for (const member of members) {
    const exchanges = traffic.exchangesOf[member] as number;
    for (let i = table.accountStart[member] as number; i < (table.accountStart[member + 1] as number); i++) {
      const network = table.accountValues[i] as number;
      shares.set(network, (shares.get(network) ?? 0) + (table.accountValueCounts[i] as number) / exchanges);
    }
  }
  let largest = 0;
  for (const share of shares.values()) largest = Math.max(largest, share);
  return largest / members.length;
}

/** Share of members in one organisation that consists mostly of members; organisations of the whole traffic say nothing. */
function organisationShare(members: Int32Array, organisations: ValueTable | null): number {
  if (organisations === null) return 0;
  let share = 0;
  for (const [organisation, count] of usersOf(members, organisations)) {
    if (count * 2 >= accountsUsing(organisations, organisation)) share = Math.max(share, count / members.length);
  }
  return share;
}

/** Median distinct addresses an active day, of members and of all other accounts. */
function addressRotation(members: Int32Array, traffic: Traffic): { members: number; others: number } {
  const addresses = traffic.tables.get('client_ip');
  if (addresses === undefined) return { members: 0, others: 0 };
  const perDay = (account: number): number =>
    valuesOfAccount(addresses, account).length / Math.max(1, valuesOfAccount(traffic.days, account).length);
  const isMember = new Uint8Array(traffic.accountIds.length);
  for (const member of members) isMember[member] = 1;
  const inside: number[] = [];
  const outside: number[] = [];
  for (let account = 0; account < traffic.accountIds.length; account++) {
    const rate = perDay(account);
    if (rate > 0) (isMember[account] === 1 ? inside : outside).push(rate);
  }
  return { members: median(inside), others: median(outside) };
}
