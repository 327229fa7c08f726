// biome-ignore-all lint/a11y: a picture with a cursor that the arrow keys move
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { cellAfter } from './cell-keys.ts';
import { type DaySpan, positionOf, spanText } from './day-spans.ts';
import { linePath } from './line-path.ts';
import { DayTicks, type TimeMark, TimeMarks } from './stacked-spans.tsx';

interface PivotLineProps {
  readonly label: string;
  readonly spans: readonly DaySpan[];
  /** One value a span, null where there is nothing to share. */
  readonly campaign: readonly (number | null)[];
  /** The same of exchanges of no campaign; null where nobody knows. */
  readonly rest: readonly (number | null)[] | null;
  readonly pivot: { readonly at: string; readonly earliest: string; readonly latest: string };
  readonly marks: readonly TimeMark[];
  readonly text: (value: number) => string;
  /** What the grey line is, in a word or two. */
  readonly restName: string;
  readonly onOpen: (span: DaySpan) => void;
}

/** One share over time with the pivot as a line, its uncertainty as a band, and events as dashes. Arrows move by span, Enter opens its exchanges. */
export function PivotLine(props: PivotLineProps): ReactNode {
  const { label, spans, campaign, rest, pivot, marks, text, restName, onOpen } = props;
  const [wanted, setPlace] = useState<number | null>(null);
  const place = wanted === null ? null : Math.min(wanted, spans.length - 1);
  const span = place === null ? undefined : spans[place];
  const most = Math.max(1e-9, ...[...campaign, ...(rest ?? [])].map((value) => value ?? 0)) * 1.08;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === 'Enter' && span !== undefined) onOpen(span);
    else {
      if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
      const next = cellAfter(event.key, { row: 0, column: place ?? (event.key === 'ArrowLeft' ? spans.length : -1) }, 1, spans.length);
      if (next !== null) setPlace(next.column);
    }
    event.preventDefault();
  };
  const [from, to] = [positionOf(spans, pivot.earliest), positionOf(spans, pivot.latest)];
  const x = (position: number): string => `${100 * position}%`;
  const value = (values: readonly (number | null)[]): string => {
    const here = place === null ? null : (values[place] ?? null);
    return here === null ? '–' : text(here);
  };
  return (
    <figure className="pivot-line">
      <div
        className="pivot-plot"
        role="group"
        tabIndex={0}
        aria-label={label}
        onKeyDown={onKeyDown}
        onMouseLeave={() => setPlace(null)}
        onMouseMove={({ currentTarget, clientX }) => {
          const box = currentTarget.getBoundingClientRect();
          setPlace(Math.min(spans.length - 1, Math.max(0, Math.floor(((clientX - box.left) / box.width) * spans.length))));
        }}
        onClick={() => span !== undefined && onOpen(span)}
      >
        <svg aria-hidden="true">
          <line className="tick" x1="0" x2="100%" y1="100%" y2="100%" />
          <rect className="uncertainty" x={x(from)} width={x(Math.max(0.002, to - from))} y="0" height="100%" />
          <TimeMarks spans={spans} marks={marks} />
          <line className="time-mark pivot" x1={x(positionOf(spans, pivot.at))} x2={x(positionOf(spans, pivot.at))} y1="0" y2="100%" />
          {place !== null && (
            <line className="cursor" x1={x((place + 0.5) / spans.length)} x2={x((place + 0.5) / spans.length)} y1="0" y2="100%" />
          )}
        </svg>
        <svg className="lines" viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
          {rest !== null && <path className="rest" d={linePath(rest, most)} />}
          <path className="campaign" d={linePath(campaign, most)} />
        </svg>
        <span className="pivot-most figure" aria-hidden="true">
          {text(most / 1.08)}
        </span>
      </div>
      <div className="stack-days figure" aria-hidden="true">
        <DayTicks spans={spans} />
      </div>
      <figcaption aria-live="polite">
        <span className="readout">
          <span className="swatch line campaign" aria-hidden="true" />
          campaign {span !== undefined && <span className="figure">{value(campaign)}</span>}
        </span>
        {rest !== null && (
          <span className="readout">
            <span className="swatch line rest" aria-hidden="true" />
            {restName} {span !== undefined && <span className="figure">{value(rest)}</span>}
          </span>
        )}
        {span !== undefined && <span className="muted figure">{spanText(span)}</span>}
      </figcaption>
    </figure>
  );
}
