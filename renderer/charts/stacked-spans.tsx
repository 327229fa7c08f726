// biome-ignore-all lint/a11y: a picture with a cursor that the arrow keys move; the table beside it has the same figures
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { count, percent } from '../state/figures.ts';
import { type CellPlace, cellAfter } from './cell-keys.ts';
import { type DaySpan, positionOf, shortDay, spanText } from './day-spans.ts';

export interface StackedSeries {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  /** One count a span. */
  readonly values: readonly number[];
  /** Share in what it is compared with. */
  readonly baselineShare: number | null;
}

export interface TimeMark {
  readonly at: string;
  readonly text: string;
  readonly kind: 'event' | 'pivot';
}

interface StackedSpansProps {
  readonly label: string;
  readonly spans: readonly DaySpan[];
  /** From the bottom up. */
  readonly series: readonly StackedSeries[];
  readonly form: 'shares' | 'counts';
  readonly marks: readonly TimeMark[];
  readonly height: number;
  /** `span` is null for the baseline. */
  readonly onOpen: (series: StackedSeries, span: DaySpan | null) => void;
}

/** What spans of days are made of, as stacked bars, with the baseline as one bar beside them. Arrows move from bar to bar and within it, Enter opens. */
export function StackedSpans(props: StackedSpansProps): ReactNode {
  const { label, spans, series, form, height, onOpen } = props;
  const [cursor, setCursor] = useState<CellPlace | null>(null);
  const hasBaseline = form === 'shares' && series.some(({ baselineShare }) => baselineShare !== null);
  const columns = spans.length + (hasBaseline ? 1 : 0);
  const totals = spans.map((_, i) => series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0));
  const most = Math.max(1, ...totals);
  const at = cursor === null ? null : { row: Math.min(cursor.row, series.length - 1), column: Math.min(cursor.column, columns - 1) };
  const openAt = ({ row, column }: CellPlace): void => {
    const one = series[series.length - 1 - row];
    const span = spans[column] ?? null;
    if (one !== undefined && (span === null || (one.values[column] ?? 0) > 0)) onOpen(one, span);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === 'Enter' && at !== null) openAt(at);
    else {
      const from = at ?? { row: series.length - 1, column: event.key === 'ArrowLeft' ? columns : -1 };
      const next = cellAfter(event.key, from, series.length, columns);
      if (next === null) return;
      setCursor(next);
    }
    event.preventDefault();
  };
  const barsOf = (shares: (one: StackedSeries) => number, column: number, x: number, width: number): ReactNode[] => {
    let top = 1;
    return series.map((one, i) => {
      const share = shares(one);
      top -= share;
      const row = series.length - 1 - i;
      const isHere = at?.column === column && at.row === row;
      return (
        <rect
          key={one.id}
          x={`${100 * x}%`}
          y={`${100 * top}%`}
          width={`${100 * width}%`}
          height={`${100 * share}%`}
          fill={one.color}
          className={isHere ? 'here' : ''}
          onMouseEnter={() => setCursor({ row, column })}
          onClick={() => openAt({ row, column })}
        />
      );
    });
  };
  const step = 1 / Math.max(1, spans.length);
  return (
    <figure className="stacked-spans">
      <div
        className="stack-body"
        style={{ height }}
        role="group"
        tabIndex={0}
        aria-label={label}
        onKeyDown={onKeyDown}
        onMouseLeave={() => setCursor(null)}
      >
        <div className="stack-axis figure" aria-hidden="true">
          {form === 'shares' ? (
            <>
              <span>100 %</span>
              <span>50 %</span>
              <span>0 %</span>
            </>
          ) : (
            <>
              <span>{count(most)}</span>
              <span>0</span>
            </>
          )}
        </div>
        <svg className="stack-plot" aria-hidden="true">
          <line className="tick" x1="0" x2="100%" y1="50%" y2="50%" />
          {spans.map((span, i) => (
            <g key={span.from}>
              {barsOf(
                ({ values }) => (values[i] ?? 0) / (form === 'shares' ? Math.max(1, totals[i] ?? 0) : most),
                i,
                (i + 0.06) * step,
                0.88 * step,
              )}
            </g>
          ))}
          <TimeMarks spans={spans} marks={props.marks} />
        </svg>
        {hasBaseline && (
          <div className="stack-baseline">
            <svg aria-hidden="true">{barsOf(({ baselineShare }) => baselineShare ?? 0, spans.length, 0.08, 0.84)}</svg>
          </div>
        )}
      </div>
      <div className="stack-days figure" aria-hidden="true">
        <DayTicks spans={spans} />
        {hasBaseline && <span className="stack-baseline">baseline</span>}
      </div>
      <Readout {...props} totals={totals} at={at} />
    </figure>
  );
}

