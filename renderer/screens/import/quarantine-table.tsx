import { type ReactNode, useState } from 'react';
import type { QuarantineRecord } from '../../../main/engine/domain/case.ts';
import type { Column } from '../../parts/columns.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Count } from '../../parts/figure.tsx';
import { InertLine, InertText } from '../../parts/inert-text.tsx';
import { Empty, FaultNote, Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { count } from '../../state/figures.ts';
import { useResource } from '../../state/resource.ts';
import { QUARANTINE_WORDS } from '../../state/words.ts';

/** Records read at most; a source with more is broken as a whole, and its reasons show in the first ones. */
const SHOWN_AT_MOST = 5000;

interface QuarantineTableProps {
  /** One source, or null for the whole case. */
  readonly sourceId: number | null;
  readonly actions?: ReactNode;
}

/** Records that could not be imported, each with position and reason. */
export function QuarantineTable({ sourceId, actions }: QuarantineTableProps): ReactNode {
  const answer = useResource('import.quarantine', { ...(sourceId === null ? {} : { sourceId }), offset: 0, limit: SHOWN_AT_MOST });
  const [selectedId, setSelectedId] = useState<number | null>(null);
  if (answer.phase === 'failed') return <FaultNote fault={answer.fault} />;
  const records = answer.phase === 'ready' ? answer.value.records : [];
  const total = answer.phase === 'ready' ? answer.value.total : 0;
  const selected = records.find((record) => record.quarantineId === selectedId) ?? null;
  return (
    <Panel
      title="Quarantine"
      aside={records.length < total ? `first ${count(records.length)} of ${count(total)} records` : `${count(total)} records`}
      className="quarantine"
      actions={actions}
    >
      <RecordTable
        name="quarantine"
        label="Quarantined records"
        columns={QUARANTINE_COLUMNS}
        records={records}
        keyOf={idOf}
        onSelect={(record) => setSelectedId(record.quarantineId)}
        empty={<Empty title="Nothing in quarantine">Every record could be read.</Empty>}
      />
      {selected !== null && (
        <div className="quarantine-detail">
          <div className="detail-line">
            <strong>{QUARANTINE_WORDS[selected.reason]}</strong> <InertLine text={selected.detail} /> <span className="spring" />
            <CopyButton what="the excerpt" text={() => selected.excerpt} />
          </div>
          <InertText text={selected.excerpt} label="Excerpt of the record" />
        </div>
      )}
    </Panel>
  );
}

const idOf = (record: QuarantineRecord): number => record.quarantineId;

const QUARANTINE_COLUMNS: readonly Column<QuarantineRecord>[] = [
  {
    id: 'source',
    title: 'Source',
    width: 180,
    value: (r) => r.sourcePath,
    render: (r) => <InertLine text={r.sourcePath.split(/[\\/]/).at(-1) ?? ''} title={r.sourcePath} />,
  },
  {
    id: 'position',
    title: 'Byte position',
    width: 120,
    align: 'right',
    hint: 'First byte of the record in the decompressed stream',
    value: (r) => r.position,
    render: (r) => <Count value={r.position} />,
  },
  { id: 'length', title: 'Length', width: 90, align: 'right', value: (r) => r.length, render: (r) => <Count value={r.length} /> },
  { id: 'reason', title: 'Reason', width: 120, value: (r) => QUARANTINE_WORDS[r.reason] },
  { id: 'detail', title: 'Detail', width: 260, value: (r) => r.detail, render: (r) => <InertLine text={r.detail} title={r.detail} /> },
  {
    id: 'excerpt',
    title: 'Excerpt',
    width: 260,
    grows: true,
    value: (r) => r.excerpt,
    render: (r) => (
      <span className="mono">
        <InertLine text={r.excerpt.slice(0, 300)} />
      </span>
    ),
  },
];
