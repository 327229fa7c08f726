import { Button } from '@blueprintjs/core';
import { Dollar } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import type { ImpactReport } from '../../../main/engine/domain/impact.ts';
import { Instant } from '../../parts/figure.tsx';
import { ImpactTable } from '../../parts/impact-table.tsx';
import { Empty, Loaded, Panel } from '../../parts/panel.tsx';
import { startAnalysis } from '../../state/actions.ts';
import { useDialogs } from '../../state/dialogs-store.ts';
import { plural } from '../../state/figures.ts';
import type { Resource } from '../../state/resource.ts';
import { useOpenCase } from '../../state/window-store.ts';

interface TakenPanelProps {
  readonly resource: Resource<ImpactReport>;
  /** Campaigns that the screen lists now. */
  readonly shown: readonly string[];
}

/** What was taken and what it cost, of every campaign. */
export function TakenPanel({ resource, shown }: TakenPanelProps): ReactNode {
  return (
    <Panel
      title="What was taken"
      aside={resource.phase === 'ready' ? <PriceNote report={resource.value} /> : undefined}
      className="fits"
      actions={<PricesButton />}
    >
      <Loaded resource={resource}>
        {(report) =>
          report.campaigns.length === 0 ? (
            <NotCounted report={report} />
          ) : (
            <>
              <ImpactWarnings report={report} />
              <ImpactTable campaigns={report.campaigns.filter(({ campaignId }) => shown.includes(campaignId))} open="first" />
              <ImpactNotes report={report} />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

export function PricesButton(): ReactNode {
  return <Button size="small" icon={<Dollar />} text="Prices…" onClick={() => useDialogs.getState().show({ phase: 'prices' })} />;
}

/** Which prices were used. */
export function PriceNote({ report: { priceTable } }: { readonly report: ImpactReport }): ReactNode {
  if (priceTable === null) return 'no price table yet: costs are left out';
  return (
    <>
      cost at version {priceTable.version} of the price table, <Instant iso={priceTable.at} precision="day" />,{' '}
      {plural(priceTable.rows, 'price row')}
    </>
  );
}

function NotCounted({ report: { notCounted } }: { readonly report: ImpactReport }): ReactNode {
  const readOnly = useOpenCase()?.readOnly !== false;
  if (notCounted.length === 0) return <Empty title="No campaign">Where no campaign was found, nothing was taken.</Empty>;
  return (
    <Empty title="Not counted" action={<Button text="Analyse again" disabled={readOnly} onClick={() => void startAnalysis()} />}>
      This analysis did not count what campaigns used: it was made by an older version, or found only leads, which are not compared. Analyse
      again to count tokens, prompts and costs.
    </Empty>
  );
}

/** What keeps figures away, and what to do about it. */
export function ImpactWarnings({ report: { campaigns, priceTable } }: { readonly report: ImpactReport }): ReactNode {
  if (campaigns.every(({ sums }) => sums.counted === 0))
    return (
      <p className="impact-warning warn">
        The log counts no tokens, so neither tokens nor costs can be said. Import an export that has them, or map the columns that hold them
        to <span className="mono">input_tokens</span> and <span className="mono">output_tokens</span>.
      </p>
    );
  if (priceTable !== null) return null;
  return (
    <p className="impact-warning">
      No price is known.{' '}
      <button type="button" className="link" onClick={() => useDialogs.getState().show({ phase: 'prices' })}>
        Enter the prices
      </button>{' '}
      of the models to see what this cost.
    </p>
  );
}

/** What the figures leave out, and the rules they were counted by. */
export function ImpactNotes({ report: { campaigns, notCounted, rules } }: { readonly report: ImpactReport }): ReactNode {
  const partlyPriced = campaigns.some(({ cost }) => cost.amounts.length > 0 && cost.pricedShare !== null && cost.pricedShare < 1);
  return (
    <div className="impact-notes">
      {partlyPriced && <p>* some tokens have no price in this version and are not part of the sum</p>}
      {notCounted.length > 0 && (
        <p className="muted">{plural(notCounted.length, 'campaign')} not counted: leads too weak to be compared.</p>
      )}
      {rules.length > 0 && (
        <details>
          <summary>How this was counted</summary>
          <ul>
            {rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
