import { Argument, Command } from 'commander';
import type { AnalysisResult } from '../engine/domain/campaign.ts';
import {
  CAMPAIGN_EDIT_KINDS,
  type EditList,
  type EditRequest,
  type ListedEdit,
  type RecordedEdit,
} from '../engine/domain/campaign-edit.ts';
import { analyze } from '../services/analyses.ts';
import { editCampaigns, listEdits, redoEdit, undoEdit } from '../services/campaign-edits.ts';
import type { CaseSession } from '../services/cases.ts';
import { campaignTable } from './campaigns.ts';
import { withCase } from './case-access.ts';
import { count, printJson, printLine, printTable, tell } from './output.ts';
import { withProgress } from './progress.ts';

const ACTS = [...CAMPAIGN_EDIT_KINDS, 'undo', 'redo', 'list'] as const;
type Act = (typeof ACTS)[number];

interface Options {
  campaign?: readonly string[];
  accounts?: string;
  reason?: string;
  analyze?: true;
  json?: true;
}

export function editCommand(): Command {
  return new Command('edit')
    .description('Change campaigns by hand: the next analysis applies every act, and each is kept with its reason')
    .argument('<case>', 'folder or .stillhunt file of the case')
    .addArgument(new Argument('<act>', 'what to do').choices(ACTS))
    .option('--campaign <id...>', 'the campaign, or the campaigns to merge')
    .option('--accounts <A,B,...>', 'the accounts to add, drop, split off or make a campaign of')
    .option('--reason <text>', 'why, for whoever reads the activity log')
    .option('--analyze', 'analyse again at once')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
  merge   --campaign ID ID...          they become one
  split   --campaign ID --accounts A,B the accounts become a campaign of their own
  add     --campaign ID --accounts A,B they join it, whatever campaign they were in
  drop    --campaign ID --accounts A,B they leave it and belong to none
  create  --accounts A,B               they become a campaign
  undo, redo, list

Example: stillhunt edit cases/spring drop --campaign c-0123456789 --accounts acct_a,acct_b --reason "a customer of ours" --analyze`,
    )
    .action(run);
}

async function run(casePath: string, act: Act, options: Options, command: Command): Promise<void> {
  requireUsage(act, options, command);
  const access = act === 'list' && options.analyze !== true ? 'read' : 'write';
  const { edit, list, analysis } = await withCase(casePath, access, async (session) => {
    const made = perform(session, act, options);
    const result = options.analyze ? await withProgress((control) => analyze(session, null, control)) : null;
    return { edit: made, list: listEdits(session), analysis: result };
  });
  if (options.json) return printJson(asJson(edit, list, analysis));
  if (act === 'list') await editTable(list.edits);
  if (edit !== null) await printLine(`${doneText(act)} ${editText(edit)}`);
  if (analysis !== null) await campaignTable(analysis.findings.map((finding) => finding.campaign));
  if (list.pending > 0) tell(`${changes(list.pending)} not yet analysed; stillhunt analyze applies ${list.pending === 1 ? 'it' : 'them'}`);
}

function perform(session: CaseSession, act: Act, { campaign = [], accounts = '', reason = '' }: Options): RecordedEdit | null {
  if (act === 'list') return null;
  if (act === 'undo') return undoEdit(session);
  if (act === 'redo') return redoEdit(session);
  const request: EditRequest = { kind: act, campaignIds: campaign, accounts: accounts.split(',').filter((id) => id !== ''), reason };
  return editCampaigns(session, request);
}

function requireUsage(act: Act, { campaign = [], accounts, reason }: Options, command: Command): void {
  const isMaking = act !== 'undo' && act !== 'redo' && act !== 'list';
  if (!isMaking && (campaign.length > 0 || accounts !== undefined || reason !== undefined))
    command.error(`error: ${act} takes no --campaign, --accounts or --reason`);
  if (act === 'merge' && campaign.length < 2) command.error('error: merge takes two campaigns or more: --campaign ID ID');
  if ((act === 'split' || act === 'add' || act === 'drop') && campaign.length !== 1) command.error(`error: ${act} takes one --campaign ID`);
  if (act === 'create' && campaign.length > 0) command.error('error: create takes --accounts, no --campaign');
  if (act === 'merge' && accounts !== undefined) command.error('error: merge takes no --accounts');
  if (isMaking && act !== 'merge' && (accounts ?? '') === '') command.error(`error: ${act} takes --accounts A,B`);
}

function asJson(edit: RecordedEdit | null, { edits, pending }: EditList, analysis: AnalysisResult | null) {
  const ran = analysis === null ? {} : { runDigest: analysis.runDigest, campaigns: analysis.findings.length };
  return edit === null ? { edits, pending, ...ran } : { edit, pending, ...ran };
}

function editTable(edits: readonly ListedEdit[]): Promise<void> {
  if (edits.length === 0) return printLine('no campaign was changed by hand');
  return printTable(
    [
      { title: 'no', side: 'right' },
      { title: 'at' },
      { title: 'by' },
      { title: 'act' },
      { title: 'campaigns' },
      { title: 'accounts' },
      { title: 'state' },
      { title: 'reason' },
    ],
    edits.map((edit) => [
      String(edit.sequence),
      `${edit.at.slice(0, 19)}Z`,
      edit.madeBy,
      edit.kind,
      edit.campaigns.map(({ id }) => id).join(' '),
      accountsText(edit),
      edit.remark === null ? edit.state : `${edit.state}: ${edit.remark}`,
      edit.reason,
    ]),
  );
}

const doneText = (act: Act): string => (act === 'undo' ? 'undone:' : act === 'redo' ? 'done again:' : 'kept:');
const changes = (pending: number): string => (pending === 1 ? '1 change' : `${count(pending)} changes`);

function editText(edit: RecordedEdit): string {
  const parts = [`no ${edit.sequence},`, edit.kind, ...edit.campaigns.map(({ id }) => id), accountsText(edit)];
  return parts.filter((part) => part !== '').join(' ');
}

/** Two accounts by name, more by number. */
function accountsText({ accounts }: RecordedEdit): string {
  return accounts.length > 2 ? `${count(accounts.length)} accounts` : accounts.join(' ');
}
