import type { InjectionStyle } from '../domain/detectability.ts';
import { type RandomSource, seededRandom } from '../statistics/random.ts';
import { createCampaign, type PlannedCampaign, planCampaign } from './campaign.ts';
import { drawIndex, pick, weightedIndex } from './draw.ts';
import { createRelay } from './operation.ts';
import { DAY_MS, type Period } from './period.ts';
import { ATTACKS } from './plans.ts';
import { createProfileInternet } from './profile-internet.ts';
import { createTextTasks, type TaskText } from './prompts.ts';
import type { SimulatedExchange } from './record.ts';
import type { Release } from './release.ts';
import { walkTraffic } from './traffic-walk.ts';
import type { PlantedCampaign } from './truth.ts';
import type { World } from './world.ts';

/** A value of a log and its share of the exchanges; shares need not sum to one. */
export interface Share<T> {
  readonly value: T;
  readonly share: number;
}

/** What a log looks like, so that a planted campaign looks like the rest of it. */
export interface TrafficProfile {
  readonly fromMs: number;
  readonly toMs: number;
  /** The columns that the log fills; all others stay null in planted exchanges, `ts` and `account_id` apart. */
  readonly columns: ReadonlySet<keyof SimulatedExchange>;
  readonly models: readonly Share<string>[];
  readonly clients: readonly Share<{ readonly userAgent: string | null; readonly tlsFingerprint: string | null }>[];
  readonly endpoints: readonly Share<string>[];
  /** Origins of exchanges drawn at random from the log, so that frequent networks come often. */
  readonly origins: readonly { readonly address: string | null; readonly country: string | null; readonly asn: number | null }[];
  readonly provider: string | null;
  /** What an ordinary account sends in the whole log: the median, so that planted accounts do not stand out by volume however long they live. */
  readonly exchangesPerAccount: number;
  /** A model that came out within the period, where one is known: the campaign moves to it. */
  readonly release?: Release;
  /** Texts to ask; without them the grammars write. */
  readonly prompts?: readonly TaskText[];
}

export interface Injection {
  readonly truth: PlantedCampaign;
  /** The planted exchanges in order of time; may be walked once. */
  readonly exchanges: () => Generator<SimulatedExchange>;
}

/**
 * A campaign of `accounts` accounts (2 or more) made to be mixed into the log that `profile` describes: its days, models, software,
 * networks and volume, and only the columns that the log has. Same arguments, same exchanges. Throws TypeError for fewer accounts, an
 * empty period, or no exchanges.
 */
export function createInjection(style: InjectionStyle, accounts: number, profile: TrafficProfile, seed: number): Injection {
  if (accounts < 2 || !(profile.toMs > profile.fromMs) || !(profile.exchangesPerAccount > 0))
    throw new TypeError('an injection needs two accounts, a period and exchanges');
  const random = seededRandom(seed);
  const period = wholeDays(profile);
  const world = createProfileWorld(profile, period, accounts, random);
  const [plan] = ATTACKS[style] ?? [];
  if (plan === undefined) throw new TypeError(`no style ${style}`);
  const campaign = createCampaign(plan, accounts, createRelay(plan, accounts, world, random), world, random);
  const planned = planCampaign(campaign, Math.round(accounts * profile.exchangesPerAccount), world, random);
  const squeeze = squeezer(profile, period);
  return {
    truth: { ...planned.truth, startedAt: squeeze(planned.truth.startedAt) },
    exchanges: () => blend(planned, world, profile, squeeze, random),
  };
}

function* blend(
  planned: PlannedCampaign,
  world: World,
  profile: TrafficProfile,
  squeeze: (ts: string) => string,
  random: RandomSource,
): Generator<SimulatedExchange> {
  for (const exchange of walkTraffic(world, planned.mixed, planned.mixedTotals, [planned], random)) {
    const own = { ...exchange, ts: squeeze(exchange.ts ?? ''), provider: profile.provider, response_model: exchange.request_model };
    yield keepColumns(own, profile.columns);
  }
}

function keepColumns(exchange: SimulatedExchange, columns: TrafficProfile['columns']): SimulatedExchange {
  const kept = Object.entries(exchange).map(([column, value]) =>
    column === 'ts' || column === 'account_id' || columns.has(column as keyof SimulatedExchange) ? [column, value] : [column, null],
  );
  return Object.fromEntries(kept) as SimulatedExchange;
}

/** Whole days inside the log, from midnight where it is long enough; a log shorter than a day counts as one. */
function wholeDays({ fromMs, toMs }: TrafficProfile): Period {
  const midnight = Math.ceil(fromMs / DAY_MS) * DAY_MS;
  const startMs = toMs - midnight >= DAY_MS ? midnight : fromMs;
  return { startMs, days: Math.max(1, Math.floor((toMs - startMs) / DAY_MS)) };
}

/** Fits the one day of the plan into a log that is shorter. */
function squeezer({ fromMs, toMs }: TrafficProfile, { startMs, days }: Period): (ts: string) => string {
  const factor = Math.min(1, (toMs - startMs) / (days * DAY_MS));
  if (factor === 1) return (ts) => ts;
  return (ts) => new Date(fromMs + Math.floor((Date.parse(ts) - startMs) * factor)).toISOString();
}

function createProfileWorld(profile: TrafficProfile, period: Period, accounts: number, random: RandomSource): World {
  const clients = (profile.clients.length > 0 ? profile.clients : [{ value: { userAgent: null, tlsFingerprint: null }, share: 1 }]).map(
    ({ value, share }) => ({
      share,
      value: { userAgents: [value.userAgent], releasedOn: [-1], tlsFingerprint: value.tlsFingerprint, defaultMaxTokens: null },
    }),
  );
  const drawClient = drawShare(clients);
  const drawModel = drawShare(profile.models);
  const drawEndpoint = drawShare(profile.endpoints);
  return {
    period,
    internet: createProfileInternet(profile.origins, random),
    libraries: { clients: clients.map(({ value }) => value), draw: (source) => drawClient(source) ?? pick(clients, source).value },
    apps: [],
    appShare: 0,
    drawApp: () => {
      throw new TypeError('a profile has no apps');
    },
    drawModel: (source) => drawModel(source) ?? 'model',
    drawEndpoint: (source) => drawEndpoint(source) ?? '/v1/messages',
    release: profile.release ?? null,
    tutorials: [],
    tasks: createTextTasks(profile.prompts ?? [], accounts),
  };
}

function drawShare<T>(shares: readonly Share<T>[]): (random: RandomSource) => T | null {
  const present = shares.filter(({ share }) => share > 0);
  if (present.length === 0) return () => null;
  const weights = weightedIndex(present.map(({ share }) => share));
  return (random) => (present[drawIndex(weights, random)] as Share<T>).value;
}
