import { Button, Dialog, DialogBody, DialogFooter, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { Export, FolderOpen, Plus, Trash } from '@blueprintjs/icons';
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import type { PriceHistory, PriceTable } from '../../main/engine/domain/price-table.ts';
import { call } from '../state/bridge.ts';
import { faultOf, type ShownFault } from '../state/dialogs-store.ts';
import { FAILURE_ADVICE } from '../state/failure-advice.ts';
import { plural, utc } from '../state/figures.ts';
import {
  type DraftRow,
  draftOf,
  emptyRow,
  isReady,
  PRICE_FIELDS,
  type PriceField,
  problemOf,
  rowsOf,
  sameRows,
} from '../state/price-draft.ts';
import { useResource } from '../state/resource.ts';
import { useOpenCase } from '../state/window-store.ts';
import { InertLine } from './inert-text.tsx';
import { Loaded } from './panel.tsx';

/** What a million tokens of each model cost: versions are listed, a change makes a new one, an older one can be restored. */
export function PricesDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const history = useResource('prices.read', {});
  return (
    <Dialog isOpen className="prices-dialog" title="Prices of a million tokens" onClose={onClose}>
      <Loaded resource={history}>{(value) => <Prices key={value.versions[0]?.version ?? 0} history={value} onClose={onClose} />}</Loaded>
    </Dialog>
  );
}

interface PricesProps {
  readonly history: PriceHistory;
  readonly onClose: () => void;
}

function Prices({ history: { versions }, onClose }: PricesProps): ReactNode {
  const newest = versions[0] ?? null;
  const readOnly = useOpenCase()?.readOnly !== false;
  const [shown, setShown] = useState<PriceTable | null>(newest);
  const [draft, setDraft] = useState<readonly DraftRow[]>(() => draftOf(newest?.rows ?? []));
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<ShownFault | null>(null);
  // A kept version makes this anew, and the focus would be lost with the button that was pressed.
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  const isNewest = shown === newest;
  const ready = isReady(draft);
  const changed = ready ? !sameRows(rowsOf(draft), newest?.rows ?? []) : true;
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    setFault(null);
    try {
      await work();
    } catch (error) {
      setFault(faultOf(error));
    }
  };
  const show = (table: PriceTable | null): void => {
    setShown(table);
    setDraft(draftOf(table?.rows ?? []));
    setFault(null);
  };
  const openFile = (): Promise<void> =>
    attempt(async () => {
      const opened = await call('prices.open', {});
      if (opened !== null) setDraft(draftOf(opened.rows));
    });
  return (
    <>
      <DialogBody>
        <div className="price-versions">
          {versions.length === 0 ? (
            <span className="muted">No version yet. Costs appear once the first one is kept; nothing is assumed.</span>
          ) : (
            <>
              <HTMLSelect
                aria-label="Version"
                value={String(shown?.version ?? '')}
                onChange={({ currentTarget: { value } }) => show(versions.find(({ version }) => version === Number(value)) ?? null)}
                options={versions.map(({ version, at }, i) => ({
                  value: String(version),
                  label: `Version ${version}${i === 0 ? ' in use' : ''}, ${utc(at, 'day')}`,
                }))}
              />
              {shown !== null && <VersionNote table={shown} />}
            </>
          )}
          <span className="spring" />
          {isNewest && (
            <Button size="small" icon={<FolderOpen />} text="Open a file…" disabled={readOnly} onClick={() => void openFile()} />
          )}
          {shown !== null && (
            <Button
              size="small"
              icon={<Export />}
              text="Save to a file…"
              onClick={() => void attempt(() => call('prices.export', { version: shown.version }))}
            />
          )}
        </div>
        <PriceRows draft={draft} disabled={readOnly || !isNewest} onChange={setDraft} />
        {isNewest && !readOnly && (
          <div className="price-versions">
            <Button size="small" icon={<Plus />} text="Add a model" onClick={() => setDraft([...draft, emptyRow(draft)])} />
            <InputGroup
              className="price-note"
              aria-label="Note on this version"
              placeholder="Where these prices are from"
              value={note}
              maxLength={2000}
              onValueChange={setNote}
            />
          </div>
        )}
        {fault !== null && <p className="warn">{faultText(fault)}</p>}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button ref={close} text="Close" onClick={onClose} />
            {isNewest ? (
              <Button
                intent="primary"
                text={`Keep as version ${(newest?.version ?? 0) + 1}`}
                disabled={readOnly || !ready || !changed}
                onClick={() => void attempt(() => call('prices.save', { rows: rowsOf(draft), note }))}
              />
            ) : (
              <Button
                intent="primary"
                text={`Restore version ${shown?.version ?? ''}`}
                disabled={readOnly || shown === null}
                onClick={() => shown !== null && void attempt(() => call('prices.restore', { version: shown.version }))}
              />
            )}
          </>
        }
      >
        <span className="muted">
          {readOnly
            ? 'The case is open read-only.'
            : isNewest
              ? 'Every version stays in the case and in its activity log.'
              : 'Restoring repeats this version as a new one.'}
        </span>
      </DialogFooter>
    </>
  );
}

