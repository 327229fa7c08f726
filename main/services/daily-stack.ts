import type { DailyCount } from '../engine/domain/campaign.ts';

/** Exchanges a day, stacked: those of each campaign, and the rest. */
export interface DailyStack {
  readonly days: readonly string[];
  /** Exchanges per day outside every campaign. */
  readonly rest: readonly number[];
  readonly campaigns: readonly { readonly id: string; readonly exchanges: readonly number[] }[];
}

const DAY_MS = 86_400_000;
/** A log with one impossible time would otherwise be a line of a million empty days. */
const LONGEST_FILLED_DAYS = 2_000;

/** `days` ascending. Days without exchanges are filled in between the first and the last, unless those lie very far apart. */
export function stackDays(
  days: readonly (readonly [day: string, exchanges: number])[],
  campaigns: readonly { readonly id: string; readonly daily: readonly Pick<DailyCount, 'day' | 'exchanges'>[] }[],
): DailyStack {
  const total = new Map(days);
  const names = filled([...total.keys()]);
  const places = new Map(names.map((day, place) => [day, place]));
  const rest = names.map((day) => total.get(day) ?? 0);
  const stacked = campaigns.map(({ id, daily }) => {
    const exchanges = new Array<number>(names.length).fill(0);
    for (const { day, exchanges: count } of daily) {
      const place = places.get(day);
      if (place === undefined) continue;
      exchanges[place] = count;
      rest[place] = Math.max(0, (rest[place] ?? 0) - count);
    }
    return { id, exchanges };
  });
  return { days: names, rest, campaigns: stacked };
}

function filled(days: readonly string[]): string[] {
  const first = Date.parse(days[0] ?? '');
  const last = Date.parse(days.at(-1) ?? '');
  const count = (last - first) / DAY_MS + 1;
  if (!(count <= LONGEST_FILLED_DAYS)) return [...days];
  return Array.from({ length: count }, (_, place) => new Date(first + place * DAY_MS).toISOString().slice(0, 10));
}
