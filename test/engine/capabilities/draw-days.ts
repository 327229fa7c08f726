import { type FormedBy, type FoundPivot, findPivots } from '../../../main/engine/capabilities/pivots/find-pivots.ts';
import { PivotPanel } from '../../../main/engine/capabilities/pivots/pivot-panel.ts';
import { CAPABILITIES, ELICITATIONS } from '../../../main/engine/domain/capability.ts';
import type { CaseEvent } from '../../../main/engine/domain/sources.ts';
import { type AccountTraffic, TrafficBuilder, type TrafficRows } from '../../../main/engine/links/traffic.ts';
import { type RandomSource, randomBelow, seededRandom, shuffle } from '../../../main/engine/statistics/random.ts';

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** A Sunday. */
export const START_MS = Date.UTC(2026, 3, 5);
const MODELS = ['model-a', 'model-b', 'model-new'];
const NEW_MODEL = 2;

/** What a group of accounts asks, and how it changes. */
export interface DrawnCampaign {
  readonly members: number;
  /** Exchanges an account sends on a day on which it is active, on average. */
  readonly perDay: number;
  /** Correlation of what one account asks: 0 all alike, towards 1 each its own. */
  readonly intraclass: number;
  /** How much all accounts' mix moves together from day to day: standard deviation on the logarithm. */
  readonly dayShock: number;
  /** Accounts live for this many days, one after the other; 0 for all days. */
  readonly lifeDays: number;
  readonly change: DrawnChange | null;
  /** How many times as much the first account sends. */
  readonly heavy?: number;
}
export interface DrawnChange {
  readonly axis: 'capability' | 'elicitation' | 'model' | 'volume';
  /** Day from 0, may be a fraction. */
  readonly day: number;
  /** Share of exchanges that are the new thing from then on, beyond what there was of it; for volume, times as many. */
  readonly share: number;
  /** Of the members, how many take part. */
  readonly taking: number;
}

export interface DrawnWorld {
  readonly days: number;
  readonly others: number;
  readonly campaigns: readonly DrawnCampaign[];
  /** Day on which the new model comes up for everybody, null for never. */
  readonly releaseDay: number | null;
  /** What all other accounts ask from a day on. */
  readonly othersChange?: DrawnChange;
  readonly seed: number;
}

export interface DrawnDays {
  readonly traffic: AccountTraffic;
  readonly campaigns: readonly Int32Array[];
  readonly rows: readonly TrafficRows[];
}

interface Exchange {
  readonly account: number;
  readonly timeMs: number;
  readonly capability: number;
  readonly elicitation: number;
  readonly model: number;
}

const NEW_CAPABILITY = CAPABILITIES.indexOf('mathematics');
const NEW_ELICITATION = ELICITATIONS.indexOf('rubric_grading');

/** Draws accounts that ask for their own mixes, weekdays busier than weekends; members come first. */
export function drawDays({ days, others, campaigns, releaseDay, othersChange, seed }: DrawnWorld): DrawnDays {
  const random = seededRandom(seed);
  const exchanges: Exchange[] = [];
  let account = 0;
  const codes: Int32Array[] = [];
  for (const campaign of campaigns) {
    const mix = [dirichlet(CAPABILITIES.length, 0.8, random), dirichlet(ELICITATIONS.length, 0.8, random)] as const;
    const shocks = Array.from(
      { length: days },
      () => [shock(CAPABILITIES.length, campaign.dayShock, random), shock(ELICITATIONS.length, campaign.dayShock, random)] as const,
    );
    const first = account;
    for (let i = 0; i < campaign.members; i++) {
      const lives = campaign.lifeDays === 0 ? days : campaign.lifeDays;
      const from = campaign.lifeDays === 0 ? 0 : Math.round(((days - lives) * i) / Math.max(1, campaign.members - 1));
      const own = [around(mix[0], campaign.intraclass, random), around(mix[1], campaign.intraclass, random)] as const;
      const takes = campaign.change !== null && i < campaign.change.taking * campaign.members ? campaign.change : null;
      const volume = campaign.perDay * Math.exp(0.5 * normal(random)) * (i === 0 ? (campaign.heavy ?? 1) : 1);
      const delayMs = random() * 20 * HOUR_MS;
      for (let day = from; day < from + lives; day++) {
        const isAfter = takes !== null && day >= Math.floor(takes.day);
        const busy = takes?.axis === 'volume' && isAfter ? takes.share : 1;
        for (let n = poisson(volume * busy, random); n > 0; n--) {
          const timeMs = START_MS + (day + random()) * DAY_MS;
          const isNew =
            takes !== null && timeMs >= START_MS + takes.day * DAY_MS + (takes.axis === 'model' ? delayMs : 0) && random() < takes.share;
          const tilt = shocks[day] as (typeof shocks)[number];
          exchanges.push({
            account,
            timeMs,
            capability: isNew && takes?.axis === 'capability' ? NEW_CAPABILITY : drawFrom(own[0], tilt[0], random),
            elicitation: isNew && takes?.axis === 'elicitation' ? NEW_ELICITATION : drawFrom(own[1], tilt[1], random),
            model: isNew && takes?.axis === 'model' ? NEW_MODEL : randomBelow(random, 2),
          });
        }
      }
      account++;
    }
    codes.push(Int32Array.from({ length: campaign.members }, (_, i) => first + i));
  }
  const mix = [dirichlet(CAPABILITIES.length, 2, random), dirichlet(ELICITATIONS.length, 2, random)] as const;
  for (let i = 0; i < others; i++, account++) {
    const own = [around(mix[0], 0.3, random), around(mix[1], 0.3, random)] as const;
    const volume = Math.exp(1.2 * normal(random));
    const takesUp =
      releaseDay !== null && random() < 0.5 ? releaseDay + Math.exp(Math.log(7) + 0.8 * normal(random)) : Number.POSITIVE_INFINITY;
    const weekend = random() < 0.7 ? 0.3 : 1;
    for (let day = 0; day < days; day++) {
      const isWeekend = day % 7 === 0 || day % 7 === 6;
      const busy = othersChange?.axis === 'volume' && day >= othersChange.day ? othersChange.share : 1;
      for (let n = poisson(volume * busy * (isWeekend ? weekend : 1), random); n > 0; n--) {
        exchanges.push({
          account,
          timeMs: START_MS + (day + random()) * DAY_MS,
          capability:
            othersChange?.axis === 'capability' && day >= othersChange.day && random() < othersChange.share
              ? NEW_CAPABILITY
              : drawFrom(own[0], null, random),
          elicitation: drawFrom(own[1], null, random),
          model: day >= takesUp && random() < 0.6 ? NEW_MODEL : randomBelow(random, 2),
        });
      }
    }
  }
  const rows = [rowsOf(exchanges)];
  return { traffic: buildTraffic(account, rows), campaigns: codes, rows };
}

