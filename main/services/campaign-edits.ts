import { applyEdits } from '../engine/campaigns/edits.ts';
import { groupsOf } from '../engine/campaigns/membership.ts';
import type { Campaign } from '../engine/domain/campaign.ts';
import {
  anchorsOf,
  type CampaignEdit,
  type CampaignEditKind,
  type EditList,
  type EditOutcome,
  type EditRequest,
  type FoundAccounts,
  type ListedEdit,
  type NamedCampaign,
  REASON_CHARACTERS,
  type RecordedEdit,
} from '../engine/domain/campaign-edit.ts';
import { DICTIONARY_COLUMNS } from '../engine/domain/exchange-columns.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { CaseStore } from '../storage/case-store.ts';
import type { CaseSession } from './cases.ts';
import { userName } from './user-name.ts';

const MOST_ACCOUNTS = 100_000;
/** Accounts that an entry of the activity log names; the act itself keeps all. */
const NAMED_IN_LOG = 10;
const CAMPAIGNS_OF: Readonly<Record<CampaignEditKind, { readonly least: number; readonly most: number; readonly words: string }>> = {
  merge: { least: 2, most: 1_000, words: 'two campaigns or more' },
  split: { least: 1, most: 1, words: 'one campaign' },
  add: { least: 1, most: 1, words: 'one campaign' },
  drop: { least: 1, most: 1, words: 'one campaign' },
  create: { least: 0, most: 0, words: 'accounts only, no campaign' },
};

/**
 * Keeps an act by hand, with an entry in the activity log; the next analysis applies it. Throws analysis-missing, campaign-unknown, account-unknown,
 * edit-invalid for an act that lacks something or would change nothing, case-read-only.
 */
export function editCampaigns(session: CaseSession, request: EditRequest): RecordedEdit {
  const { store } = session;
  requireWritable(session);
  const campaigns = campaignsOf(store);
  const named = requireCampaigns(request, campaigns);
  const accounts = requireAccounts(request, store);
  if (request.reason.length > REASON_CHARACTERS)
    throw new Failure('edit-invalid', `the reason is longer than ${REASON_CHARACTERS} characters`);
  return store.transaction(() => {
    const edit = { kind: request.kind, campaigns: named, accounts, reason: request.reason.trim() };
    requireEffect(store, campaigns, edit);
    const recorded = store.campaignEdits.append({ ...edit, at: new Date().toISOString(), madeBy: userName() });
    store.activity.append('campaign-edited', logged(recorded));
    return recorded;
  });
}

/** Takes the newest act back; it stays listed. Throws edit-invalid when there is none, case-read-only. */
export function undoEdit(session: CaseSession): RecordedEdit {
  const { store } = session;
  return store.transaction(() => {
    const edit = store.campaignEdits.nextToUndo();
    if (edit === null) throw new Failure('edit-invalid', 'there is no change by hand to undo');
    const at = new Date().toISOString();
    const { sequence } = store.activity.append('campaign-edit-undone', { edit: edit.sequence, act: edit.kind, by: userName() }, at);
    store.campaignEdits.undo(edit.sequence, at, sequence);
    return { ...edit, undoneAt: at };
  });
}

/** Takes up again the act that was undone last, unless a newer one was made since. Throws edit-invalid when there is none, case-read-only. */
export function redoEdit(session: CaseSession): RecordedEdit {
  const { store } = session;
  return store.transaction(() => {
    const edit = store.campaignEdits.nextToRedo();
    if (edit === null) throw new Failure('edit-invalid', 'there is no undone change to redo');
    store.campaignEdits.redo(edit.sequence);
    store.activity.append('campaign-edit-redone', { edit: edit.sequence, act: edit.kind, by: userName() });
    return { ...edit, undoneAt: null };
  });
}

/** Every act, and which of them the newest analysis shows. */
export function listEdits({ store, readOnly }: CaseSession): EditList {
  const outcomes = outcomesOf(store);
  const edits = store.campaignEdits.list().map((edit): ListedEdit => {
    const outcome = outcomes.get(edit.sequence);
    if (edit.undoneAt !== null) return { ...edit, state: outcome === undefined ? 'undone' : 'undone, pending', remark: null };
    return { ...edit, state: outcome?.effect ?? 'pending', remark: outcome?.remark ?? null };
  });
  return {
    edits,
    pending: edits.filter(({ state }) => state === 'pending' || state === 'undone, pending').length,
    canUndo: !readOnly && store.campaignEdits.nextToUndo() !== null,
    canRedo: !readOnly && store.campaignEdits.nextToRedo() !== null,
  };
}

