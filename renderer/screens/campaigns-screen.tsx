import { Button } from '@blueprintjs/core';
import { Export } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import type { Campaign, CapabilityTargeting } from '../../main/engine/domain/campaign.ts';
import { ActionButton } from '../parts/action-button.tsx';
import type { Column } from '../parts/columns.ts';
import { EditsBar } from '../parts/edits-bar.tsx';
import { Count, Instant } from '../parts/figure.tsx';
import { NotAnalysed } from '../parts/not-analysed.tsx';
import { Empty, Loaded, Panel } from '../parts/panel.tsx';
import { RecordTable } from '../parts/record-table.tsx';
import { SettingsButton } from '../parts/settings-button.tsx';
import { LayerTag, StrengthTag } from '../parts/tags.tsx';
import { useDialogs } from '../state/dialogs-store.ts';
import { count, ratio } from '../state/figures.ts';
import { useNavigation } from '../state/navigation-store.ts';
import { useResource } from '../state/resource.ts';
import { CAPABILITY_WORDS, LAYER_WORDS, STRENGTH_WORDS } from '../state/words.ts';

/** Which accounts act as one. */
export function CampaignsScreen(): ReactNode {
  const overview = useResource('case.overview', {});
  const campaigns = useResource('analysis.campaigns', {});
  const go = useNavigation((store) => store.go);
  const analysed = overview.phase !== 'ready' || overview.value.analysis !== null;
  const listed = campaigns.phase === 'ready' ? campaigns.value : [];
  return (
    <div className="screen campaigns-screen">
      <div className="screen-head">
        <h1>Campaigns</h1>
        <span className="muted">accounts that act as one</span>
        <span className="spring" />
        <SettingsButton />
        <ActionButton
          does="Export evidence"
          icon={<Export />}
          text="Export evidence"
          disabled={listed.length === 0}
          onClick={() => useDialogs.getState().show({ phase: 'export', campaignIds: [] })}
        />
      </div>
      <EditsBar />
      {!analysed ? (
        <NotAnalysed>
          Analysing links accounts by payment, prompts, tools, network and client software, and lists those that act as one. It needs no
          network and can be cancelled.
        </NotAnalysed>
      ) : (
        <Loaded resource={campaigns}>
          {(value) =>
            value.length === 0 ? (
              <NothingFound />
            ) : (
              <Panel title="Found" aside={count(value.length)} className="fills">
                <RecordTable
                  name="campaigns"
                  label="Campaigns"
                  columns={CAMPAIGN_COLUMNS}
                  records={value}
                  keyOf={idOf}
                  firstSorting={STRONGEST_FIRST}
                  onOpen={(campaign) => go({ name: 'campaign', campaignId: campaign.id })}
                />
              </Panel>
            )
          }
        </Loaded>
      )}
    </div>
  );
}

function NothingFound(): ReactNode {
  const go = useNavigation((store) => store.go);
  return (
    <Empty
      title="No campaign found"
      action={
        <div className="empty-actions">
          <Button text="Would one have been found?" intent="primary" onClick={() => go({ name: 'detectability' })} />
          <Button text="Which layers were used" onClick={() => go({ name: 'overview' })} />
        </div>
      }
    >
      No group of accounts is tied beyond what chance and common software explain, on the layers that this log has columns for. That is not
      proof that there is none: a layer whose columns are empty could not speak, and a campaign of accounts that share nothing leaves no
      tie.
    </Empty>
  );
}

const STRONGEST_FIRST = { columnId: 'score', descending: true } as const;
const idOf = (campaign: Campaign): string => campaign.id;

function topFlagged(campaign: Campaign): CapabilityTargeting | null {
  return campaign.targeting.filter((one) => one.flagged).toSorted((a, b) => b.ratio - a.ratio)[0] ?? null;
}

const CAMPAIGN_COLUMNS: readonly Column<Campaign>[] = [
  {
    id: 'id',
    title: 'Campaign',
    width: 124,
    value: (c) => c.id,
    render: (c) => (
      <button
        type="button"
        className="link mono"
        tabIndex={-1}
        onClick={() => useNavigation.getState().go({ name: 'campaign', campaignId: c.id })}
      >
        {c.id}
      </button>
    ),
  },
  {
    id: 'strength',
    title: 'Strength',
    width: 106,
    value: (c) => STRENGTH_WORDS[c.strength].rank,
    render: (c) => <StrengthTag strength={c.strength} />,
  },
  {
    id: 'score',
    title: 'Score',
    width: 110,
    align: 'right',
    hint: 'Sum over kinds of evidence, 0 to 100',
    value: (c) => c.score,
    render: (c) => (
      <span className="score">
        <span className="score-bar" aria-hidden="true">
          <span style={{ width: `${Math.min(100, c.score)}%` }} />
        </span>
        <span className="figure" title={String(c.score)}>
          {c.score.toFixed(1)}
        </span>
      </span>
    ),
  },
  {
    id: 'accounts',
    title: 'Accounts',
    width: 84,
    align: 'right',
    value: (c) => c.accountCount,
    render: (c) => <Count value={c.accountCount} />,
  },
  {
    id: 'exchanges',
    title: 'Exchanges',
    width: 100,
    align: 'right',
    value: (c) => c.exchangeCount,
    render: (c) => <Count value={c.exchangeCount} />,
  },
  { id: 'first', title: 'First seen', width: 96, value: (c) => c.firstSeen, render: (c) => <Instant iso={c.firstSeen} precision="day" /> },
  { id: 'last', title: 'Last seen', width: 96, value: (c) => c.lastSeen, render: (c) => <Instant iso={c.lastSeen} precision="day" /> },
  {
    id: 'layers',
    title: 'Layers',
    width: 250,
    grows: true,
    value: (c) => c.layers.map((one) => LAYER_WORDS[one.layer].name).join(', '),
    render: (c) => (
      <span className="tag-line">
        {c.layers
          .toSorted((a, b) => b.weight - a.weight)
          .map((one) => (
            <LayerTag key={one.layer} layer={one.layer} />
          ))}
      </span>
    ),
  },
  {
    id: 'targets',
    title: 'Asks most for',
    width: 210,
    hint: 'Flagged capability with the highest share ratio against the baseline',
    value: (c) => topFlagged(c)?.capability ?? null,
    render: (c) => {
      const top = topFlagged(c);
      return top === null ? (
        <span className="muted">nothing flagged</span>
      ) : (
        <span>
          {CAPABILITY_WORDS[top.capability]} <span className="figure muted">× {ratio(top.ratio)}</span>
        </span>
      );
    },
  },
];
