import { type RandomSource, seededRandom } from '../statistics/random.ts';
import { createCampaign, type PlannedCampaign, planCampaign, wantedExchanges } from './campaign.ts';
import { apportion } from './draw.ts';
import { createRelay, type Relay } from './operation.ts';
import { DAY_MS } from './period.ts';
import type { OperationPlan } from './plans.ts';
import { createPopulation } from './population.ts';
import { createTextTasks } from './prompts.ts';
import type { SimulatedExchange } from './record.ts';
import { CAMPAIGN_EXCHANGE_SHARE, findScenario, PERIOD_DAYS, PERIOD_START_MS, type Scenario, type SimulationOptions } from './scenario.ts';
import { walkTraffic } from './traffic-walk.ts';
import type { Truth } from './truth.ts';
import { createWorld, type World } from './world.ts';

export interface Simulation {
  readonly truth: Truth;
  /** All exchanges in order of time, made as they are taken; may be walked once. */
  readonly exchanges: () => Generator<SimulatedExchange>;
}

/**
 * Synthetic traffic with known truth: the same scenario, sizes, prompts and seed give the same exchanges. Memory grows with accounts
 * and with the exchanges of one day. Throws scenario-unknown; TypeError when there are fewer exchanges than accounts.
 */
export function createSimulation(scenarioName: string, options: SimulationOptions): Simulation {
  const scenario = findScenario(scenarioName);
  if (options.exchanges < options.accounts || options.accounts < 1)
    throw new TypeError('a simulation needs at least one account and an exchange for each');
  const random = seededRandom(options.seed);
  const period = { startMs: PERIOD_START_MS, days: PERIOD_DAYS };
  const world = createWorld(options.accounts, period, createTextTasks(options.prompts ?? [], options.accounts), random);
  const sizes = campaignSizes(scenario, options.accounts, random);
  const ordinary = options.accounts - sizes.reduce((a, b) => a + b, 0);
  const population = createPopulation(ordinary, scenario, world, random);
  const campaigns = plantCampaigns(scenario.operations, sizes, options.exchanges, ordinary, world, random);
  const planted = campaigns.reduce((sum, { harvest, mixedTotals }) => sum + harvest + mixedTotals.reduce((a, b) => a + b, 0), 0);
  const truth: Truth = {
    scenario: scenarioName,
    seed: options.seed,
    exchanges: options.exchanges,
    accounts: options.accounts,
    from: new Date(period.startMs).toISOString(),
    to: new Date(period.startMs + period.days * DAY_MS).toISOString(),
    release: world.release === null ? null : { model: world.release.model, at: new Date(world.release.atMs).toISOString() },
    campaigns: campaigns.map((campaign) => campaign.truth),
    controls: population.controls,
  };
  const volumes = Float64Array.from(population.accounts, (account) => account.volume);
  const totals = apportion(options.exchanges - planted, volumes, 1);
  const customers = [...population.accounts, ...campaigns.flatMap((campaign) => campaign.mixed)];
  const customerTotals = Uint32Array.from([...totals, ...campaigns.flatMap((campaign) => [...campaign.mixedTotals])]);
  return { truth, exchanges: () => walkTraffic(world, customers, customerTotals, campaigns, random) };
}

/** Accounts of each operation; at least one ordinary account stays where there is more than one account. */
function campaignSizes({ operations }: Scenario, accounts: number, random: RandomSource): number[] {
  const most = operations.length === 0 ? 0 : Math.floor((accounts - 1) / operations.length);
  return operations.map(({ accountShare, fewestAccounts, mostAccounts }) => {
    const wanted =
      accountShare === 0
        ? fewestAccounts + Math.floor(random() * (mostAccounts - fewestAccounts + 1))
        : Math.max(fewestAccounts, Math.min(mostAccounts, Math.round(accountShare * accounts)));
    return Math.min(wanted, most);
  });
}

function plantCampaigns(
  plans: readonly OperationPlan[],
  sizes: readonly number[],
  total: number,
  ordinary: number,
  world: World,
  random: RandomSource,
): PlannedCampaign[] {
  const relays = new Map<string, Relay>();
  const campaigns = plans.flatMap((plan, i) => {
    const size = sizes[i] as number;
    if (size === 0) return [];
    const together = plans.reduce((sum, { relay }, k) => sum + (relay === plan.relay ? (sizes[k] as number) : 0), 0);
    const relay = relays.get(plan.relay) ?? createRelay(plan, together, world, random);
    relays.set(plan.relay, relay);
    return [createCampaign(plan, size, relay, world, random)];
  });
  const wanted = campaigns.map(wantedExchanges);
  const affordable = Math.min(total * CAMPAIGN_EXCHANGE_SHARE, total - ordinary);
  const scale = Math.min(1, affordable / wanted.reduce((a, b) => a + b, 1));
  return campaigns.map((campaign, i) => planCampaign(campaign, Math.floor((wanted[i] as number) * scale), world, random));
}
