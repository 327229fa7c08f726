import { Button } from '@blueprintjs/core';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { CampaignFinding, CampaignMember } from '../../../main/engine/domain/campaign.ts';
import type { Column } from '../../parts/columns.ts';
import { Count, Instant } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Empty, Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { LayerTag } from '../../parts/tags.tsx';
import { count, percent } from '../../state/figures.ts';
import { showExchanges } from '../../state/navigation-store.ts';
import { keyOfLink, linkColumnsOf } from './link-columns.tsx';
import { TiePanel } from './tie-panel.tsx';

/** Who is in the campaign, and what holds each account there. Two marked accounts are compared. */
export function WhoPanel({ finding }: { readonly finding: CampaignFinding }): ReactNode {
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [marked, setMarked] = useState<readonly string[]>([]);
  const mark = useCallback((member: CampaignMember): void => {
    setMarked((last) =>
      last.includes(member.accountId) ? last.filter((id) => id !== member.accountId) : [...last, member.accountId].slice(-2),
    );
  }, []);
  const [first, second] = marked;
  const columns = useMemo(() => [markColumn(marked, mark), ...MEMBER_COLUMNS], [marked, mark]);
  return (
    <div className="section who" id="who">
      <Panel
        title="Who"
        aside={`${count(finding.members.length)} accounts`}
        className="who-members"
        actions={
          <span className="muted">{marked.length === 0 ? 'mark two accounts to compare them' : `${marked.length} of 2 marked`}</span>
        }
      >
        <RecordTable
          name="members"
          label="Accounts of the campaign"
          columns={columns}
          records={finding.members}
          keyOf={idOf}
          firstSorting={MOST_FIRST}
          onSelect={(member) => setSelectedId(member.accountId)}
          onOpen={(member) => showExchanges({ accountId: member.accountId })}
          onMark={mark}
          isMarked={(member) => marked.includes(member.accountId)}
        />
      </Panel>
      {first !== undefined && second !== undefined ? (
        <TiePanel accountA={first} accountB={second} onClose={() => setMarked([])} />
      ) : (
        <AccountLinks finding={finding} accountId={selectedId} />
      )}
    </div>
  );
}

const MOST_FIRST = { columnId: 'exchanges', descending: true } as const;
const idOf = (member: CampaignMember): string => member.accountId;

function AccountLinks({ finding, accountId }: { readonly finding: CampaignFinding; readonly accountId: string | null }): ReactNode {
  const links = useMemo(
    () => finding.links.filter((link) => link.accountA === accountId || link.accountB === accountId),
    [finding.links, accountId],
  );
  const columns = useMemo(() => linkColumnsOf(accountId ?? ''), [accountId]);
  return (
    <Panel
      title="What holds it"
      className="who-links"
      aside={accountId === null ? undefined : <InertLine text={accountId} />}
      actions={
        accountId !== null && <Button size="small" variant="minimal" text="Its exchanges" onClick={() => showExchanges({ accountId })} />
      }
    >
      {accountId === null ? (
        <Empty title="No account selected">Select an account to see the links that hold it in the campaign.</Empty>
      ) : (
        <RecordTable
          name="account-links"
          label="Links of the selected account"
          columns={columns}
          records={links}
          keyOf={keyOfLink}
          firstSorting={HEAVIEST_FIRST}
          empty={
            <Empty title="Its links are not among the strongest kept">Mark it and another account to compare the two from the facts.</Empty>
          }
        />
      )}
    </Panel>
  );
}

const HEAVIEST_FIRST = { columnId: 'weight', descending: true } as const;

function markColumn(marked: readonly string[], mark: (member: CampaignMember) => void): Column<CampaignMember> {
  return {
    id: 'mark',
    title: 'Mark',
    width: 48,
    value: (m) => (marked.includes(m.accountId) ? 1 : 0),
    render: (m) => (
      <input
        type="checkbox"
        tabIndex={-1}
        checked={marked.includes(m.accountId)}
        onChange={() => mark(m)}
        aria-label={`Mark ${m.accountId}`}
        title="Mark to compare (Space)"
      />
    ),
  };
}

const MEMBER_COLUMNS: readonly Column<CampaignMember>[] = [
  {
    id: 'account',
    title: 'Account',
    width: 180,
    value: (m) => m.accountId,
    render: (m) => <InertLine text={m.accountId} title={m.accountId} />,
  },
  {
    id: 'membership',
    title: 'Membership',
    width: 92,
    align: 'right',
    hint: 'Share of the account’s link weight that stays inside the campaign',
    value: (m) => m.membership,
    render: (m) => (
      <span className="figure" title={String(m.membership)}>
        {percent(m.membership)}
      </span>
    ),
  },
  {
    id: 'exchanges',
    title: 'Exchanges',
    width: 100,
    align: 'right',
    value: (m) => m.exchangeCount,
    render: (m) => <Count value={m.exchangeCount} />,
  },
  { id: 'first', title: 'First seen', width: 96, value: (m) => m.firstSeen, render: (m) => <Instant iso={m.firstSeen} precision="day" /> },
  { id: 'last', title: 'Last seen', width: 96, value: (m) => m.lastSeen, render: (m) => <Instant iso={m.lastSeen} precision="day" /> },
  {
    id: 'layers',
    title: 'Layers',
    width: 220,
    grows: true,
    value: (m) => m.layers.join(', '),
    render: (m) => (
      <span className="tag-line">
        {m.layers.map((layer) => (
          <LayerTag key={layer} layer={layer} />
        ))}
      </span>
    ),
  },
];
