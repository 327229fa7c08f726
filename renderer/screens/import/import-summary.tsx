import { Play } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import { ActionButton } from '../../parts/action-button.tsx';
import { Stat } from '../../parts/figure.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { SOURCE_COLUMNS, type SourceLine } from '../../parts/source-columns.tsx';
import { startAnalysis } from '../../state/actions.ts';
import { bytes, count, duration } from '../../state/figures.ts';
import type { ImportResult } from '../../state/job-results.ts';
import { useRunningJob } from '../../state/jobs-store.ts';

const SUMMARY_COLUMNS = SOURCE_COLUMNS.filter((column) => column.id !== 'state');

export function ImportSummaryPanel({ summary }: { readonly summary: ImportResult }): ReactNode {
  const analysing = useRunningJob('analysis') !== null;
  const { sources } = summary;
  const sum = (figure: (source: SourceLine) => number): number => sources.reduce((total, source) => total + figure(source), 0);
  const read = sum((source) => source.bytes);
  return (
    <Panel
      title="Import complete"
      aside={`${duration(summary.seconds * 1000)}`}
      className="fits"
      actions={
        <ActionButton
          does="Analyse the case"
          icon={<Play />}
          intent="primary"
          size="small"
          text="Analyse now"
          loading={analysing}
          onClick={() => void startAnalysis()}
        />
      }
    >
      <div className="stats padded">
        <Stat label="Exchanges imported">{count(sum((source) => source.exchanges))}</Stat>
        <Stat label="Quarantined">{count(sum((source) => source.quarantined))}</Stat>
        <Stat label="Duplicates" title="Re-delivered copies of exchanges that the case already has">
          {count(sum((source) => source.duplicates))}
        </Stat>
        <Stat label="Skipped" title={skippedText(summary)}>
          {count(summary.skipped.length)}
        </Stat>
        {summary.sideTables.length > 0 && (
          <Stat label="Side tables joined" title={summary.sideTables.map(({ path }) => path).join('\n')}>
            {count(summary.sideTables.length)}
          </Stat>
        )}
        <Stat label="Read">{bytes(read)}</Stat>
        <Stat label="Throughput">{summary.seconds > 0 ? `${bytes(read / summary.seconds)}/s` : '–'}</Stat>
        <Stat label="Now in the case">
          {count(summary.exchanges)} <span className="muted">of</span> {count(summary.accounts)} <span className="muted">accounts</span>
        </Stat>
      </div>
      <div className="table-box" style={{ height: 30 + 24 * Math.min(6, sources.length) }}>
        <RecordTable name="import-sources" label="Sources of this import" columns={SUMMARY_COLUMNS} records={sources} keyOf={pathOf} />
      </div>
    </Panel>
  );
}

/** The first files that were passed over, a line each. */
function skippedText({ skipped }: ImportResult): string {
  if (skipped.length === 0) return 'Every file was read';
  const lines = skipped.slice(0, 12).map(({ path, reason }) => `${path}: ${reason}`);
  return skipped.length > lines.length ? [...lines, '…'].join('\n') : lines.join('\n');
}

const pathOf = (source: SourceLine): string => source.path;
