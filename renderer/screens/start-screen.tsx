import { FolderNew, FolderOpen, Import, Plus, WarningSign } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import type { RecentCase } from '../../preload/contract.ts';
import { ActionButton } from '../parts/action-button.tsx';
import type { Column } from '../parts/columns.ts';
import { Instant } from '../parts/figure.tsx';
import { InertLine } from '../parts/inert-text.tsx';
import { Empty, Panel } from '../parts/panel.tsx';
import { RecordTable } from '../parts/record-table.tsx';
import { chooseImport, createCase, openCase } from '../state/actions.ts';
import { count } from '../state/figures.ts';
import { useWindow } from '../state/window-store.ts';

/** Which case to work on. */
export function StartScreen(): ReactNode {
  const state = useWindow((store) => store.state);
  const recent = state.phase === 'ready' ? state.window.recent : [];
  return (
    <div className="screen start-screen">
      <div className="start-head">
        <h1>Stillhunt</h1>
        <p>Finds, in API logs, accounts that act as one to harvest a model's outputs, and shows why and what they were after. Offline.</p>
        <div className="start-actions">
          <ActionButton does="New case" icon={<Plus />} intent="primary" text="New case" onClick={() => void createCase()} />
          <ActionButton does="Open a case" icon={<FolderOpen />} text="Open a case" onClick={() => void openCase(null)} />
          <ActionButton does="Import log files" icon={<Import />} text="Import log files" onClick={() => void chooseImport('files')} />
          <ActionButton does="Import a folder" icon={<FolderNew />} text="Import a folder" onClick={() => void chooseImport('folder')} />
        </div>
      </div>
      <div className="drop-hint">
        <Import size={16} />
        <span>
          Drop log exports or whole folders anywhere on this window to import them.{' '}
          <span className="muted">JSON, CSV, Parquet or Arrow; plain, .gz, .zst or .zip</span>
        </span>
      </div>
      <Panel title="Recent cases" aside={count(recent.length)} className="recent">
        <RecordTable
          name="recent"
          label="Recent cases"
          columns={RECENT_COLUMNS}
          records={recent}
          keyOf={pathOf}
          onOpen={(one) => void openCase(one.path)}
          empty={<Empty title="No case yet">Make a new case, open one, or drop a log on this window.</Empty>}
        />
      </Panel>
      <p className="muted sample-hint">
        No log at hand? <code>npm run sample</code> in a terminal makes traffic with a planted campaign, analyses it and prints the case to
        open here.
      </p>
    </div>
  );
}

const pathOf = (recent: RecentCase): string => recent.path;

const RECENT_COLUMNS: readonly Column<RecentCase>[] = [
  {
    id: 'name',
    title: 'Case',
    width: 220,
    value: (recent) => recent.name,
    render: (recent) => (
      <button type="button" className={recent.present ? 'link' : 'link missing'} tabIndex={-1} onClick={() => void openCase(recent.path)}>
        <InertLine text={recent.name} />
      </button>
    ),
  },
  {
    id: 'state',
    title: 'State',
    width: 84,
    value: (recent) => (recent.present ? '' : 'missing'),
    render: (recent) =>
      recent.present ? null : (
        <span className="warn" title="The file is no longer where it was">
          <WarningSign size={11} /> missing
        </span>
      ),
  },
  {
    id: 'path',
    title: 'Where',
    width: 260,
    grows: true,
    value: (recent) => recent.path,
    render: (recent) => <InertLine text={recent.path} title={recent.path} />,
  },
  { id: 'opened', title: 'Opened', width: 150, value: (recent) => recent.openedAt, render: (recent) => <Instant iso={recent.openedAt} /> },
];
