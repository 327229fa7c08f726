import type { Capability } from '../domain/capability.ts';
import type { Json } from '../domain/exchange.ts';
import type { RandomSource } from '../statistics/random.ts';
import { type Client, createOwnClient, createTools } from './clients.ts';
import { between, pick } from './draw.ts';
import { drawAddress, type Origin, pickCarrier } from './network.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './period.ts';
import type { OperationPlan } from './plans.ts';
import type { WorkList } from './prompts.ts';
import { type AnswerFormat, createAnswerFormat } from './text/paraphrase.ts';
import { writePhrase } from './text/writer.ts';
import type { World } from './world.ts';
import { createWrapper, type Wrapper } from './wrapper.ts';

/** The machine room of one or several campaigns: exits and the software that sends. */
export interface Relay {
  readonly client: Client;
  readonly exits: readonly Origin[];
  /** Days between a release of that software and the first account on it; the others follow within minutes. */
  readonly upgradeLagDays: number;
}

/** One queue of work: tasks of one capability under one wrapper. */
export interface Stream {
  readonly capability: Capability;
  readonly weight: number;
  readonly wrapper: Wrapper;
  /** From when on its work goes to the new model; null when never. */
  readonly pivotMs: number | null;
}

/** A running campaign: what its accounts share. */
export interface Operation {
  readonly plan: OperationPlan;
  readonly relay: Relay;
  readonly streams: readonly Stream[];
  readonly format: AnswerFormat;
  readonly toolDefinitions: Json;
  readonly systemPrompt: string;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly isStreamed: boolean;
  readonly models: readonly string[];
  readonly nextTask: WorkList;
  /** How busy the queue is in each hour of the day. */
  readonly hourWeights: Float64Array;
}

/** Sets up the exits and software for `accounts` accounts. */
export function createRelay(plan: OperationPlan, accounts: number, world: World, random: RandomSource): Relay {
  return {
    client: createRelayClient(plan, world, random),
    exits: createExits(plan, accounts, world, random),
    upgradeLagDays: 0.1 + random() * 0.8,
  };
}

function createRelayClient(plan: OperationPlan, world: World, random: RandomSource): Client {
  const { clients } = world.libraries;
  const own = createOwnClient('llm-relay-pool', 4, world.period.days, random);
  switch (plan.software) {
    case 'relay':
      return own;
    case 'posing-relay': {
      const posed = clients.find((client) => client.userAgents[0]?.startsWith('aster-cli')) ?? pick(clients, random);
      const builtOn = clients.find((client) => client.userAgents[0]?.startsWith('aster-sdk-node')) ?? posed;
      return { ...posed, tlsFingerprint: builtOn.tlsFingerprint };
    }
    case 'frozen': {
      const library = pick(clients.slice(0, 4), random);
      return { ...library, userAgents: [agedVersion(library.userAgents[0] ?? null)], releasedOn: [-100] };
    }
  }
}

/** A version two releases older than any that others still run. */
function agedVersion(userAgent: string | null): string | null {
  return userAgent?.replace(/(\d+)(\.0)?$/, (_, minor: string, rest = '') => `${Math.max(0, Number(minor) - 2)}${rest}`) ?? null;
}

function createExits(plan: OperationPlan, accounts: number, world: World, random: RandomSource): Origin[] {
  const { internet } = world;
  const count = Math.max(3, Math.round(accounts * plan.addressesPerAccount));
  if (plan.network === 'own-proxy') {
    const subnets = Array.from({ length: Math.max(2, Math.round(accounts / 8)) }, () => {
      const region = internet.drawRegion(random);
      const carrier = pickCarrier(region, 'fixed', random);
      return { prefix: drawAddress(carrier, random).replace(/\.\d+$/, ''), asn: carrier.asn, country: region.country };
    });
    return Array.from({ length: count }, () => {
      const { prefix, asn, country } = pick(subnets, random);
      return { address: `${prefix}.${between(1, 254, random)}`, asn, country };
    });
  }
  return Array.from({ length: count }, () => {
    const region = internet.drawRegion(random);
    const carrier = plan.addressesPerAccount < 1 ? pick(internet.clouds, random) : pickCarrier(region, 'fixed', random);
    return { address: drawAddress(carrier, random), asn: carrier.asn, country: region.country };
  });
}

/** Sets up one campaign on a relay: wrappers, tools, request profile and work list made for it. */
export function createOperation(plan: OperationPlan, accounts: number, relay: Relay, world: World, random: RandomSource): Operation {
  const { release, period } = world;
  const perCapability =
    plan.stickyMinutes > 0 ? Math.max(plan.wrappersPerCapability, Math.round(accounts / 12)) : plan.wrappersPerCapability;
  const pivots = plan.pivots && release !== null && release.atMs < period.startMs + (period.days - 1) * DAY_MS;
  const streams = plan.capabilities.flatMap(([capability, weight]) =>
    Array.from(
      { length: perCapability },
      (): Stream => ({
        capability,
        weight: weight / perCapability,
        wrapper: createWrapper(capability, plan.elicitation, random),
        pivotMs: pivots ? release.atMs + HOUR_MS + Math.floor(random() * 20 * HOUR_MS) : null,
      }),
    ),
  );
  return {
    plan,
    relay,
    streams,
    format: createAnswerFormat(random),
    toolDefinitions: createTools(['run_shell', 'read_path', 'write_path', 'finish'], random),
    systemPrompt: `You answer work items for an evaluation harness. ${writePhrase('directive', random)}`,
    maxTokens: pick([4096, 6000, 8192, 12_000, 16_000], random),
    temperature: pick([0.6, 0.7, 0.8, 1], random),
    isStreamed: random() < 0.5,
    models: [world.drawModel(random), world.drawModel(random)],
    nextTask: world.tasks.workList(random),
    hourWeights: Float64Array.from({ length: 24 }, () => 0.5 + random()),
  };
}

/** Days until this account of the pool runs a new version of the relay's software. */
export const drawUpgradeLag = (relay: Relay, random: RandomSource): number => relay.upgradeLagDays + (random() * 8 * MINUTE_MS) / DAY_MS;
