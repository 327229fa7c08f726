import type { CaseEvent } from '../../domain/sources.ts';
import { median } from '../../statistics/median.ts';
import { type RandomSource, randomBelow, seededRandom } from '../../statistics/random.ts';
import { type ChangePoint, findChange, splitsOf } from './change-point.ts';
import { type KnownEvent, knownEvents } from './known-events.ts';
import { testLabels } from './label-permutation.ts';
import { excessChanges, type MatchedWindows, matchWindows, type Windows } from './matched-windows.ts';
import { type AxisColumns, type CampaignDays, DAY_MS, type PivotPanel, type ShareAxis } from './pivot-panel.ts';
import type { Delays } from './pivot-words.ts';
import { dayStartMs, shareSeries, volumeSeries } from './unit-series.ts';

/** One change that was looked for in one campaign, whether or not it is there. */
export interface TestedChange {
  readonly axis: ShareAxis | 'volume';
  /** Column of the axis that shows it most. */
  readonly column: number;
  readonly windows: Windows;
  /** First day of the new time, as traffic.days counts. */
  readonly day: number;
  readonly atMs: number;
  readonly earliestMs: number;
  readonly latestMs: number;
  readonly event: KnownEvent | null;
  readonly hoursAfterEvent: number | null;
  /** Where a model came up with the event. */
  readonly delays: Delays | null;
  readonly pValue: number;
}

const HOUR_MS = 3_600_000;
/** Days compared before and after a known event, and after a model came up. */
const WINDOW_DAYS = 7;
const MODEL_DAYS = 2;
const FEWEST_DAYS = 3;
/** Days around an event in which the first day of the new time is looked for. */
const AROUND_DAYS = 3;
/** Days without which no change at an unknown date is looked for. */
const FEWEST_SERIES_DAYS = 8;
const LEAST_SHARE = 0.02;
/** Sides of a change are looked at once more when it is at least this clear. */
const CLEAR = 0.01;
const MEDIAN_DRAWS = 200;

/** Looks for changes in every campaign of the panel, at the events and at any date: a list a campaign. */
export function testChanges(panel: PivotPanel, caseEvents: readonly CaseEvent[], seed: number): readonly (readonly TestedChange[])[] {
  const events = knownEvents(panel, caseEvents);
  return panel.campaigns.map((campaign) => {
    if (campaign.dayCount < FEWEST_SERIES_DAYS) return [];
    const random = seededRandom(seedOf(seed, campaign.members));
    return [
      ...events.flatMap((event) => testEvent(panel, campaign, event, random)),
      ...panel.axes.flatMap((axis) => searchShares(panel, campaign, axis, random)),
      ...searchVolume(panel, campaign, random),
    ];
  });
}

function testEvent(panel: PivotPanel, campaign: CampaignDays, event: KnownEvent, random: RandomSource): TestedChange[] {
  const last = campaign.fromDay + campaign.dayCount;
  const day = Math.floor(event.atMs / DAY_MS) - panel.traffic.firstDay;
  // The day of an event counts for neither side, unless it begins with it.
  const next = event.atMs % DAY_MS === 0 ? day : day + 1;
  const before = [Math.max(campaign.fromDay, day - WINDOW_DAYS), day] as const;
  const windowsOf = (days: number): Windows => ({ before, after: [next, Math.min(last, next + days)] });
  if (before[1] - before[0] < FEWEST_DAYS) return [];
  return panel.axes.flatMap((axis) => {
    if (axis.axis !== 'model') {
      return event.isFirstUse || last - next < FEWEST_DAYS ? [] : testShift(panel, campaign, axis, event, windowsOf(WINDOW_DAYS), random);
    }
    const own = event.models.map((code) => panel.models.indexOf(code));
    if (own.length === 0 && !event.isFirstUse && last - next >= FEWEST_DAYS)
      return testShift(panel, campaign, axis, event, windowsOf(WINDOW_DAYS), random);
    if (last - next < 1) return [];
    return own.flatMap((column) => testShift(panel, campaign, axis, event, windowsOf(MODEL_DAYS), random, column));
  });
}

