import type { AccountId, CampaignId } from './units.ts';

/** What an analyst may do to campaigns by hand. */
export const CAMPAIGN_EDIT_KINDS = ['merge', 'split', 'add', 'drop', 'create'] as const;
export type CampaignEditKind = (typeof CAMPAIGN_EDIT_KINDS)[number];

/** A campaign as an act names it: its id changes with its members, so accounts that were in it decide which one is meant. */
export interface NamedCampaign {
  /** As it was when the act was made: to be read, never to be looked up. */
  readonly id: CampaignId;
  /** Sorted, at most ANCHORS_KEPT of the accounts that were in it. */
  readonly anchors: readonly AccountId[];
}
export const ANCHORS_KEPT = 100;

/**
 * One act by hand. merge: two or more campaigns become one; split: the accounts leave their campaign and become one of their own; add: the accounts
 * join the campaign, whatever campaign they were in; drop: they leave it and belong to none; create: they become a campaign, whatever they were in.
 */
export interface CampaignEdit {
  /** Acts are applied in this order. */
  readonly sequence: number;
  readonly kind: CampaignEditKind;
  /** Two or more of a merge, none of a create, else one. */
  readonly campaigns: readonly NamedCampaign[];
  /** Sorted; none of a merge. */
  readonly accounts: readonly AccountId[];
  readonly reason: string;
}
export const REASON_CHARACTERS = 2_000;

/** An act as it is asked for: campaigns by their ids in the newest analysis. */
export interface EditRequest {
  readonly kind: CampaignEditKind;
  /** Two or more of a merge, none of a create, else one. */
  readonly campaignIds: readonly string[];
  /** None of a merge. */
  readonly accounts: readonly string[];
  readonly reason: string;
}

export interface FoundAccounts {
  readonly total: number;
  /** Those that begin with the text first, then sorted. */
  readonly accounts: readonly { readonly accountId: string; readonly campaignId: string | null }[];
}

/** What one act did in an analysis. */
export interface EditOutcome {
  readonly sequence: number;
  readonly effect: 'applied' | 'without effect';
  /** Why it had none, or what of it could not be done; null when all of it was. */
  readonly remark: string | null;
}

/** What analysts did to one campaign. */
export interface EditedByHand {
  /** Accounts that were put in. */
  readonly added: number;
  /** Accounts that were taken out. */
  readonly dropped: number;
  /** Campaigns that were put together to make it, 0 when none was. */
  readonly merged: number;
  /** How often it was divided, on either side. */
  readonly split: number;
}

/** An act as the case keeps it. */
export interface RecordedEdit extends CampaignEdit {
  readonly at: string;
  /** The account of the operating system that made it. */
  readonly madeBy: string;
  readonly undoneAt: string | null;
}

/** pending: made or undone after the newest analysis, which therefore does not show it yet. */
export type EditState = 'pending' | 'undone, pending' | 'applied' | 'without effect' | 'undone';

export interface ListedEdit extends RecordedEdit {
  readonly state: EditState;
  readonly remark: string | null;
}

/** Every act of a case, in order, and what can be done next. */
export interface EditList {
  readonly edits: readonly ListedEdit[];
  /** Acts that the newest analysis does not show yet. */
  readonly pending: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** At most ANCHORS_KEPT accounts of a campaign, spread evenly over the sorted ones. */
export function anchorsOf(accounts: readonly AccountId[]): AccountId[] {
  const sorted = accounts.toSorted(compareText);
  const step = Math.max(1, sorted.length / ANCHORS_KEPT);
  return Array.from({ length: Math.min(ANCHORS_KEPT, sorted.length) }, (_, i) => sorted[Math.floor(i * step)] as string);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
