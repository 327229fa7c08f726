import { Button } from '@blueprintjs/core';
import { Export } from '@blueprintjs/icons';
import { type ReactNode, useState } from 'react';
import { InertLine } from '../../parts/inert-text.tsx';
import { call } from '../../state/bridge.ts';
import { showFault } from '../../state/dialogs-store.ts';
import { plural } from '../../state/figures.ts';
import { QuarantineTable } from '../import/quarantine-table.tsx';

interface SourceQuarantineProps {
  readonly sourceId: number | null;
  readonly records: number;
}

/** Records of a source that could not be read, and the way to take them elsewhere. */
export function SourceQuarantine({ sourceId, records }: SourceQuarantineProps): ReactNode {
  const [written, setWritten] = useState<{ readonly path: string; readonly records: number } | null>(null);
  const write = async (): Promise<void> => {
    try {
      setWritten(await call('sources.exportQuarantine', { sourceId }));
    } catch (error) {
      showFault(error, 'exporting quarantined records');
    }
  };
  return (
    <QuarantineTable
      sourceId={sourceId}
      actions={
        <>
          {written !== null && (
            <span className="aside" role="status">
              {plural(written.records, 'record')} written to <InertLine text={written.path} title={written.path} />
            </span>
          )}
          <Button
            size="small"
            icon={<Export size={12} />}
            text="Export as JSON lines"
            disabled={records === 0}
            onClick={() => void write()}
          />
        </>
      }
    />
  );
}
