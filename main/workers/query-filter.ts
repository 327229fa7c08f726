import { CAPABILITIES, ELICITATIONS } from '../engine/domain/capability.ts';
import { EXCHANGE_COLUMNS } from '../engine/domain/exchange-columns.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { createTextSearch, type TextSearch } from './query-text-search.ts';

/** What the exchanges table is narrowed to; conditions all hold together. */
export interface ExchangeFilter {
  readonly campaignId?: string;
  readonly accountId?: string;
  /** True leaves only accounts that no campaign of the newest analysis has: what campaigns are compared with. */
  readonly outsideCampaigns?: true;
  readonly capability?: string;
  readonly elicitation?: string;
  /** As requested, exactly as in the log. */
  readonly model?: string;
  /** First and last UTC day, `YYYY-MM-DD`; exchanges without time are left out by either. */
  readonly fromDay?: string;
  readonly toDay?: string;
  /** Literal text in prompt or completion, ASCII case ignored. */
  readonly text?: string;
}

/** A filter in terms of facts: null where it does not narrow. */
export interface ResolvedFilter {
  /** 1 for every account code that is wanted, by code. */
  readonly accounts: Uint8Array | null;
  readonly capability: number | null;
  readonly elicitation: number | null;
  /** Code of the requested model; -1 for a name that the case does not hold. */
  readonly model: number | null;
  /** Times from the first to before the second. */
  readonly timesUs: readonly [from: number, before: number] | null;
  readonly search: TextSearch | null;
}

const columnNumber = (name: string): number => EXCHANGE_COLUMNS.find((column) => column.name === name)?.number ?? -1;
const ACCOUNT_COLUMN = columnNumber('account_id');
const MODEL_COLUMN = columnNumber('request_model');
const DAY_US = 86_400_000_000;

/** Throws campaign-unknown, account-unknown, settings-invalid; analysis-missing where accounts outside campaigns are asked for before there are any. */
export function resolveFilter(store: CaseStore, filter: ExchangeFilter): ResolvedFilter {
  return {
    accounts: wantedAccounts(store, filter),
    capability: placeIn(CAPABILITIES, 'capability', filter.capability),
    elicitation: placeIn(ELICITATIONS, 'elicitation', filter.elicitation),
    model: filter.model === undefined ? null : (store.dictionaries.codeOf(MODEL_COLUMN, filter.model) ?? -1),
    timesUs: wantedTimes(filter),
    search: filter.text ? createTextSearch(filter.text) : null,
  };
}

/** Whether a filter leaves every exchange. */
export function isOpen({ accounts, capability, elicitation, model, timesUs, search }: ResolvedFilter): boolean {
  return accounts === null && capability === null && elicitation === null && model === null && timesUs === null && search === null;
}

function placeIn(names: readonly string[], what: string, name: string | undefined): number | null {
  if (name === undefined) return null;
  const place = names.indexOf(name);
  if (place < 0) throw new Failure('settings-invalid', `no ${what} is named ${JSON.stringify(name)}`);
  return place;
}

function wantedTimes({ fromDay, toDay }: ExchangeFilter): readonly [number, number] | null {
  if (fromDay === undefined && toDay === undefined) return null;
  return [
    fromDay === undefined ? Number.NEGATIVE_INFINITY : dayUs(fromDay),
    toDay === undefined ? Number.POSITIVE_INFINITY : dayUs(toDay) + DAY_US,
  ];
}

function dayUs(day: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms)) throw new Failure('settings-invalid', `${JSON.stringify(day)} is no day of the form YYYY-MM-DD`);
  return ms * 1000;
}

function wantedAccounts(store: CaseStore, filter: ExchangeFilter): Uint8Array | null {
  const wanted = namedAccounts(store, filter);
  if (filter.outsideCampaigns !== true) return wanted;
  const outside = accountsOutside(store);
  return wanted === null ? outside : outside.map((is, code) => is & (wanted[code] as number));
}

function accountsOutside(store: CaseStore): Uint8Array {
  const run = store.analyses.latestOverview();
  if (run === null) throw new Failure('analysis-missing', 'the case has not been analysed');
  const members = new Set(run.campaigns.flatMap(({ accounts }) => accounts));
  const outside = new Uint8Array(store.dictionaries.size(ACCOUNT_COLUMN) + 1);
  store.dictionaries.values(ACCOUNT_COLUMN).forEach((account, code) => {
    if (account !== null && !members.has(account)) outside[code] = 1;
  });
  return outside;
}

function namedAccounts(store: CaseStore, filter: ExchangeFilter): Uint8Array | null {
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
