import { Button } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { CampaignFinding } from '../../../main/engine/domain/campaign.ts';
import type { AccountTie } from '../../../preload/contract.ts';
import { InertLine } from '../../parts/inert-text.tsx';
import { Loaded, Panel } from '../../parts/panel.tsx';
import { LayerTag } from '../../parts/tags.tsx';
import { probability, weight } from '../../state/figures.ts';
import { useResource } from '../../state/resource.ts';
import { layerWord } from '../../state/words.ts';
import { placeSentence } from './reading-text.ts';

interface TiePanelProps {
  /** The campaign that both are in. */
  readonly finding: CampaignFinding;
  readonly accountA: string;
  readonly accountB: string;
  readonly onClose: () => void;
}

/** What ties two accounts, layer by layer, and why the other layers do not. Recomputed from the facts. */
export function TiePanel({ finding, accountA, accountB, onClose }: TiePanelProps): ReactNode {
  const tie = useResource('analysis.tie', { accountA, accountB });
  return (
    <Panel
      title="Two accounts compared"
      className="who-links"
      aside={
        <>
          <InertLine text={accountA} /> and <InertLine text={accountB} />
        </>
      }
      actions={<Button size="small" variant="minimal" text="Clear marks" onClick={onClose} />}
    >
      <Loaded resource={tie}>{(value) => <TieOf tie={value} finding={finding} />}</Loaded>
    </Panel>
  );
}

function TieOf({ tie, finding }: { readonly tie: AccountTie; readonly finding: CampaignFinding }): ReactNode {
  const total = tie.links.reduce((sum, link) => sum + link.weight, 0);
  const heaviest = Math.max(1e-9, ...tie.links.map((link) => link.weight));
  return (
    // biome-ignore lint/a11y: the list scrolls, so the keyboard must reach it
    <div className="tie" role="region" aria-label="What ties the two accounts" tabIndex={0}>
      {tie.links.map((link) => (
        <div key={`${link.layer} ${link.reasons.join()}`} className="tie-row">
          <LayerTag layer={link.layer} />
          <span className="layer-bar" aria-hidden="true">
            <span style={{ width: `${(100 * link.weight) / heaviest}%` }} />
          </span>
          <span className="figure right" title={String(link.weight)}>
            +{weight(link.weight)}
          </span>
          <span className="figure muted right">{link.pValue === null ? '' : `p ${probability(link.pValue)}`}</span>
          <span className="tie-reason">
            {link.reasons.map((reason) => (
              <span key={reason}>
                <InertLine text={reason} />
              </span>
            ))}
          </span>
        </div>
      ))}
      <div className="tie-total">
        {tie.links.length === 0 ? 'No layer ties these two accounts.' : `Together ${weight(total)}.`}{' '}
        {tie.sharedCampaignId === null ? 'They share no campaign.' : `Both are in ${tie.sharedCampaignId}.`}
      </div>
      {tie.untied.map((one) => (
        <div key={one.layer} className="tie-row untied">
          <span>{layerWord(one.layer)}</span>
          <span className="muted">no tie</span>
          <span />
          <span />
          <span className="tie-reason muted">
            <InertLine text={one.reason} />
          </span>
        </div>
      ))}
      <GroupOf tie={tie} finding={finding} />
    </div>
  );
}

/** What the campaign says of both: their places in it, and how it behaves as a whole. */
function GroupOf({ tie, finding }: { readonly tie: AccountTie; readonly finding: CampaignFinding }): ReactNode {
  const { campaign, members, reading } = finding;
  if (tie.sharedCampaignId !== campaign.id || reading === undefined) return null;
  const both = [tie.accountA, tie.accountB].flatMap((id) => members.find(({ accountId }) => accountId === id) ?? []);
  return (
    <>
      <div className="tie-total">Their places in it, and how it behaves as a whole</div>
      {both.map((member) => (
        <div key={member.accountId} className="tie-row place">
          <InertLine text={member.accountId} title={member.accountId} />
          <span>
            {member.role}, {placeSentence(member)}
          </span>
        </div>
      ))}
      {reading.behaviour.map((one) => (
        <div key={one.layer} className="tie-row place" title={`If they had nothing to do with one another: ${one.nullHypothesis}`}>
          <span>{layerWord(one.layer)}</span>
          <span className={one.holds ? '' : 'muted'}>
            {one.holds ? 'holds' : 'does not hold'}, p {probability(one.pValue)}: <InertLine text={one.reason} />
          </span>
        </div>
      ))}
    </>
  );
}
