import { Button, Callout } from '@blueprintjs/core';
import { Play, Shield } from '@blueprintjs/icons';
import { type ReactNode, useMemo } from 'react';
import type { CaseOverview } from '../../../preload/contract.ts';
import { DayChart, type DaySeries } from '../../charts/day-chart.tsx';
import { useEventMarks } from '../../charts/event-marks.ts';
import { chartInk, hue } from '../../charts/palette.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { Instant, Stat } from '../../parts/figure.tsx';
import { Empty, Loaded, Panel } from '../../parts/panel.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { SOURCE_COLUMNS, type SourceLine } from '../../parts/source-columns.tsx';
import { startAnalysis, startCheck } from '../../state/actions.ts';
import { count, days, plural } from '../../state/figures.ts';
import { useRunningJob } from '../../state/jobs-store.ts';
import { useNavigation } from '../../state/navigation-store.ts';
import { useResource } from '../../state/resource.ts';
import { useTheme } from '../../state/theme-store.ts';
import { ActivityTable } from './activity-table.tsx';
import { AnalysisPanel } from './analysis-panel.tsx';

/** What the case holds, and whether it has been analysed. */
export function OverviewScreen(): ReactNode {
  const overview = useResource('case.overview', {});
  return (
    <div className="screen overview-screen">
      <Loaded resource={overview}>{(value) => <Overview overview={value} />}</Loaded>
    </div>
  );
}

function Overview({ overview }: { readonly overview: CaseOverview }): ReactNode {
  const { summary, sources, analysis } = overview;
  const analysing = useRunningJob('analysis') !== null;
  return (
    <>
      <div className="screen-head">
        <h1>Overview</h1>
        <span className="spring" />
        <ActionButton does="Check the case for damage" icon={<Shield />} text="Check" onClick={() => void startCheck()} />
        <ActionButton
          does="Analyse the case"
          icon={<Play />}
          text={analysis === null ? 'Analyse' : 'Analyse again'}
          intent={analysis === null || analysis.stale ? 'primary' : 'none'}
          loading={analysing}
          disabled={summary.readOnly || summary.exchanges === 0}
          onClick={() => void startAnalysis()}
        />
      </div>
      {analysis?.stale === true && (
        <Callout intent="warning" compact className="stale">
          Exchanges were imported after the last analysis. Campaigns, shares and the colours below do not know them yet: analyse again.
        </Callout>
      )}
      <div className="stats panel padded">
        <Stat label="Exchanges">{count(summary.exchanges)}</Stat>
        <Stat label="Accounts">{count(summary.accounts)}</Stat>
        <Stat label="First">
          <Instant iso={summary.firstSeen} />
        </Stat>
        <Stat label="Last">
          <Instant iso={summary.lastSeen} />
        </Stat>
        <Stat label="Span">
          {summary.firstSeen === null || summary.lastSeen === null ? '–' : plural(days(summary.firstSeen, summary.lastSeen), 'day')}
        </Stat>
        <Stat label="Sources">{count(sources.length)}</Stat>
        <Stat label="Quarantined">{count(summary.quarantined)}</Stat>
      </div>
      <Volume overview={overview} />
      <div className="overview-columns">
        <Panel title="Sources" aside={count(sources.length)} className="sources" actions={<SourcesLink />}>
          <RecordTable
            name="sources"
            label="Sources"
            columns={SOURCE_COLUMNS}
            records={sources as readonly SourceLine[]}
            keyOf={pathOf}
            empty={<Empty title="No source yet">Drop a log export on this window.</Empty>}
          />
        </Panel>
        <AnalysisPanel overview={overview} />
      </div>
      <ActivityTable />
    </>
  );
}

function SourcesLink(): ReactNode {
  const go = useNavigation((store) => store.go);
  return (
    <Button
      size="small"
      variant="minimal"
      intent="primary"
      text="What they lack"
      title="Columns, quarantine and side tables"
      onClick={() => go({ name: 'sources', tab: 'sources' })}
    />
  );
}

const pathOf = (source: SourceLine): string => source.path;

/** Campaigns drawn one by one; the others are one series, so that the legend stays readable. */
const DRAWN = 7;

function Volume({ overview }: { readonly overview: CaseOverview }): ReactNode {
  const theme = useTheme((store) => store.theme);
  const { daily } = overview;
  const marks = useEventMarks();
  const series = useMemo((): DaySeries[] => {
    const drawn = daily.campaigns.slice(0, DRAWN);
    const others = daily.campaigns.slice(DRAWN);
    const list: DaySeries[] = drawn.map((campaign, i) => ({
      name: campaign.id,
      values: campaign.exchanges,
      color: hue(theme, i),
      form: 'stack',
    }));
    if (others.length > 0) {
      const values = daily.days.map((_, d) => others.reduce((sum, campaign) => sum + (campaign.exchanges[d] ?? 0), 0));
      list.push({ name: `${others.length} more campaigns`, values, color: hue(theme, DRAWN), form: 'stack' });
    }
    list.push({
      name: list.length === 0 ? 'Exchanges' : 'Outside campaigns',
      values: daily.rest,
      color: chartInk(theme).rest,
      form: 'stack',
    });
    return list;
  }, [daily, theme]);
  return (
    <Panel title="Exchanges per day" className="fits">
      {daily.days.length === 0 ? (
        <Empty title="No dated exchange">Once a log with times is imported, its daily volume shows here.</Empty>
      ) : (
        <DayChart label="Exchanges per day, stacked by campaign" days={daily.days} series={series} marks={marks} height={190} />
      )}
    </Panel>
  );
}
