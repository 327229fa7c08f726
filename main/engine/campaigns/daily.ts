import type { DailyCount } from '../domain/campaign.ts';
import type { Traffic } from '../links/traffic.ts';

const DAY_MS = 86_400_000;

/** Exchanges and active accounts of each day that has any, of the given accounts or of all; exchanges without time are not counted. */
export function dailyCounts(traffic: Traffic, accounts?: Int32Array): readonly DailyCount[] {
  const { days, firstDay } = traffic;
  const exchanges = new Float64Array(days.valueCount);
  const active = new Float64Array(days.valueCount);
  const count = (account: number): void => {
    for (let i = days.accountStart[account] as number; i < (days.accountStart[account + 1] as number); i++) {
      const day = days.accountValues[i] as number;
      exchanges[day] = (exchanges[day] as number) + (days.accountValueCounts[i] as number);
      active[day] = (active[day] as number) + 1;
    }
  };
  if (accounts === undefined) for (let account = 0; account < days.accountCount; account++) count(account);
  else for (const account of accounts) count(account);
  const series: DailyCount[] = [];
  for (let day = 0; day < days.valueCount; day++) {
    if ((exchanges[day] as number) === 0) continue;
    series.push({ day: dayText(firstDay + day), exchanges: exchanges[day] as number, accounts: active[day] as number });
  }
  return series;
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** ISO 8601 of milliseconds, null for NaN. */
export function timeText(ms: number): string | null {
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
