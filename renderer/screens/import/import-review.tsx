import { Button, ButtonGroup } from '@blueprintjs/core';
import { Import } from '@blueprintjs/icons';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { Keys } from '../../parts/action-button.tsx';
import { Empty, Loaded, Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { chooseImport, startChosenImport } from '../../state/actions.ts';
import { bytes, count, plural } from '../../state/figures.ts';
import { actionOf, type ReviewStep, useImport } from '../../state/import-store.ts';
import { useResource } from '../../state/resource.ts';
import { useOpenCase } from '../../state/window-store.ts';
import { FileGroups } from './file-groups.tsx';
import { REVIEWED_FILE_COLUMNS, SKIPPED_COLUMNS } from './review-columns.tsx';

/** Files listed at most; counts and groups tell of all. */
const LISTED = 10_000;

/** What the chosen files are taken for, before anything is written. */
export function ImportReviewScreen({ step }: { readonly step: ReviewStep }): ReactNode {
  const { review, choices } = step;
  const leave = useImport((store) => store.leave);
  const openCase = useOpenCase();
  const [groupId, setGroupId] = useState<number | null>(null);
  const filesWith = (action: ReturnType<typeof actionOf>): number =>
    review.groups.filter((group) => actionOf(group, choices[group.groupId]) === action).reduce((sum, group) => sum + group.files, 0);
  const imported = filesWith('import');
  const joined = filesWith('join');
  const ready = imported + joined > 0;
  const text = [imported > 0 ? `Import ${plural(imported, 'file')}` : null, joined > 0 ? `join ${plural(joined, 'side table')}` : null]
    .filter((part) => part !== null)
    .join(' and ');

  const onKeyDown = (event: KeyboardEvent): void => {
    const { target } = event;
    const acts = target instanceof HTMLElement && target.closest('button, input, select, [role="grid"]') !== null;
    if (event.key === 'Escape') leave();
    else if (event.key === 'Enter' && ready && (!acts || event.ctrlKey || event.metaKey)) void startChosenImport();
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter and Escape on the whole step, as in a dialog
    <div className="screen import-screen" onKeyDown={onKeyDown}>
      <div className="screen-head">
        <h1>Import</h1>
        <span className="muted">
          {plural(review.files, 'file')}, {bytes(review.bytes)}
          {openCase === null ? '; you will be asked where to make the case' : ''}
        </span>
        <span className="spring" />
        <Button onClick={leave}>
          Cancel <Keys keys="Escape" />
        </Button>
        <StartButton text={ready ? text : 'Nothing to import'} disabled={!ready} />
      </div>
      {review.groups.length === 0 ? (
        <Empty
          title="Nothing here can be imported"
          action={<Button text="Choose other files" onClick={() => void chooseImport('files')} />}
        >
          {review.skipped.length === 0 ? 'No file was found at the chosen place.' : 'Why each file was passed over is listed below.'}
        </Empty>
      ) : (
        <FileGroups step={step} shown={groupId} onShow={setGroupId} />
      )}
      <FileLists step={step} groupId={groupId} />
    </div>
  );
}

/**
 * Takes the keyboard, so that one Enter starts an import in which everything was recognised. A plain button: Blueprint's acts when a key is let go,
 * which may be the one that ended the mapping step.
 */
function StartButton({ text, disabled }: { readonly text: string; readonly disabled: boolean }): ReactNode {
  useEffect(() => document.getElementById('start-import')?.focus({ preventScroll: true }), []);
  return (
    <button
      type="button"
      id="start-import"
      className={`bp6-button bp6-intent-primary${disabled ? ' bp6-disabled' : ''}`}
      disabled={disabled}
      onClick={() => void startChosenImport()}
    >
      <Import />
      <span className="bp6-button-text">
        {text} {!disabled && <Keys keys="Enter" />}
      </span>
    </button>
  );
}

function FileLists({ step, groupId }: { readonly step: ReviewStep; readonly groupId: number | null }): ReactNode {
  const { selectionId, review } = step;
  const [list, setList] = useState<'files' | 'skipped'>(review.groups.length === 0 ? 'skipped' : 'files');
  const only = groupId === null ? {} : { groupId };
  const files = useResource('import.files', { selectionId, ...only, offset: 0, limit: LISTED });
  const total = files.phase === 'ready' ? files.value.total : 0;
  return (
    <Panel
      title="Files"
      className="fills"
      aside={
        list === 'files' && total > LISTED
          ? `first ${count(LISTED)} of ${count(total)}`
          : groupId === null
            ? undefined
            : 'of the selected format'
      }
      actions={
        <ButtonGroup variant="minimal" size="small">
          <Button
            text={`Found (${count(groupId === null ? review.files : total)})`}
            active={list === 'files'}
            aria-pressed={list === 'files'}
            onClick={() => setList('files')}
          />
          <Button
            text={`Skipped (${count(review.skipped.length)})`}
            active={list === 'skipped'}
            aria-pressed={list === 'skipped'}
            onClick={() => setList('skipped')}
          />
        </ButtonGroup>
      }
    >
      {list === 'files' ? (
        <Loaded resource={files}>
          {(value) => (
            <RecordTable
              name="review-files"
              label="Files found"
              columns={REVIEWED_FILE_COLUMNS}
              records={value.files}
              keyOf={pathOf}
              empty={<Empty title="No file" />}
            />
          )}
        </Loaded>
      ) : (
        <RecordTable
          name="review-skipped"
          label="Files skipped"
          columns={SKIPPED_COLUMNS}
          records={review.skipped}
          keyOf={pathOf}
          empty={<Empty title="Nothing was skipped">Every file that was found can be read.</Empty>}
        />
      )}
    </Panel>
  );
}

const pathOf = ({ path }: { readonly path: string }): string => path;
