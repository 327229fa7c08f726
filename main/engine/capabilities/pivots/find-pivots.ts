import type { Pivot, PivotReading } from '../../domain/campaign.ts';
import type { CaseEvent } from '../../domain/sources.ts';
import { adjustFalseDiscovery } from '../../statistics/multiple-testing.ts';
import { matchedShares, matchWindows } from './matched-windows.ts';
import type { AxisColumns, CampaignDays, PivotPanel } from './pivot-panel.ts';
import { type TestedChange, testChanges } from './pivot-tests.ts';
import { type ChangeFacts, columnName, modelReason, shareReason, volumeReason } from './pivot-words.ts';

/** A pivot with how it was found. */
export interface FoundPivot {
  readonly pivot: Pivot;
  readonly reading: PivotReading;
}

/** What formed a campaign, and so proves nothing more of it. */
export interface FormedBy {
  /** Turns to a model at the same time are among its evidence. */
  readonly modelSwitches: boolean;
  /** Without what is asked nothing would join its accounts. */
  readonly contentAlone: boolean;
}

export const PIVOT_FALSE_DISCOVERY = 0.05;
/** A change that matters: of a share, this much more than matched accounts, and these odds; of volume, this many times, by itself and against the pace of others. */
const LEAST_CHANGE = 0.1;
const LEAST_ODDS = 2;
const LEAST_VOLUME = 2;
/** Two changes of one axis this close are one. */
const SAME_DAYS = 4;
const MOST_PIVOTS = 5;
/** A rise is named rather than a fall that is little larger; a fall is named beside it from this share of it. */
const RISE_PREFERRED = 0.6;
const INSTEAD = 0.5;

/**
 * Dated changes of each campaign of a panel that all rows were added to, in order of time: at known events (difference in differences against matched accounts) and at unknown dates
 * (change points). Kept: q below PIVOT_FALSE_DISCOVERY after Benjamini-Hochberg over everything tested in the run, and a change that matters. Same panel, events and
 * seed give the same pivots.
 *
 * @param formed of each campaign, in the panel's order
 */
export function findPivots(
  panel: PivotPanel,
  events: readonly CaseEvent[],
  formed: readonly FormedBy[],
  seed: number,
): readonly (readonly FoundPivot[])[] {
  const tested = testChanges(panel, events, seed);
  const qValues = adjustFalseDiscovery(tested.flat().map(({ pValue }) => pValue));
  let at = 0;
  return tested.map((tests, c) => {
    const campaign = panel.campaigns[c] as CampaignDays;
    const own = formed[c] ?? { modelSwitches: true, contentAlone: true };
    const found = tests.flatMap((test): { readonly test: TestedChange; readonly found: FoundPivot }[] => {
      const qValue = qValues[at++] as number;
      if (qValue >= PIVOT_FALSE_DISCOVERY) return [];
      const described =
        test.axis === 'volume' ? describeVolume(panel, campaign, test, qValue) : describeShift(panel, campaign, test, qValue, own);
      return described === null ? [] : [{ test, found: described }];
    });
    return distinct(found)
      .slice(0, MOST_PIVOTS)
      .map((one) => one.found)
      .sort((x, y) => (x.pivot.at < y.pivot.at ? -1 : x.pivot.at > y.pivot.at ? 1 : x.pivot.kind < y.pivot.kind ? -1 : 1));
  });
}

/** Known events before unknown dates, clearer before less clear; of several close together on one axis the first. */
function distinct<T extends { readonly test: TestedChange }>(found: readonly T[]): readonly T[] {
  const order = [...found].sort(
    (x, y) =>
      Number(x.test.event === null) - Number(y.test.event === null) ||
      x.test.pValue - y.test.pValue ||
      (x.test.hoursAfterEvent ?? 0) - (y.test.hoursAfterEvent ?? 0) ||
      x.test.day - y.test.day,
  );
  return order.filter((one, i) =>
    order.slice(0, i).every(({ test }) => test.axis !== one.test.axis || Math.abs(test.day - one.test.day) > SAME_DAYS),
  );
}

function describeShift(panel: PivotPanel, campaign: CampaignDays, test: TestedChange, qValue: number, formed: FormedBy): FoundPivot | null {
  const axis = panel.axes.find(({ axis: name }) => name === test.axis) as AxisColumns;
  const sharesOf = (window: readonly [number, number]): readonly number[] => {
    const counts = new Float64Array(axis.width);
    for (let day = window[0]; day < window[1]; day++)
      for (let k = 0; k < axis.width; k++)
        counts[k] = (counts[k] as number) + (campaign.counts[(day - campaign.fromDay) * panel.width + axis.from + k] ?? 0);
    const total = counts.reduce((sum, n) => sum + n, 0);
    return [...counts].map((n) => n / Math.max(1, total));
  };
  const before = sharesOf(test.windows.before);
  const after = sharesOf(test.windows.after);
  const changes = after.map((share, k) => share - (before[k] as number));
  const { column, instead } = test.delays === null ? nameChange(changes) : { column: test.column, instead: null };
  const matched = matchWindows(panel, campaign, axis, test.windows);
  const shares = matched === null ? null : matchedShares(matched, column);
  const facts: ChangeFacts = {
    before: rounded(before[column] as number),
    after: rounded(after[column] as number),
    matchedBefore: shares === null ? null : rounded(shares.before),
    matchedAfter: shares === null ? null : rounded(shares.after),
  };
  if (!matters(facts)) return null;
  const isModel = test.axis === 'model';
  const countsForStrength = isModel ? !formed.modelSwitches : !formed.contentAlone;
  const name = columnName(panel, axis.axis, column);
  const after0 = test.event === null ? null : eventText(test.event.kind, test.event.atMs);
  const change =
    test.delays === null
      ? shareReason(facts, dayText(test.day, panel), name, instead === null ? null : columnName(panel, axis.axis, instead), after0)
      : modelReason(facts, test.delays, after0 ?? 'it');
  const circular = isModel
    ? 'no further evidence, as common turns to a model are among what formed the campaign'
    : 'no further evidence, as only what is asked formed the campaign';
  return {
    pivot: { at: isoOf(test.atMs), kind: `${axis.axis} ${name}`, before: facts.before, after: facts.after, pValue: rounded(test.pValue) },
    reading: readingOf(test, facts, qValue, countsForStrength, countsForStrength ? change : `${change}; ${circular}`),
  };
}

