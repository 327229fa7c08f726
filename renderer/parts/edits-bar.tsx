import { Button } from '@blueprintjs/core';
import { History, Play, Redo, Undo } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import type { EditList } from '../../main/engine/domain/campaign-edit.ts';
import { startAnalysis } from '../state/actions.ts';
import { editText, redoEdit, undoEdit } from '../state/campaign-edits.ts';
import { useDialogs } from '../state/dialogs-store.ts';
import { plural } from '../state/figures.ts';
import { useRunningJob } from '../state/jobs-store.ts';
import { useResource } from '../state/resource.ts';
import { useOpenCase } from '../state/window-store.ts';
import { ActionButton } from './action-button.tsx';
import { InertLine } from './inert-text.tsx';

/** What was changed by hand and is not analysed yet, and the way back. Absent while nothing was ever changed. */
export function EditsBar(): ReactNode {
  const list = useResource('edits.list', {});
  return list.phase === 'ready' && list.value.edits.length > 0 ? <EditsOf list={list.value} /> : null;
}

function EditsOf({ list }: { readonly list: EditList }): ReactNode {
  const readOnly = useOpenCase()?.readOnly === true;
  const analysing = useRunningJob('analysis') !== null;
  const { edits, pending, canUndo, canRedo } = list;
  const standing = edits.filter(({ undoneAt }) => undoneAt === null);
  const last = standing.at(-1);
  return (
    <section className={pending > 0 ? 'edits-bar unanalysed' : 'edits-bar'} aria-label="Changes by hand">
      <strong role="status">{stateText(pending, standing.length)}</strong>
      {last !== undefined && (
        <span className="edits-last muted">
          last: <InertLine text={editText(last)} />
          {last.reason !== '' && (
            <>
              {' '}
              because <InertLine text={last.reason} title={last.reason} />
            </>
          )}
        </span>
      )}
      <span className="spring" />
      {pending > 0 && (
        <ActionButton
          does="Analyse the case"
          size="small"
          intent="primary"
          icon={<Play />}
          text="Analyse again"
          loading={analysing}
          disabled={readOnly}
          onClick={() => void startAnalysis()}
        />
      )}
      <ActionButton
        does="Undo the last change to a campaign"
        size="small"
        icon={<Undo />}
        text="Undo"
        disabled={!canUndo}
        onClick={() => void undoEdit()}
      />
      <ActionButton
        does="Redo the change to a campaign"
        size="small"
        icon={<Redo />}
        text="Redo"
        disabled={!canRedo}
        onClick={() => void redoEdit()}
      />
      <Button size="small" icon={<History />} text="All changes" onClick={() => useDialogs.getState().show({ phase: 'changes' })} />
    </section>
  );
}

function stateText(pending: number, standing: number): string {
  if (pending > 0) return `${plural(pending, 'change')} not yet analysed`;
  return standing === 0 ? 'Every change by hand is undone' : `${plural(standing, 'change')} by hand in this analysis`;
}
