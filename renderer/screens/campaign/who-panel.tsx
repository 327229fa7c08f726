import { Button } from '@blueprintjs/core';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { CampaignFinding, CampaignMember } from '../../../main/engine/domain/campaign.ts';
import type { Column } from '../../parts/columns.ts';
import { InertLine } from '../../parts/inert-text.tsx';
import { Empty, Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { plural } from '../../state/figures.ts';
import { showExchanges } from '../../state/navigation-store.ts';
import { inPart, type PartChoice } from './campaign-parts.ts';
import { keyOfLink, linkColumnsOf } from './link-columns.tsx';
import { memberColumns } from './member-columns.tsx';
import { MemberEdits } from './member-edits.tsx';
import { PartFilter } from './part-filter.tsx';
import { TiePanel } from './tie-panel.tsx';

/** Who is in the campaign, and what holds each account there. Two marked accounts are compared; marked ones can leave the campaign. */
export function WhoPanel({ finding }: { readonly finding: CampaignFinding }): ReactNode {
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [marked, setMarked] = useState<readonly string[]>([]);
  const mark = useCallback((member: CampaignMember): void => {
    setMarked((last) => (last.includes(member.accountId) ? last.filter((id) => id !== member.accountId) : [...last, member.accountId]));
  }, []);
  const markRange = useCallback((members: readonly CampaignMember[]): void => {
    setMarked((last) => [...new Set([...last, ...members.map(idOf)])]);
  }, []);
  const clear = useCallback((): void => setMarked([]), []);
  const isMarked = useMemo(() => new Set(marked), [marked]);
  const [first, second, third] = marked;
  const columns = useMemo(() => [markColumn(isMarked, mark), ...memberColumns(finding)], [isMarked, mark, finding]);
  const [part, setPart] = useState<PartChoice>('all');
  const shown = useMemo(() => inPart(finding, part), [finding, part]);
  return (
    <div className="section who" id="who">
      <Panel
        title="Who"
        aside={plural(finding.members.length, 'account')}
        className="who-members"
        actions={<MemberEdits campaign={finding.campaign} marked={marked} onClear={clear} />}
      >
        <PartFilter finding={finding} chosen={part} shown={shown.length} onChoose={setPart} />
        <RecordTable
          name="members"
          label="Accounts of the campaign"
          columns={columns}
          records={shown}
          keyOf={idOf}
          firstSorting={MOST_FIRST}
          onSelect={(member) => setSelectedId(member.accountId)}
          onOpen={(member) => showExchanges({ accountId: member.accountId })}
          onMark={mark}
          onMarkRange={markRange}
          isMarked={(member) => isMarked.has(member.accountId)}
        />
      </Panel>
      {first !== undefined && second !== undefined && third === undefined ? (
        <TiePanel finding={finding} accountA={first} accountB={second} onClose={clear} />
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

function markColumn(marked: ReadonlySet<string>, mark: (member: CampaignMember) => void): Column<CampaignMember> {
  return {
    id: 'mark',
    title: 'Mark',
    width: 48,
    value: (m) => (marked.has(m.accountId) ? 1 : 0),
    render: (m) => (
      <input
        type="checkbox"
        tabIndex={-1}
        checked={marked.has(m.accountId)}
        // With Shift, the row has marked a range already.
        onChange={({ nativeEvent }) => !(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey) && mark(m)}
        aria-label={`Mark ${m.accountId}`}
        title="Mark (Space); Shift marks a range"
      />
    ),
  };
}
