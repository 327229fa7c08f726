import { Button } from '@blueprintjs/core';
import { ChevronDown, ChevronRight } from '@blueprintjs/icons';
import { type ReactNode, useState } from 'react';
import type { CampaignImpact, UsageImpact } from '../../main/engine/domain/impact.ts';
import type { ExchangeFilter } from '../../preload/contract.ts';
import { count, percent } from '../state/figures.ts';
import { useNavigation } from '../state/navigation-store.ts';
import { CAPABILITY_WORDS } from '../state/words.ts';
import { Opens } from './opens.tsx';
import { CostText, ShareOf, Tokens } from './usage-figures.tsx';

interface ImpactTableProps {
  readonly campaigns: readonly CampaignImpact[];
  /** Which campaigns show their capabilities at first. */
  readonly open: 'first' | 'all';
}

/** What was taken, by campaign and capability. */
export function ImpactTable({ campaigns, open }: ImpactTableProps): ReactNode {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(
    () => new Set((open === 'all' ? campaigns : campaigns.slice(0, 1)).map(({ campaignId }) => campaignId)),
  );
  const toggle = (id: string): void =>
    setUnfolded((last) => new Set(last.has(id) ? [...last].filter((other) => other !== id) : [...last, id]));
  return (
    <table className="plain-table impact" aria-label="What was taken, by campaign and capability">
      <thead>
        <tr>
          <th scope="col">{open === 'all' ? 'Capability' : 'Campaign and capability'}</th>
          <th scope="col" className="right">
            Exchanges
          </th>
          <th scope="col" className="right" title="Of all exchanges of the case">
            Of traffic
          </th>
          <th scope="col" className="right">
            Input tokens
          </th>
          <th scope="col" className="right">
            Output tokens
          </th>
          <th scope="col" className="right" title="Of all output tokens of the case">
            Of output
          </th>
          {open === 'first' && (
            <>
              <th scope="col" className="right" title="Told apart by skeleton, sketch and number of words: there are at least this many">
                Distinct prompts
              </th>
              <th scope="col" className="right" title="Exchanges whose prompt was asked before">
                Repeats
              </th>
            </>
          )}
          <th scope="col" className="right">
            Cost
          </th>
        </tr>
      </thead>
      {campaigns.map((campaign) => (
        <CampaignLines
          key={campaign.campaignId}
          campaign={campaign}
          isOpen={unfolded.has(campaign.campaignId)}
          isAlone={open === 'all'}
          onToggle={() => toggle(campaign.campaignId)}
        />
      ))}
    </table>
  );
}

interface CampaignLinesProps {
  readonly campaign: CampaignImpact;
  readonly isOpen: boolean;
  /** The only one of its page: it needs no name and no folding. */
  readonly isAlone: boolean;
  readonly onToggle: () => void;
}

function CampaignLines({ campaign, isOpen, isAlone, onToggle }: CampaignLinesProps): ReactNode {
  const { campaignId, prompts, capabilities } = campaign;
  const go = useNavigation((store) => store.go);
  // Facts tell prompts apart only so far: without an estimate's error there are at least so many.
  const [least, most] = prompts.isEstimate ? ['about ', 'about '] : ['≥ ', '≤ '];
  return (
    <tbody>
      <tr className="impact-campaign">
        <th scope="row">
          {isAlone ? (
            'All of it'
          ) : (
            <span className="impact-head">
              <Button
                variant="minimal"
                size="small"
                icon={isOpen ? <ChevronDown size={12} /> : <ChevronRight size={12} />}
                aria-expanded={isOpen}
                aria-label={`Capabilities of ${campaignId}`}
                onClick={onToggle}
              />
              <button type="button" className="link mono" onClick={() => go({ name: 'campaign', campaignId })}>
                {campaignId}
              </button>
            </span>
          )}
        </th>
        <UsageCells impact={campaign} filter={{ campaignId }}>
          {!isAlone && (
            <>
              <td
                className="right figure"
                title={prompts.distinctShare === null ? '' : `${percent(prompts.distinctShare)} of ${count(prompts.prompts)} prompts`}
              >
                {least}
                {count(prompts.distinct)}
              </td>
              <td className="right figure">
                {most}
                {count(prompts.repeats)}
              </td>
            </>
          )}
        </UsageCells>
      </tr>
      {isOpen &&
        capabilities
          .toSorted((a, b) => b.sums.exchanges - a.sums.exchanges)
          .map(({ capability, ...impact }) => (
            <tr key={capability}>
              <th scope="row" className="impact-capability">
                {CAPABILITY_WORDS[capability]}
              </th>
              <UsageCells impact={impact} filter={{ campaignId, capability }}>
                {!isAlone && <td colSpan={2} />}
              </UsageCells>
            </tr>
          ))}
    </tbody>
  );
}

interface UsageCellsProps {
  readonly impact: UsageImpact;
  readonly filter: ExchangeFilter;
  readonly children: ReactNode;
}

function UsageCells({ impact: { sums, shares, cost }, filter, children }: UsageCellsProps): ReactNode {
  return (
    <>
      <td className="right">
        <Opens filter={filter}>{count(sums.exchanges)}</Opens>
      </td>
      <td className="right">
        <ShareOf share={shares.exchanges} filter={filter} />
      </td>
      <td className="right">
        <Tokens sums={sums} of="input" filter={filter} />
      </td>
      <td className="right">
        <Tokens sums={sums} of="output" filter={filter} />
      </td>
      <td className="right">
        <ShareOf share={shares.output} filter={filter} />
      </td>
      {children}
      <td className="right">
        <CostText cost={cost} sums={sums} filter={filter} />
      </td>
    </>
  );
}
