import { Button } from '@blueprintjs/core';
import { JoinTable, Trash } from '@blueprintjs/icons';
import { type ReactNode, useState } from 'react';
import type { SideTableConflict, SideTableSummary } from '../../../main/engine/domain/sources.ts';
import type { SideTableCandidate } from '../../../preload/contract.ts';
import type { Column } from '../../parts/columns.ts';
import { Count, Instant } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Empty, Loaded, Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { startJob } from '../../state/actions.ts';
import { call } from '../../state/bridge.ts';
import { showFault } from '../../state/dialogs-store.ts';
import { count } from '../../state/figures.ts';
import type { Resource } from '../../state/resource.ts';
import { useOpenCase } from '../../state/window-store.ts';
import { SIDE_TABLE_WORDS } from '../../state/words.ts';
import { SideTableDialog } from './side-table-dialog.tsx';

/** Tables that add to exchanges: what joining each did, and what disagrees. */
export function SideTablesTab({ tables }: { readonly tables: Resource<readonly SideTableSummary[]> }): ReactNode {
  const [candidate, setCandidate] = useState<SideTableCandidate | null>(null);
  const [selectedId, setSelectedId] = useState<number | null>(null);
  const readOnly = useOpenCase()?.readOnly === true;
  const choose = async (): Promise<void> => {
    try {
      setCandidate(await call('sideTables.choose', {}));
    } catch (error) {
      showFault(error, 'looking at the table');
    }
  };
  const add = <Button icon={<JoinTable />} text="Add a side table" disabled={readOnly} onClick={() => void choose()} />;
  const listed = tables.phase === 'ready' ? tables.value : [];
  const selected = listed.find(({ sideTableId }) => sideTableId === selectedId) ?? listed[0] ?? null;
  return (
    <>
      <Loaded resource={tables}>
        {(value) =>
          value.length === 0 ? (
            <Empty title="No side table yet" action={add}>
              Payment hashes and sign-up times, TLS fingerprints and networks, or the accounts of API keys often come in a table of their
              own. Add it: values are joined where the log has none, and what disagrees is counted and shown.
            </Empty>
          ) : (
            <Panel
              title="Side tables"
              aside={count(value.length)}
              className="source-list"
              actions={
                <>
                  {add}
                  <Button
                    icon={<Trash />}
                    text="Remove"
                    disabled={readOnly || selected === null}
                    onClick={() =>
                      selected !== null &&
                      void startJob(() => call('sideTables.remove', { sideTableId: selected.sideTableId }), 'removing the side table')
                    }
                  />
                </>
              }
            >
              <RecordTable
                name="side-tables"
                label="Side tables"
                columns={SIDE_TABLE_COLUMNS}
                records={value}
                keyOf={idOf}
                selectedKey={selected?.sideTableId ?? null}
                onSelect={({ sideTableId }) => setSelectedId(sideTableId)}
              />
            </Panel>
          )
        }
      </Loaded>
      {selected !== null && <SideTableDetail table={selected} />}
      {candidate !== null && <SideTableDialog candidate={candidate} onClose={() => setCandidate(null)} />}
    </>
  );
}

const idOf = ({ sideTableId }: SideTableSummary): number => sideTableId;
const conflictsOf = ({ conflicts }: SideTableSummary): number => conflicts.reduce((sum, conflict) => sum + conflict.count, 0);

const SIDE_TABLE_COLUMNS: readonly Column<SideTableSummary>[] = [
  {
    id: 'file',
    title: 'File',
    width: 200,
    grows: true,
    value: (t) => t.path,
    render: (t) => <InertLine text={t.path.split(/[\\/]/).at(-1) ?? t.path} title={t.path} />,
  },
  { id: 'kind', title: 'Kind', width: 100, value: (t) => SIDE_TABLE_WORDS[t.kind].name },
  { id: 'joinedBy', title: 'Joined by', width: 150, value: (t) => t.joinedBy, render: (t) => <span className="mono">{t.joinedBy}</span> },
  { id: 'rows', title: 'Rows', width: 90, align: 'right', value: (t) => t.rows, render: (t) => <Count value={t.rows} /> },
  {
    id: 'matched',
    title: 'Joined',
    width: 90,
    align: 'right',
    hint: 'Rows that belong to an exchange',
    value: (t) => t.matchedRows,
    render: (t) => <Count value={t.matchedRows} />,
  },
  {
    id: 'unmatched',
    title: 'Unmatched',
    width: 92,
    align: 'right',
    hint: 'Rows to which no exchange belongs',
    value: (t) => t.unmatchedRows,
    render: (t) => <Count value={t.unmatchedRows} />,
  },
  {
    id: 'conflicts',
    title: 'Conflicts',
    width: 90,
    align: 'right',
    hint: 'Values that differ from the log or between rows; the log and the earlier row stand',
    value: conflictsOf,
    render: (t) => (
      <span className={conflictsOf(t) > 0 ? 'warn' : ''}>
        <Count value={conflictsOf(t)} />
      </span>
    ),
  },
  { id: 'added', title: 'Added', width: 152, value: (t) => t.addedAt, render: (t) => <Instant iso={t.addedAt} /> },
];

const CONFLICT_WORDS: Readonly<Record<SideTableConflict['kind'], string>> = {
  'log-differs': 'the log says otherwise; the log stands',
  'rows-differ': 'rows of the same key disagree; the earlier row stands',
  ambiguous: 'several rows fit one exchange; none was taken',
};

function SideTableDetail({ table }: { readonly table: SideTableSummary }): ReactNode {
  const filled = Object.entries(table.filled).filter(([, exchanges]) => exchanges > 0);
  return (
    <div className="source-facts">
      <Panel title="What it added" className="fits" aside={SIDE_TABLE_WORDS[table.kind].adds}>
        {filled.length === 0 ? (
          <p className="muted padded">No exchange got a value from it.</p>
        ) : (
          <dl className="facts padded">
            {filled.map(([column, exchanges]) => (
              <div key={column} className="fact-pair">
                <dt className="mono">{column}</dt>
                <dd className="figure">{count(exchanges)} exchanges</dd>
              </div>
            ))}
          </dl>
        )}
      </Panel>
      <Panel title="Conflicts" className="fits" aside={count(conflictsOf(table))}>
        {table.conflicts.length === 0 ? (
          <p className="muted padded">Nothing that it says contradicts the log or itself.</p>
        ) : (
          <ul className="conflicts" aria-label="Conflicts of the side table">
            {table.conflicts.map((conflict) => (
              <li key={`${conflict.column} ${conflict.kind}`}>
                <span className="mono">{conflict.column}</span> <span className="figure">{count(conflict.count)}</span>{' '}
                {CONFLICT_WORDS[conflict.kind]}
                <div className="muted small">
                  <InertLine text={conflict.examples.join(', ')} title={conflict.examples.join('\n')} />
                </div>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}
