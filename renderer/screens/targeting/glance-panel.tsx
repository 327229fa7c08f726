import type { ReactNode } from 'react';
import type { ImpactReport } from '../../../main/engine/domain/impact.ts';
import type { BoardCampaign } from '../../../main/engine/domain/targeting-board.ts';
import { Instant } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Opens } from '../../parts/opens.tsx';
import { Panel } from '../../parts/panel.tsx';
import { StrengthTag } from '../../parts/tags.tsx';
import { CostText, ShareOf, Tokens } from '../../parts/usage-figures.tsx';
import { count, ratio } from '../../state/figures.ts';
import { useNavigation } from '../../state/navigation-store.ts';
import { type BoardColumn, cellLabel, filterOf, flaggedOf, impactOf } from './board-text.ts';
import { pivotSubject } from './pivot-subject.ts';

interface GlancePanelProps {
  readonly campaigns: readonly BoardCampaign[];
  /** Null while it is read, or where it could not be. */
  readonly report: ImpactReport | null;
}

/** One line a campaign: what it went after, how much more than others, since when, and what that came to. */
export function GlancePanel({ campaigns, report }: GlancePanelProps): ReactNode {
  return (
    <Panel title="What they were after" aside="flagged against the baseline, with the 95 % interval of the ratio" className="fits">
      <table className="plain-table glance" aria-label="What they were after">
        <thead>
          <tr>
            <th scope="col">Campaign</th>
            <th scope="col">Went after</th>
            <th scope="col">Asked as</th>
            <th scope="col">Turned</th>
            <th scope="col" className="right">
              Exchanges
            </th>
            <th scope="col" className="right" title="Of all exchanges of the case">
              Of traffic
            </th>
            <th scope="col" className="right">
              Output tokens
            </th>
            <th scope="col" className="right">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((campaign) => (
            <Line key={campaign.campaignId} campaign={campaign} report={report} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Line({ campaign, report }: { readonly campaign: BoardCampaign; readonly report: ImpactReport | null }): ReactNode {
  const go = useNavigation((store) => store.go);
  const { campaignId } = campaign;
  const impact = impactOf(report, campaignId);
  const [pivot] = campaign.pivots;
  return (
    <tr>
      <th scope="row">
        <button type="button" className="link mono" onClick={() => go({ name: 'campaign', campaignId })}>
          {campaignId}
        </button>
        <br />
        <StrengthTag strength={campaign.strength} />
      </th>
      <td>
        <Flagged campaign={campaign} axis="capability" />
      </td>
      <td>
        <Flagged campaign={campaign} axis="elicitation" />
      </td>
      <td>
        {pivot === undefined ? (
          <span className="muted">no pivot</span>
        ) : (
          <>
            <Instant iso={pivot.at} precision="day" />
            {campaign.pivots.length > 1 && <span className="muted"> and {count(campaign.pivots.length - 1)} more</span>}
            <br />
            <InertLine text={pivotSubject(pivot.kind).name} />
          </>
        )}
      </td>
      <td className="right">
        <Opens filter={{ campaignId }}>{count(campaign.exchangeCount)}</Opens>
      </td>
      {impact === null ? (
        NOT_COUNTED.map((figure) => (
          <td key={figure} className="right muted" title="Not counted">
            –
          </td>
        ))
      ) : (
        <>
          <td className="right">
            <ShareOf share={impact.shares.exchanges} filter={{ campaignId }} />
          </td>
          <td className="right">
            <Tokens sums={impact.sums} of="output" filter={{ campaignId }} />
          </td>
          <td className="right">
            <CostText cost={impact.cost} sums={impact.sums} filter={{ campaignId }} />
          </td>
        </>
      )}
    </tr>
  );
}

const NOT_COUNTED = ['share', 'output', 'cost'];
const FLAGGED_SHOWN = 2;

function Flagged({ campaign, axis }: { readonly campaign: BoardCampaign; readonly axis: BoardColumn['axis'] }): ReactNode {
  const flagged = flaggedOf(campaign, axis);
  if (flagged.length === 0)
    return (
      <span className="muted">
        {(axis === 'capability' ? campaign.capabilities : campaign.elicitations).length === 0 ? 'not compared' : 'nothing flagged'}
      </span>
    );
  return (
    <ul>
      {flagged.slice(0, FLAGGED_SHOWN).map(({ column, cell }) => (
        <li key={column.id}>
          <Opens filter={filterOf(campaign, column)} title={cellLabel(campaign, column, cell)}>
            {column.name} <strong>× {ratio(cell.ratio)}</strong>{' '}
            <span className="muted">
              {ratio(cell.ratioLow)}–{ratio(cell.ratioHigh)}
            </span>
          </Opens>
        </li>
      ))}
      {flagged.length > FLAGGED_SHOWN && <li className="muted small">and {count(flagged.length - FLAGGED_SHOWN)} more</li>}
    </ul>
  );
}
