import type { Capability, Elicitation } from '../domain/capability.ts';
import type { Json } from '../domain/exchange.ts';
import type { RandomSource } from '../statistics/random.ts';
import { type Ask, type Client, createOwnClient, createTools } from './clients.ts';
import { pick } from './draw.ts';
import { type Carrier, drawAddress, type Internet, pickCarrier, type Region } from './network.ts';
import { writePhrase, writePrompt } from './text/writer.ts';
import { createWrapper } from './wrapper.ts';

/** How one planted campaign works. Shares are 0 to 1. */
export interface OperationPlan {
  readonly name: string;
  /** Share of all accounts. */
  readonly accountShare: number;
  /** Accounts paid by one card, at most. */
  readonly accountsPerCard: number;
  /** Proxy addresses for each account. */
  readonly addressesPerAccount: number;
  readonly wrappersPerCapability: number;
  /** Share of exchanges sent with the relay's own user agent and TLS stack. */
  readonly relayShare: number;
  /** Share of exchanges that ask for something else, without a wrapper. */
  readonly benignShare: number;
  readonly exchangesPerAccountDay: number;
  readonly capabilities: readonly (readonly [Capability, number])[];
  readonly elicitation: Elicitation;
}

/** A running campaign: what its accounts share. */
export interface Operation {
  readonly plan: OperationPlan;
  readonly relay: Client;
  readonly exits: readonly Exit[];
  readonly wrap: (ask: Ask, random: RandomSource) => string;
  readonly toolDefinitions: Json;
  readonly systemPrompt: string;
}

interface Exit {
  readonly address: string;
  readonly carrier: Carrier;
  readonly region: Region;
}

/** Sets up one campaign: wrappers and tools written for it, a pool of residential proxies over several countries. */
export function createOperation(plan: OperationPlan, accounts: number, internet: Internet, random: RandomSource): Operation {
  const exits = Array.from({ length: Math.max(4, Math.round(accounts * plan.addressesPerAccount)) }, (): Exit => {
    const region = internet.drawRegion(random);
    const carrier = pickCarrier(region, 'fixed', random);
    return { address: drawAddress(carrier, random), carrier, region };
  });
  const wrappersOf = new Map(
    plan.capabilities.map(([capability]) => [
      capability,
      Array.from({ length: plan.wrappersPerCapability }, () => createWrapper(capability, plan.elicitation, random)),
    ]),
  );
  return {
    plan,
    relay: createOwnClient('llm-relay-pool', 2, random),
    exits,
    wrap: (ask, source) => pick(wrappersOf.get(ask.capability) ?? [], source)(writePrompt(ask.capability, 'plain', source)),
    toolDefinitions: createTools(['run_shell', 'read_path', 'write_path', 'finish'], random),
    systemPrompt: `You answer work items for an evaluation harness. ${writePhrase('directive', random)}`,
  };
}
