const DAY_MS = 86_400_000;

/** A span of whole UTC days, `YYYY-MM-DD`, both included. */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

const numberOf = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** Number of the first day of the span that holds a day: weeks begin on Monday, spans of four weeks on every fourth Monday since 1970. */
function startOf(day: number, length: number): number {
  return length === 1 ? day : Math.floor((day + 3) / length) * length - 3;
}

/** Spans of `length` days from the first to the last of the given days, without gaps. */
export function spansOver(days: Iterable<string>, length: number): DaySpan[] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const day of days) {
    const start = startOf(numberOf(day), length);
    first = Math.min(first, start);
    last = Math.max(last, start);
  }
  const spans: DaySpan[] = [];
  for (let at = first; at <= last; at += length) spans.push({ from: dayOf(at), to: dayOf(at + length - 1) });
  return spans;
}

/** Where the span of a day stands among spans made by `spansOver`; -1 where it is not there. */
export function placeOf(spans: readonly DaySpan[], day: string): number {
  const [first] = spans;
  if (first === undefined) return -1;
  const length = numberOf(first.to) - numberOf(first.from) + 1;
  const place = Math.floor((numberOf(day) - numberOf(first.from)) / length);
  return place >= 0 && place < spans.length ? place : -1;
}

/** `2 Mar`, `2 – 8 Mar`, `23 Feb – 1 Mar`. */
export function spanText({ from, to }: DaySpan): string {
  const [first, last] = [shortDay(from), shortDay(to)];
  if (from === to) return first;
  return from.slice(0, 7) === to.slice(0, 7) ? `${Number(from.slice(8))} – ${last}` : `${first} – ${last}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function shortDay(day: string): string {
  return `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1] ?? ''}`;
}

/** Where a moment stands between the beginning of the first span and the end of the last, 0 to 1, clamped. */
export function positionOf(spans: readonly DaySpan[], iso: string): number {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const from = numberOf(first.from) * DAY_MS;
  const end = (numberOf(last.to) + 1) * DAY_MS;
  return Math.min(1, Math.max(0, (Date.parse(iso) - from) / (end - from)));
}
