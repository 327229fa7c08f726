import { type ReactNode, useMemo } from 'react';
import type { CampaignFinding } from '../../../main/engine/domain/campaign.ts';
import { SharePlot } from '../../charts/share-plot.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Empty, Loaded, Panel } from '../../parts/panel.tsx';
import { showExchanges } from '../../state/navigation-store.ts';
import { useResource } from '../../state/resource.ts';
import { CAPABILITY_WORDS, capabilityWord, ELICITATION_WORDS } from '../../state/words.ts';
import { MixPanel } from './mix-panel.tsx';

const EXAMPLES_SHOWN = 4;

/** What the campaign asks for, against the rest of the same traffic. */
export function WhatPanels({ finding }: { readonly finding: CampaignFinding }): ReactNode {
  const { campaign, exampleRows } = finding;
  const without = finding.reading?.targetingWithoutContent;
  const capabilities = useMemo(
    () =>
      campaign.targeting.map((one) => ({
        ...one,
        name: CAPABILITY_WORDS[one.capability],
        without: without?.find((other) => 'capability' in other && other.capability === one.capability) ?? null,
        filter: { campaignId: campaign.id, capability: one.capability },
        baselineFilter: { outsideCampaigns: true as const, capability: one.capability },
      })),
    [campaign, without],
  );
  const elicitations = useMemo(
    () =>
      campaign.elicitation.map((one) => ({
        ...one,
        name: ELICITATION_WORDS[one.elicitation],
        without: without?.find((other) => 'elicitation' in other && other.elicitation === one.elicitation) ?? null,
        filter: { campaignId: campaign.id, elicitation: one.elicitation },
        baselineFilter: { outsideCampaigns: true as const, elicitation: one.elicitation },
      })),
    [campaign, without],
  );
  const share = finding.reading?.targetingOf === 'harvest' ? 'share of the harvest alone' : 'share';
  const aside =
    without === undefined
      ? `${share} against the baseline: the other traffic, matched on model, channel and week`
      : `${share} against the matched baseline; hollow marks: the accounts that are tied without regard to content`;
  return (
    <div className="section what" id="what">
      <Panel title="What: capabilities asked for" aside={aside} className="fits what-whole">
        {capabilities.length === 0 ? (
          <NoComparison />
        ) : (
          <SharePlot label="Capabilities against the baseline" of="Capability" comparisons={capabilities} />
        )}
      </Panel>
      <Panel title="How it asks" aside={aside} className="fits what-whole">
        {elicitations.length === 0 ? (
          <NoComparison />
        ) : (
          <SharePlot label="Elicitation against the baseline" of="Elicitation" comparisons={elicitations} />
        )}
      </Panel>
      <MixPanel finding={finding} />
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
  );
}

function NoComparison(): ReactNode {
  return <Empty title="No comparison">There was too little traffic outside the campaign to compare with.</Empty>;
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
