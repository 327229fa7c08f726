import { Command } from 'commander';
import { explainAccount, explainFinding, explainPair } from '../services/explanations.ts';
import { withCase } from './case-access.ts';
import { printAccount, printPair } from './explain-accounts.ts';
import { printFinding } from './explain-campaign.ts';
import { printJson } from './output.ts';

export function explainCommand(): Command {
  return new Command('explain')
    .description('Show what holds a campaign together, what holds an account in it, or what ties two accounts and what does not')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .option('--campaign <id>', 'the campaign to explain')
    .option('--account <A>', 'the account whose campaign and strongest links to show')
    .option('--accounts <A,B>', 'the two accounts to compare')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples: stillhunt explain cases/spring --campaign c-0123456789
          stillhunt explain cases/spring --account acct_a
          stillhunt explain cases/spring --accounts acct_a,acct_b`,
    )
    .action(run);
}

interface ExplainOptions {
  readonly campaign?: string;
  readonly account?: string;
  readonly accounts?: string;
  readonly json?: true;
}

async function run(casePath: string, options: ExplainOptions, command: Command): Promise<void> {
  const { campaign, account, accounts, json } = options;
  if ([campaign, account, accounts].filter((given) => given !== undefined).length !== 1)
    command.error('error: give one of --campaign, --account and --accounts');
  if (campaign !== undefined) {
    const finding = await withCase(casePath, 'read', async (session) => explainFinding(session, campaign));
    return json ? printJson(finding) : printFinding(finding);
  }
  if (account !== undefined) {
    if (account === '') command.error('error: --account takes an account id');
    const explained = await withCase(casePath, 'read', async (session) => explainAccount(session, account));
    return json ? printJson(explained) : printAccount(explained);
  }
  const pair = (accounts ?? '').split(',');
  const [a, b] = pair;
  if (a === undefined || b === undefined || pair.length !== 2 || a === '' || b === '' || a === b)
    return command.error('error: --accounts takes two different account ids, A,B');
  const tie = await withCase(casePath, 'read', async (session) => explainPair(session, a, b));
  return json ? printJson(tie) : printPair(tie);
}
