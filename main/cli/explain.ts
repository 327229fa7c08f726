import { Command } from 'commander';
import type { CampaignFinding } from '../engine/domain/campaign.ts';
import { explainAccounts, findCampaign } from '../services/analyses.ts';
import { withCase } from './case-access.ts';
import { count, day, percent, printJson, printLine, printTable, probability } from './output.ts';

const LINKS_SHOWN = 20;

export function explainCommand(): Command {
  return new Command('explain')
    .description('Show what holds a campaign together, or what ties two accounts and what does not')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .option('--campaign <id>', 'the campaign to explain')
    .option('--accounts <A,B>', 'the two accounts to explain')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample: stillhunt explain cases/spring --campaign c-0123456789\n         stillhunt explain cases/spring --accounts acct_a,acct_b',
    )
    .action(run);
}

async function run(casePath: string, options: { campaign?: string; accounts?: string; json?: true }, command: Command): Promise<void> {
  if ((options.campaign === undefined) === (options.accounts === undefined)) command.error('error: give either --campaign or --accounts');
  if (options.campaign !== undefined) {
    const id = options.campaign;
    const finding = await withCase(casePath, 'read', async (session) => findCampaign(session, id));
    return options.json ? printJson(finding) : printFinding(finding);
  }
  const pair = (options.accounts ?? '').split(',');
  const [a, b] = pair;
  if (a === undefined || b === undefined || pair.length !== 2 || a === '' || b === '' || a === b)
    return command.error('error: --accounts takes two different account ids, A,B');
  const tie = await withCase(casePath, 'read', async (session) => explainAccounts(session, a, b));
  if (options.json) return printJson(tie);
  await printLine(
    `${tie.accountA} and ${tie.accountB}: ${tie.sharedCampaignId === null ? 'not in one campaign' : `both in campaign ${tie.sharedCampaignId}`}`,
  );
  await printTable(
    [{ title: 'layer' }, { title: 'weight', side: 'right' }, { title: 'p', side: 'right' }, { title: 'reason' }],
    [
      ...tie.links.map((link) => [link.layer, link.weight.toFixed(2), probability(link.pValue), link.reasons.join('; ')]),
      ...tie.untied.map(({ layer, reason }) => [layer, '-', '-', `not tied: ${reason}`]),
    ],
  );
}

async function printFinding({ campaign, members, links, innocentExplanations }: CampaignFinding): Promise<void> {
  await printLine(
    `${campaign.id}  ${campaign.strength}, score ${campaign.score.toFixed(1)}: ${count(campaign.accountCount)} accounts, ${count(campaign.exchangeCount)} exchanges, ${day(campaign.firstSeen)} to ${day(campaign.lastSeen)}`,
  );
  await printLine();
  await printTable(
    [
      { title: 'layer' },
      { title: 'pairs', side: 'right' },
      { title: 'weight', side: 'right' },
      { title: 'p', side: 'right' },
      { title: 'reasons' },
    ],
    campaign.layers.map((layer) => [
      layer.layer,
      count(layer.links),
      layer.weight.toFixed(1),
      probability(layer.pValue),
      layer.reasons.join('; '),
    ]),
  );
  await printLine();
  for (const { name, verdict, reason } of innocentExplanations) await printLine(`${name}: ${verdict} (${reason})`);
  await printLine();
  await printTable(
    [
      { title: 'account' },
      { title: 'exchanges', side: 'right' },
      { title: 'first seen' },
      { title: 'last seen' },
      { title: 'inside', side: 'right' },
      { title: 'held by' },
    ],
    members.map((member) => [
      member.accountId,
      count(member.exchangeCount),
      day(member.firstSeen),
      day(member.lastSeen),
      percent(member.membership),
      member.layers.join(' '),
    ]),
  );
  await printLine();
  await printLine(`strongest links${links.length > LINKS_SHOWN ? ` (${LINKS_SHOWN} of ${count(links.length)})` : ''}`);
  await printTable(
    [{ title: 'account' }, { title: 'account' }, { title: 'layer' }, { title: 'weight', side: 'right' }, { title: 'reason' }],
    links.slice(0, LINKS_SHOWN).map((link) => [link.accountA, link.accountB, link.layer, link.weight.toFixed(2), link.reasons.join('; ')]),
  );
}
