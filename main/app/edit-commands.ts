import { editCampaigns, listEdits, redoEdit, searchAccounts, undoEdit } from '../services/campaign-edits.ts';
import type { CaseSession } from '../services/cases.ts';
import type { CommandHandlers } from './command-context.ts';
import type { OpenCase } from './open-case.ts';

type EditCommand = 'edits.list' | 'edits.make' | 'edits.undo' | 'edits.redo' | 'accounts.search';

export const editCommands: CommandHandlers<EditCommand> = {
  'edits.list': ({ openCase }) => listEdits(openCase.session()),
  'edits.make': ({ openCase }, { edit }) => changing(openCase, (session) => editCampaigns(session, edit)),
  'edits.undo': ({ openCase }) => changing(openCase, undoEdit),
  'edits.redo': ({ openCase }) => changing(openCase, redoEdit),
  'accounts.search': ({ openCase }, { text, limit }) => searchAccounts(openCase.session(), text, limit),
};

function changing(openCase: OpenCase, work: (session: CaseSession) => unknown): null {
  work(openCase.writableSession());
  openCase.changed();
  return null;
}
