import type { FoundPivot } from '../../main/engine/capabilities/pivots/find-pivots.ts';
import type { CaseEvent } from '../../main/engine/domain/sources.ts';
import { DAY_MS, type DrawnCampaign, type DrawnChange, drawDays, pivotsOf, START_MS } from '../engine/capabilities/draw-days.ts';

const DAYS = 42;
const OTHERS = 600;
const QUIET: DrawnCampaign = { members: 24, perDay: 6, intraclass: 0.1, dayShock: 0, lifeDays: 0, change: null };

interface Planted {
  readonly name: string;
  readonly campaign: DrawnCampaign;
  readonly isKnown: boolean;
}

function change(axis: DrawnChange['axis'], share: number, taking = 1): DrawnChange {
  return { axis, day: 0, share, taking };
}

const PLANTED: readonly Planted[] = [
  { name: '8 accounts, capability 50 %', campaign: { ...QUIET, members: 8, change: change('capability', 0.5) }, isKnown: false },
  { name: '12 accounts, capability 50 %', campaign: { ...QUIET, members: 12, change: change('capability', 0.5) }, isKnown: false },
  { name: '24 accounts, capability 30 %', campaign: { ...QUIET, change: change('capability', 0.3) }, isKnown: false },
  { name: '24 accounts, capability 50 %', campaign: { ...QUIET, change: change('capability', 0.5) }, isKnown: false },
  { name: '24 accounts, capability 20 %', campaign: { ...QUIET, change: change('capability', 0.2) }, isKnown: false },
  {
    name: '24 accounts, capability 40 %, days vary',
    campaign: { ...QUIET, dayShock: 0.6, change: change('capability', 0.4) },
    isKnown: false,
  },
  {
    name: '24 accounts of little use, capability 30 %',
    campaign: { ...QUIET, perDay: 1, intraclass: 0.3, change: change('capability', 0.3) },
    isKnown: false,
  },
  {
    name: '40 accounts of 12 days, capability 50 %',
    campaign: { ...QUIET, members: 40, lifeDays: 12, change: change('capability', 0.5) },
    isKnown: false,
  },
  {
    name: '80 accounts, half of them, elicitation 60 %',
    campaign: { ...QUIET, members: 80, change: change('elicitation', 0.6, 0.5) },
    isKnown: false,
  },
  { name: '200 accounts, capability 20 %', campaign: { ...QUIET, members: 200, change: change('capability', 0.2) }, isKnown: false },
  { name: '24 accounts, three times the volume', campaign: { ...QUIET, change: change('volume', 3) }, isKnown: false },
  { name: '24 accounts, memo, capability 30 %', campaign: { ...QUIET, change: change('capability', 0.3) }, isKnown: true },
  { name: '24 accounts, memo, elicitation 50 %', campaign: { ...QUIET, change: change('elicitation', 0.5) }, isKnown: true },
  { name: '12 accounts, new model 85 %', campaign: { ...QUIET, members: 12, change: change('model', 0.85) }, isKnown: true },
  { name: '40 accounts, new model 40 %', campaign: { ...QUIET, members: 40, change: change('model', 0.4) }, isKnown: true },
];

const CONTROLS: readonly { readonly name: string; readonly campaign: DrawnCampaign }[] = [
  { name: '12 accounts', campaign: { ...QUIET, members: 12 } },
  { name: '24 accounts', campaign: QUIET },
  { name: '24 accounts, days vary', campaign: { ...QUIET, dayShock: 0.5 } },
  { name: '24 accounts, each its own', campaign: { ...QUIET, intraclass: 0.4 } },
  { name: '40 accounts of 12 days', campaign: { ...QUIET, members: 40, lifeDays: 12, intraclass: 0.3 } },
  { name: '100 accounts, days vary', campaign: { ...QUIET, members: 100, dayShock: 0.3, perDay: 3 } },
];

/** Prints how far from the planted date pivots are found, and how often one is found where none is. */
export function calibratePivots(runs: number, say: (line: string) => void): void {
  say(`pivots: ${DAYS} days, ${OTHERS} accounts besides, ${runs} runs each; a pivot is a hit within a day of the planted date`);
  const errors: number[] = [];
  let hits = 0;
  let planted = 0;
  for (const { name, campaign, isKnown } of PLANTED) {
    const own: number[] = [];
    let more = 0;
    for (let run = 0; run < runs; run++) {
      const day = 15 + (run % 14) + (isKnown ? 0.6 : 0);
      const planned = campaign.change === null ? null : { ...campaign.change, day };
      const isModel = planned?.axis === 'model';
      const drawn = drawDays({
        days: DAYS,
        others: OTHERS,
        campaigns: [{ ...campaign, change: planned }],
        releaseDay: isModel ? day : null,
        seed: 700 + run,
      });
      const found = pivotsOf(drawn, isKnown && !isModel ? [memo(day)] : [])[0] ?? [];
      const same = found.filter(({ pivot }) => pivot.kind.startsWith(planned?.axis ?? '-'));
      const nearest = same.map(({ pivot }) => errorOf(pivot.at, day)).sort((x, y) => x - y)[0];
      if (nearest !== undefined) own.push(nearest);
      more += found.length - Math.min(1, same.length);
    }
    const hit = own.filter((error) => error <= 1).length;
    planted += runs;
    hits += hit;
    errors.push(...own);
    say(`  ${name.padEnd(46)} found ${own.length}/${runs}, hits ${hit}, median error ${medianOf(own)} days, others besides ${more}`);
  }
  say(`  all: ${hits}/${planted} hits; median error ${medianOf(errors)} days of the ${errors.length} found`);
  let falsely = 0;
  let controls = 0;
  for (const { name, campaign } of CONTROLS) {
    let own = 0;
    const kinds: string[] = [];
    for (let run = 0; run < runs; run++) {
      const drawn = drawDays({ days: DAYS, others: OTHERS, campaigns: [campaign], releaseDay: 20.6, seed: 9000 + run });
      const found: readonly FoundPivot[] = pivotsOf(drawn, [memo(12), memo(25.4)])[0] ?? [];
      if (found.length > 0) own++;
      kinds.push(...found.map(({ pivot, reading }) => `${pivot.kind} (${reading.method})`));
    }
    controls += runs;
    falsely += own;
    say(`  control: ${name.padEnd(37)} ${own}/${runs} with a pivot ${kinds.slice(0, 4).join(', ')}`);
  }
  say(`  controls in all: ${falsely}/${controls} with any pivot (${((100 * falsely) / controls).toFixed(1)} %, goal 5 %)`);
}

function memo(day: number): CaseEvent {
  return { eventId: 1, at: new Date(START_MS + day * DAY_MS).toISOString(), kind: 'memo', title: 'memo', note: '' };
}

/** Days between the time found and the planted one. */
function errorOf(at: string, day: number): number {
  return Math.abs((Date.parse(at) - START_MS) / DAY_MS - day);
}

function medianOf(values: readonly number[]): string {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted.length === 0 ? '-' : (sorted[sorted.length >> 1] as number).toFixed(2);
}