/** Accounts whose id holds a text, ASCII case ignored, and the campaign that each is in; at most `limit` of them. */
export function searchAccounts({ store }: CaseSession, text: string, limit: number): FoundAccounts {
  const wanted = lowerAscii(text);
  const rank = (accountId: string): number => (lowerAscii(accountId).startsWith(wanted) ? 0 : 1);
  const found = [...accountsOf(store)].filter((accountId) => lowerAscii(accountId).includes(wanted));
  const first = found.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).slice(0, limit);
  const campaigns = store.analyses.latestOverview()?.campaigns ?? [];
  const campaignOf = new Map(campaigns.flatMap(({ id, accounts }) => accounts.map((accountId) => [accountId, id])));
  return { total: found.length, accounts: first.map((accountId) => ({ accountId, campaignId: campaignOf.get(accountId) ?? null })) };
}

function requireWritable({ readOnly }: CaseSession): void {
  if (readOnly) throw new Failure('case-read-only', 'the case is open for reading only');
}

function campaignsOf(store: CaseStore): readonly Campaign[] {
  const newest = store.analyses.latestOverview();
  if (newest === null) throw new Failure('analysis-missing', 'the case has not been analysed');
  return newest.campaigns;
}

function requireCampaigns({ kind, campaignIds }: EditRequest, campaigns: readonly Campaign[]): readonly NamedCampaign[] {
  const { least, most, words } = CAMPAIGNS_OF[kind];
  const ids = [...new Set(campaignIds)];
  if (ids.length < least || ids.length > most) throw new Failure('edit-invalid', `${kind} takes ${words}`);
  return ids.map((id) => {
    const campaign = campaigns.find((known) => known.id === id);
    if (campaign === undefined) {
      const campaignId = id.slice(0, 40);
      throw new Failure('campaign-unknown', `no campaign ${campaignId} in the newest analysis`, { campaignId });
    }
    return { id: campaign.id, anchors: anchorsOf(campaign.accounts) };
  });
}

function requireAccounts({ kind, accounts }: EditRequest, store: CaseStore): readonly string[] {
  const named = [...new Set(accounts)].sort();
  if (kind === 'merge' ? named.length > 0 : named.length === 0)
    throw new Failure('edit-invalid', kind === 'merge' ? 'merge takes campaigns only, no accounts' : `${kind} takes one account or more`);
  if (named.length > MOST_ACCOUNTS) throw new Failure('edit-invalid', `an act takes at most ${MOST_ACCOUNTS} accounts`);
  const known = accountsOf(store);
  const unknown = named.filter((account) => !known.has(account));
  const [accountId] = unknown;
  if (accountId !== undefined) {
    const others = unknown.length === 1 ? '' : `, nor ${unknown.length - 1} others that were named`;
    throw new Failure('account-unknown', `the case has no account ${accountId.slice(0, 60)}${others}`, {
      accountId: accountId.slice(0, 60),
      unknown: unknown.length,
    });
  }
  return named;
}

function accountsOf({ dictionaries }: CaseStore): ReadonlySet<string> {
  const column = DICTIONARY_COLUMNS.find(({ name }) => name === 'account_id');
  if (column === undefined) throw new TypeError('no column account_id');
  return new Set(dictionaries.values(column.number).filter((value): value is string => value !== null && value !== ''));
}

/** Tries the act on the campaigns of the newest analysis, after those that it does not show yet. */
function requireEffect(store: CaseStore, campaigns: readonly Campaign[], edit: Omit<CampaignEdit, 'sequence'>): void {
  const outcomes = outcomesOf(store);
  const pending = store.campaignEdits.active().filter(({ sequence }) => !outcomes.has(sequence));
  const tried = { ...edit, sequence: (pending.at(-1)?.sequence ?? 0) + 1 };
  const groupOf = new Map(campaigns.flatMap(({ accounts }, group) => accounts.map((account) => [account, group])));
  for (const { accounts } of [...pending, tried]) for (const account of accounts) groupOf.set(account, groupOf.get(account) ?? -1);
  const accounts = [...groupOf.keys()].sort();
  const codeOf = new Map(accounts.map((account, code) => [account, code]));
  const groups = groupsOf(
    accounts.map((account) => groupOf.get(account) ?? -1),
    1,
  );
  const outcome = applyEdits(groups, [...pending, tried], (account) => codeOf.get(account) ?? -1).applied.at(-1);
  if (outcome?.effect !== 'applied') throw new Failure('edit-invalid', `${edit.kind} would change nothing: ${outcome?.remark ?? 'no act'}`);
}

/** What the newest analysis says of each act that it used. */
function outcomesOf(store: CaseStore): ReadonlyMap<number, EditOutcome> {
  const edits = store.analyses.latestOverview()?.edits ?? [];
  return new Map(edits.map((outcome) => [outcome.sequence, outcome]));
}

function logged({ sequence, kind, campaigns, accounts, reason, madeBy }: RecordedEdit) {
  const ids = campaigns.map(({ id }) => id);
  const named = accounts.slice(0, NAMED_IN_LOG);
  return { edit: sequence, act: kind, campaigns: ids, accounts: accounts.length, named, reason, by: madeBy };
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
