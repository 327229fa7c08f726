import { useMemo } from 'react';
import type { CaseEvent } from '../../main/engine/domain/sources.ts';
import { visibleText } from '../state/hidden-characters.ts';
import { useResource } from '../state/resource.ts';
import { EVENT_WORDS } from '../state/words.ts';
import type { DayMark } from './day-chart.tsx';

export function eventText({ kind, title }: CaseEvent): string {
  return `${EVENT_WORDS[kind]}: ${visibleText(title)}`;
}

/** The analyst's events as marks of a chart of days. */
export function useEventMarks(): readonly DayMark[] {
  const events = useResource('events.list', {});
  const listed = events.phase === 'ready' ? events.value : null;
  return useMemo(() => (listed ?? []).map((event) => ({ day: event.at.slice(0, 10), text: eventText(event) })), [listed]);
}
