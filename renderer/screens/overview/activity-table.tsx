import type { ReactNode } from 'react';
import type { ActivityEntry } from '../../../main/engine/domain/case.ts';
import type { Column } from '../../parts/columns.ts';
import { Instant } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { FaultNote, Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { activityText } from '../../state/activity-text.ts';
import { count } from '../../state/figures.ts';
import { useResource } from '../../state/resource.ts';

const SHOWN_AT_MOST = 1000;

/** What was done to the case, from the hash-chained log. */
export function ActivityTable(): ReactNode {
  const answer = useResource('case.activity', { offset: 0, limit: SHOWN_AT_MOST });
  if (answer.phase === 'failed') return <FaultNote fault={answer.fault} />;
  const entries = answer.phase === 'ready' ? answer.value.entries : [];
  const total = answer.phase === 'ready' ? answer.value.total : 0;
  return (
    <Panel
      title="Activity"
      className="activity"
      aside={entries.length < total ? `${count(entries.length)} of ${count(total)}` : count(total)}
    >
      <RecordTable
        name="activity"
        label="Activity log"
        columns={ACTIVITY_COLUMNS}
        records={entries}
        keyOf={sequenceOf}
        firstSorting={NEWEST_FIRST}
      />
    </Panel>
  );
}

const NEWEST_FIRST = { columnId: 'sequence', descending: true } as const;
const sequenceOf = (entry: ActivityEntry): number => entry.sequence;

const ACTIVITY_COLUMNS: readonly Column<ActivityEntry>[] = [
  { id: 'sequence', title: 'No.', width: 52, align: 'right', value: (e) => e.sequence },
  { id: 'at', title: 'When', width: 152, value: (e) => e.at, render: (e) => <Instant iso={e.at} /> },
  { id: 'kind', title: 'What', width: 130, value: (e) => e.kind, render: (e) => <InertLine text={e.kind} /> },
  {
    id: 'details',
    title: 'Details',
    width: 260,
    grows: true,
    value: (e) => e.details,
    render: (e) => <InertLine text={activityText(e.details)} title={e.details} />,
  },
  {
    id: 'hash',
    title: 'Chained hash',
    width: 120,
    value: (e) => e.hash,
    render: (e) => (
      <span className="mono" title={e.hash}>
        {e.hash.slice(0, 12)}
      </span>
    ),
  },
];
