import { useMemo } from 'react';
import { useResource } from '../state/resource.ts';
import { eventText } from './event-marks.ts';
import type { TimeMark } from './stacked-spans.tsx';

/** The analyst's events, at their exact times, as marks of a picture of days. */
export function useTimeMarks(): readonly TimeMark[] {
  const events = useResource('events.list', {});
  const listed = events.phase === 'ready' ? events.value : null;
  return useMemo(() => (listed ?? []).map((event) => ({ at: event.at, text: eventText(event), kind: 'event' as const })), [listed]);
}
