import { Play } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import { startAnalysis } from '../state/actions.ts';
import { useRunningJob } from '../state/jobs-store.ts';
import { useOpenCase } from '../state/window-store.ts';
import { ActionButton } from './action-button.tsx';
import { Empty } from './panel.tsx';

/** What a screen of results shows before there are any; the children say what analysing gives. */
export function NotAnalysed({ children }: { readonly children: ReactNode }): ReactNode {
  const analysing = useRunningJob('analysis') !== null;
  const openCase = useOpenCase();
  return (
    <Empty
      title="Not analysed yet"
      action={
        <ActionButton
          does="Analyse the case"
          icon={<Play />}
          intent="primary"
          text="Analyse"
          loading={analysing}
          disabled={openCase === null || openCase.readOnly || openCase.exchanges === 0}
          onClick={() => void startAnalysis()}
        />
      }
    >
      {children}
    </Empty>
  );
}
