import { type RandomSource, shuffle } from '../../statistics/random.ts';
import type { ActivityGrid } from '../activity-grid.ts';
import type { GroupRule } from '../group-rule.ts';
import { sampleEvenly } from '../matched-groups.ts';

const MEMBERS_COMPARED = 40;
const FEWEST_MEMBERS = 5;
const LEAST_DAYS = 3;
const DRAWS = 199;
const MOST_DRAWS = 4_999;
const ENOUGH_EXCEEDANCES = 5;
/** Mean correlation from which on members move together enough to mean anything. */
const TELLING_CORRELATION = 0.02;

/**
 * Whether members are busy in the same slots of time: mean pairwise correlation of their counts, after taking from each its own count of the day spread as all traffic
 * spreads over that day. Null: each member's active days change places at random, weekdays with weekdays and weekends with weekends, so that time zones and
 * habits of the hour and the week stay and common moments go.
 */
export const SYNCHRONY_LAYER: GroupRule = {
  layer: 'synchrony',
  columns: ['ts'],
  nullHypothesis: 'members keep their hours of the day, but their days are exchangeable',
  prepare: ({ activity }) => {
    if (activity === null || activity.slotsPerDay < 24) return null;
    const profile = dailyProfile(activity);
    return (members, random) => {
      const series = [...sampleEvenly(members, MEMBERS_COMPARED * 2)]
        .flatMap((account) => residuals(activity, profile, account))
        .slice(0, MEMBERS_COMPARED);
      if (series.length < FEWEST_MEMBERS) return null;
      const observed = togetherness(series, activity, null);
      let exceedances = 0;
      let draws = 0;
      while (draws < DRAWS || (exceedances < ENOUGH_EXCEEDANCES && draws < MOST_DRAWS)) {
        if (togetherness(series, activity, random) >= observed) exceedances++;
        draws++;
      }
      return {
        pValue: (exceedances + 1) / (draws + 1),
        isTelling: observed >= TELLING_CORRELATION,
        reason: `members are busy in the same ${1440 / activity.slotsPerDay} minutes: mean correlation ${observed.toFixed(3)} beyond the rhythm of the day, which ${exceedances} of ${draws} reorderings of their days reach`,
      };
    };
  },
};

/** Residual counts of one account: its active days, and for each of them slotsPerDay values scaled so that all squares sum to 1. */
interface Series {
  readonly days: Int32Array;
  readonly values: Float64Array;
}

/** Share of each day's traffic in each slot. */
function dailyProfile({ counts, slotsPerDay }: ActivityGrid): Float64Array[] {
  return counts.map((block) => {
    const profile = new Float64Array(slotsPerDay);
    for (let i = 0; i < block.length; i++) profile[i % slotsPerDay] = (profile[i % slotsPerDay] as number) + (block[i] as number);
    const total = profile.reduce((sum, count) => sum + count, 0);
    return profile.map((count) => count / total);
  });
}

function residuals({ counts, slotsPerDay }: ActivityGrid, profile: readonly Float64Array[], account: number): Series[] {
  const days: number[] = [];
  const values: number[] = [];
  counts.forEach((block, day) => {
    const own = block.subarray(account * slotsPerDay, (account + 1) * slotsPerDay);
    const total = own.reduce((sum, count) => sum + count, 0);
    if (total === 0) return;
    days.push(day);
    own.forEach((count, slot) => {
      values.push(count - total * (profile[day]?.[slot] as number));
    });
  });
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  if (days.length < LEAST_DAYS || length === 0) return [];
  return [{ days: Int32Array.from(days), values: Float64Array.from(values, (value) => value / length) }];
}

/** Mean pairwise correlation: (|sum of series|^2 - n) / (n (n - 1)); with a source of numbers, after the days of each series change places. */
function togetherness(
  series: readonly Series[],
  { counts, slotsPerDay, days: dayNumbers }: ActivityGrid,
  random: RandomSource | null,
): number {
  const sum = new Float64Array(counts.length * slotsPerDay);
  for (const { days, values } of series) {
    const order = random === null ? days : withinWeekparts(days, dayNumbers, random);
    for (let i = 0; i < order.length; i++) {
      const to = (order[i] as number) * slotsPerDay;
      for (let slot = 0; slot < slotsPerDay; slot++)
        sum[to + slot] = (sum[to + slot] as number) + (values[i * slotsPerDay + slot] as number);
    }
  }
  const square = sum.reduce((total, value) => total + value * value, 0);
  return (square - series.length) / (series.length * (series.length - 1));
}

/** The days in an order of chance in which each stands in the place of a day of the same part of the week; day 0 of 1970 was a Thursday. */
function withinWeekparts(days: Int32Array, dayNumbers: readonly number[], random: RandomSource): Int32Array {
  const isWeekend = (day: number): boolean => ((dayNumbers[day] as number) + 4) % 7 === 0 || ((dayNumbers[day] as number) + 4) % 7 === 6;
  const weekend = days.filter(isWeekend);
  const week = days.filter((day) => !isWeekend(day));
  shuffle(weekend, random);
  shuffle(week, random);
  let nextWeekend = 0;
  let nextWeek = 0;
  return days.map((day) => (isWeekend(day) ? weekend[nextWeekend++] : week[nextWeek++]) as number);
}
