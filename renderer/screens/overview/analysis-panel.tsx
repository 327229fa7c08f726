import { Button } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { LayerReport } from '../../../main/engine/domain/campaign.ts';
import type { CaseOverview } from '../../../preload/contract.ts';
import type { Column } from '../../parts/columns.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Count } from '../../parts/figure.tsx';
import { Empty, Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { SettingsButton } from '../../parts/settings-button.tsx';
import { LayerTag } from '../../parts/tags.tsx';
import { plural } from '../../state/figures.ts';
import { useNavigation } from '../../state/navigation-store.ts';
import { LAYER_WORDS } from '../../state/words.ts';

/** Which layers the last analysis could use, and what it found. */
export function AnalysisPanel({ overview }: { readonly overview: CaseOverview }): ReactNode {
  const go = useNavigation((store) => store.go);
  const { analysis } = overview;
  if (analysis === null) {
    return (
      <Panel title="Analysis" className="analysis" actions={<SettingsButton />}>
        <Empty title="Not analysed yet">
          Analysing links accounts on every layer the log has columns for, finds the campaigns among them, and compares what each asks for
          with the rest of the traffic.
        </Empty>
      </Panel>
    );
  }
  return (
    <Panel
      title="Analysis"
      className="analysis"
      aside={
        <span
          className="hash"
          title={`Run digest ${analysis.runDigest}: the same sources and settings give the same digest on any machine`}
        >
          run <span className="mono">{analysis.runDigest.slice(0, 12)}</span>
          <CopyButton what="the run digest" text={() => analysis.runDigest} />
        </span>
      }
      actions={
        <>
          <SettingsButton />
          <Button
            size="small"
            variant="minimal"
            intent="primary"
            text={analysis.campaigns === 0 ? 'No campaign found' : plural(analysis.campaigns, 'campaign')}
            onClick={() => go({ name: 'campaigns' })}
          />
        </>
      }
    >
      <RecordTable name="layers" label="Layers" columns={LAYER_COLUMNS} records={analysis.layers} keyOf={layerOf} />
    </Panel>
  );
}

const layerOf = (report: LayerReport): string => report.layer;

const STATE_TEXT: Readonly<Record<LayerReport['state'], { readonly text: string; readonly hint: string }>> = {
  used: { text: 'used', hint: 'The log has what this layer needs' },
  unavailable: { text: 'unavailable', hint: 'The columns this layer needs are empty in this case. That is not evidence of innocence.' },
  off: { text: 'off', hint: 'Switched off in the settings of the run' },
};

const LAYER_COLUMNS: readonly Column<LayerReport>[] = [
  {
    id: 'layer',
    title: 'Layer',
    width: 120,
    grows: true,
    value: (r) => LAYER_WORDS[r.layer].name,
    render: (r) => <LayerTag layer={r.layer} />,
  },
  {
    id: 'state',
    title: 'State',
    width: 90,
    value: (r) => r.state,
    render: (r) => (
      <span className={`layer-${r.state}`} title={STATE_TEXT[r.state].hint}>
        {STATE_TEXT[r.state].text}
      </span>
    ),
  },
  {
    id: 'links',
    title: 'Links',
    width: 76,
    align: 'right',
    value: (r) => r.links,
    render: (r) => <Count value={r.state === 'used' ? r.links : null} />,
  },
  {
    id: 'capped',
    title: 'Too common',
    width: 100,
    align: 'right',
    hint: 'Values shared by more accounts than the cap: they tie nobody',
    value: (r) => r.valuesCapped,
    render: (r) => <Count value={r.state === 'used' ? r.valuesCapped : null} />,
  },
];
