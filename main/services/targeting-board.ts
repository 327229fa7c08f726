import { effectiveAccounts, logOddsRatios } from '../engine/capabilities/log-odds.ts';
import { FEWEST_BASELINE_ACCOUNTS } from '../engine/capabilities/targeting.ts';
import type { ShareComparison, Strength } from '../engine/domain/campaign.ts';
import { Failure } from '../engine/domain/failure.ts';
import type { BoardCampaign, TargetingBoard } from '../engine/domain/targeting-board.ts';
import type { CampaignVolumes } from '../storage/analyses.ts';
import type { CaseSession } from './cases.ts';

const RANK: Readonly<Record<Strength, number>> = { strong: 0, probable: 1, lead: 2 };

/** What every campaign of the newest analysis asks for, strongest first. Throws analysis-missing. */
export function targetingBoard(session: CaseSession): TargetingBoard {
  const run = session.store.analyses.latestOverview();
  if (run === null) throw new Failure('analysis-missing', 'the case has not been analysed');
  const campaigns = session.store.analyses.latestVolumes();
  const members = new Set(campaigns.flatMap(({ campaign }) => campaign.accounts)).size;
  const outsiders = run.accountCount - members;
  const days = run.daily.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  return {
    runDigest: run.runDigest,
    campaigns: campaigns
      .map((volumes) =>
        onBoard(volumes, outsiders >= FEWEST_BASELINE_ACCOUNTS ? outsiders : run.accountCount - volumes.campaign.accountCount),
      )
      .sort((a, b) => RANK[a.strength] - RANK[b.strength] || b.score - a.score || (a.campaignId < b.campaignId ? -1 : 1)),
    days: first === undefined || last === undefined ? null : [first, last],
  };
}

/** The volumes of accounts outside are not kept with a result: each counts as one, and weighs a little more than it does in the intervals. */
function onBoard({ campaign, reading, exchangeCounts }: CampaignVolumes, baselineAccounts: number): BoardCampaign {
  const { id, strength, score, accountCount, exchangeCount, targeting, elicitation, pivots } = campaign;
  const accounts = effectiveAccounts(exchangeCounts);
  const withLogOdds = <T extends ShareComparison>(categories: readonly T[]): (T & { logOdds: number })[] => {
    const logOdds = logOddsRatios(categories, accounts, baselineAccounts);
    return categories.map((category, i) => ({ ...category, logOdds: logOdds[i] ?? 0 }));
  };
  return {
    campaignId: id,
    strength,
    score,
    accountCount,
    exchangeCount,
    capabilities: withLogOdds(targeting),
    elicitations: withLogOdds(elicitation),
    pivots,
    pivotReadings: reading?.pivots ?? [],
  };
}
