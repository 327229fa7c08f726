import { CAPABILITIES } from '../domain/capability.ts';
import type { RandomSource } from '../statistics/random.ts';
import type { Identity, SimulatedAccount } from './account.ts';
import { type App, type CapabilityShares, type Client, INTEREST } from './clients.ts';
import { between, hex, lognormal, normal, pick, weightedIndex } from './draw.ts';
import { createPersonalOrigins } from './origins.ts';
import { DAY_MS } from './period.ts';
import { drawAdoption } from './release.ts';
import { createHouseWords, type World } from './world.ts';

/** A customer before it has an account number. */
export type Draft = Omit<SimulatedAccount, 'id'>;

const LATE_START_SHARE = 0.3;
const CRON_SHARE = 0.05;
const TUTORIAL_SHARE = 0.12;
const OWN_WORDS_SHARE = 0.12;
const FREE_SHARE = 0.06;
const MAX_TOKENS = [256, 512, 1000, 1024, 2000, 2048, 4096, 4096, 8192, 16_000];
const TEMPERATURES = [0, 0, 0.2, 0.3, 0.5, 0.7, 0.7, 0.9, 1];

export const drawIdentity = (random: RandomSource): Identity => ({
  id: `acct_${hex(12, random)}`,
  orgId: `org_${hex(10, random)}`,
  apiKeyId: `key_${hex(10, random)}`,
  paymentHash: `pm_${hex(16, random)}`,
});

/** Output limit and temperature as customers set them: mostly what the library does by itself. */
export function drawParameters(client: Client, random: RandomSource): { maxTokens: number | null; temperature: number | null } {
  return {
    maxTokens: random() < 0.5 ? client.defaultMaxTokens : pick(MAX_TOKENS, random),
    temperature: random() < 0.6 ? null : pick(TEMPERATURES, random),
  };
}

/** Where a customer's interest lies, ready to draw from. */
export function capabilitiesOf(shares: CapabilityShares): Pick<SimulatedAccount, 'capabilities' | 'capabilityWeights'> {
  const capabilities = CAPABILITIES.filter((capability) => (shares[capability] ?? 0) > 0);
  return { capabilities, capabilityWeights: weightedIndex(capabilities.map((capability) => shares[capability] ?? 0)) };
}

/** One person or small firm with its own line, software, subjects and hours; a few run a scheduled job instead. */
export function createCustomer(world: World, random: RandomSource, given?: { app: App }): Draft {
  const { internet, period, release } = world;
  const region = internet.drawRegion(random);
  const app = given?.app ?? (world.apps.length > 0 && random() < world.appShare ? world.drawApp(random) : null);
  const client = app ?? world.libraries.draw(random);
  const { id: _, ...identity } = drawIdentity(random);
  const runsJob = app === null && random() < CRON_SHARE;
  const startDay = random() < LATE_START_SHARE ? between(1, Math.max(1, period.days - 2), random) : 0;
  return {
    ...identity,
    paymentHash: random() < FREE_SHARE ? null : identity.paymentHash,
    region,
    drawOrigin: createPersonalOrigins(region, internet, period.days, random),
    client,
    app,
    upgradeLagDays: app !== null ? random() * 2 : random() < 0.3 ? Number.POSITIVE_INFINITY : lognormal(4, 1, random),
    endpoint: app === null ? world.drawEndpoint(random) : '/v1/messages',
    models: app === null ? [world.drawModel(random), world.drawModel(random)] : app.models,
    adoption: app === null ? drawAdoption(release, 0.01, random) : app.adoption,
    ...capabilitiesOf(app === null ? personalShares(random) : app.shares),
    habit: app === null ? drawHabit(world, runsJob, random) : null,
    elicitation: null,
    ...(app === null ? drawParameters(client, random) : { maxTokens: app.maxTokens, temperature: app.temperature }),
    volume: lognormal(1, 1.2, random),
    startDay,
    startMillisecond: 0,
    endDay: random() < 0.12 ? between(startDay, period.days - 1, random) : period.days - 1,
    endMillisecond: DAY_MS,
    weekendFactor: runsJob ? 1 : random() < 0.6 ? 0.35 : 1.1,
    diligence: runsJob ? 1 : 0.25 + 0.7 * random(),
    moodSigma: runsJob ? 0.05 : 0.5,
    peakHour: 14 + 3 * normal(random),
    roundTheClock: runsJob ? 1 : app === null && random() < 0.12 ? 0.8 : 0.08,
    cronMinute: runsJob ? pick([0, 0, 5, 15, 30, between(0, 59, random)], random) : null,
    followUpShare: runsJob ? 0 : 0.1 + 0.3 * random(),
  };
}

function drawHabit(world: World, runsJob: boolean, random: RandomSource): Draft['habit'] {
  if (runsJob) return { wrap: createHouseWords(random), share: 1 };
  const chance = random();
  if (chance < TUTORIAL_SHARE && world.tutorials.length > 0) return { wrap: pick(world.tutorials, random), share: 0.2 + 0.7 * random() };
  return chance < TUTORIAL_SHARE + OWN_WORDS_SHARE ? { wrap: createHouseWords(random), share: 0.3 + 0.7 * random() } : null;
}

function personalShares(random: RandomSource): CapabilityShares {
  const shares: CapabilityShares = {};
  for (const capability of CAPABILITIES) shares[capability] = INTEREST[capability] * lognormal(1, 1.3, random);
  return shares;
}
