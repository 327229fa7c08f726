/** The days that traffic is made for; the first is a Sunday in simulated traffic. */
export interface Period {
  readonly startMs: number;
  readonly days: number;
}

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

export const isWeekend = (period: Period, day: number): boolean => {
  const weekday = new Date(period.startMs + day * DAY_MS).getUTCDay();
  return weekday === 0 || weekday === 6;
};
