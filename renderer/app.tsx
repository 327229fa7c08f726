import { FocusStyleManager } from '@blueprintjs/core';
import { type ReactNode, useEffect } from 'react';
import { CaseBar } from './parts/case-bar.tsx';
import { Dialogs } from './parts/dialogs.tsx';
import { DropTarget } from './parts/drop-target.tsx';
import { JobsBar } from './parts/jobs-bar.tsx';
import { SideRail } from './parts/side-rail.tsx';
import { CampaignScreen } from './screens/campaign/campaign-screen.tsx';
import { CampaignsScreen } from './screens/campaigns-screen.tsx';
import { DetectabilityScreen } from './screens/detectability/detectability-screen.tsx';
import { ExchangesScreen } from './screens/exchanges/exchanges-screen.tsx';
import { ImportScreen } from './screens/import/import-screen.tsx';
import { OverviewScreen } from './screens/overview/overview-screen.tsx';
import { SourcesScreen } from './screens/sources/sources-screen.tsx';
import { StartScreen } from './screens/start-screen.tsx';
import { TargetingScreen } from './screens/targeting/targeting-screen.tsx';
import { type Screen, useNavigation } from './state/navigation-store.ts';
import { useShortcuts } from './state/shortcuts.ts';
import { useOpenCase } from './state/window-store.ts';

FocusStyleManager.onlyShowFocusOnTabs();

export function App(): ReactNode {
  useShortcuts();
  const screen = useNavigation((store) => store.screen);
  const openCase = useOpenCase();
  const shown: Screen = openCase === null && screen.name !== 'import' ? { name: 'start' } : screen;

  // The keyboard starts each screen at its beginning.
  const place = shown.name === 'campaign' ? shown.campaignId : shown.name;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the place changes
  useEffect(() => document.getElementById('screen')?.focus({ preventScroll: true }), [place]);

  return (
    <DropTarget>
      <div className="frame">
        <CaseBar />
        <SideRail />
        <main id="screen" tabIndex={-1} key={openCase?.path ?? ''}>
          <ScreenOf screen={shown} />
        </main>
        <JobsBar />
      </div>
      <Dialogs />
    </DropTarget>
  );
}

function ScreenOf({ screen }: { readonly screen: Screen }): ReactNode {
  switch (screen.name) {
    case 'start':
      return <StartScreen />;
    case 'import':
      return <ImportScreen />;
    case 'sources':
      return <SourcesScreen tab={screen.tab} />;
    case 'overview':
      return <OverviewScreen />;
    case 'campaigns':
      return <CampaignsScreen />;
    case 'campaign':
      return <CampaignScreen key={screen.campaignId} campaignId={screen.campaignId} />;
    case 'targeting':
      return <TargetingScreen />;
    case 'detectability':
      return <DetectabilityScreen />;
    case 'exchanges':
      return <ExchangesScreen filter={screen.filter} row={screen.row} />;
    default:
      return screen satisfies never;
  }
}
