import type { EditRequest, RecordedEdit } from '../../main/engine/domain/campaign-edit.ts';
import { call } from './bridge.ts';
import { showFault } from './dialogs-store.ts';
import { plural } from './figures.ts';
import { useNavigation } from './navigation-store.ts';
import { EDIT_WORDS } from './words.ts';

/** Takes back the newest change by hand; nothing to take back: no effect. Only where the user sees campaigns. */
export function undoEdit(): Promise<void> {
  return step('edits.undo', 'canUndo', 'undoing a change');
}

export function redoEdit(): Promise<void> {
  return step('edits.redo', 'canRedo', 'redoing a change');
}

async function step(command: 'edits.undo' | 'edits.redo', allowed: 'canUndo' | 'canRedo', doing: string): Promise<void> {
  if (!showsCampaigns()) return;
  try {
    if ((await call('edits.list', {}))[allowed]) await call(command, {});
  } catch (error) {
    showFault(error, doing);
  }
}

function showsCampaigns(): boolean {
  const { name } = useNavigation.getState().screen;
  return name === 'campaign' || name === 'campaigns';
}

/** What an act does, in a line. */
export function editText({ kind, campaigns, accounts }: Pick<RecordedEdit, 'kind' | 'campaigns' | 'accounts'>): string {
  const ids = campaigns.map(({ id }) => id);
  if (kind === 'merge') return `${EDIT_WORDS.merge} ${ids.join(' and ')}`;
  const who = accounts.length === 1 ? (accounts[0] ?? '') : plural(accounts.length, 'account');
  if (kind === 'create') return `${EDIT_WORDS.create} of ${who}`;
  return `${EDIT_WORDS[kind]} ${who} ${kind === 'add' ? 'to' : 'from'} ${ids[0] ?? ''}`;
}

export function makeEdit(edit: EditRequest): Promise<null> {
  return call('edits.make', { edit });
}
