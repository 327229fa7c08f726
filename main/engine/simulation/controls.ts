import type { RandomSource } from '../statistics/random.ts';
import { type App, createClientOn, createOwnClient, createTools } from './clients.ts';
import { capabilitiesOf, createCustomer, type Draft, drawIdentity, drawParameters } from './customers.ts';
import { between, hex, lognormal, pick } from './draw.ts';
import { drawAddress, drawNeighbours, pickCarrier } from './network.ts';
import { createPersonalOrigins, createSharedOrigins } from './origins.ts';
import { DAY_MS, HOUR_MS } from './period.ts';
import { drawAdoption } from './release.ts';
import type { ControlPlan } from './scenario.ts';
import { writePhrase } from './text/writer.ts';
import { createHouseWords, createViralWords, type World } from './world.ts';

type GroupMaker = (size: number, world: World, random: RandomSource) => Draft[];

/** Makes the members of each kind of innocent group. */
export const GROUP_MAKERS: Readonly<Record<ControlPlan['kind'], GroupMaker>> = {
  'popular-app': createPopularApp,
  campus: createCampus,
  company: createCompany,
  reseller: createReseller,
  'eval-vendor': createEvalVendor,
  hackathon: createHackathon,
  'release-rush': createReleaseRush,
};

/** Customers of one product that wraps what they ask. */
function createPopularApp(size: number, world: World, random: RandomSource): Draft[] {
  const app = { ...(world.apps[0] as App), name: 'everyday', wrapPrompt: createHouseWords(random) };
  return Array.from({ length: size }, () => createCustomer(world, random, { app }));
}

/** Unrelated customers behind one translated address range: a university, a hotel, a shared office. */
export function createCampus(size: number, world: World, random: RandomSource): Draft[] {
  const region = world.internet.drawRegion(random);
  const carrier = pickCarrier(region, 'fixed', random);
  const addresses = drawNeighbours(carrier, Math.max(1, Math.min(16, Math.round(size / 8))), random);
  return Array.from({ length: size }, () => {
    const member = createCustomer(world, random);
    return { ...member, region, drawOrigin: createSharedOrigins(addresses, carrier, region, member.drawOrigin, 0.6) };
  });
}

/**
 * One declared customer with several accounts: one organisation, one card, office addresses, and an internal tool that most use;
 * large ones run part of it as scheduled jobs.
 */
export function createCompany(size: number, world: World, random: RandomSource): Draft[] {
  const region = world.internet.drawRegion(random);
  const carrier = pickCarrier(region, 'fixed', random);
  const addresses = drawNeighbours(carrier, between(1, 3, random), random);
  const { orgId, paymentHash } = drawIdentity(random);
  const subject = pick(['software_engineering', 'data_analysis', 'summarization_extraction', 'other'] as const, random);
  const tool: App = {
    ...createOwnClient(`${writePhrase('noun', random)}-internal`, 2, world.period.days, random),
    name: 'internal tool',
    systemPrompt: `You help the staff of a ${writePhrase('adj', random)} ${writePhrase('noun', random)} company. ${writePhrase('directive', random)}`,
    toolDefinitions:
      random() < 0.4 ? createTools([`get_${writePhrase('noun', random)}`, `find_${writePhrase('noun', random)}`], random) : null,
    wrapPrompt: random() < 0.5 ? createHouseWords(random) : null,
    shares: { [subject]: 70, other: 20, knowledge_qa: 10 },
    models: [world.drawModel(random)],
    adoption: drawAdoption(world.release, 0.05, random),
    temperature: pick([null, 0, 0.3], random),
    maxTokens: pick([null, 1500, 4096], random),
  };
  return Array.from({ length: size }, (_, i) => {
    const usesTool = random() >= 0.25;
    const member = createCustomer(world, random, usesTool ? { app: tool } : undefined);
    const runsJob = usesTool && size > 10 && i % 2 === 0;
    return {
      ...member,
      orgId,
      paymentHash,
      region,
      weekendFactor: runsJob ? 1 : 0.15,
      drawOrigin: createSharedOrigins(addresses, carrier, region, member.drawOrigin, runsJob ? 1 : 0.7),
      ...(runsJob
        ? { volume: 1.5, diligence: 1, moodSigma: 0.03, roundTheClock: 1, cronMinute: pick([0, 10, 30], random), followUpShare: 0 }
        : {}),
    };
  });
}

/** A benign relay: it pays with a few cards, sends through its own exits and software, and its customers ask what people ask. */
function createReseller(size: number, world: World, random: RandomSource): Draft[] {
  const relay = createClientOn(world.libraries.draw(random), 'open-gateway', 4, world.period.days, random);
  const exits = Array.from({ length: Math.max(4, Math.round(size / 4)) }, () => {
    const cloud = pick(world.internet.clouds, random);
    return { address: drawAddress(cloud, random), asn: cloud.asn, country: world.internet.drawRegion(random).country };
  });
  const cards = Array.from({ length: Math.max(2, Math.round(size / 10)) }, () => `pm_${hex(16, random)}`);
  const firstDay = Math.floor(world.period.days * 0.2);
  return Array.from({ length: size }, (_, i) => {
    const member = createCustomer(world, random);
    const stride = between(1, exits.length, random);
    return {
      ...member,
      client: relay,
      upgradeLagDays: 0,
      paymentHash: pick(cards, random),
      startDay: i % 3 === 0 ? between(0, firstDay, random) : 0,
      endDay: world.period.days - 1,
      drawOrigin: (day, source) => exits[(i + day * stride + between(0, 2, source)) % exits.length] as (typeof exits)[number],
    };
  });
}

