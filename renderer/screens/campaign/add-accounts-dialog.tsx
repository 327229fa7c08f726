import { InputGroup } from '@blueprintjs/core';
import { Search } from '@blueprintjs/icons';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Campaign } from '../../../main/engine/domain/campaign.ts';
import type { FoundAccounts } from '../../../main/engine/domain/campaign-edit.ts';
import type { Column } from '../../parts/columns.ts';
import { InertLine } from '../../parts/inert-text.tsx';
import { Empty, Loaded } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { count, plural } from '../../state/figures.ts';
import { useResource } from '../../state/resource.ts';
import { EditDialog } from './edit-dialog.tsx';

type Found = FoundAccounts['accounts'][number];

interface AddAccountsDialogProps {
  readonly campaign: Campaign;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const SHOWN = 200;
const TYPING_MS = 150;

/** Finds accounts of the case by their ids and puts them into the campaign. */
export function AddAccountsDialog({ campaign, onClose, onDone }: AddAccountsDialogProps): ReactNode {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const found = useResource('accounts.search', { text: useSettled(typed.trim()), limit: SHOWN });
  const columns = useMemo(() => {
    const toggle = ({ accountId }: Found): void => setChosen((last) => toggled(last, accountId));
    return [chooseColumn(chosen, campaign.id, toggle), ...FOUND_COLUMNS];
  }, [chosen, campaign.id]);
  return (
    <EditDialog
      title={`Add accounts to ${campaign.id}`}
      action={chosen.length === 0 ? 'Add accounts' : `Add ${plural(chosen.length, 'account')}`}
      request={chosen.length === 0 ? null : { kind: 'add', campaignIds: [campaign.id], accounts: chosen }}
      wide
      onClose={onClose}
      onDone={onDone}
    >
      <InputGroup
        autoFocus
        leftElement={
          <span className="field-icon">
            <Search size={14} />
          </span>
        }
        aria-label="Part of an account id"
        placeholder="Part of an account id"
        value={typed}
        onValueChange={setTyped}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <div className="dialog-table">
        <Loaded resource={found}>
          {({ total, accounts }) => (
            <>
              <RecordTable
                name="found-accounts"
                label="Accounts of the case"
                columns={columns}
                records={accounts}
                keyOf={idOf}
                onOpen={(account) => account.campaignId !== campaign.id && setChosen((last) => toggled(last, account.accountId))}
                onMark={(account) => account.campaignId !== campaign.id && setChosen((last) => toggled(last, account.accountId))}
                isMarked={({ accountId }) => chosen.includes(accountId)}
                empty={<Empty title="No such account">The text must be part of an id as the log gives it.</Empty>}
              />
              <p className="muted dialog-note">
                {total > accounts.length
                  ? `the first ${count(accounts.length)} of ${count(total)}; type more of the id`
                  : plural(total, 'account')}
              </p>
            </>
          )}
        </Loaded>
      </div>
    </EditDialog>
  );
}

const idOf = ({ accountId }: Found): string => accountId;

function toggled(ids: readonly string[], id: string): readonly string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
}

/** A value once it stood still for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

function chooseColumn(chosen: readonly string[], campaignId: string, toggle: (found: Found) => void): Column<Found> {
  return {
    id: 'choose',
    title: 'Add',
    width: 48,
    value: ({ accountId }) => (chosen.includes(accountId) ? 1 : 0),
    render: (found) => (
      <input
        type="checkbox"
        tabIndex={-1}
        checked={chosen.includes(found.accountId)}
        disabled={found.campaignId === campaignId}
        onChange={() => toggle(found)}
        aria-label={`Add ${found.accountId}`}
      />
    ),
  };
}

const FOUND_COLUMNS: readonly Column<Found>[] = [
  {
    id: 'account',
    title: 'Account',
    width: 260,
    grows: true,
    value: ({ accountId }) => accountId,
    render: ({ accountId }) => <InertLine text={accountId} title={accountId} />,
  },
  {
    id: 'campaign',
    title: 'Now in',
    width: 140,
    value: ({ campaignId }) => campaignId,
    render: ({ campaignId }) =>
      campaignId === null ? <span className="muted">no campaign</span> : <span className="mono">{campaignId}</span>,
  },
];
