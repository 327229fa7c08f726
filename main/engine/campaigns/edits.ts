import type { CampaignEdit, EditedByHand, EditOutcome, NamedCampaign } from '../domain/campaign-edit.ts';
import { type Groups, groupsOf } from './membership.ts';

export interface EditedGroups {
  readonly groups: Groups;
  /** In the order of the acts. */
  readonly applied: readonly EditOutcome[];
  /** What was done to each group, in the order of `groups.members`; null where nothing was. */
  readonly byHand: readonly (EditedByHand | null)[];
}

/** A campaign of one account is none. */
const LEAST_ACCOUNTS = 2;

const NOTHING: EditedByHand = { added: 0, dropped: 0, merged: 0, split: 0 };

/** Groups while acts change them: the number of each account's group, -1 for none. */
interface Draft {
  readonly numberOf: Int32Array;
  readonly tallies: Map<number, EditedByHand>;
  next: number;
}

/**
 * Applies acts by hand to groups, in order of their sequence. A campaign is the group that holds most of its anchor accounts, at least half of those
 * that exist; of equal ones, that with the lowest account. `accountCodeOf` gives the place of an account in `groups.groupOf`, -1 for one
 * that is not there. The given groups stay as they are; groups without an act keep their members. Groups are numbered anew, by lowest account. O(accounts + acts).
 */
export function applyEdits(groups: Groups, edits: readonly CampaignEdit[], accountCodeOf: (accountId: string) => number): EditedGroups {
  if (edits.length === 0) return { groups, applied: [], byHand: groups.members.map(() => null) };
  const draft: Draft = { numberOf: groups.groupOf.slice(), tallies: new Map(), next: groups.members.length };
  const ordered = edits.toSorted((a, b) => a.sequence - b.sequence);
  const applied = ordered.map((edit): EditOutcome => ({ sequence: edit.sequence, ...applyEdit(draft, edit, accountCodeOf) }));
  const edited = withLeastAccounts(draft, groups.members.length);
  return {
    groups: edited,
    applied,
    byHand: edited.members.map((members) => draft.tallies.get(draft.numberOf[members[0] as number] as number) ?? null),
  };
}

type Outcome = Omit<EditOutcome, 'sequence'>;

const withoutEffect = (remark: string): Outcome => ({ effect: 'without effect', remark });
const done = (remark: string | null): Outcome => ({ effect: 'applied', remark });

function applyEdit(draft: Draft, edit: CampaignEdit, accountCodeOf: (accountId: string) => number): Outcome {
  if (edit.kind === 'merge') return merge(draft, edit.campaigns, accountCodeOf);
  const accounts = knownCodes(edit.accounts, accountCodeOf);
  const missing = edit.accounts.length - accounts.length;
  if (accounts.length === 0) return withoutEffect('the traffic has none of its accounts');
  if (edit.kind === 'create') return create(draft, accounts, missing);
  const [named] = edit.campaigns;
  const campaign = named === undefined ? -1 : groupOfAnchors(draft, named, accountCodeOf);
  if (named === undefined || campaign < 0) return withoutEffect(notFound(named));
  switch (edit.kind) {
    case 'add':
      return add(draft, campaign, accounts, missing);
    case 'drop':
      return drop(draft, campaign, accounts, missing);
    case 'split':
      return split(draft, campaign, accounts, missing);
    default:
      return edit.kind satisfies never;
  }
}

function merge(draft: Draft, campaigns: readonly NamedCampaign[], accountCodeOf: (accountId: string) => number): Outcome {
  const found = campaigns.map((named) => groupOfAnchors(draft, named, accountCodeOf));
  const lost = campaigns.filter((_, i) => found[i] === -1);
  const distinct = [...new Set(found.filter((number) => number >= 0))].sort((a, b) => a - b);
  const [into, ...others] = distinct;
  if (into === undefined || others.length === 0)
    return withoutEffect(lost.length > 0 ? notFound(lost[0]) : 'its campaigns are one group already');
  const parts = distinct.map((number) => draft.tallies.get(number));
  const tally = parts.reduce<EditedByHand>((sum, part) => addTallies(sum, part ?? NOTHING), NOTHING);
  // A part that was merged before counts for what it was made of.
  const merged = parts.reduce((sum, part) => sum + (part === undefined || part.merged === 0 ? 1 : part.merged), 0);
  for (const other of others) draft.tallies.delete(other);
  draft.tallies.set(into, { ...tally, merged });
  const absorbed = new Set(others);
  draft.numberOf.forEach((number, account) => {
    if (absorbed.has(number)) draft.numberOf[account] = into;
  });
  return done(lost.length === 0 ? null : `${lost.length} of ${campaigns.length} campaigns: ${notFound(lost[0])}`);
}

