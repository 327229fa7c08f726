import type { ReactNode } from 'react';
import type { CampaignFinding } from '../../../main/engine/domain/campaign.ts';
import type { CampaignImpact, CostArithmetic } from '../../../main/engine/domain/impact.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { ImpactTable } from '../../parts/impact-table.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Empty, Loaded, Panel } from '../../parts/panel.tsx';
import { count, percent, plural } from '../../state/figures.ts';
import { money, moneys } from '../../state/figures-of-usage.ts';
import { useResource } from '../../state/resource.ts';
import { TOKEN_KIND_WORDS } from '../../state/words.ts';
import { ImpactNotes, ImpactWarnings, PriceNote, PricesButton } from '../targeting/taken-panel.tsx';

/** What the campaign took, what that cost, and how much of a training set it would be, with the arithmetic. */
export function TakenPanels({ finding }: { readonly finding: CampaignFinding }): ReactNode {
  const resource = useResource('impact.read', { campaignId: finding.campaign.id });
  const impact = resource.phase === 'ready' ? (resource.value.campaigns[0] ?? null) : null;
  return (
    <div className="section taken" id="taken">
      <Panel
        title="What it took"
        aside={resource.phase === 'ready' ? <PriceNote report={resource.value} /> : undefined}
        className="fits"
        actions={<PricesButton />}
      >
        <Loaded resource={resource}>
          {(report) =>
            impact === null ? (
              <Empty title="Not counted">
                {finding.campaign.strength === 'lead'
                  ? 'What a lead used is not counted: it is too weak to be compared.'
                  : 'An older version made this analysis; analyse again to count tokens, prompts and costs.'}
              </Empty>
            ) : (
              <>
                <p className="impact-warning">
                  <InertLine text={impact.sentence} />
                  <CopyButton what="this sentence" text={() => `${finding.campaign.id}: ${impact.sentence}\n`} />
                </p>
                <ImpactWarnings report={report} />
                <ImpactTable campaigns={[impact]} open="all" />
                <ImpactNotes report={report} />
              </>
            )
          }
        </Loaded>
      </Panel>
      {impact !== null && (
        <Panel title="As a training set" aside="with the arithmetic" className="fits">
          <TrainingFacts impact={impact} />
          <CostLines cost={impact.cost} />
        </Panel>
      )}
    </div>
  );
}

function TrainingFacts({ impact: { trainingSet, prompts, harvest } }: { readonly impact: CampaignImpact }): ReactNode {
  const { pairs, distinct, output, outputPerPair, distinctOutput, isEstimate } = trainingSet;
  const [least, most] = isEstimate ? ['about ', 'about '] : ['at least ', 'at most '];
  return (
    <dl className="training-facts">
      <dt>Prompts</dt>
      <dd className="figure">
        {least}
        {count(prompts.distinct)} distinct + {most}
        {count(prompts.repeats)} repeats = {count(prompts.prompts)}
        {prompts.distinctShare !== null && <span className="muted">, {percent(prompts.distinctShare)} distinct</span>}
      </dd>
      <dt>Pairs</dt>
      <dd className="figure">
        {pairs === 0 ? (
          'None: the log counts no output tokens, so answers cannot be told from refusals.'
        ) : (
          <>
            {plural(pairs, 'exchange')} with prompt and answer, {least}
            {count(distinct)} of them different
          </>
        )}
      </dd>
      {outputPerPair !== null && (
        <>
          <dt>Answer</dt>
          <dd className="figure">
            {count(output)} output tokens / {count(pairs)} = {count(Math.round(outputPerPair))} a pair
          </dd>
        </>
      )}
      {distinctOutput !== null && outputPerPair !== null && (
        <>
          <dt>Without repeats</dt>
          <dd className="figure">
            {least}
            {count(distinct)} × {count(Math.round(outputPerPair))} = {count(distinctOutput)} output tokens
          </dd>
        </>
      )}
      {harvest !== null && (
        <>
          <dt>Harvest alone</dt>
          <dd className="figure">
            {plural(harvest.sums.exchanges, 'exchange')}, {count(harvest.sums.output)} output tokens,{' '}
            {harvest.prompts.isEstimate ? 'about ' : 'at least '}
            {count(harvest.prompts.distinct)} distinct prompts
          </dd>
        </>
      )}
    </dl>
  );
}

/** tokens x price / 1,000,000, line by line. */
function CostLines({ cost }: { readonly cost: CostArithmetic }): ReactNode {
  const { lines, unpriced, tokens, pricedTokens } = cost;
  if (lines.length === 0 && unpriced.length === 0) return null;
  return (
    <details className="arithmetic">
      <summary>{lines.length === 0 ? 'What has no price' : `How ${moneys(cost)} comes about`}</summary>
      {lines.length > 0 && (
        <table className="plain-table" aria-label="Cost, line by line">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col" className="right">
                Tokens
              </th>
              <th scope="col" className="right" title="Of a million tokens">
                × price
              </th>
              <th scope="col" className="right">
                Cost
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={`${line.model} ${line.kind}`}>
                <th scope="row" title={`Price row ${line.pattern}`}>
                  <InertLine text={line.model ?? 'model not given'} /> <span className="muted">{TOKEN_KIND_WORDS[line.kind]}</span>
                </th>
                <td className="right figure">{count(line.tokens)}</td>
                <td className="right figure">{line.perMillion}</td>
                <td className="right figure">{money(line)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unpriced.length > 0 && (
        <ul>
          {unpriced.map((one) => (
            <li key={`${one.model} ${one.kind}`}>
              No price: {count(one.tokens)} tokens, {TOKEN_KIND_WORDS[one.kind]} of{' '}
              <InertLine text={one.model ?? 'a model that the log does not name'} />
            </li>
          ))}
        </ul>
      )}
      <p className="muted figure">
        {count(pricedTokens)} of {count(tokens)} tokens have a price.
      </p>
    </details>
  );
}
