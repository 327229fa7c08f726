import type { CaseEvent } from '../../domain/sources.ts';
import { DAY_MS, type PivotPanel } from './pivot-panel.ts';

/** A moment at which campaigns may have changed. */
export interface KnownEvent {
  readonly atMs: number;
  readonly kind: string;
  readonly label: string;
  /** Model codes that came up with it; any other model may be turned to as well where `axes` is all. */
  readonly models: readonly number[];
  /** first use: a model that the log shows for the first time, of which only itself is asked. */
  readonly isFirstUse: boolean;
}

/** A model first used so soon after the log begins may be much older. */
const LOG_BEGINS_MS = 3 * DAY_MS;
/** A model first used so long after a release is taken for the one released. */
const RELEASED_WITHIN_MS = 3 * DAY_MS;
const MOST_EVENTS = 24;
const KIND_ORDER = ['model-release', 'memo', 'ban-wave', 'other'];

/** The case's events inside the log, at most MOST_EVENTS of them, and the first use of each model that no release explains; in order of time. */
export function knownEvents(panel: PivotPanel, caseEvents: readonly CaseEvent[]): readonly KnownEvent[] {
  const { models, modelUse, firstMs, lastMs } = panel.traffic;
  const startMs = firstMs.reduce((least, ms) => (ms < least ? ms : least), Number.POSITIVE_INFINITY);
  const endMs = lastMs.reduce((most, ms) => (ms > most ? ms : most), Number.NEGATIVE_INFINITY);
  const firstUse = new Map<number, number>();
  for (let i = 0; i < modelUse.model.length; i++) {
    const code = modelUse.model[i] as number;
    const ms = modelUse.firstMs[i] as number;
    if (ms < (firstUse.get(code) ?? Number.POSITIVE_INFINITY)) firstUse.set(code, ms);
  }
  const isReleasedBy = (code: number, atMs: number): boolean => {
    const ms = firstUse.get(code) ?? Number.POSITIVE_INFINITY;
    return ms >= atMs && ms < atMs + RELEASED_WITHIN_MS;
  };
  const dated = caseEvents
    .map((event) => ({ event, atMs: Date.parse(event.at) }))
    .filter(({ atMs }) => atMs > startMs && atMs < endMs)
    .sort(
      (x, y) =>
        KIND_ORDER.indexOf(x.event.kind) - KIND_ORDER.indexOf(y.event.kind) || x.atMs - y.atMs || (x.event.title < y.event.title ? -1 : 1),
    )
    .slice(0, MOST_EVENTS)
    .map(
      ({ event, atMs }): KnownEvent => ({
        atMs,
        kind: event.kind,
        label: event.title,
        models: panel.models.filter((code) => isReleasedBy(code, atMs)),
        isFirstUse: false,
      }),
    );
  const released = new Set(dated.filter(({ kind }) => kind === 'model-release').flatMap((event) => event.models));
  const firstUses = panel.models.flatMap((code): KnownEvent[] => {
    const atMs = firstUse.get(code) ?? Number.NaN;
    if (released.has(code) || !(atMs >= startMs + LOG_BEGINS_MS)) return [];
    return [{ atMs, kind: 'first use', label: models[code] ?? '', models: [code], isFirstUse: true }];
  });
  return [...dated, ...firstUses].sort((x, y) => x.atMs - y.atMs || (x.label < y.label ? -1 : 1));
}