/** Difference in differences at one event: one result for the axis, or for the one column asked for. */
function testShift(
  panel: PivotPanel,
  campaign: CampaignDays,
  axis: AxisColumns,
  event: KnownEvent,
  windows: Windows,
  random: RandomSource,
  only?: number,
): TestedChange[] {
  const matched = matchWindows(panel, campaign, axis, windows);
  if (matched === null) return [];
  const columns = only === undefined ? columnsAsked(matched) : [only];
  if (columns.length === 0) return [];
  const values = excessChanges(matched, columns);
  const { memberCount, stratum } = matched;
  const labels = testLabels({ values, width: columns.length, memberCount, stratum }, random);
  const column = columns[labels.column] as number;
  const day = windows.before[1];
  const change = labels.pValue < 0.05 ? changeAround(panel, campaign, axis, column, windows, random) : null;
  if (labels.pValue < 0.05 && change === null) return [];
  const located = change === null ? day : Math.max(day, windows.before[0] + change.located.split);
  const delays = only === undefined ? null : firstUseDelays(panel, campaign, matched, panel.models[only] as number, event, random);
  const start = Math.max(event.atMs, dayStartMs(panel, located));
  return [
    {
      axis: axis.axis,
      column,
      windows,
      day: located,
      atMs: delays?.medianMs ?? start,
      earliestMs: delays?.earliestMs ?? dayStartMs(panel, change === null ? day : windows.before[0] + change.located.earliest),
      latestMs: delays?.latestMs ?? dayStartMs(panel, change === null ? day : windows.before[0] + change.located.latest),
      event,
      hoursAfterEvent: Math.round(Math.max(0, ((delays?.medianMs ?? start) - event.atMs) / HOUR_MS) * 10) / 10,
      delays: delays?.delays ?? null,
      pValue: Math.max(labels.pValue, change?.pValue ?? 0),
    },
  ];
}

/**
 * The change of one column at an event, held against what days vary by, and the day on which it begins; null where it began clearly before
 * the event.
 */
function changeAround(
  panel: PivotPanel,
  campaign: CampaignDays,
  axis: AxisColumns,
  column: number,
  { before, after }: Windows,
  random: RandomSource,
): { readonly located: ChangePoint; readonly pValue: number } | null {
  const from = before[0];
  const to = Math.min(campaign.fromDay + campaign.dayCount, Math.max(after[1], before[1] + WINDOW_DAYS));
  const series = shareSeries(panel, campaign, axis, from, to, column);
  if (series === null) return null;
  const at = before[1] - from;
  const around = splitsOf(series).filter((split) => Math.abs(split - at) <= AROUND_DAYS);
  const located = findChange(series, around.length === 0 ? [at] : around, random);
  if (located === null || located.split < at - 1) return null;
  return { located, pValue: findChange(series, [Math.max(1, Math.min(series.days - 1, located.split))], random)?.pValue ?? 1 };
}

function columnsAsked({ memberCount, sharesBefore, sharesAfter, weights, width }: MatchedWindows): readonly number[] {
  const asked = new Float64Array(width);
  let total = 0;
  for (let i = 0; i < memberCount; i++) {
    total += weights[i] as number;
    for (let k = 0; k < width; k++) {
      const share = Math.max(sharesBefore[i * width + k] as number, sharesAfter[i * width + k] as number);
      asked[k] = (asked[k] as number) + (weights[i] as number) * share;
    }
  }
  return [...asked.keys()].filter((k) => (asked[k] as number) >= LEAST_SHARE * total);
}

interface FirstUses {
  readonly medianMs: number;
  readonly earliestMs: number;
  readonly latestMs: number;
  readonly delays: Delays;
}

