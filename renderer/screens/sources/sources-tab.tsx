import { Button, ButtonGroup } from '@blueprintjs/core';
import { FolderNew, Import, Redo, Trash } from '@blueprintjs/icons';
import { type ReactNode, useState } from 'react';
import type { SourceDetails } from '../../../main/engine/domain/sources.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { Empty, Loaded, Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { chooseImport, importAgain } from '../../state/actions.ts';
import { count } from '../../state/figures.ts';
import type { Resource } from '../../state/resource.ts';
import { useOpenCase } from '../../state/window-store.ts';
import { ColumnFillPanel } from './column-fill.tsx';
import { RemoveSourceDialog } from './remove-source-dialog.tsx';
import { SOURCE_DETAIL_COLUMNS } from './source-detail-columns.tsx';
import { SourceFacts } from './source-facts.tsx';
import { SourceQuarantine } from './source-quarantine.tsx';

type Part = 'columns' | 'quarantine' | 'facts';
const PARTS: readonly { readonly part: Part; readonly title: string }[] = [
  { part: 'columns', title: 'Columns and layers' },
  { part: 'quarantine', title: 'Quarantine' },
  { part: 'facts', title: 'Format and mapping' },
];

/** Imported files; the one under the cursor in detail, or the whole case. */
export function SourcesTabContent({ sources }: { readonly sources: Resource<readonly SourceDetails[]> }): ReactNode {
  const [selectedId, setSelectedId] = useState<number | null>(null);
  const [part, setPart] = useState<Part>('columns');
  const [removing, setRemoving] = useState<SourceDetails | null>(null);
  const readOnly = useOpenCase()?.readOnly === true;
  const listed = sources.phase === 'ready' ? sources.value : [];
  const selected = listed.find(({ sourceId }) => sourceId === selectedId) ?? null;
  return (
    <Loaded resource={sources}>
      {(value) =>
        value.length === 0 ? (
          <NoSource />
        ) : (
          <>
            <Panel title="Imported files" aside={count(value.length)} className="source-list">
              <RecordTable
                name="source-details"
                label="Sources"
                columns={SOURCE_DETAIL_COLUMNS}
                records={value}
                keyOf={idOf}
                selectedKey={selectedId}
                onSelect={({ sourceId }) => setSelectedId(sourceId)}
              />
            </Panel>
            <div className="source-detail-head">
              <ButtonGroup variant="minimal" size="small">
                {PARTS.map((one) => (
                  <Button
                    key={one.part}
                    text={one.title}
                    active={part === one.part}
                    aria-pressed={part === one.part}
                    disabled={one.part === 'facts' && selected === null}
                    onClick={() => setPart(one.part)}
                  />
                ))}
              </ButtonGroup>
              <span className="muted source-scope">
                {selected === null ? 'of the whole case' : `of ${fileName(selected.path)}`}
                {selected !== null && (
                  <button type="button" className="link" onClick={() => setSelectedId(null)}>
                    show the whole case
                  </button>
                )}
              </span>
              <span className="spring" />
              <Button
                size="small"
                icon={<Redo size={12} />}
                text="Import again with another mapping"
                title="Map the columns of this file anew; its exchanges are replaced"
                disabled={readOnly || selected === null || selected.mapping === null}
                onClick={() => selected !== null && void importAgain(selected)}
              />
              <Button
                size="small"
                icon={<Trash size={12} />}
                text="Remove"
                disabled={readOnly || selected === null}
                onClick={() => setRemoving(selected)}
              />
            </div>
            <SourceDetail part={selected === null && part === 'facts' ? 'columns' : part} source={selected} sources={value} />
            {removing !== null && <RemoveSourceDialog source={removing} onClose={() => setRemoving(null)} />}
          </>
        )
      }
    </Loaded>
  );
}

interface SourceDetailProps {
  readonly part: Part;
  readonly source: SourceDetails | null;
  readonly sources: readonly SourceDetails[];
}

function SourceDetail({ part, source, sources }: SourceDetailProps): ReactNode {
  const sourceId = source?.sourceId ?? null;
  switch (part) {
    case 'columns':
      return <ColumnFillPanel sourceId={sourceId} />;
    case 'quarantine':
      return <SourceQuarantine key={sourceId} sourceId={sourceId} records={sumOf(source === null ? sources : [source])} />;
    case 'facts':
      return source === null ? null : <SourceFacts source={source} />;
    default:
      return part satisfies never;
  }
}

const sumOf = (sources: readonly SourceDetails[]): number => sources.reduce((sum, { quarantined }) => sum + quarantined, 0);
const idOf = ({ sourceId }: SourceDetails): number => sourceId;
const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

function NoSource(): ReactNode {
  const readOnly = useOpenCase()?.readOnly === true;
  return (
    <Empty
      title="No source yet"
      action={
        <span className="start-actions">
          <ActionButton
            does="Import log files"
            icon={<Import />}
            intent="primary"
            text="Import log files"
            disabled={readOnly}
            onClick={() => void chooseImport('files')}
          />
          <ActionButton
            does="Import a folder"
            icon={<FolderNew />}
            text="Import a folder"
            disabled={readOnly}
            onClick={() => void chooseImport('folder')}
          />
        </span>
      }
    >
      Each imported file is listed here with its format, its span of time, what could not be read of it and which of its columns are empty.
    </Empty>
  );
}
