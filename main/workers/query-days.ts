import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CaseStore } from '../storage/case-store.ts';
import { readSegmentFacts } from '../storage/facts-reader.ts';

const DAY_MS = 86_400_000;

/** Exchanges by day, counted without keeping other queries waiting. A segment never changes, so each is counted once for the life of this object. */
export class DayCounts {
  readonly #store: CaseStore;
  readonly #bySegment = new Map<number, ReadonlyMap<number, number>>();

  constructor(store: CaseStore) {
    this.#store = store;
  }

  /** `[YYYY-MM-DD, exchanges]` of every day that has any, ascending; exchanges without time are left out. */
  async list(): Promise<(readonly [day: string, exchanges: number])[]> {
    const total = new Map<number, number>();
    for (const segment of this.#store.segments.list()) {
      let counts = this.#bySegment.get(segment.segmentNo);
      if (counts === undefined) {
        await nextTurn();
        counts = countDays(readSegmentFacts(this.#store, segment, ['ts'], 0).timesMs());
        this.#bySegment.set(segment.segmentNo, counts);
      }
      for (const [day, count] of counts) total.set(day, (total.get(day) ?? 0) + count);
    }
    return [...total].sort(([a], [b]) => a - b).map(([day, count]) => [new Date(day * DAY_MS).toISOString().slice(0, 10), count] as const);
  }
}

function countDays(timesMs: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const time of timesMs) {
    if (Number.isNaN(time)) continue;
    const day = Math.floor(time / DAY_MS);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}
