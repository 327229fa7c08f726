import { poissonTail } from '../statistics/distributions.ts';
import { buildValueTable, type ValueTable } from './value-table.ts';

/** Things that accounts do once each, such as signing up or taking a new version: columns of equal length, in any order. */
export interface Acts {
  readonly account: Int32Array;
  /** Acts of different kinds are never compared: the version taken, the model turned to. */
  readonly kind: Int32Array;
  readonly timeMs: Float64Array;
}

/** A width of window to look through, and the time on either side of it from which the rate to expect is taken. */
export interface BurstScale {
  readonly windowMs: number;
  readonly aroundMs: number;
}

/** Windows of time in which more accounts did the same thing than its rate around them lets expect. */
export interface Bursts {
  /** Accounts by burst; an account's act belongs to its least likely window. Bursts are numbered by kind, start and width. */
  readonly table: ValueTable;
  /** P-value, accounts expected, start and width of each burst. */
  readonly pValue: Float64Array;
  readonly expected: Float64Array;
  readonly startMs: Float64Array;
  readonly windowMs: Float64Array;
  readonly kind: Int32Array;
  /** Windows tested, with a burst or without. */
  readonly tested: number;
}

/** Acts come in daily and weekly rhythms: the rate in a window may be this many times the average around it without meaning anything. */
const RHYTHM_FACTOR = 3;
/** Windows that are less likely than this are kept, to be corrected for the number tested. */
const CANDIDATE_P_VALUE = 1e-3;
const LEAST_ACCOUNTS = 3;

interface Window {
  readonly kind: number;
  readonly startMs: number;
  readonly windowMs: number;
  readonly pValue: number;
  readonly expected: number;
}

/**
 * Looks for bursts: windows of fixed width, laid end to end twice, half a width apart, tested against a Poisson rate. Null hypothesis: the acts of
 * one kind come independently, at RHYTHM_FACTOR times the average rate within `aroundMs`, and no faster than in the window before or after. So a roll-out to
 * everybody, a release or a busy evening is no burst. (Scan statistics with a local rate: Naus 1965; Kulldorff 1997.) O(acts log acts).
 */
export function findBursts(acts: Acts, scales: readonly BurstScale[], accountCount: number): Bursts {
  const order = Array.from(acts.account.keys()).sort(
    (x, y) =>
      (acts.kind[x] as number) - (acts.kind[y] as number) ||
      (acts.timeMs[x] as number) - (acts.timeMs[y] as number) ||
      (acts.account[x] as number) - (acts.account[y] as number),
  );
  const best = new Array<Window | undefined>(order.length);
  let tested = 0;
  for (let from = 0; from < order.length; ) {
    const kind = acts.kind[order[from] as number] as number;
    let to = from;
    while (to < order.length && acts.kind[order[to] as number] === kind) to++;
    const times = Float64Array.from({ length: to - from }, (_, i) => acts.timeMs[order[from + i] as number] as number);
    for (const scale of scales) {
      for (const offsetMs of [0, scale.windowMs / 2]) {
        tested += testWindows(times, kind, scale, offsetMs, (first, last, window) => {
          for (let i = first; i < last; i++) {
            const known = best[from + i];
            if (known === undefined || window.pValue < known.pValue) best[from + i] = window;
          }
        });
      }
    }
    from = to;
  }
  const left = new Map<Window, number>();
  for (const window of best) if (window !== undefined) left.set(window, (left.get(window) ?? 0) + 1);
  // What a narrower window leaves of a wider one is no burst any more.
  const windows = [...left].filter(([window, count]) => count >= LEAST_ACCOUNTS && count > window.expected).map(([window]) => window);
  windows.sort((x, y) => x.kind - y.kind || x.startMs - y.startMs || x.windowMs - y.windowMs);
  const numberOf = new Map(windows.map((window, number) => [window, number]));
  const accounts: number[] = [];
  const values: number[] = [];
  best.forEach((window, i) => {
    const number = window === undefined ? undefined : numberOf.get(window);
    if (number === undefined) return;
    accounts.push(acts.account[order[i] as number] as number);
    values.push(number);
  });
  const counts = new Uint32Array(accounts.length).fill(1);
  const column = (read: (window: Window) => number): Float64Array => Float64Array.from(windows, read);
  return {
    table: buildValueTable({ accounts: Int32Array.from(accounts), values: Int32Array.from(values), counts }, accountCount, windows.length),
    pValue: column((window) => window.pValue),
    expected: column((window) => window.expected),
    startMs: column((window) => window.startMs),
    windowMs: column((window) => window.windowMs),
    kind: Int32Array.from(windows, (window) => window.kind),
    tested,
  };
}

/** Tests the windows of one kind, scale and offset that hold any act; tells the acts [first, last) of each candidate. */
function testWindows(
  times: Float64Array,
  kind: number,
  { windowMs, aroundMs }: BurstScale,
  offsetMs: number,
  onCandidate: (first: number, last: number, window: Window) => void,
): number {
  const cellOf = (time: number): number => Math.floor((time + offsetMs) / windowMs);
  let tested = 0;
  let before = { cell: Number.NEGATIVE_INFINITY, count: 0 };
  let low = 0;
  let high = 0;
  for (let first = 0; first < times.length; ) {
    const cell = cellOf(times[first] as number);
    let last = first;
    while (last < times.length && cellOf(times[last] as number) === cell) last++;
    let next = last;
    while (next < times.length && cellOf(times[next] as number) === cell + 1) next++;
    const startMs = cell * windowMs - offsetMs;
    while (low < times.length && (times[low] as number) < startMs - aroundMs) low++;
    while (high < times.length && (times[high] as number) < startMs + windowMs + aroundMs) high++;
    const count = last - first;
    const around = ((high - low - count) * windowMs) / (2 * aroundMs);
    const neighbours = Math.max(before.cell === cell - 1 ? before.count : 0, next - last);
    const expected = Math.max(RHYTHM_FACTOR * around, neighbours, windowMs / aroundMs);
    tested++;
    if (count >= LEAST_ACCOUNTS && count > expected) {
      const pValue = poissonTail(count, expected);
      if (pValue <= CANDIDATE_P_VALUE) onCandidate(first, last, { kind, startMs, windowMs, pValue, expected });
    }
    before = { cell, count };
    first = last;
  }
  return tested;
}