function describeVolume(panel: PivotPanel, campaign: CampaignDays, test: TestedChange, qValue: number): FoundPivot | null {
  const capabilities = panel.axes[0]?.width ?? 0;
  const perDay = (counts: Float64Array, firstDay: number, [from, to]: readonly [number, number]): number => {
    let sum = 0;
    for (let day = Math.max(from, firstDay); day < to; day++)
      for (let k = 0; k < capabilities; k++) sum += counts[(day - firstDay) * panel.width + k] ?? 0;
    return sum / Math.max(1, to - from);
  };
  const facts = {
    before: rounded(perDay(campaign.counts, campaign.fromDay, test.windows.before)),
    after: rounded(perDay(campaign.counts, campaign.fromDay, test.windows.after)),
    matchedBefore: rounded(perDay(panel.rest, panel.restFrom, test.windows.before)),
    matchedAfter: rounded(perDay(panel.rest, panel.restFrom, test.windows.after)),
  };
  const pace = (facts.matchedAfter + 1) / (facts.matchedBefore + 1);
  const times = facts.after / Math.max(1e-9, facts.before);
  const isMore = times >= LEAST_VOLUME && times / pace >= LEAST_VOLUME;
  const isLess = times * LEAST_VOLUME <= 1 && (times / pace) * LEAST_VOLUME <= 1;
  if (!isMore && !isLess) return null;
  return {
    pivot: { at: isoOf(test.atMs), kind: 'volume', before: facts.before, after: facts.after, pValue: rounded(test.pValue) },
    reading: readingOf(test, facts, qValue, false, volumeReason(facts, dayText(test.day, panel))),
  };
}

function readingOf(test: TestedChange, facts: ChangeFacts, qValue: number, countsForStrength: boolean, reason: string): PivotReading {
  const { event } = test;
  return {
    event: event === null ? null : { at: isoOf(event.atMs), kind: event.kind, label: event.label },
    hoursAfterEvent: test.hoursAfterEvent,
    matchedBefore: facts.matchedBefore,
    matchedAfter: facts.matchedAfter,
    earliest: isoOf(Math.min(test.earliestMs, test.atMs)),
    latest: isoOf(Math.max(test.latestMs, test.atMs)),
    method: event === null ? 'unknown date' : 'known event',
    qValue: rounded(qValue),
    countsForStrength,
    reason,
  };
}

/** The column to name a change by: what rose most, unless what fell fell far more; and what it rose instead of. */
function nameChange(changes: readonly number[]): { readonly column: number; readonly instead: number | null } {
  let rise = 0;
  let fall = 0;
  changes.forEach((change, k) => {
    if (change > (changes[rise] as number)) rise = k;
    if (change < (changes[fall] as number)) fall = k;
  });
  const [up, down] = [changes[rise] as number, -(changes[fall] as number)];
  if (up < RISE_PREFERRED * down) return { column: fall, instead: null };
  return { column: rise, instead: down >= INSTEAD * up ? fall : null };
}

function matters({ before, after, matchedBefore, matchedAfter }: ChangeFacts): boolean {
  const change = after - before - ((matchedAfter ?? 0) - (matchedBefore ?? 0));
  const odds = (share: number): number => (share + 0.005) / (1.005 - share);
  const ratio = odds(after) / odds(before);
  return Math.abs(change) >= LEAST_CHANGE && Math.abs(after - before) >= LEAST_CHANGE && Math.max(ratio, 1 / ratio) >= LEAST_ODDS;
}

function eventText(kind: string, atMs: number): string {
  const day = isoOf(atMs).slice(0, 10);
  switch (kind) {
    case 'first use':
      return `its first use in this log on ${day}`;
    case 'model-release':
      return `the release of ${day}`;
    case 'ban-wave':
      return `the ban wave of ${day}`;
    case 'memo':
      return `the memo of ${day}`;
    default:
      return `the event of ${day}`;
  }
}

function dayText(day: number, panel: PivotPanel): string {
  return isoOf((panel.traffic.firstDay + day) * 86_400_000).slice(0, 10);
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** Four significant digits, so that results read well and do not hang on the last bit. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
