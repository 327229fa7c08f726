import { Button, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { ListedEdit } from '../../main/engine/domain/campaign-edit.ts';
import { editText } from '../state/campaign-edits.ts';
import { useResource } from '../state/resource.ts';
import { EDIT_STATE_WORDS } from '../state/words.ts';
import type { Column } from './columns.ts';
import { Instant } from './figure.tsx';
import { InertLine } from './inert-text.tsx';
import { Loaded } from './panel.tsx';
import { RecordTable } from './record-table.tsx';

/** Every change by hand, undone ones too: who, when, what, why, and whether the analysis shows it. */
export function ChangesDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const list = useResource('edits.list', {});
  return (
    <Dialog isOpen title="Changes to campaigns by hand" className="wide-dialog" onClose={onClose}>
      <DialogBody>
        <Loaded resource={list}>
          {({ edits }) => (
            <div className="dialog-table">
              <RecordTable
                name="changes"
                label="Changes by hand"
                columns={CHANGE_COLUMNS}
                records={edits}
                keyOf={sequenceOf}
                firstSorting={NEWEST_FIRST}
              />
            </div>
          )}
        </Loaded>
        <p className="muted">
          Every analysis applies them in this order. A campaign is recognised by the accounts it had when the change was made.
        </p>
      </DialogBody>
      <DialogFooter actions={<Button text="Close" autoFocus onClick={onClose} />} />
    </Dialog>
  );
}

const NEWEST_FIRST = { columnId: 'sequence', descending: true } as const;
const sequenceOf = ({ sequence }: ListedEdit): number => sequence;

const CHANGE_COLUMNS: readonly Column<ListedEdit>[] = [
  { id: 'sequence', title: 'No.', width: 44, align: 'right', value: (e) => e.sequence },
  { id: 'at', title: 'When (UTC)', width: 160, value: (e) => e.at, render: (e) => <Instant iso={e.at} /> },
  { id: 'by', title: 'By', width: 80, value: (e) => e.madeBy, render: (e) => <InertLine text={e.madeBy} title={e.madeBy} /> },
  {
    id: 'what',
    title: 'What',
    width: 280,
    grows: true,
    value: (e) => editText(e),
    render: (e) => <InertLine text={editText(e)} title={e.accounts.slice(0, 50).join('\n')} />,
  },
  {
    id: 'reason',
    title: 'Why',
    width: 200,
    grows: true,
    value: (e) => e.reason,
    render: (e) => <InertLine text={e.reason} title={e.reason} />,
  },
  {
    id: 'state',
    title: 'State',
    width: 190,
    value: (e) => EDIT_STATE_WORDS[e.state].name,
    render: (e) => (
      <span className={`edit-state is-${e.state.replace(/[ ,]+/g, '-')}`} title={e.remark ?? EDIT_STATE_WORDS[e.state].means}>
        {EDIT_STATE_WORDS[e.state].name}
        {e.remark !== null && ': '}
        {e.remark !== null && <InertLine text={e.remark} title={e.remark} />}
      </span>
    ),
  },
];
