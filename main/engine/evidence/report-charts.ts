import type { DailyCount, ShareComparison, WaterfallStep } from '../domain/campaign.ts';
import { visibleHtml } from './inert-text.ts';

const fixed = (value: number): string => (Math.round(value * 10) / 10).toString();

export interface IntervalRow extends ShareComparison {
  readonly label: string;
}

/** Share ratios with their intervals on a logarithmic axis, one row a kind; flagged rows stand out. */
export function intervalPlot(rows: readonly IntervalRow[], title: string): string {
  const shown = rows.filter((row) => Number.isFinite(row.ratio) && row.ratio > 0);
  if (shown.length === 0) return '';
  const ends = shown.flatMap((row) => [row.ratio, row.ratioLow, row.ratioHigh]).filter((ratio) => Number.isFinite(ratio) && ratio > 0);
  const low = Math.max(1 / 64, Math.min(0.5, ...ends));
  const high = Math.min(64, Math.max(2, ...ends));
  const [left, right, width, rowHeight] = [210, 660, 720, 24];
  const x = (ratio: number): number => {
    const clamped = Math.min(high, Math.max(low, ratio));
    return left + ((Math.log(clamped) - Math.log(low)) / (Math.log(high) - Math.log(low))) * (right - left);
  };
  const height = shown.length * rowHeight + 34;
  let marks = '';
  for (const tick of [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16, 32]) {
    if (tick < low || tick > high) continue;
    const label = tick < 1 ? `1/${1 / tick}` : `${tick}`;
    marks += `<line class="${tick === 1 ? 'one' : 'axis'}" x1="${fixed(x(tick))}" x2="${fixed(x(tick))}" y1="4" y2="${height - 26}"/>`;
    marks += `<text class="quiet" text-anchor="middle" x="${fixed(x(tick))}" y="${height - 10}">${label}×</text>`;
  }
  shown.forEach((row, i) => {
    const y = 16 + i * rowHeight;
    const hot = row.flagged ? 'hot ' : '';
    const tip = `${row.label}: ${row.ratio.toFixed(2)} times the baseline, 95 % interval ${row.ratioLow.toFixed(2)} to ${row.ratioHigh.toFixed(2)}`;
    marks += `<g><title>${visibleHtml(tip)}</title><text text-anchor="end" x="${left - 14}" y="${y + 4}">${visibleHtml(row.label)}</text>`;
    marks += `<line class="${hot}interval" x1="${fixed(x(row.ratioLow))}" x2="${fixed(x(row.ratioHigh))}" y1="${y}" y2="${y}"/>`;
    marks += `<circle class="${hot}dot" cx="${fixed(x(row.ratio))}" cy="${y}" r="4.5"/></g>`;
  });
  return svg(width, height, title, marks);
}

/** How a score comes about: each step as a bar that begins where the one before ended, on the scale of 0 to 100; what takes away stands out. */
export function waterfallChart(steps: readonly WaterfallStep[], title: string): string {
  const [left, right, width, rowHeight] = [210, 640, 720, 24];
  const x = (points: number): number => left + (Math.min(100, Math.max(0, points)) / 100) * (right - left);
  const height = steps.length * rowHeight + 30;
  let marks = '';
  for (const tick of [0, 20, 40, 60, 80, 100]) {
    marks += `<line class="axis" x1="${fixed(x(tick))}" x2="${fixed(x(tick))}" y1="4" y2="${height - 24}"/>`;
    marks += `<text class="quiet" text-anchor="middle" x="${fixed(x(tick))}" y="${height - 8}">${tick}</text>`;
  }
  steps.forEach(({ step, adds, score }, i) => {
    const y = 4 + i * rowHeight;
    const from = x(Math.min(score, score - adds));
    const to = x(Math.max(score, score - adds));
    const label = adds < 0 ? 'possible explanations' : step.replaceAll('_', ' ');
    const change = `${adds < 0 ? '−' : '+'}${Math.abs(adds).toFixed(1)}`;
    marks += `<g><title>${visibleHtml(`${step.replaceAll('_', ' ')}: ${change}, score ${score.toFixed(1)}`)}</title>`;
    marks += `<text text-anchor="end" x="${left - 14}" y="${y + 16}">${visibleHtml(label)}</text>`;
    marks += `<rect class="${adds < 0 ? 'taken' : 'bar'}" x="${fixed(from)}" y="${y + 4}" width="${fixed(Math.max(1, to - from))}" height="${rowHeight - 8}"/>`;
    marks += `<text class="quiet" x="${fixed(to + 6)}" y="${y + 16}">${change}</text>`;
    if (i + 1 < steps.length)
      marks += `<line class="one" x1="${fixed(x(score))}" x2="${fixed(x(score))}" y1="${y + rowHeight - 4}" y2="${y + rowHeight + 4}"/>`;
    marks += '</g>';
  });
  return svg(width, height, title, marks);
}

/** Exchanges a day: the campaign as bars, in front of the bars of the whole case when given, on one scale. */
export function dailyChart(daily: readonly DailyCount[], caseDaily: readonly DailyCount[], title: string): string {
  const days = [...new Set([...caseDaily, ...daily].map((count) => count.day))].sort();
  if (days.length === 0) return '';
  const own = new Map(daily.map((count) => [count.day, count.exchanges]));
  const all = new Map(caseDaily.map((count) => [count.day, count.exchanges]));
  const most = Math.max(1, ...own.values(), ...all.values());
  const [left, right, width, height, base] = [64, 710, 720, 190, 160];
  const step = (right - left) / days.length;
  const barWidth = Math.max(0.6, step - Math.min(3, step * 0.25));
  const bar = (kind: string, i: number, exchanges: number, tip: string): string => {
    const tall = (exchanges / most) * (base - 12);
    return `<rect class="${kind}" x="${fixed(left + i * step)}" y="${fixed(base - tall)}" width="${fixed(barWidth)}" height="${fixed(tall)}"><title>${visibleHtml(tip)}</title></rect>`;
  };
  let marks = `<line class="axis" x1="${left}" x2="${right}" y1="${base}" y2="${base}"/>`;
  days.forEach((day, i) => {
    const [whole, part] = [all.get(day) ?? 0, own.get(day) ?? 0];
    if (whole > 0) marks += bar('rest', i, whole, `${day}: ${whole} exchanges in the case`);
    if (part > 0) marks += bar('bar', i, part, `${day}: ${part} exchanges of the campaign`);
  });
  marks += `<text class="quiet" text-anchor="end" x="${left - 8}" y="16">${most.toLocaleString('en')}</text><text class="quiet" text-anchor="end" x="${left - 8}" y="${base}">0</text>`;
  const labels = new Set([0, Math.floor((days.length - 1) / 2), days.length - 1]);
  for (const i of labels) {
    const anchor = i === 0 ? 'start' : i === days.length - 1 ? 'end' : 'middle';
    const at = i === 0 ? left : i === days.length - 1 ? right : left + (i + 0.5) * step;
    marks += `<text class="quiet" text-anchor="${anchor}" x="${fixed(at)}" y="${base + 18}">${visibleHtml(days[i] ?? '')}</text>`;
  }
  return svg(width, height, title, marks);
}

function svg(width: number, height: number, title: string, marks: string): string {
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${visibleHtml(title)}">${marks}</svg>`;
}
