import { describe, expect, it } from 'vitest';
import type { CaseEvent, EventKind } from '../../../main/engine/domain/sources.ts';
import { DAY_MS, type DrawnCampaign, type DrawnWorld, drawDays, pivotsOf, reordered, START_MS } from './draw-days.ts';

const ORDINARY: DrawnCampaign = { members: 20, perDay: 6, intraclass: 0.1, dayShock: 0, lifeDays: 0, change: null };
const WORLD: DrawnWorld = { days: 35, others: 300, campaigns: [ORDINARY], releaseDay: null, seed: 5 };
const CHANGED: DrawnCampaign = { ...ORDINARY, change: { axis: 'capability', day: 17, share: 0.6, taking: 1 } };
const isoOf = (day: number): string => new Date(START_MS + day * DAY_MS).toISOString();
const eventOn = (day: number, kind: EventKind = 'memo'): CaseEvent => ({
  eventId: 1,
  at: isoOf(day),
  kind,
  title: 'what happened',
  note: '',
});

describe('pivots at unknown dates', () => {
  const drawn = drawDays({ ...WORLD, campaigns: [CHANGED, ORDINARY] });
  const [changed, unchanged] = pivotsOf(drawn);

  it('are found on the first day of the new time, in campaigns that changed only', () => {
    expect(changed?.map(({ pivot }) => [pivot.at, pivot.kind])).toEqual([[isoOf(17), 'capability mathematics']]);
    expect(unchanged).toEqual([]);
  });

  it('say by how much, against accounts that did not change, and how sure the date is', () => {
    const [found] = changed ?? [];
    if (found === undefined) throw new Error('no pivot');
    expect(found.pivot.after - found.pivot.before).toBeGreaterThan(0.4);
    expect(Math.abs((found.reading.matchedAfter ?? 1) - (found.reading.matchedBefore ?? 0))).toBeLessThan(0.05);
    expect(found.pivot.pValue).toBeLessThan(0.01);
    expect(found.reading).toMatchObject({ event: null, hoursAfterEvent: null, method: 'unknown date', countsForStrength: true });
    expect(found.reading.earliest <= found.pivot.at && found.pivot.at <= found.reading.latest).toBe(true);
    expect(found.reading.reason).toMatch(
      /^from 2026-04-22 on, more mathematics: \d+ % of its exchanges before and \d+ % after; of those of matched accounts/,
    );
  });

  it('do not depend on the order of rows or members', () => {
    expect(pivotsOf(reordered(drawn, 3))).toEqual([changed, unchanged]);
  });

  it('are not made by one heavy account', () => {
    const heavy: DrawnCampaign = { ...ORDINARY, heavy: 30, change: { axis: 'capability', day: 17, share: 0.9, taking: 0.05 } };
    expect(pivotsOf(drawDays({ ...WORLD, campaigns: [heavy] }))).toEqual([[]]);
  });

  it('are not made by what all traffic does', () => {
    const othersChange = { axis: 'capability', day: 17, share: 0.6, taking: 1 } as const;
    expect(pivotsOf(drawDays({ ...WORLD, campaigns: [CHANGED], othersChange }))).toEqual([[]]);
  });

  it('tell when there is much more traffic, which proves nothing more', () => {
    const busier: DrawnCampaign = { ...ORDINARY, change: { axis: 'volume', day: 17, share: 4, taking: 1 } };
    const [found] = pivotsOf(drawDays({ ...WORLD, campaigns: [busier] }));
    expect(found?.map(({ pivot, reading }) => [pivot.at, pivot.kind, reading.countsForStrength])).toEqual([[isoOf(17), 'volume', false]]);
  });

  it('are not made where a campaign goes on as it did and others stop', () => {
    const othersChange = { axis: 'volume', day: 17, share: 0.05, taking: 1 } as const;
    expect(pivotsOf(drawDays({ ...WORLD, othersChange }))).toEqual([[]]);
  });

  it('are laid to an event that the case has', () => {
    const [found] = pivotsOf(drawDays({ ...WORLD, days: 49, campaigns: [CHANGED] }), [eventOn(16.7)]);
    expect(found).toHaveLength(1);
    expect(found?.[0]?.reading.event?.label).toBe('what happened');
  });

  it.each([
    ['accounts that come one after the other', { ...ORDINARY, members: 40, lifeDays: 10, intraclass: 0.4 }],
    ['days that differ', { ...ORDINARY, dayShock: 0.5 }],
    ['few accounts, each with a mix of its own', { ...ORDINARY, members: 8, intraclass: 0.5 }],
  ])('are not there among %s', (_, campaign) => {
    const seeds = [1, 2, 3];
    const found = seeds.filter(
      (seed) => (pivotsOf(drawDays({ ...WORLD, campaigns: [campaign], seed }), [eventOn(20)])[0] ?? []).length > 0,
    );
    expect(found.length).toBe(0);
  });

  it('are not looked for in a few days', () => {
    expect(
      pivotsOf(drawDays({ ...WORLD, days: 7, campaigns: [{ ...CHANGED, change: { axis: 'capability', day: 3, share: 0.9, taking: 1 } }] })),
    ).toEqual([[]]);
  });
});

