import { Button } from '@blueprintjs/core';
import { DocumentOpen, FloppyDisk, Redo, Undo } from '@blueprintjs/icons';
import { type KeyboardEvent, type ReactNode, useEffect, useReducer } from 'react';
import type { TableLook } from '../../../main/engine/domain/import-review.ts';
import type { MappingShape } from '../../../main/engine/domain/sources.ts';
import { Keys } from '../../parts/action-button.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Loaded } from '../../parts/panel.tsx';
import { call } from '../../state/bridge.ts';
import { showFault } from '../../state/dialogs-store.ts';
import { plural } from '../../state/figures.ts';
import { type ReviewStep, useImport } from '../../state/import-store.ts';
import { draftOf, editMapping } from '../../state/mapping-draft.ts';
import { useResource } from '../../state/resource.ts';
import { MappingColumns } from './mapping-columns.tsx';
import { MappingPreviewPanel, usePreview } from './mapping-preview.tsx';
import { MappingSettings } from './mapping-settings.tsx';

interface MappingStepProps {
  readonly step: ReviewStep;
  readonly groupId: number;
}

/** Which columns of a foreign table are which canonical columns, beside its first rows and what comes of them. */
export function MappingStep({ step, groupId }: MappingStepProps): ReactNode {
  const table = useResource('import.table', { selectionId: step.selectionId, groupId });
  const openMapping = useImport((store) => store.openMapping);
  return (
    <div className="screen mapping-screen">
      <Loaded resource={table}>{(look) => <MappingEditor step={step} groupId={groupId} look={look} />}</Loaded>
      {table.phase === 'failed' && <Button className="back-button" text="Back to the files" onClick={() => openMapping(null)} />}
    </div>
  );
}

function MappingEditor({ step, groupId, look }: MappingStepProps & { readonly look: TableLook }): ReactNode {
  const { choose, openMapping } = useImport();
  const group = step.review.groups.find((one) => one.groupId === groupId);
  const first = step.choices[groupId]?.mapping ?? step.replacing?.mapping ?? group?.mapping ?? look.guess;
  const [draft, edit] = useReducer(editMapping, first, draftOf);
  const { mapping } = draft;
  const preview = usePreview(step.selectionId, groupId, mapping);
  const accepted = preview.value?.accepted ?? 0;
  const isEmpty = Object.values(mapping.columns).every((field) => field === null);

  const use = (): void => {
    if (isEmpty) return;
    choose({ groupId, action: 'import', mapping });
    openMapping(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (control && event.key === 'Enter') use();
    else if (event.key === 'Escape') openMapping(null);
    else if (control && key === 'z' && !typesText(event.target)) edit({ kind: event.shiftKey ? 'redo' : 'undo' });
    else if (control && key === 'y' && !typesText(event.target)) edit({ kind: 'redo' });
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    document.querySelector<HTMLElement>('.mapping-columns input')?.focus({ preventScroll: true });
  }, []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: undo, redo and the end of the step wherever the keyboard is
    <div className="mapping-editor" onKeyDown={onKeyDown}>
      <div className="screen-head">
        <h1>Map columns</h1>
        <span className="muted mapping-path">
          <InertLine text={look.path} title={look.path} />
          {group !== undefined && group.files > 1 && ` and ${plural(group.files - 1, 'file')} like it`}
        </span>
        <span className="spring" />
        <Button
          variant="minimal"
          icon={<Undo />}
          aria-label="Undo"
          title="Undo (Ctrl+Z)"
          disabled={draft.past.length === 0}
          onClick={() => edit({ kind: 'undo' })}
        />
        <Button
          variant="minimal"
          icon={<Redo />}
          aria-label="Redo"
          title="Redo (Ctrl+Y)"
          disabled={draft.future.length === 0}
          onClick={() => edit({ kind: 'redo' })}
        />
        <Button
          variant="minimal"
          text="Guess again"
          title="Take what names and values suggest"
          onClick={() => edit({ kind: 'replace', mapping: look.guess })}
        />
        <Button
          icon={<DocumentOpen />}
          text="Load"
          title="Load a mapping file"
          onClick={() => void load((loaded) => edit({ kind: 'replace', mapping: loaded }))}
        />
        <Button
          icon={<FloppyDisk />}
          text="Save"
          title="Save as a mapping file, which the headless program takes too"
          onClick={() => void save(mapping, look.path)}
        />
        <Button onClick={() => openMapping(null)}>
          Back <Keys keys="Escape" />
        </Button>
        <Button intent={accepted > 0 ? 'primary' : 'none'} disabled={isEmpty} title="Ctrl+Enter" onClick={use}>
          Use this mapping
        </Button>
      </div>
      <div className="mapping-top">
        <MappingColumns look={look} mapping={mapping} edit={edit} />
        <MappingSettings mapping={mapping} times={preview.value?.times ?? []} edit={edit} />
      </div>
      <MappingPreviewPanel look={look} preview={preview} />
    </div>
  );
}

/** Fields that undo their own typing; a column's picker has none to undo. */
function typesText(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.getAttribute('role') !== 'combobox';
}

async function load(take: (mapping: MappingShape) => void): Promise<void> {
  try {
    const opened = await call('mapping.open', {});
    if (opened !== null) take(opened.mapping);
  } catch (error) {
    showFault(error, 'loading a mapping');
  }
}

async function save(mapping: MappingShape, path: string): Promise<void> {
  const fileName = path.split(/[\\/]/).at(-1) ?? '';
  try {
    await call('mapping.save', { mapping, name: fileName.replace(/\..*$/, '').slice(0, 200) || 'table' });
  } catch (error) {
    showFault(error, 'saving the mapping');
  }
}
