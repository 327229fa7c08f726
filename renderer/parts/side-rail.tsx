import { Chart, Chat, Database, EyeOpen, Home, Import, People, Target } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import type { Campaign } from '../../main/engine/domain/campaign.ts';
import { type Screen, type ScreenName, useNavigation } from '../state/navigation-store.ts';
import { useResource } from '../state/resource.ts';
import { useOpenCase } from '../state/window-store.ts';
import { STRENGTH_WORDS } from '../state/words.ts';
import { Keys } from './action-button.tsx';
import { Count } from './figure.tsx';

interface RailItem {
  readonly screen: Screen;
  readonly title: string;
  readonly icon: React.JSX.Element;
  readonly keys: string;
  readonly covers: readonly ScreenName[];
}

const ITEMS: readonly RailItem[] = [
  { screen: { name: 'start' }, title: 'Start', icon: <Home size={14} />, keys: 'g s', covers: ['start'] },
  { screen: { name: 'import' }, title: 'Import', icon: <Import size={14} />, keys: 'g i', covers: ['import'] },
  { screen: { name: 'overview' }, title: 'Overview', icon: <Chart size={14} />, keys: 'g o', covers: ['overview'] },
  { screen: { name: 'campaigns' }, title: 'Campaigns', icon: <People size={14} />, keys: 'g c', covers: ['campaigns', 'campaign'] },
  { screen: { name: 'targeting' }, title: 'Targeting', icon: <Target size={14} />, keys: 'g t', covers: ['targeting'] },
  {
    screen: { name: 'exchanges', filter: {}, row: null },
    title: 'Exchanges',
    icon: <Chat size={14} />,
    keys: 'g e',
    covers: ['exchanges'],
  },
  { screen: { name: 'detectability' }, title: 'Detectability', icon: <EyeOpen size={14} />, keys: 'g d', covers: ['detectability'] },
  { screen: { name: 'sources', tab: 'sources' }, title: 'Sources', icon: <Database size={14} />, keys: 'g f', covers: ['sources'] },
];

/** Campaigns listed in the rail; the table has the rest. */
const LISTED = 12;

export function SideRail(): ReactNode {
  const screen = useNavigation((store) => store.screen);
  const go = useNavigation((store) => store.go);
  const openCase = useOpenCase();
  return (
    <nav className="side-rail" aria-label="Screens">
      <ul>
        {ITEMS.map((item) => {
          const shown = openCase === null && screen.name !== 'import' ? 'start' : screen.name;
          const here = item.covers.includes(shown);
          return (
            <li key={item.title}>
              <button
                type="button"
                className={here ? 'rail-item here' : 'rail-item'}
                aria-current={here ? 'page' : undefined}
                disabled={openCase === null && item.screen.name !== 'start' && item.screen.name !== 'import'}
                onClick={() => go(item.screen)}
              >
                {item.icon}
                <span>{item.title}</span>
                <span className="rail-keys">
                  <Keys keys={item.keys} />
                </span>
              </button>
              {item.screen.name === 'campaigns' && openCase !== null && <RailCampaigns here={screen} />}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function RailCampaigns({ here }: { readonly here: Screen }): ReactNode {
  const campaigns = useResource('analysis.campaigns', {});
  const go = useNavigation((store) => store.go);
  if (campaigns.phase !== 'ready' || campaigns.value.length === 0) return null;
  const isHere = (campaign: Campaign): boolean => here.name === 'campaign' && here.campaignId === campaign.id;
  return (
    <ul className="rail-campaigns">
      {campaigns.value.slice(0, LISTED).map((campaign) => (
        <li key={campaign.id}>
          <button
            type="button"
            className={isHere(campaign) ? 'rail-item here' : 'rail-item'}
            aria-current={isHere(campaign) ? 'page' : undefined}
            title={`${STRENGTH_WORDS[campaign.strength].name}, score ${campaign.score.toFixed(1)}`}
            onClick={() => go({ name: 'campaign', campaignId: campaign.id })}
          >
            <span className={`dot ${campaign.strength}`} aria-hidden="true" />
            <span className="mono">{campaign.id}</span>
            <span className="rail-count">
              <Count value={campaign.accountCount} />
            </span>
          </button>
        </li>
      ))}
      {campaigns.value.length > LISTED && (
        <li className="muted small rail-more">
          and <Count value={campaigns.value.length - LISTED} /> more
        </li>
      )}
    </ul>
  );
}