/** The same rows in another order, a few a block. */
export function reordered({ traffic, campaigns, rows }: DrawnDays, seed: number): DrawnDays {
  const random = seededRandom(seed);
  const exchanges = rows.flatMap((block) =>
    Array.from(block.account, (account, i) => ({
      account,
      timeMs: block.timeMs[i] as number,
      capability: block.capability[i] as number,
      elicitation: block.elicitation[i] as number,
      model: block.model?.[i] as number,
    })),
  );
  shuffle(exchanges, random);
  const blocks: TrafficRows[] = [];
  for (let from = 0; from < exchanges.length; from += 1000) blocks.push(rowsOf(exchanges.slice(from, from + 1000)));
  return {
    traffic: buildTraffic(traffic.accountIds.length, blocks),
    campaigns: campaigns.map((codes) => codes.slice().reverse()),
    rows: blocks,
  };
}

function buildTraffic(accounts: number, rows: readonly TrafficRows[]): AccountTraffic {
  const builder = new TrafficBuilder({
    accountIds: Array.from({ length: accounts }, (_, i) => `account-${String(i).padStart(6, '0')}`),
    valueCounts: {},
    models: MODELS,
  });
  for (const block of rows) builder.add(block);
  return builder.build();
}

function rowsOf(exchanges: readonly Exchange[]): TrafficRows {
  return {
    rowCount: exchanges.length,
    account: Int32Array.from(exchanges, (e) => e.account),
    timeMs: Float64Array.from(exchanges, (e) => e.timeMs),
    codes: {},
    model: Int32Array.from(exchanges, (e) => e.model),
    channel: new Int32Array(exchanges.length),
    capability: Uint8Array.from(exchanges, (e) => e.capability),
    elicitation: Uint8Array.from(exchanges, (e) => e.elicitation),
  };
}

const FORMED: FormedBy = { modelSwitches: false, contentAlone: false };

export function pivotsOf(
  { traffic, campaigns, rows }: DrawnDays,
  events: readonly CaseEvent[] = [],
  formed: FormedBy = FORMED,
): readonly (readonly FoundPivot[])[] {
  const panel = new PivotPanel(traffic, campaigns, 1);
  for (const block of rows) panel.add(block);
  return findPivots(
    panel,
    events,
    campaigns.map(() => formed),
    1,
  );
}

function normal(random: RandomSource): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function poisson(mean: number, random: RandomSource): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  let product = random();
  let count = 0;
  for (const limit = Math.exp(-mean); product > limit; count++) product *= random();
  return count;
}

/** Marsaglia and Tsang's gamma, shapes below 1 by a power of a uniform number. */
function gamma(shape: number, random: RandomSource): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function dirichlet(width: number, shape: number, random: RandomSource): Float64Array {
  return scaled(Float64Array.from({ length: width }, () => gamma(shape, random)));
}

/** An account's own mix: Dirichlet around the group's, as spread as its intraclass correlation says. */
function around(mix: Float64Array, intraclass: number, random: RandomSource): Float64Array {
  if (intraclass === 0) return mix;
  const strength = 1 / intraclass - 1;
  return scaled(mix.map((share) => gamma(Math.max(1e-3, share * strength), random)));
}

function scaled(values: Float64Array): Float64Array {
  const sum = values.reduce((total, v) => total + v, 0);
  return values.map((v) => v / sum);
}

function shock(width: number, spread: number, random: RandomSource): Float64Array {
  return Float64Array.from({ length: width }, () => Math.exp(spread * normal(random)));
}

function drawFrom(mix: Float64Array, tilt: Float64Array | null, random: RandomSource): number {
  const weight = (k: number): number => (mix[k] as number) * (tilt === null ? 1 : (tilt[k] as number));
  let total = 0;
  for (let k = 0; k < mix.length; k++) total += weight(k);
  let left = random() * total;
  for (let k = 0; k < mix.length - 1; k++) {
    left -= weight(k);
    if (left < 0) return k;
  }
  return mix.length - 1;
}
