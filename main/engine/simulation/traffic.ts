import { CAPABILITIES, type Capability, type Elicitation } from '../domain/capability.ts';
import { type RandomSource, seededRandom } from '../statistics/random.ts';
import type { SimulatedAccount } from './account.ts';
import { createCampaignAccounts } from './campaign-accounts.ts';
import { createLibraries } from './clients.ts';
import { apportion, lognormal } from './draw.ts';
import { ExchangeWriter } from './exchange-writer.ts';
import { createInternet } from './network.ts';
import { createOperation } from './operation.ts';
import { type Control, createPopulation } from './population.ts';
import type { SimulatedExchange } from './record.ts';
import { drawTimes } from './rhythm.ts';
import { CAMPAIGN_EXCHANGE_SHARE, findScenario, PERIOD_DAYS, PERIOD_START_MS, type SimulationOptions } from './scenario.ts';

export interface PlantedCampaign {
  readonly name: string;
  readonly accounts: readonly string[];
  readonly exchanges: number;
  readonly startedAt: string;
  readonly capabilities: readonly Capability[];
  readonly elicitation: Elicitation;
}

/** What is true of simulated traffic. */
export interface Truth {
  readonly scenario: string;
  readonly seed: number;
  readonly exchanges: number;
  readonly accounts: number;
  readonly from: string;
  readonly to: string;
  readonly campaigns: readonly PlantedCampaign[];
  readonly controls: readonly Control[];
}

export interface Simulation {
  readonly truth: Truth;
  /** All exchanges in order of time, made as they are taken; may be walked once. */
  readonly exchanges: () => Generator<SimulatedExchange>;
}

const DAY_MS = 86_400_000;

/**
 * Synthetic traffic with known truth: the same scenario, sizes and seed give the same exchanges. Memory grows with accounts and
 * with the exchanges of one day. Throws scenario-unknown; TypeError when there are fewer exchanges than accounts.
 */
export function createSimulation(scenarioName: string, options: SimulationOptions): Simulation {
  const scenario = findScenario(scenarioName);
  if (options.exchanges < options.accounts || options.accounts < 1)
    throw new TypeError('a simulation needs at least one account and an exchange for each');
  const random = seededRandom(options.seed);
  const internet = createInternet(options.accounts);
  const sizes = scenario.operations.map((plan) => Math.max(2, Math.round(plan.accountShare * options.accounts)));
  const ordinary = Math.max(0, options.accounts - sizes.reduce((a, b) => a + b, 0));
  const population = createPopulation(ordinary, scenario, internet, random);
  const disguises = createLibraries(random).clients.slice(0, 3);
  const campaigns = scenario.operations.map((plan, i) => {
    const operation = createOperation(plan, sizes[i] as number, internet, random);
    return createCampaignAccounts(operation, sizes[i] as number, internet, disguises, random);
  });
  const accounts = [...population.accounts, ...campaigns.flat()];
  const dayCounts = spreadOverDays(accounts, ordinary, options.exchanges, random);
  const countOf = (first: number, size: number): number =>
    dayCounts.subarray(first * PERIOD_DAYS, (first + size) * PERIOD_DAYS).reduce((a, b) => a + b, 0);
  const firstOf = campaigns.map((_, i) => ordinary + sizes.slice(0, i).reduce((a, b) => a + b, 0));
  const truth: Truth = {
    scenario: scenarioName,
    seed: options.seed,
    exchanges: options.exchanges,
    accounts: accounts.length,
    from: new Date(PERIOD_START_MS).toISOString(),
    to: new Date(PERIOD_START_MS + PERIOD_DAYS * DAY_MS).toISOString(),
    campaigns: campaigns.map((members, i) => ({
      name: scenario.operations[i]?.name ?? '',
      accounts: members.map((account) => account.id).sort(),
      exchanges: countOf(firstOf[i] as number, members.length),
      startedAt: new Date(PERIOD_START_MS + Math.min(...members.map((account) => account.startDay)) * DAY_MS).toISOString(),
      capabilities: CAPABILITIES.filter((capability) => scenario.operations[i]?.capabilities.some(([name]) => name === capability)),
      elicitation: scenario.operations[i]?.elicitation ?? 'plain',
    })),
    controls: population.controls,
  };
  return { truth, exchanges: () => walkDays(accounts, dayCounts, random) };
}

/** Exchanges of every account on every day, n accounts x PERIOD_DAYS, whose sum is exactly `total`. */
function spreadOverDays(accounts: readonly SimulatedAccount[], ordinary: number, total: number, random: RandomSource): Uint32Array {
  const perAccount = new Uint32Array(accounts.length);
  const planned = accounts.map((account) =>
    account.operation === null ? 0 : account.operation.plan.exchangesPerAccountDay * (account.endDay - account.startDay + 1),
  );
  const wanted = planned.reduce((a, b) => a + b, 0);
  const campaignScale = wanted === 0 ? 0 : Math.min(1, (total * CAMPAIGN_EXCHANGE_SHARE) / wanted);
  let left = total;
  for (let i = ordinary; i < accounts.length; i++) {
    perAccount[i] = Math.max(1, Math.round((planned[i] as number) * campaignScale));
    left -= perAccount[i] as number;
  }
  const volumes = Float64Array.from(accounts.slice(0, ordinary), (account) => account.volume);
  perAccount.set(apportion(left, volumes, 1));
  const counts = new Uint32Array(accounts.length * PERIOD_DAYS);
  const weights = new Float64Array(PERIOD_DAYS);
  accounts.forEach((account, i) => {
    for (let day = 0; day < PERIOD_DAYS; day++) {
      const isWeekend = day % 7 === 0 || day % 7 === 6;
      const active = day >= account.startDay && day <= account.endDay;
      const mood = account.operation === null ? (random() < account.diligence ? lognormal(1, 0.5, random) : 0.02) : 1;
      weights[day] = active ? mood * (isWeekend ? account.weekendFactor : 1) : 0;
    }
    const shares =
      account.operation === null ? scatter(perAccount[i] as number, weights, random) : apportion(perAccount[i] as number, weights, 0);
    counts.set(shares, i * PERIOD_DAYS);
  });
  return counts;
}

/** Drops `total` exchanges on days at random, in proportion to their weights. */
function scatter(total: number, weights: Float64Array, random: RandomSource): Uint32Array {
  const counts = new Uint32Array(weights.length);
  const sum = weights.reduce((a, b) => a + b, 0);
  for (let k = 0; k < total; k++) {
    let target = random() * sum;
    let day = 0;
    while (day < weights.length - 1 && target >= (weights[day] as number)) target -= weights[day++] as number;
    while ((weights[day] as number) === 0 && day > 0) day--;
    counts[day] = (counts[day] as number) + 1;
  }
  return counts;
}

function* walkDays(accounts: readonly SimulatedAccount[], dayCounts: Uint32Array, random: RandomSource): Generator<SimulatedExchange> {
  const writer = new ExchangeWriter(accounts, random);
  for (let day = 0; day < PERIOD_DAYS; day++) {
    const times = drawTimes(accounts, dayCounts, day, random);
    for (const { account, millisecond, isFollowUp } of times) {
      yield writer.write(account, PERIOD_START_MS + day * DAY_MS + millisecond, day, isFollowUp);
    }
  }
}