interface ReadoutProps extends StackedSpansProps {
  readonly totals: readonly number[];
  readonly at: CellPlace | null;
}

function Readout({ spans, series, totals, at, marks }: ReadoutProps): ReactNode {
  const span = at === null ? null : (spans[at.column] ?? null);
  const place = span === null ? -1 : (at?.column ?? -1);
  const isBaseline = at !== null && span === null;
  const [first, last] = [spans[0], spans.at(-1)];
  const whole = span === null ? totals.reduce((sum, total) => sum + total, 0) : (totals[place] ?? 0);
  const shareOf = (one: StackedSeries): number =>
    isBaseline
      ? (one.baselineShare ?? 0)
      : (span === null ? one.values.reduce((sum, value) => sum + value, 0) : (one.values[place] ?? 0)) / Math.max(1, whole);
  return (
    <figcaption aria-live="polite">
      <span className="readout-day figure">
        {isBaseline
          ? 'Baseline'
          : span !== null
            ? spanText(span)
            : first === undefined || last === undefined
              ? ''
              : `${spanText(first)} to ${shortDay(last.to)}`}
      </span>
      {series.map((one, i) => (
        <span key={one.id} className={at !== null && series.length - 1 - at.row === i ? 'readout here' : 'readout'}>
          <span className="swatch" style={{ background: one.color }} aria-hidden="true" />
          {one.name}
          <span className="figure">{percent(shareOf(one))}</span>
        </span>
      ))}
      {!isBaseline && <span className="muted figure">of {count(whole)}</span>}
      {span !== null &&
        marks
          .filter(({ at: moment }) => moment.slice(0, 10) >= span.from && moment.slice(0, 10) <= span.to)
          .map(({ text }) => (
            <span key={text} className="readout mark">
              {text}
            </span>
          ))}
    </figcaption>
  );
}

/** Dashed lines for events, whole ones for pivots, in a picture whose width is the spans. */
export function TimeMarks({ spans, marks }: { readonly spans: readonly DaySpan[]; readonly marks: readonly TimeMark[] }): ReactNode {
  return marks.map(({ at, text, kind }) => {
    const x = `${100 * positionOf(spans, at)}%`;
    return (
      <g key={`${kind} ${at} ${text}`}>
        <line className="time-halo" x1={x} x2={x} y1="0" y2="100%" />
        <line className={`time-mark ${kind}`} x1={x} x2={x} y1="0" y2="100%">
          <title>{text}</title>
        </line>
      </g>
    );
  });
}

const MOST_TICKS = 8;

/** Days under the middle of their spans, as many as have room. */
export function DayTicks({ spans }: { readonly spans: readonly DaySpan[] }): ReactNode {
  const every = Math.max(1, Math.ceil(spans.length / MOST_TICKS));
  return (
    <span className="day-ticks">
      {spans.map(({ from }, i) =>
        i % every === 0 ? (
          <span key={from} className={i === 0 ? 'first' : ''} style={{ left: `${(100 * (i + 0.5)) / spans.length}%` }}>
            {shortDay(from)}
          </span>
        ) : null,
      )}
    </span>
  );
}
