import { type ReactNode, useMemo } from 'react';
import type { CampaignFinding, Pivot } from '../../../main/engine/domain/campaign.ts';
import { SharePlot } from '../../charts/share-plot.tsx';
import { Instant } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Empty, Loaded, Panel } from '../../parts/panel.tsx';
import { plural, probability } from '../../state/figures.ts';
import { showExchanges } from '../../state/navigation-store.ts';
import { useResource } from '../../state/resource.ts';
import { CAPABILITY_WORDS, capabilityWord, ELICITATION_WORDS } from '../../state/words.ts';

const EXAMPLES_SHOWN = 4;

/** What the campaign asks for, against the rest of the same traffic. */
export function WhatPanels({ finding }: { readonly finding: CampaignFinding }): ReactNode {
  const { campaign, exampleRows } = finding;
  const capabilities = useMemo(() => campaign.targeting.map((one) => ({ ...one, name: CAPABILITY_WORDS[one.capability] })), [campaign]);
  const elicitations = useMemo(() => campaign.elicitation.map((one) => ({ ...one, name: ELICITATION_WORDS[one.elicitation] })), [campaign]);
  return (
    <div className="section what" id="what">
      <div className="what-part">
        <Panel title="What: capabilities asked for" aside="share against the baseline" className="fits">
          {capabilities.length === 0 ? (
            <NoComparison />
          ) : (
            <SharePlot label="Capabilities against the baseline" of="Capability" comparisons={capabilities} />
          )}
        </Panel>
        <Panel title="How it asks" aside="share against the baseline" className="fits">
          {elicitations.length === 0 ? (
            <NoComparison />
          ) : (
            <SharePlot label="Elicitation against the baseline" of="Elicitation" comparisons={elicitations} />
          )}
        </Panel>
      </div>
      <div className="what-part">
        {campaign.pivots.length > 0 && (
          <Panel title="Pivots" aside={plural(campaign.pivots.length, 'dated change')} className="fits">
            <ul className="pivots">
              {campaign.pivots.map((pivot) => (
                <PivotLine key={`${pivot.at} ${pivot.kind}`} pivot={pivot} />
              ))}
            </ul>
          </Panel>
        )}
        {exampleRows.length > 0 && (
          <Panel title="Examples" className="fits">
            <ul className="examples">
              {exampleRows.slice(0, EXAMPLES_SHOWN).map((row) => (
                <li key={row}>
                  <Example row={row} campaignId={campaign.id} />
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </div>
    </div>
  );
}

function NoComparison(): ReactNode {
  return <Empty title="No comparison">There was too little traffic outside the campaign to compare with.</Empty>;
}

function PivotLine({ pivot }: { readonly pivot: Pivot }): ReactNode {
  return (
    <li>
      <Instant iso={pivot.at} precision="day" /> <InertLine text={pivot.kind} />{' '}
      <span className="figure">
        {pivot.before.toFixed(3)} → {pivot.after.toFixed(3)}
      </span>{' '}
      <span className="muted figure">p {probability(pivot.pValue)}</span>
    </li>
  );
}

function Example({ row, campaignId }: { readonly row: number; readonly campaignId: string }): ReactNode {
  const reading = useResource('exchanges.read', { row });
  return (
    <Loaded resource={reading}>
      {(value) => (
        <button type="button" className="example" title="Read this exchange" onClick={() => showExchanges({ campaignId }, row)}>
          <span className="muted">{capabilityWord(value.capability)}</span>
          <span className="example-text">
            <InertLine text={(value.exchange.prompt_text ?? '').slice(0, 300)} />
          </span>
        </button>
      )}
    </Loaded>
  );
}
