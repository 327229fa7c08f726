import { Flag } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import type { TargetingBoard } from '../../../main/engine/domain/targeting-board.ts';
import { spansOver } from '../../charts/day-spans.ts';
import { PivotLanes } from '../../charts/pivot-lanes.tsx';
import { useTimeMarks } from '../../charts/time-marks.ts';
import { Instant } from '../../parts/figure.tsx';
import { InertLine } from '../../parts/inert-text.tsx';
import { Opens } from '../../parts/opens.tsx';
import { Empty, Panel } from '../../parts/panel.tsx';
import { probability } from '../../state/figures.ts';
import { useNavigation } from '../../state/navigation-store.ts';
import { lastDayBefore, pivotSubject, pivotValue } from './pivot-subject.ts';

/** Pivots of every campaign on the days of the case. */
export function LanesPanel({ board: { days, campaigns } }: { readonly board: TargetingBoard }): ReactNode {
  const go = useNavigation((store) => store.go);
  const marks = useTimeMarks();
  const lanes = campaigns.flatMap((campaign) =>
    campaign.pivots.map((pivot, i) => {
      const reading = campaign.pivotReadings[i];
      const subject = pivotSubject(pivot.kind);
      const { campaignId } = campaign;
      const day = pivot.at.slice(0, 10);
      return {
        key: `${campaignId} ${pivot.at} ${pivot.kind}`,
        at: pivot.at,
        earliest: reading?.earliest ?? pivot.at,
        latest: reading?.latest ?? pivot.at,
        title: reading?.reason ?? '',
        before: [
          <button key="id" type="button" className="link mono" onClick={() => go({ name: 'campaign', campaignId })}>
            {campaignId}
          </button>,
          <Opens key="what" filter={{ campaignId, ...subject.filter, fromDay: day }} title={reading?.reason ?? ''}>
            <InertLine text={subject.name} />
            {reading?.countsForStrength === true && (
              <Flag size={10} className="flag" title="Counts towards the strength: nothing that formed the campaign explains it" />
            )}
          </Opens>,
          <Instant key="at" iso={pivot.at} precision={reading?.event === null || reading === undefined ? 'day' : 'second'} />,
        ],
        after: [
          <span key="change">
            <Opens filter={{ campaignId, ...subject.filter, toDay: lastDayBefore(pivot.at) }} title="Up to that day">
              {pivotValue(subject, pivot.before)}
            </Opens>{' '}
            →{' '}
            <Opens filter={{ campaignId, ...subject.filter, fromDay: day }} title="From that day on">
              {pivotValue(subject, pivot.after)}
            </Opens>
          </span>,
          <span key="q" className="figure" title={`p ${pivot.pValue}`}>
            {reading === undefined ? `p ${probability(pivot.pValue)}` : probability(reading.qValue)}
          </span>,
        ],
      };
    }),
  );
  return (
    <Panel title="When they turned" aside="pivots, with the 95 % interval of their date; dashed: events of the case" className="fits">
      {days === null ? (
        <Empty title="No dated exchange">The log gives no times, so nothing can be said about when anything changed.</Empty>
      ) : lanes.length === 0 ? (
        <Empty title="No pivot">
          No campaign changed on any day what it asks for, how, or of which model, beyond what chance and matched accounts explain.
        </Empty>
      ) : (
        <PivotLanes
          label="Pivots by campaign"
          spans={spansOver(days, 1)}
          lanes={lanes}
          marks={marks}
          headsBefore={['Campaign', 'What changed', 'When (UTC)']}
          headsAfter={['Before → after', 'q']}
        />
      )}
      {days !== null && lanes.length > 0 && marks.length > 0 && (
        <ul className="mark-list">
          {marks.map(({ at, text }) => (
            <li key={`${at} ${text}`}>
              <Instant iso={at} precision="day" /> {text}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