function VersionNote({ table: { madeBy, note, restoredFrom, rows } }: { readonly table: PriceTable }): ReactNode {
  return (
    <span className="price-about muted">
      {plural(rows.length, 'row')} by <InertLine text={madeBy} />
      {restoredFrom !== null && `, restored from version ${restoredFrom}`}
      {note !== '' && (
        <>
          : <InertLine text={note} title={note} />
        </>
      )}
    </span>
  );
}

function faultText(fault: ShownFault): string {
  return fault.kind === 'failure' ? `${fault.failure.message}. ${FAILURE_ADVICE[fault.failure.code].advice}` : fault.message;
}

const FIELD_WORDS: Readonly<Record<PriceField, string>> = {
  input: 'Input',
  output: 'Output',
  cacheRead: 'Cache read',
  cacheWrite: 'Cache write',
};

interface PriceRowsProps {
  readonly draft: readonly DraftRow[];
  readonly disabled: boolean;
  readonly onChange: (draft: readonly DraftRow[]) => void;
}

function PriceRows({ draft, disabled, onChange }: PriceRowsProps): ReactNode {
  if (draft.length === 0)
    return (
      <p className="muted price-empty">
        No prices. Add a model, or open a CSV or JSON file with the columns model, currency, input, output, cacheRead, cacheWrite.
      </p>
    );
  const set = (key: number, field: keyof DraftRow, value: string): void =>
    onChange(draft.map((row) => (row.key === key ? { ...row, [field]: value } : row)));
  const cell = (row: DraftRow, field: keyof Omit<DraftRow, 'key'>, label: string): ReactNode => {
    const problem = problemOf(row, field, draft);
    return (
      <td>
        <InputGroup
          size="small"
          className={field === 'model' || field === 'currency' ? '' : 'figure'}
          aria-label={`${label} of ${row.model || 'a new model'}`}
          aria-invalid={problem !== null}
          intent={problem === null ? 'none' : 'danger'}
          {...(problem === null ? {} : { title: problem })}
          value={row[field]}
          disabled={disabled}
          spellCheck={false}
          onValueChange={(value) => set(row.key, field, value)}
        />
      </td>
    );
  };
  return (
    <div className="price-rows">
      <table className="plain-table" aria-label="Prices">
        <thead>
          <tr>
            <th scope="col" title="As the log names it, or its beginning and *">
              Model
            </th>
            <th scope="col">Currency</th>
            {PRICE_FIELDS.map((field) => (
              <th key={field} scope="col">
                {FIELD_WORDS[field]}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {draft.map((row) => (
            <tr key={row.key}>
              {cell(row, 'model', 'Model')}
              {cell(row, 'currency', 'Currency')}
              {PRICE_FIELDS.map((field) => (
                <Fragment key={field}>{cell(row, field, FIELD_WORDS[field])}</Fragment>
              ))}
              <td>
                {!disabled && (
                  <Button
                    variant="minimal"
                    size="small"
                    icon={<Trash size={12} />}
                    aria-label={`Remove ${row.model || 'the new model'}`}
                    onClick={() => onChange(draft.filter(({ key }) => key !== row.key))}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
