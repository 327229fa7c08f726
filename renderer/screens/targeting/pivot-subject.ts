import type { Usage } from '../../../main/engine/domain/usage.ts';
import type { ExchangeFilter } from '../../../preload/contract.ts';
import { count, percent } from '../../state/figures.ts';
import { capabilityWord, elicitationWord } from '../../state/words.ts';

/** What changed at a pivot, read from its kind. */
export interface PivotSubject {
  /** `unknown`: a kind of another version, whose name is shown as it is. */
  readonly axis: 'capability' | 'elicitation' | 'model' | 'volume' | 'unknown';
  /** The capability, elicitation or model; empty for volume. */
  readonly of: string;
  readonly name: string;
  /** What opens the exchanges beneath it. */
  readonly filter: Pick<ExchangeFilter, 'capability' | 'elicitation' | 'model'>;
}

export function pivotSubject(kind: string): PivotSubject {
  const [axis = '', ...rest] = kind.split(' ');
  const of = rest.join(' ');
  if (axis === 'capability' && of !== '') return { axis, of, name: capabilityWord(of), filter: { capability: of } };
  if (axis === 'elicitation' && of !== '') return { axis, of, name: elicitationWord(of), filter: { elicitation: of } };
  if (axis === 'model' && of !== '') return { axis, of, name: `Model ${of}`, filter: { model: of } };
  return kind === 'volume' ? { axis: kind, of: '', name: 'Volume', filter: {} } : { axis: 'unknown', of: '', name: kind, filter: {} };
}

/** Exchanges of the subject and of everything, by first day of a span. */
export function subjectByDay(usage: Usage, { axis, of }: PivotSubject): ReadonlyMap<string, { part: number; whole: number }> {
  const days = new Map<string, { part: number; whole: number }>();
  const add = (day: string | null, isPart: boolean, exchanges: number): void => {
    if (day === null) return;
    const held = days.get(day) ?? { part: 0, whole: 0 };
    days.set(day, { part: held.part + (isPart ? exchanges : 0), whole: held.whole + exchanges });
  };
  if (axis === 'elicitation') for (const { day, elicitation, exchanges } of usage.elicitations) add(day, elicitation === of, exchanges);
  else {
    for (const { day, capability, model, exchanges } of usage.cells)
      add(day, axis === 'volume' || (axis === 'capability' ? capability === of : model === of), exchanges);
  }
  return days;
}

/** A share, or for volume exchanges a day. */
export function pivotValue({ axis }: PivotSubject, value: number): string {
  if (axis === 'volume') return `${count(Math.round(value))} a day`;
  return axis === 'unknown' ? value.toFixed(3) : percent(value);
}

/** The last UTC day with a moment before a pivot: the day before where it stands at midnight. */
export function lastDayBefore(at: string): string {
  return new Date(Date.parse(at) - 1).toISOString().slice(0, 10);
}
