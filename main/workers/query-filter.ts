import { CAPABILITIES } from '../engine/domain/capability.ts';
import { EXCHANGE_COLUMNS } from '../engine/domain/exchange-columns.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { createTextSearch, type TextSearch } from './query-text-search.ts';

/** What the exchanges table is narrowed to; conditions all hold together. */
export interface ExchangeFilter {
  readonly campaignId?: string;
  readonly accountId?: string;
  readonly capability?: string;
  /** Literal text in prompt or completion, ASCII case ignored. */
  readonly text?: string;
}

/** A filter in terms of facts: null where it does not narrow. */
export interface ResolvedFilter {
  /** 1 for every account code that is wanted, by code. */
  readonly accounts: Uint8Array | null;
  readonly capability: number | null;
  readonly search: TextSearch | null;
}

const ACCOUNT_COLUMN = EXCHANGE_COLUMNS.find((column) => column.name === 'account_id')?.number ?? 1;

/** Throws campaign-unknown, account-unknown, settings-invalid. */
export function resolveFilter(store: CaseStore, filter: ExchangeFilter): ResolvedFilter {
  const capability = filter.capability === undefined ? null : (CAPABILITIES as readonly string[]).indexOf(filter.capability);
  if (capability === -1) throw new Failure('settings-invalid', `no capability is named ${JSON.stringify(filter.capability)}`);
  return { accounts: wantedAccounts(store, filter), capability, search: filter.text ? createTextSearch(filter.text) : null };
}

function wantedAccounts(store: CaseStore, filter: ExchangeFilter): Uint8Array | null {
  if (filter.campaignId === undefined && filter.accountId === undefined) return null;
  const wanted = new Uint8Array(store.dictionaries.size(ACCOUNT_COLUMN) + 1);
  if (filter.campaignId === undefined) {
    wanted[codeOf(store, filter.accountId ?? '')] = 1;
    return wanted;
  }
  const members = new Set(membersOf(store, filter.campaignId));
  if (filter.accountId !== undefined) {
    if (members.has(filter.accountId)) wanted[codeOf(store, filter.accountId)] = 1;
    return wanted;
  }
  store.dictionaries.values(ACCOUNT_COLUMN).forEach((account, code) => {
    if (account !== null && members.has(account)) wanted[code] = 1;
  });
  return wanted;
}

function codeOf(store: CaseStore, accountId: string): number {
  const code = store.dictionaries.codeOf(ACCOUNT_COLUMN, accountId);
  if (code === null) throw new Failure('account-unknown', 'no exchange of this case has that account');
  return code;
}

function membersOf(store: CaseStore, campaignId: string): readonly string[] {
  const campaign = store.analyses.latestOverview()?.campaigns.find((known) => known.id === campaignId);
  if (campaign === undefined)
    throw new Failure('campaign-unknown', `the newest analysis has no campaign ${JSON.stringify(campaignId.slice(0, 64))}`);
  return campaign.accounts;
}
