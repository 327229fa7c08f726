import { Button, ButtonGroup } from '@blueprintjs/core';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { MappingPreview, PreviewRow, TableLook } from '../../../main/engine/domain/import-review.ts';
import type { MappingShape } from '../../../main/engine/domain/sources.ts';
import type { Column } from '../../parts/columns.ts';
import { InertLine } from '../../parts/inert-text.tsx';
import { Empty, FaultNote, Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { call } from '../../state/bridge.ts';
import { FIELD_GROUPS } from '../../state/canonical-fields.ts';
import { faultOf, type ShownFault } from '../../state/dialogs-store.ts';
import { count } from '../../state/figures.ts';
import { QUARANTINE_WORDS } from '../../state/words.ts';

const SETTLE_MS = 150;

export interface Preview {
  /** The last answer; kept while the next is on its way. */
  readonly value: MappingPreview | null;
  readonly fault: ShownFault | null;
}

/** What a mapping makes of the first records, asked again once it rests. */
export function usePreview(selectionId: number, groupId: number, mapping: MappingShape): Preview {
  const [preview, setPreview] = useState<Preview>({ value: null, fault: null });
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      call('import.preview', { selectionId, groupId, mapping }).then(
        (value) => current && setPreview({ value, fault: null }),
        (error: unknown) => current && setPreview((last) => ({ ...last, fault: faultOf(error) })),
      );
    }, SETTLE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [selectionId, groupId, mapping]);
  return preview;
}

/** The first records as exchanges, and as they are written. */
export function MappingPreviewPanel({ look, preview }: { readonly look: TableLook; readonly preview: Preview }): ReactNode {
  const [shown, setShown] = useState<'exchanges' | 'rows'>('exchanges');
  const { value, fault } = preview;
  return (
    <Panel
      title={shown === 'exchanges' ? 'Exchanges that come of it' : 'First rows as written'}
      className="mapping-preview"
      aside={
        value !== null && (
          <span role="status">
            {count(value.accepted)} accepted,{' '}
            {value.refused === 0 ? '0 refused' : <strong className="warn">{count(value.refused)} refused</strong>}
          </span>
        )
      }
      actions={
        <ButtonGroup variant="minimal" size="small">
          <Button
            text="Exchanges"
            active={shown === 'exchanges'}
            aria-pressed={shown === 'exchanges'}
            onClick={() => setShown('exchanges')}
          />
          <Button text="First rows" active={shown === 'rows'} aria-pressed={shown === 'rows'} onClick={() => setShown('rows')} />
        </ButtonGroup>
      }
    >
      {shown === 'rows' ? (
        <WrittenRows look={look} />
      ) : fault !== null ? (
        <FaultNote fault={fault} />
      ) : (
        value !== null && <ReadRows value={value} />
      )}
    </Panel>
  );
}

function ReadRows({ value }: { readonly value: MappingPreview }): ReactNode {
  const columns = useMemo(() => previewColumns(value.rows), [value]);
  if (value.problem !== null) return <Empty title="No record is an exchange yet">{value.problem}</Empty>;
  return <RecordTable name="mapping-preview" label="Exchanges that come of it" columns={columns} records={value.rows} keyOf={recordOf} />;
}

const recordOf = (row: PreviewRow): number => row.record;

/** Filled canonical columns in the order of FIELD_GROUPS, after the number of the record and what is wrong with it. */
function previewColumns(rows: readonly PreviewRow[]): readonly Column<PreviewRow>[] {
  const filled = new Set(rows.flatMap((row) => Object.keys(row.exchange ?? {})));
  const refused = rows.some((row) => row.problem !== null);
  const fields = FIELD_GROUPS.flatMap((group) => group.fields).filter(({ field }) => filled.has(field));
  const record: Column<PreviewRow> = { id: 'record', title: 'Row', width: 48, align: 'right', value: (r) => r.record };
  const problem: Column<PreviewRow> = {
    id: 'problem',
    title: 'Problem',
    width: 260,
    value: (r) => r.problem?.detail ?? null,
    render: ({ problem: found }) =>
      found === null ? (
        <span className="muted">–</span>
      ) : (
        <span className="warn" title={QUARANTINE_WORDS[found.reason]}>
          <InertLine text={found.detail} title={found.detail} />
        </span>
      ),
  };
  return [
    record,
    ...(refused ? [problem] : []),
    ...fields.map(
      ({ field, kind }): Column<PreviewRow> => ({
        id: field,
        title: field,
        width: field.endsWith('_text') || kind === 'json' ? 220 : kind === 'time' ? 190 : 140,
        ...(kind === 'number' ? { align: 'right' } : {}),
        value: (r) => r.exchange?.[field] ?? null,
        render: (r) => <Cell text={r.exchange?.[field] ?? null} />,
      }),
    ),
  ];
}

function WrittenRows({ look }: { readonly look: TableLook }): ReactNode {
  const rows = useMemo(() => look.rows.map((cells, at) => ({ record: at + 1, cells })), [look]);
  const columns = useMemo(
    (): readonly Column<(typeof rows)[number]>[] => [
      { id: 'record', title: 'Row', width: 48, align: 'right', value: (r) => r.record },
      ...look.columns.map(({ name }, at) => ({
        id: `${name} ${at}`,
        title: name,
        width: 140,
        value: (r: (typeof rows)[number]) => r.cells[at] ?? null,
        render: (r: (typeof rows)[number]) => <Cell text={r.cells[at] ?? null} />,
      })),
    ],
    [look],
  );
  return <RecordTable name="written-rows" label="First rows as written" columns={columns} records={rows} keyOf={({ record }) => record} />;
}

function Cell({ text }: { readonly text: string | null }): ReactNode {
  return text === null ? <span className="muted">–</span> : <InertLine text={text} title={text} />;
}
