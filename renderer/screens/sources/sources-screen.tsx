import { Button, ButtonGroup } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import { count } from '../../state/figures.ts';
import { type SourcesTab, useNavigation } from '../../state/navigation-store.ts';
import { type Resource, useResource } from '../../state/resource.ts';
import { EventsTab } from './events-tab.tsx';
import { SideTablesTab } from './side-tables-tab.tsx';
import { SourcesTabContent } from './sources-tab.tsx';

/** What was read, what it lacks, and what was added to it. */
export function SourcesScreen({ tab }: { readonly tab: SourcesTab }): ReactNode {
  const sources = useResource('sources.list', {});
  const sideTables = useResource('sideTables.list', {});
  const events = useResource('events.list', {});
  const replace = useNavigation((store) => store.replace);
  const tabs: readonly (readonly [SourcesTab, string, Resource<readonly unknown[]>])[] = [
    ['sources', 'Sources', sources],
    ['side-tables', 'Side tables', sideTables],
    ['events', 'Events', events],
  ];
  return (
    <div className="screen sources-screen">
      <div className="screen-head">
        <h1>Sources</h1>
        <ButtonGroup variant="minimal" size="small" className="screen-tabs">
          {tabs.map(([name, title, resource]) => (
            <Button
              key={name}
              text={resource.phase === 'ready' ? `${title} (${count(resource.value.length)})` : title}
              active={tab === name}
              aria-pressed={tab === name}
              onClick={() => replace({ name: 'sources', tab: name })}
            />
          ))}
        </ButtonGroup>
        <span className="spring" />
      </div>
      {tab === 'sources' && <SourcesTabContent sources={sources} />}
      {tab === 'side-tables' && <SideTablesTab tables={sideTables} />}
      {tab === 'events' && <EventsTab events={events} />}
    </div>
  );
}
