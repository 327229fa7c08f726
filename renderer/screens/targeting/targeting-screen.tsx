import { Button } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import type { TargetingBoard } from '../../../main/engine/domain/targeting-board.ts';
import { EditsBar } from '../../parts/edits-bar.tsx';
import { NotAnalysed } from '../../parts/not-analysed.tsx';
import { Empty, FaultNote, Loaded } from '../../parts/panel.tsx';
import { useNavigation } from '../../state/navigation-store.ts';
import { useResource } from '../../state/resource.ts';
import { GlancePanel } from './glance-panel.tsx';
import { HeatPanel } from './heat-panel.tsx';
import { LanesPanel } from './lanes-panel.tsx';
import { TakenPanel } from './taken-panel.tsx';

/** Which campaign went after what, by how much, since when, and what that cost. */
export function TargetingScreen(): ReactNode {
  const board = useResource('analysis.targeting', {});
  return (
    <div className="screen targeting-screen">
      <div className="screen-head">
        <h1>Targeting</h1>
        <span className="muted">what campaigns were after, and what they took</span>
      </div>
      <EditsBar />
      {board.phase === 'failed' ? (
        board.fault.kind === 'failure' && board.fault.failure.code === 'analysis-missing' ? (
          <NotAnalysed>
            Analysing finds accounts that act as one, and compares what they ask for with the rest of the same traffic.
          </NotAnalysed>
        ) : (
          <FaultNote fault={board.fault} />
        )
      ) : (
        <Loaded resource={board}>{(value) => (value.campaigns.length === 0 ? <NoCampaign /> : <Board board={value} />)}</Loaded>
      )}
    </div>
  );
}

function NoCampaign(): ReactNode {
  const go = useNavigation((store) => store.go);
  return (
    <Empty title="No campaign to compare" action={<Button text="See what was looked for" onClick={() => go({ name: 'campaigns' })} />}>
      Targeting compares campaigns with the rest of the traffic, and this analysis found none.
    </Empty>
  );
}

function Board({ board }: { readonly board: TargetingBoard }): ReactNode {
  const impact = useResource('impact.read', {});
  const found = board.campaigns.filter(({ strength }) => strength !== 'lead');
  const leads = board.campaigns.length - found.length;
  const [wanted, setShowLeads] = useState(false);
  const showLeads = wanted || found.length === 0;
  const shown = showLeads ? board.campaigns : found;
  const report = impact.phase === 'ready' ? impact.value : null;
  return (
    <>
      <GlancePanel campaigns={shown} report={report} />
      <HeatPanel campaigns={shown} leads={found.length === 0 ? 0 : leads} showLeads={showLeads} onShowLeads={setShowLeads} />
      <LanesPanel board={{ ...board, campaigns: shown }} />
      <TakenPanel resource={impact} shown={shown.map(({ campaignId }) => campaignId)} />
    </>
  );
}