function create(draft: Draft, accounts: readonly number[], missing: number): Outcome {
  if (accounts.length < LEAST_ACCOUNTS) return withoutEffect(`a campaign has ${LEAST_ACCOUNTS} accounts or more`);
  const number = draft.next++;
  moveTo(draft, number, accounts);
  draft.tallies.set(number, { ...NOTHING, added: accounts.length });
  return done(partly(missing, 'not in the traffic'));
}

function add(draft: Draft, campaign: number, accounts: readonly number[], missing: number): Outcome {
  const others = accounts.filter((account) => draft.numberOf[account] !== campaign);
  if (others.length === 0) return withoutEffect('its accounts are in the campaign already');
  moveTo(draft, campaign, others);
  tally(draft, campaign, { added: others.length });
  return done(partly(missing, 'not in the traffic'));
}

function drop(draft: Draft, campaign: number, accounts: readonly number[], missing: number): Outcome {
  const members = accounts.filter((account) => draft.numberOf[account] === campaign);
  if (members.length === 0) return withoutEffect('none of its accounts is in the campaign');
  for (const member of members) draft.numberOf[member] = -1;
  tally(draft, campaign, { dropped: members.length });
  return done(partly(missing + accounts.length - members.length, 'not in the campaign'));
}

function split(draft: Draft, campaign: number, accounts: readonly number[], missing: number): Outcome {
  const members = accounts.filter((account) => draft.numberOf[account] === campaign);
  const size = draft.numberOf.reduce((sum, number) => sum + (number === campaign ? 1 : 0), 0);
  if (members.length === 0) return withoutEffect('none of its accounts is in the campaign');
  if (members.length === size) return withoutEffect('its accounts are a campaign of their own already');
  if (members.length < LEAST_ACCOUNTS) return withoutEffect(`a campaign has ${LEAST_ACCOUNTS} accounts or more`);
  const number = draft.next++;
  for (const member of members) draft.numberOf[member] = number;
  tally(draft, campaign, { split: 1 });
  tally(draft, number, { split: 1 });
  return done(partly(missing + accounts.length - members.length, 'not in the campaign'));
}

/** Moves accounts to a group; those that were in another one count as dropped there. */
function moveTo(draft: Draft, number: number, accounts: readonly number[]): void {
  for (const account of accounts) {
    const before = draft.numberOf[account] as number;
    if (before >= 0) tally(draft, before, { dropped: 1 });
    draft.numberOf[account] = number;
  }
}

function tally({ tallies }: Draft, number: number, more: Partial<EditedByHand>): void {
  tallies.set(number, addTallies(tallies.get(number) ?? NOTHING, { ...NOTHING, ...more }));
}

function addTallies(a: EditedByHand, b: EditedByHand): EditedByHand {
  return { added: a.added + b.added, dropped: a.dropped + b.dropped, merged: a.merged + b.merged, split: a.split + b.split };
}

/** Ascending, each once; accounts that are not there are left out. */
function knownCodes(accounts: readonly string[], accountCodeOf: (accountId: string) => number): readonly number[] {
  return [...new Set(accounts.map(accountCodeOf).filter((code) => code >= 0))].sort((a, b) => a - b);
}

function groupOfAnchors({ numberOf }: Draft, { anchors }: NamedCampaign, accountCodeOf: (accountId: string) => number): number {
  const present = knownCodes(anchors, accountCodeOf);
  const held = new Map<number, number>();
  for (const account of present) {
    const number = numberOf[account] as number;
    if (number >= 0) held.set(number, (held.get(number) ?? 0) + 1);
  }
  const most = Math.max(0, ...held.values());
  if (most === 0 || most * 2 < present.length) return -1;
  const equals = new Set([...held].filter(([, count]) => count === most).map(([number]) => number));
  return equals.size === 1 ? ([...equals][0] as number) : (numberOf.find((number) => equals.has(number)) ?? -1);
}

function notFound(named: NamedCampaign | undefined): string {
  return named === undefined ? 'it names no campaign' : `no campaign holds half of the accounts by which ${named.id} was known`;
}

function partly(count: number, where: string): string | null {
  return count === 0 ? null : `${count} of its accounts ${count === 1 ? 'is' : 'are'} ${where}`;
}

/** Renumbers, without groups that acts left too small; a group that no act touched is kept whatever its size. */
function withLeastAccounts({ numberOf, tallies }: Draft, untouchedBelow: number): Groups {
  const sizes = new Map<number, number>();
  for (const number of numberOf) sizes.set(number, (sizes.get(number) ?? 0) + 1);
  const isTooSmall = (number: number): boolean =>
    (sizes.get(number) ?? 0) < LEAST_ACCOUNTS && (number >= untouchedBelow || tallies.has(number));
  return groupsOf(
    numberOf.map((number) => (number >= 0 && isTooSmall(number) ? -1 : number)),
    1,
  );
}
