import type { ReactNode } from 'react';
import { type DaySpan, positionOf } from './day-spans.ts';
import { DayTicks, type TimeMark, TimeMarks } from './stacked-spans.tsx';

export interface PivotLane {
  readonly key: string;
  readonly at: string;
  readonly earliest: string;
  readonly latest: string;
  /** The cells before the picture and after it. */
  readonly before: readonly ReactNode[];
  readonly after: readonly ReactNode[];
  readonly title: string;
}

interface PivotLanesProps {
  readonly label: string;
  readonly spans: readonly DaySpan[];
  readonly lanes: readonly PivotLane[];
  readonly marks: readonly TimeMark[];
  readonly headsBefore: readonly string[];
  readonly headsAfter: readonly string[];
}

/** Pivots on one axis of days: a table whose middle column is a picture of date and uncertainty, with events as dashed lines. */
export function PivotLanes({ label, spans, lanes, marks, headsBefore, headsAfter }: PivotLanesProps): ReactNode {
  const x = (iso: string): number => 100 * positionOf(spans, iso);
  return (
    <table className="plain-table pivot-lanes" aria-label={label}>
      <thead>
        <tr>
          {headsBefore.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
          <th scope="col" className="lane-axis">
            <DayTicks spans={spans} />
          </th>
          {headsAfter.map((head) => (
            <th key={head} scope="col" className="right">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lanes.map((lane) => (
          <tr key={lane.key}>
            {lane.before.map((cell, i) => (
              <td key={headsBefore[i] ?? ''}>{cell}</td>
            ))}
            <td className="lane-cell" title={lane.title}>
              <svg className="lane" aria-hidden="true">
                <line className="tick" x1="0" x2="100%" y1="50%" y2="50%" />
                <TimeMarks spans={spans} marks={marks} />
                <line className="interval" x1={`${x(lane.earliest)}%`} x2={`${x(lane.latest)}%`} y1="50%" y2="50%" />
                <circle className="estimate" cx={`${x(lane.at)}%`} cy="50%" r="4.5" />
              </svg>
            </td>
            {lane.after.map((cell, i) => (
              <td key={headsAfter[i] ?? ''} className="right">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