describe('pivots at known events', () => {
  const toNewModel: DrawnCampaign = { ...ORDINARY, change: { axis: 'model', day: 17.6, share: 0.85, taking: 1 } };
  const released = drawDays({ ...WORLD, campaigns: [toNewModel, ORDINARY], releaseDay: 17.6 });

  it('tell how soon after its release members turned to a model, and that matched accounts did not', () => {
    const [found, others] = pivotsOf(released, [eventOn(17.6, 'model-release')]);
    expect(others).toEqual([]);
    expect(found).toHaveLength(1);
    const [{ pivot, reading } = { pivot: null, reading: null }] = found ?? [];
    expect(pivot?.kind).toBe('model model-new');
    expect(reading?.event).toEqual({ at: isoOf(17.6), kind: 'model-release', label: 'what happened' });
    expect(reading?.hoursAfterEvent).toBeGreaterThan(2);
    expect(reading?.hoursAfterEvent).toBeLessThan(24);
    expect(reading?.matchedAfter).toBeLessThan(0.1);
    expect(reading?.reason).toMatch(
      /^half of its 20 members that took up the model did so within \d+ hours of the release of 2026-04-22 \(half of the \d+ matched accounts/,
    );
  });

  it('take the first use of a model in the log for its release where the case has no event', () => {
    const [found] = pivotsOf(released);
    expect(found?.map(({ pivot, reading }) => [pivot.kind, reading.event?.kind, reading.method])).toEqual([
      ['model model-new', 'first use', 'known event'],
    ]);
  });

  it('do not count where what formed the campaign explains them', () => {
    const [model] = pivotsOf(released, [], { modelSwitches: true, contentAlone: false });
    expect(model?.map(({ reading }) => reading.countsForStrength)).toEqual([false]);
    expect(model?.[0]?.reading.reason).toContain('no further evidence');
    const [asked] = pivotsOf(drawDays({ ...WORLD, campaigns: [CHANGED] }), [], { modelSwitches: false, contentAlone: true });
    expect(asked?.map(({ reading }) => reading.countsForStrength)).toEqual([false]);
  });

  it('are not laid to an event that came later', () => {
    const [found] = pivotsOf(drawDays({ ...WORLD, campaigns: [CHANGED] }), [eventOn(20)]);
    expect(found?.map(({ pivot, reading }) => [pivot.at, reading.method])).toEqual([[isoOf(17), 'unknown date']]);
  });

  it('leave events outside the log alone', () => {
    const drawn = drawDays({ ...WORLD, campaigns: [CHANGED] });
    expect(pivotsOf(drawn, [eventOn(-400), eventOn(400)])).toEqual(pivotsOf(drawn));
  });
});