/** When members first used a model after the event, and when others of the strata they are in did; null where no member did. */
function firstUseDelays(
  panel: PivotPanel,
  campaign: CampaignDays,
  matched: MatchedWindows,
  model: number,
  event: KnownEvent,
  random: RandomSource,
): FirstUses | null {
  const members = new Set(campaign.members);
  const withMembers = new Set(matched.stratum.subarray(0, matched.memberCount));
  const others = new Set(
    matched.numbers.flatMap((number, i) =>
      i >= matched.memberCount && withMembers.has(matched.stratum[i] as number) ? [panel.accounts[number] as number] : [],
    ),
  );
  const own: number[] = [];
  const theirs: number[] = [];
  const { modelUse } = panel.traffic;
  for (let i = 0; i < modelUse.model.length; i++) {
    const ms = modelUse.firstMs[i] as number;
    if (modelUse.model[i] !== model || !Number.isFinite(ms) || ms < event.atMs) continue;
    const account = modelUse.account[i] as number;
    if (members.has(account)) own.push(ms);
    else if (others.has(account)) theirs.push(ms);
  }
  if (own.length === 0) return null;
  own.sort((x, y) => x - y);
  const medians = Array.from({ length: MEDIAN_DRAWS }, () => median(own.map(() => own[randomBelow(random, own.length)] as number))).sort(
    (x, y) => x - y,
  );
  return {
    medianMs: median(own),
    earliestMs: medians[Math.floor(0.025 * MEDIAN_DRAWS)] as number,
    latestMs: medians[Math.ceil(0.975 * MEDIAN_DRAWS) - 1] as number,
    delays: {
      members: own.length,
      medianHours: (median(own) - event.atMs) / HOUR_MS,
      matchedAccounts: theirs.length,
      matchedMedianHours: (median(theirs) - event.atMs) / HOUR_MS,
    },
  };
}

function searchShares(panel: PivotPanel, campaign: CampaignDays, axis: AxisColumns, random: RandomSource): TestedChange[] {
  if (axis.width < 2) return [];
  return searchDates(panel, campaign, axis.axis, (from, to) => shareSeries(panel, campaign, axis, from, to), random);
}

function searchVolume(panel: PivotPanel, campaign: CampaignDays, random: RandomSource): TestedChange[] {
  return searchDates(panel, campaign, 'volume', (from, to) => volumeSeries(panel, campaign, from, to), random);
}

/** Binary segmentation: the clearest change over all days, and, where it is clear, the clearest one before and after it. */
function searchDates(
  panel: PivotPanel,
  { fromDay, dayCount }: CampaignDays,
  axis: ShareAxis | 'volume',
  seriesOf: (from: number, to: number) => ReturnType<typeof shareSeries>,
  random: RandomSource,
): TestedChange[] {
  const search = (from: number, to: number): TestedChange[] => {
    if (to - from < FEWEST_SERIES_DAYS) return [];
    const series = seriesOf(from, to);
    if (series === null) return [];
    const change = findChange(series, splitsOf(series), random);
    if (change === null) return [];
    const day = from + change.split;
    return [
      {
        axis,
        column: series.columns[change.column] as number,
        windows: { before: [from, day], after: [day, to] },
        day,
        atMs: dayStartMs(panel, day),
        earliestMs: dayStartMs(panel, from + change.earliest),
        latestMs: dayStartMs(panel, from + change.latest),
        event: null,
        hoursAfterEvent: null,
        delays: null,
        pValue: change.pValue,
      },
    ];
  };
  const whole = search(fromDay, fromDay + dayCount);
  const [first] = whole;
  if (first === undefined || first.pValue > CLEAR) return whole;
  const narrowed = (tests: TestedChange[], windows: (day: number) => Windows): TestedChange[] =>
    tests.map((test) => ({ ...test, windows: windows(test.day) }));
  const [left, right] = [search(fromDay, first.day), search(first.day, fromDay + dayCount)];
  const leftDay = left[0] !== undefined && left[0].pValue <= CLEAR ? left[0].day : fromDay;
  const rightDay = right[0] !== undefined && right[0].pValue <= CLEAR ? right[0].day : fromDay + dayCount;
  return [...narrowed(whole, (day) => ({ before: [leftDay, day], after: [day, rightDay] })), ...left, ...right];
}

function seedOf(seed: number, members: Int32Array): number {
  let hash = seed | 0;
  for (const account of [...members].sort((x, y) => x - y)) {
    hash = Math.imul(hash ^ account, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}
