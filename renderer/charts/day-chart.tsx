import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { count } from '../state/figures.ts';
import { useTheme } from '../state/theme-store.ts';
import { type ChartInk, chartInk } from './palette.ts';

export interface DaySeries {
  readonly name: string;
  /** One count a day. */
  readonly values: readonly number[];
  readonly color: string;
  /** Stacked bars on the left axis, from the bottom up, or a line on the right axis. */
  readonly form: 'stack' | 'line';
}

export interface DayMark {
  readonly day: string;
  readonly text: string;
}

interface DayChartProps {
  readonly label: string;
  /** `YYYY-MM-DD`, ascending, without gaps. */
  readonly days: readonly string[];
  readonly series: readonly DaySeries[];
  readonly marks?: readonly DayMark[];
  readonly height: number;
  /** Leaves room for a right axis, so that the days stand under those of the chart above. */
  readonly alignRight?: true;
}

const NO_MARKS: readonly DayMark[] = [];

/** Counts per UTC day with the exact numbers of the day under the pointer, or under the arrow keys. */
export function DayChart({ label, days, series, marks = NO_MARKS, height, alignRight }: DayChartProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useTheme((store) => store.theme);
  const [day, setDay] = useState<number | null>(null);

  useEffect(() => {
    const element = host.current;
    if (element === null || days.length === 0) return;
    const options = optionsOf(days, series, marks, chartInk(theme), { width: element.clientWidth, height }, alignRight === true, setDay);
    const made = new uPlot(options, dataOf(days, series), element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [days, series, marks, theme, height, alignRight]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || plot.current === null) return;
    const next = Math.min(days.length - 1, Math.max(0, (day ?? (step > 0 ? -1 : days.length)) + step));
    plot.current.setCursor({ left: plot.current.valToPos(secondsOf(days[next] ?? ''), 'x'), top: 0 });
    setDay(next);
    event.preventDefault();
  };

  return (
    <figure className="day-chart">
      {/* biome-ignore lint/a11y: a canvas with a cursor that the arrow keys move */}
      <div ref={host} className="plot" style={{ height }} role="group" tabIndex={0} aria-label={label} onKeyDown={onKeyDown} />
      <figcaption aria-live="polite">
        <span className="readout-day figure">{day === null ? spanOf(days) : days[day]}</span>
        {series.map((one) => (
          <span key={one.name} className="readout">
            <span className={one.form === 'line' ? 'swatch line' : 'swatch'} style={{ background: one.color }} aria-hidden="true" />
            {one.name}
            <span className="figure">{count(day === null ? one.values.reduce((sum, v) => sum + v, 0) : (one.values[day] ?? 0))}</span>
          </span>
        ))}
        {marks
          .filter((mark) => day !== null && mark.day === days[day])
          .map((mark) => (
            <span key={mark.text} className="readout mark">
              {mark.text}
            </span>
          ))}
      </figcaption>
    </figure>
  );
}

function spanOf(days: readonly string[]): string {
  return days.length === 0 ? '' : `${days[0]} – ${days.at(-1)}`;
}

function secondsOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}

/** Stacked series as running sums, drawn tallest first so that the lower ones cover them. */
function dataOf(days: readonly string[], series: readonly DaySeries[]): uPlot.AlignedData {
  const stacked = series.filter((one) => one.form === 'stack');
  const sums = stacked.map((_, i) => days.map((_day, d) => stacked.slice(0, i + 1).reduce((sum, one) => sum + (one.values[d] ?? 0), 0)));
  const lines = series.filter((one) => one.form === 'line').map((one) => [...one.values]);
  return [days.map(secondsOf), ...sums.toReversed(), ...lines];
}

function optionsOf(
  days: readonly string[],
  series: readonly DaySeries[],
  marks: readonly DayMark[],
  ink: ChartInk,
  size: { width: number; height: number },
  alignRight: boolean,
  onDay: (day: number | null) => void,
): uPlot.Options {
  const bars = uPlot.paths.bars?.({ size: [0.86, 48], align: 0 });
  const stacked: uPlot.Series[] = series
    .filter((one) => one.form === 'stack')
    .toReversed()
    .map((one) => ({ fill: one.color, width: 0, points: { show: false }, scale: 'left', ...(bars === undefined ? {} : { paths: bars }) }));
  const lines: uPlot.Series[] = series
    .filter((one) => one.form === 'line')
    .map((one) => ({ stroke: one.color, width: 1.5, points: { show: days.length < 2 }, scale: 'right' }));
  const font = '11px system-ui, sans-serif';
  const axis = { font, stroke: ink.axis, ticks: { stroke: ink.grid, size: 4 } };
  const values = (_plot: uPlot, splits: number[]): string[] => splits.map(short);
  const halfDay = 43_200;
  return {
    ...size,
    padding: [8, lines.length > 0 ? 0 : alignRight ? AXIS_WIDTH : 12, 0, 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
    scales: {
      x: { time: true, range: (_plot, low, high) => [low - halfDay, high + halfDay] },
      left: { range: (_plot, _low, high) => [0, high <= 0 ? 1 : high * 1.05] },
      right: { range: (_plot, _low, high) => [0, high <= 0 ? 1 : high * 1.05] },
    },
    series: [{}, ...stacked, ...lines],
    axes: [
      { ...axis, grid: { show: false }, size: 28, values: dayLabels },
      { ...axis, scale: 'left', grid: { stroke: ink.grid, width: 1 }, size: AXIS_WIDTH, values, incrs: WHOLE_STEPS },
      ...(lines.length > 0
        ? [{ ...axis, scale: 'right', side: 1 as const, grid: { show: false }, size: AXIS_WIDTH, values, incrs: WHOLE_STEPS }]
        : []),
    ],
    hooks: {
      setCursor: [(plot) => onDay(plot.cursor.idx ?? null)],
      draw: [(plot) => drawMarks(plot, marks, ink)],
    },
  };
}

const AXIS_WIDTH = 52;
const WHOLE_STEPS = Array.from({ length: 12 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `3 Mar`; hours are never labelled: the data are whole days. */
function dayLabels(_plot: uPlot, splits: number[]): string[] {
  return splits.map((seconds) => {
    const date = new Date(seconds * 1000);
    return date.getUTCHours() === 0 ? `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}` : '';
  });
}

function short(value: number): string {
  if (value >= 1e6) return `${value / 1e6} M`;
  return value >= 1e3 ? `${value / 1e3} k` : String(value);
}

function drawMarks(plot: uPlot, marks: readonly DayMark[], ink: ChartInk): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = ink.mark;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const mark of marks) {
    const x = plot.valToPos(secondsOf(mark.day), 'x', true);
    if (!(x >= bbox.left && x <= bbox.left + bbox.width)) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
