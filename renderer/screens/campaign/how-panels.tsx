import { Button } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { BehaviourReading, CampaignFinding, CampaignReading } from '../../../main/engine/domain/campaign.ts';
import { WaterfallChart } from '../../charts/waterfall-chart.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Empty, Panel } from '../../parts/panel.tsx';
import { LayerTag } from '../../parts/tags.tsx';
import { startAnalysis } from '../../state/actions.ts';
import { count, plural, probability } from '../../state/figures.ts';
import { useOpenCase } from '../../state/window-store.ts';
import { chanceSentence, coreSentence, harvestSentence, KIND_WORDS, namedSteps } from './reading-text.ts';

/** How sure the finding is: what each layer adds, how the group behaves, and what chance would give. */
export function HowPanels({ finding }: { readonly finding: CampaignFinding }): ReactNode {
  const { reading } = finding;
  return (
    <div className="section how" id="how">
      {reading === undefined ? <OlderResult /> : <Reading finding={finding} reading={reading} />}
    </div>
  );
}

function OlderResult(): ReactNode {
  const openCase = useOpenCase();
  return (
    <Panel title="How sure" className="how-whole fits">
      <Empty
        title="Analysed by an older version"
        action={<Button text="Analyse again" disabled={openCase === null || openCase.readOnly} onClick={() => void startAnalysis()} />}
      >
        It did not keep what each layer adds, how the group behaves, and what chance would give.
      </Empty>
    </Panel>
  );
}

function Reading({ finding, reading }: { readonly finding: CampaignFinding; readonly reading: CampaignReading }): ReactNode {
  const { campaign } = finding;
  const core = coreSentence(finding);
  return (
    <>
      <Panel title="How sure: what each layer adds" aside="layers laid one on another" className="fits">
        {reading.waterfall.length === 0 ? (
          <Empty title="Nothing adds to the score">No kind of evidence ties its accounts.</Empty>
        ) : (
          <WaterfallChart label="What each layer adds to the score" steps={namedSteps(reading)} />
        )}
      </Panel>
      <Panel title="Chance, harvest and core" className="fits">
        <dl className="how-facts">
          <dt>Expected by chance</dt>
          <dd>{chanceSentence(finding, reading)}</dd>
          <dt>{KIND_WORDS[reading.kind].name}</dt>
          <dd>
            {campaign.strength === 'lead' && 'if one operator runs them: '}
            {KIND_WORDS[reading.kind].means}
          </dd>
          <dt>Harvest</dt>
          <dd>{harvestSentence(campaign, reading)}</dd>
          {core !== null && (
            <>
              <dt>Core and periphery</dt>
              <dd>{core}</dd>
            </>
          )}
          <dt>Parts</dt>
          <dd>
            {reading.subgroups.length === 0
              ? 'No parts of it ask for different things.'
              : reading.subgroups
                  .map(
                    ({ accountCount, exchangeCount }, i) =>
                      `Part ${i + 1}: ${plural(accountCount, 'account')}, ${count(exchangeCount)} exchanges`,
                  )
                  .join('; ')}
          </dd>
        </dl>
      </Panel>
      <Panel title="Behaviour of the group" aside="against what would be true of unrelated accounts" className="how-whole fits">
        {reading.behaviour.length === 0 ? (
          <Empty title="Nothing could be measured">
            The group is too small, or the log lacks times, addresses or other accounts to compare with.
          </Empty>
        ) : (
          <BehaviourTable behaviour={reading.behaviour} />
        )}
      </Panel>
    </>
  );
}

/** What was measured of a group as a whole, whether or not it holds the campaign. */
export function BehaviourTable({ behaviour }: { readonly behaviour: readonly BehaviourReading[] }): ReactNode {
  return (
    <table className="behaviour" aria-label="Behaviour of the group">
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col">Verdict</th>
          <th scope="col" className="right" title="After Benjamini-Hochberg over all groups and such layers">
            p
          </th>
          <th scope="col">Measured</th>
          <th scope="col">If they had nothing to do with one another</th>
        </tr>
      </thead>
      <tbody>
        {behaviour.map(({ layer, holds, pValue, reason, nullHypothesis }) => (
          <tr key={layer}>
            <th scope="row">
              <LayerTag layer={layer} />
            </th>
            <td className={holds ? 'holds' : 'muted'}>{holds ? 'Holds' : 'Does not hold'}</td>
            <td className="right figure" title={String(pValue)}>
              {probability(pValue)}
            </td>
            <td>
              <InertLine text={reason} />
            </td>
            <td className="muted">
              <InertLine text={nullHypothesis} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
