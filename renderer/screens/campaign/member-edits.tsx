import { Button } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import type { Campaign } from '../../../main/engine/domain/campaign.ts';
import { InertLine } from '../../parts/inert-text.tsx';
import { count, plural } from '../../state/figures.ts';
import { useOpenCase } from '../../state/window-store.ts';
import { AddAccountsDialog } from './add-accounts-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';

interface MemberEditsProps {
  readonly campaign: Campaign;
  readonly marked: readonly string[];
  readonly onClear: () => void;
}

type Asking = 'drop' | 'split' | 'add' | 'merge' | null;

/** What can be done by hand to a campaign and to the accounts that are marked in it. */
export function MemberEdits({ campaign, marked, onClear }: MemberEditsProps): ReactNode {
  const [asking, setAsking] = useState<Asking>(null);
  const readOnly = useOpenCase()?.readOnly === true;
  const close = (): void => setAsking(null);
  const done = (): void => {
    close();
    onClear();
  };
  return (
    <>
      <span className="member-edits">
        {marked.length === 0 ? (
          <>
            <span className="muted">mark accounts to compare two, or to edit</span>
            <Button size="small" text="Add accounts…" disabled={readOnly} onClick={() => setAsking('add')} />
            <Button size="small" text="Merge with…" disabled={readOnly} onClick={() => setAsking('merge')} />
          </>
        ) : (
          <>
            <span className="marked-count">{count(marked.length)} marked</span>
            <Button size="small" text="Drop from campaign…" disabled={readOnly} onClick={() => setAsking('drop')} />
            <Button
              size="small"
              text="Make its own campaign…"
              disabled={readOnly || marked.length < 2 || marked.length === campaign.accountCount}
              title={marked.length < 2 ? 'A campaign has two accounts or more' : ''}
              onClick={() => setAsking('split')}
            />
            <Button size="small" variant="minimal" text="Clear marks" onClick={onClear} />
          </>
        )}
      </span>
      {(asking === 'drop' || asking === 'split') && (
        <EditDialog
          title={asking === 'drop' ? 'Drop from the campaign' : 'Make its own campaign'}
          action={`${asking === 'drop' ? 'Drop' : 'Split off'} ${plural(marked.length, 'account')}`}
          request={{ kind: asking, campaignIds: [campaign.id], accounts: marked }}
          startsAtReason
          onClose={close}
          onDone={done}
        >
          <p>
            {asking === 'drop'
              ? `They leave ${campaign.id} and belong to no campaign, in every analysis from the next on.`
              : `They leave ${campaign.id} and become a campaign of their own, in every analysis from the next on.`}
          </p>
          <AccountList accounts={marked} />
        </EditDialog>
      )}
      {asking === 'add' && <AddAccountsDialog campaign={campaign} onClose={close} onDone={done} />}
      {asking === 'merge' && <MergeDialog campaign={campaign} onClose={close} onDone={done} />}
    </>
  );
}

const LISTED = 8;

function AccountList({ accounts }: { readonly accounts: readonly string[] }): ReactNode {
  const sorted = accounts.toSorted();
  return (
    <ul className="goes-list">
      {sorted.slice(0, LISTED).map((account) => (
        <li key={account}>
          <InertLine text={account} title={account} />
        </li>
      ))}
      {sorted.length > LISTED && <li className="muted">and {count(sorted.length - LISTED)} more</li>}
    </ul>
  );
}
