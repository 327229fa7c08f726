import { Button, ButtonGroup, HTMLSelect } from '@blueprintjs/core';
import { type ReactNode, useMemo, useState } from 'react';
import type { BoardCampaign } from '../../../main/engine/domain/targeting-board.ts';
import { HeatLegend, HeatMap } from '../../charts/heat-map.tsx';
import type { Column } from '../../parts/columns.ts';
import { Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { percent, plural, probability, ratio } from '../../state/figures.ts';
import { showExchanges, useNavigation } from '../../state/navigation-store.ts';
import { STRENGTH_WORDS } from '../../state/words.ts';
import {
  BOARD_COLUMNS,
  type BoardColumn,
  type CellFigure,
  type Compared,
  cellLabel,
  cellText,
  comparedAt,
  filterOf,
  logOddsText,
} from './board-text.ts';

interface HeatPanelProps {
  /** Those listed: leads are left out while folded. */
  readonly campaigns: readonly BoardCampaign[];
  readonly leads: number;
  readonly showLeads: boolean;
  readonly onShowLeads: (show: boolean) => void;
}

/** Capability and elicitation by campaign: who asks for what beyond the baseline. */
export function HeatPanel({ campaigns, leads, showLeads, onShowLeads }: HeatPanelProps): ReactNode {
  const [form, setForm] = useState<'map' | 'table'>('map');
  const [figure, setFigure] = useState<CellFigure>('log-odds');
  return (
    <Panel
      title="Asked for against the baseline"
      aside="the other traffic, matched on model, channel and week"
      className="fits heat-panel"
      actions={
        <>
          {form === 'map' && (
            <HTMLSelect
              minimal
              aria-label="Figure in each cell"
              value={figure}
              onChange={({ currentTarget: { value } }) => setFigure(value as CellFigure)} // one of the options
              options={[
                { value: 'log-odds', label: 'Log-odds' },
                { value: 'ratio', label: 'Ratio' },
                { value: 'share', label: 'Share in %' },
              ]}
            />
          )}
          <ButtonGroup variant="minimal">
            <Button size="small" text="Map" active={form === 'map'} aria-pressed={form === 'map'} onClick={() => setForm('map')} />
            <Button size="small" text="Table" active={form === 'table'} aria-pressed={form === 'table'} onClick={() => setForm('table')} />
          </ButtonGroup>
        </>
      }
    >
      {form === 'map' ? <BoardMap campaigns={campaigns} figure={figure} /> : <FigureTable campaigns={campaigns} />}
      <div className="heat-foot">
        {form === 'map' && <HeatLegend />}
        <span className="spring" />
        {leads > 0 && (
          <Button
            size="small"
            variant="minimal"
            aria-expanded={showLeads}
            text={showLeads ? 'Fold leads away' : `Show ${plural(leads, 'lead')}`}
            onClick={() => onShowLeads(!showLeads)}
          />
        )}
      </div>
    </Panel>
  );
}

function BoardMap({ campaigns, figure }: { readonly campaigns: readonly BoardCampaign[]; readonly figure: CellFigure }): ReactNode {
  const go = useNavigation((store) => store.go);
  return (
    <HeatMap
      label="Log-odds by campaign, capability and elicitation"
      of="Campaign"
      columns={BOARD_COLUMNS}
      rows={campaigns.map((campaign) => ({
        id: campaign.campaignId,
        name: `${campaign.campaignId}, ${STRENGTH_WORDS[campaign.strength].name.toLowerCase()}`,
        head: (
          <>
            <span className={`dot ${campaign.strength}`} aria-hidden="true" />
            <span className="mono">{campaign.campaignId}</span>
          </>
        ),
        onOpen: () => go({ name: 'campaign', campaignId: campaign.campaignId }),
      }))}
      cellAt={(row, place) => {
        const [campaign, column] = [campaigns[row], BOARD_COLUMNS[place]];
        const cell = campaign === undefined || column === undefined ? null : comparedAt(campaign, column);
        if (campaign === undefined || column === undefined || cell === null) return null;
        return {
          text: cellText(cell, figure),
          label: cellLabel(campaign, column, cell),
          logOdds: cell.logOdds,
          flagged: cell.flagged,
          onOpen: () => showExchanges(filterOf(campaign, column)),
        };
      }}
    />
  );
}

interface Line {
  readonly campaign: BoardCampaign;
  readonly column: BoardColumn;
  readonly cell: Compared;
}

/** The same figures as lines: to sort, to copy, and for screen readers. */
function FigureTable({ campaigns }: { readonly campaigns: readonly BoardCampaign[] }): ReactNode {
  const lines = useMemo(
    () =>
      campaigns.flatMap((campaign) =>
        BOARD_COLUMNS.flatMap((column): Line[] => {
          const cell = comparedAt(campaign, column);
          return cell === null ? [] : [{ campaign, column, cell }];
        }),
      ),
    [campaigns],
  );
  return (
    <div className="heat-lines">
      <RecordTable
        name="targeting"
        label="Figures by campaign, capability and elicitation"
        columns={LINE_COLUMNS}
        records={lines}
        keyOf={keyOf}
        onOpen={({ campaign, column }) => showExchanges(filterOf(campaign, column))}
        empty="No campaign was compared with a baseline."
      />
    </div>
  );
}

const keyOf = ({ campaign, column }: Line): string => `${campaign.campaignId} ${column.id}`;
const figureColumn = (
  id: string,
  title: string,
  width: number,
  value: (cell: Compared) => number,
  text: (value: number) => string,
): Column<Line> => ({
  id,
  title,
  width,
  align: 'right',
  value: ({ cell }) => value(cell),
  render: ({ cell }) => <span className="figure">{text(value(cell))}</span>,
});

const LINE_COLUMNS: readonly Column<Line>[] = [
  {
    id: 'campaign',
    title: 'Campaign',
    width: 120,
    value: ({ campaign }) => campaign.campaignId,
    render: ({ campaign }) => <span className="mono">{campaign.campaignId}</span>,
  },
  { id: 'axis', title: 'Of', width: 90, value: ({ column }) => (column.axis === 'capability' ? 'Capability' : 'Elicitation') },
  { id: 'name', title: 'Asked for', width: 190, grows: true, value: ({ column }) => column.name },
  { id: 'flagged', title: 'Flagged', width: 70, value: ({ cell }) => (cell.flagged ? 'flagged' : '') },
  figureColumn('share', 'Share', 76, ({ share }) => share, percent),
  figureColumn('baseline', 'Baseline', 80, ({ baselineShare }) => baselineShare, percent),
  figureColumn('ratio', 'Ratio', 70, (cell) => cell.ratio, ratio),
  figureColumn('low', 'From', 70, ({ ratioLow }) => ratioLow, ratio),
  figureColumn('high', 'To', 70, ({ ratioHigh }) => ratioHigh, ratio),
  figureColumn('q', 'q', 76, ({ qValue }) => qValue, probability),
  figureColumn('odds', 'Log-odds', 80, ({ logOdds }) => logOdds, logOddsText),
];
