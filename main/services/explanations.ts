import type { BehaviourReading, CampaignFinding, CampaignMember, Link, Strength } from '../engine/domain/campaign.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { AccountId, CampaignId } from '../engine/domain/units.ts';
import { type CampaignExplanation, explainCampaign } from '../engine/evidence/explanation.ts';
import { type AccountTie, explainAccounts, findCampaign } from './analyses.ts';
import { searchAccounts } from './campaign-edits.ts';
import type { CaseSession } from './cases.ts';

/** A finding with its reasons in order and in words. */
export interface ExplainedFinding extends CampaignFinding {
  readonly explanation: CampaignExplanation;
}

/** What the campaign of an account, or of two, says of them. */
export interface StandingInCampaign {
  readonly id: CampaignId;
  readonly strength: Strength;
  readonly sentence: string;
  /** What was measured of the group as a whole; null in results of older versions. */
  readonly behaviour: readonly BehaviourReading[] | null;
  readonly members: readonly CampaignMember[];
}

/** What ties two accounts and what does not, and what their campaign says when they are in one. */
export interface ExplainedPair extends AccountTie {
  readonly campaign: StandingInCampaign | null;
}

/** Where the newest analysis puts one account. */
export interface ExplainedAccount {
  readonly accountId: AccountId;
  readonly campaign: StandingInCampaign | null;
  /** Its strongest links inside the campaign, heaviest first; empty without one. */
  readonly links: readonly Link[];
}

/** One campaign of the newest analysis, explained. Throws analysis-missing, campaign-unknown. */
export function explainFinding(session: CaseSession, id: CampaignId): ExplainedFinding {
  const finding = findCampaign(session, id);
  return { ...finding, explanation: explainCampaign(finding) };
}

/** Everything that ties two accounts and what does not, and their places in the campaign they share. Throws account-unknown. */
export async function explainPair(session: CaseSession, a: AccountId, b: AccountId): Promise<ExplainedPair> {
  const tie = await explainAccounts(session, a, b);
  if (tie.sharedCampaignId === null) return { ...tie, campaign: null };
  return { ...tie, campaign: standing(findCampaign(session, tie.sharedCampaignId), [tie.accountA, tie.accountB]) };
}

/** Which campaign of the newest analysis one account is in, and what holds it there. Throws analysis-missing, account-unknown. */
export function explainAccount(session: CaseSession, accountId: AccountId): ExplainedAccount {
  const newest = session.store.analyses.latestOverview();
  if (newest === null) throw new Failure('analysis-missing', 'the case has not been analysed');
  const campaign = newest.campaigns.find(({ accounts }) => accounts.includes(accountId));
  if (campaign === undefined) {
    requireAccount(session, accountId);
    return { accountId, campaign: null, links: [] };
  }
  const finding = findCampaign(session, campaign.id);
  return {
    accountId,
    campaign: standing(finding, [accountId]),
    links: finding.links.filter(({ accountA, accountB }) => accountA === accountId || accountB === accountId),
  };
}

function standing(finding: CampaignFinding, accounts: readonly AccountId[]): StandingInCampaign {
  const { campaign, members, reading } = finding;
  return {
    id: campaign.id,
    strength: campaign.strength,
    sentence: explainCampaign(finding).sentence,
    behaviour: reading?.behaviour ?? null,
    members: members.filter(({ accountId }) => accounts.includes(accountId)),
  };
}

/** Throws account-unknown. */
function requireAccount(session: CaseSession, accountId: AccountId): void {
  const { accounts } = searchAccounts(session, accountId, Number.MAX_SAFE_INTEGER);
  if (!accounts.some((found) => found.accountId === accountId)) {
    const named = accountId.slice(0, 60);
    throw new Failure('account-unknown', `the case has no account ${named}`, { accountId: named });
  }
}
