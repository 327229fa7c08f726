import { type ReactNode, useMemo } from 'react';
import type { DailyCount } from '../../../main/engine/domain/campaign.ts';
import type { CampaignPage } from '../../../preload/contract.ts';
import { DayChart, type DayMark, type DaySeries } from '../../charts/day-chart.tsx';
import { useEventMarks } from '../../charts/event-marks.ts';
import { chartInk, hue } from '../../charts/palette.ts';
import { Empty, Panel } from '../../parts/panel.tsx';
import { visibleText } from '../../state/hidden-characters.ts';
import { useTheme } from '../../state/theme-store.ts';
import { pivotSubject } from '../targeting/pivot-subject.ts';

const DAY_MS = 86_400_000;

/** Every day from the first to the last of the case. */
function daysOf(counts: readonly DailyCount[]): readonly string[] {
  const first = counts[0]?.day;
  const last = counts.at(-1)?.day;
  if (first === undefined || last === undefined) return [];
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY_MS) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

function valuesOn(days: readonly string[], counts: readonly DailyCount[], figure: 'exchanges' | 'accounts'): readonly number[] {
  const byDay = new Map(counts.map((count) => [count.day, count[figure]]));
  return days.map((day) => byDay.get(day) ?? 0);
}

/** When the campaign was at work, beside the volume of the whole case. */
export function WhenPanel({ page }: { readonly page: CampaignPage }): ReactNode {
  const theme = useTheme((store) => store.theme);
  const { caseDaily, finding } = page;
  const days = useMemo(() => daysOf(caseDaily.toSorted((a, b) => (a.day < b.day ? -1 : 1))), [caseDaily]);
  const series = useMemo(
    (): readonly DaySeries[] => [
      { name: 'Campaign', values: valuesOn(days, finding.daily, 'exchanges'), color: hue(theme, 0), form: 'stack' },
      { name: 'Case (right axis)', values: valuesOn(days, caseDaily, 'exchanges'), color: chartInk(theme).line, form: 'line' },
    ],
    [days, finding, caseDaily, theme],
  );
  const accounts = useMemo(
    (): readonly DaySeries[] => [
      { name: 'Accounts of the campaign at work', values: valuesOn(days, finding.daily, 'accounts'), color: hue(theme, 5), form: 'stack' },
    ],
    [days, finding, theme],
  );
  const events = useEventMarks();
  const marks = useMemo(
    (): readonly DayMark[] => [
      ...finding.campaign.pivots.map((pivot) => ({
        day: pivot.at.slice(0, 10),
        text: `Pivot: ${visibleText(pivotSubject(pivot.kind).name)}`,
      })),
      ...events,
    ],
    [finding, events],
  );
  return (
    <div className="section" id="when">
      <Panel title="When" aside="exchanges and accounts per day, UTC" className="fits">
        {days.length === 0 ? (
          <Empty title="No dated exchange">The log gives no times, so nothing can be said about when.</Empty>
        ) : (
          <>
            <DayChart label="Exchanges of the campaign and of the case per day" days={days} series={series} marks={marks} height={170} />
            <DayChart label="Accounts of the campaign at work per day" days={days} series={accounts} marks={marks} height={90} alignRight />
          </>
        )}
      </Panel>
    </div>
  );
}