/** A declared organisation with several accounts that grades answers with rubrics and runs benchmarks, evenly and at scale. */
function createEvalVendor(size: number, world: World, random: RandomSource): Draft[] {
  const { orgId, paymentHash } = drawIdentity(random);
  const region = world.internet.drawRegion(random);
  const cloud = pick(world.internet.clouds, random);
  const addresses = drawNeighbours(cloud, Math.max(2, Math.round(size / 6)), random);
  const harness: App = {
    ...createOwnClient('measured-eval', 3, world.period.days, random),
    name: 'evaluation harness',
    systemPrompt: `You are a strict grader for ${writePhrase('topic', random)}. ${writePhrase('directive', random)}`,
    toolDefinitions: null,
    wrapPrompt: createHouseWords(random),
    shares: { reasoning: 25, mathematics: 20, software_engineering: 25, knowledge_qa: 20, safety_policy: 10 },
    models: ['aster-4-large', 'aster-4-medium'],
    adoption: world.release === null ? null : { atMs: world.release.atMs + 6 * HOUR_MS, share: 0.6 },
    temperature: 0,
    maxTokens: 2048,
  };
  return Array.from({ length: size }, (_, i) => ({
    ...createCustomer(world, random, { app: harness }),
    orgId,
    paymentHash,
    region,
    drawOrigin: (_day, source) => ({ address: pick(addresses, source), asn: cloud.asn, country: region.country }),
    ...capabilitiesOf(harness.shares),
    elicitation: i % 2 === 0 ? ('rubric_grading' as const) : null,
    volume: 3 * lognormal(1, 0.05, random),
    startDay: 0,
    endDay: world.period.days - 1,
    weekendFactor: 0.9,
    diligence: 1,
    moodSigma: 0.08,
    roundTheClock: 0.9,
    followUpShare: 0,
  }));
}

/** Two days in one hall: everybody signs up within hours with the same starter kit, asks its own things, and most stop afterwards. */
function createHackathon(size: number, world: World, random: RandomSource): Draft[] {
  const region = world.internet.drawRegion(random);
  const carrier = pickCarrier(region, 'fixed', random);
  const addresses = drawNeighbours(carrier, between(1, 4, random), random);
  const day = Math.min(world.period.days - 3, 6 + 7 * between(0, 1, random));
  const opensAt = (9 + between(0, 2, random) - region.hoursFromUtc + 24) % 24;
  const kit: App = {
    ...createClientOn(world.libraries.clients[0] ?? world.libraries.draw(random), 'starter-kit', 1, world.period.days, random),
    name: 'starter kit',
    systemPrompt: `You are the assistant of our hack team. ${writePhrase('directive', random)}`,
    toolDefinitions: createTools(['fetch_data', 'store_note', 'show_chart'], random),
    wrapPrompt: createHouseWords(random),
    shares: { software_engineering: 60, agentic_tool_use: 20, data_analysis: 10, creative_writing: 10 },
    models: ['aster-4-large'],
    adoption: null,
    temperature: 0.7,
    maxTokens: 1024,
  };
  return Array.from({ length: size }, () => {
    const member = createCustomer(world, random, { app: kit });
    const carriesOn = random() < 0.15;
    return {
      ...member,
      region,
      paymentHash: random() < 0.5 ? null : member.paymentHash,
      habit: { wrap: (text) => text, share: 0 },
      drawOrigin: createSharedOrigins(
        addresses,
        carrier,
        region,
        createPersonalOrigins(region, world.internet, world.period.days, random),
        0.85,
      ),
      volume: lognormal(1, 0.7, random),
      startDay: day,
      startMillisecond: Math.floor(opensAt * HOUR_MS + random() * 2.5 * HOUR_MS) % (DAY_MS - 4 * HOUR_MS),
      endDay: carriesOn ? world.period.days - 1 : day + 1,
      weekendFactor: 1,
      diligence: carriesOn ? 0.4 : 1,
      peakHour: 16,
      roundTheClock: 0.25,
    };
  });
}

/** A new model everybody tries: strangers sign up within two days of it, switch within hours, and pass one prompt around. */
function createReleaseRush(size: number, world: World, random: RandomSource): Draft[] {
  const viral = createViralWords(random);
  const { release, period } = world;
  const releaseDay = release === null ? 0 : Math.floor((release.atMs - period.startMs) / DAY_MS);
  const intoDay = release === null ? 0 : (release.atMs - period.startMs) % DAY_MS;
  return Array.from({ length: size }, () => {
    const member = createCustomer(world, random);
    const isNew = random() < 0.5;
    const lateBy = isNew ? Math.min(1, Math.floor(random() * 2)) : 0;
    return {
      ...member,
      ...drawParameters(member.client, random),
      adoption: release === null ? null : { atMs: release.atMs + (0.2 + 8 * random()) * HOUR_MS, share: 0.7 + 0.3 * random() },
      habit: random() < 0.6 ? { wrap: viral, share: 0.3 + 0.6 * random() } : member.habit,
      startDay: isNew ? Math.min(period.days - 1, releaseDay + lateBy) : Math.min(member.startDay, releaseDay),
      startMillisecond: isNew && lateBy === 0 ? intoDay + Math.floor(random() * (DAY_MS - 1 - intoDay)) : 0,
      endDay: period.days - 1,
    };
  });
}
