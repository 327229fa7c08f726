import type { RandomSource } from '../statistics/random.ts';
import type { Identity } from './account.ts';
import type { Client } from './clients.ts';
import { drawIdentity, drawParameters } from './customers.ts';
import { between, hex, pick } from './draw.ts';
import { type Lifetime, planLifetimes } from './lifetimes.ts';
import { drawAddress, type Origin, type Region } from './network.ts';
import { drawUpgradeLag, type Operation } from './operation.ts';
import { createHomeLine, type DrawOrigin } from './origins.ts';
import { HOUR_MS } from './period.ts';
import type { Trace } from './plans.ts';
import type { World } from './world.ts';

const EXITS_PER_ACCOUNT_DAY = 3;
const INHERITED_CARD_SHARE = 0.6;
const PROXY_CHANGE_DAYS = 7;

/** One account of a campaign as its operator sees it. */
export interface CampaignAccount extends Identity, Lifetime {
  readonly region: Region;
  readonly shows: ReadonlySet<Trace>;
  readonly drawOrigin: DrawOrigin;
  /** What it sends with when it does not go through the relay. */
  readonly client: Client;
  readonly upgradeLagDays: number;
  readonly relayLagDays: number;
  readonly endpoint: string;
  readonly maxTokens: number | null;
  readonly temperature: number | null;
  readonly isAsleep: (timeMs: number) => boolean;
}

/** The accounts of one campaign: when they live, how they are paid, where they are seen, and what each of them shows. */
export function createCampaignAccounts(operation: Operation, count: number, world: World, random: RandomSource): CampaignAccount[] {
  const { plan } = operation;
  const cards = createCards(plan.accountsPerCard, random);
  const accounts: CampaignAccount[] = [];
  for (const lifetime of planLifetimes(plan, count, world.period, random)) {
    const identity = drawIdentity(random);
    const region = world.internet.drawRegion(random);
    const client = world.libraries.draw(random);
    const shows = new Set(plan.cells[lifetime.slot % plan.cells.length]);
    const before = lifetime.predecessor === null ? undefined : accounts[lifetime.predecessor];
    const inherits = before !== undefined && random() < INHERITED_CARD_SHARE;
    const nightFrom = (22 + between(0, 3, random) - region.hoursFromUtc + 48) % 24;
    accounts.push({
      ...identity,
      ...lifetime,
      paymentHash: shows.has('payment') ? (inherits ? before.paymentHash : cards()) : identity.paymentHash,
      region,
      shows,
      drawOrigin: createCampaignOrigins(operation, accounts.length, shows.has('client_ip'), region, world, random),
      client,
      upgradeLagDays: random() * 6,
      relayLagDays: drawUpgradeLag(operation.relay, random),
      endpoint: world.drawEndpoint(random),
      ...drawParameters(client, random),
      isAsleep: (timeMs) => plan.sleeps && (timeMs / HOUR_MS - nightFrom + 48) % 24 < 8,
    });
  }
  return accounts;
}

/** Cards in the order in which they are used up, each for half to all of the accounts it can pay. */
function createCards(accountsPerCard: number, random: RandomSource): () => string {
  let card = '';
  let left = 0;
  return () => {
    if (left === 0) {
      card = `pm_${hex(16, random)}`;
      left = between(Math.ceil((accountsPerCard + 1) / 2), accountsPerCard, random);
    }
    left--;
    return card;
  };
}

function createCampaignOrigins(
  { plan, relay }: Operation,
  index: number,
  showsAddress: boolean,
  region: Region,
  world: World,
  random: RandomSource,
): DrawOrigin {
  const { exits } = relay;
  switch (plan.network) {
    case 'residential':
      return (_day, source) => residentialExit(world.internet.drawRegion(source), source);
    case 'residential-local':
      return (_day, source) => residentialExit(region, source);
    case 'own-proxy':
      return (day, source) => {
        const held = index * plan.addressesPerAccount + Math.floor(day / PROXY_CHANGE_DAYS) + (source() < 0.02 ? 1 : 0);
        return exits[held % exits.length] as Origin;
      };
    case 'pool': {
      if (!showsAddress) return createHomeLine(region, world.period.days, random);
      const stride = between(1, exits.length, random);
      return (day, source) => exits[(index * 7 + day * stride + between(0, EXITS_PER_ACCOUNT_DAY - 1, source)) % exits.length] as Origin;
    }
  }
}

function residentialExit(region: Region, random: RandomSource): Origin {
  const carrier = pick(region.carriers, random);
  return { address: drawAddress(carrier, random), asn: carrier.asn, country: region.country };
}
