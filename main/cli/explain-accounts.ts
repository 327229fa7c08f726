import { OLDER_RESULT } from '../engine/evidence/explanation.ts';
import type { ExplainedAccount, ExplainedPair, StandingInCampaign } from '../services/explanations.ts';
import { behaviourLines, partOf, printWhole, shareOrDash } from './explain-campaign.ts';
import { count, percent, printLine, printTable, probability } from './output.ts';

/** What ties two accounts, layer by layer, and what their campaign says of them. */
export async function printPair({ accountA, accountB, links, untied, campaign }: ExplainedPair): Promise<void> {
  await printLine(`${accountA} and ${accountB}: ${campaign === null ? 'not in one campaign' : `both in campaign ${campaign.id}`}`);
  await printWhole(
    [{ title: 'layer' }, { title: 'weight', side: 'right' }, { title: 'p', side: 'right' }, { title: 'reason' }],
    [
      ...links.map((link) => [link.layer, link.weight.toFixed(2), probability(link.pValue), link.reasons.join('; ')]),
      ...untied.map(({ layer, reason }) => [layer, '-', '-', `not tied: ${reason}`]),
    ],
  );
  if (campaign === null) return;
  await printStanding(campaign);
  await printLine();
  await printLine('the group as a whole, these two among it');
  if (campaign.behaviour === null) return printLine(`  ${OLDER_RESULT}`);
  for (const line of behaviourLines(campaign.behaviour)) await printLine(`  ${line}`);
}

/** Which campaign an account is in, and its strongest links there. */
export async function printAccount({ accountId, campaign, links }: ExplainedAccount): Promise<void> {
  if (campaign === null) {
    await printLine(`${accountId}: in no campaign of the newest analysis`);
    return printLine('what ties it to another account: stillhunt explain <case> --accounts A,B');
  }
  await printLine(`${accountId}: in campaign ${campaign.id}`);
  await printStanding(campaign);
  await printLine();
  await printLine(`its strongest links (${count(links.length)})`);
  await printWhole(
    [{ title: 'with' }, { title: 'layer' }, { title: 'weight', side: 'right' }, { title: 'p', side: 'right' }, { title: 'reason' }],
    links.map((link) => [
      link.accountA === accountId ? link.accountB : link.accountA,
      link.layer,
      link.weight.toFixed(2),
      probability(link.pValue),
      link.reasons.join('; '),
    ]),
  );
}

async function printStanding({ sentence, members }: StandingInCampaign): Promise<void> {
  await printLine();
  await printLine(sentence);
  await printTable(
    [
      { title: 'account' },
      { title: 'exchanges', side: 'right' },
      { title: 'inside', side: 'right' },
      { title: 'role' },
      { title: 'harvest', side: 'right' },
      { title: 'part', side: 'right' },
      { title: 'held by' },
    ],
    members.map((member) => [
      member.accountId,
      count(member.exchangeCount),
      percent(member.membership),
      member.role ?? '-',
      shareOrDash(member.harvestShare),
      partOf(member.subgroup),
      member.layers.join(' '),
    ]),
  );
}
