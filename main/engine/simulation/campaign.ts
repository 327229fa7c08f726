import { CAPABILITIES } from '../domain/capability.ts';
import type { RandomSource } from '../statistics/random.ts';
import type { SimulatedAccount } from './account.ts';
import { type CampaignAccount, createCampaignAccounts } from './campaign-accounts.ts';
import { createHarvestSchedule, type HarvestSchedule, planHarvestDays } from './campaign-schedule.ts';
import { createCustomer } from './customers.ts';
import { apportion, lognormal } from './draw.ts';
import { createOperation, type Operation, type Relay } from './operation.ts';
import { DAY_MS } from './period.ts';
import type { OperationPlan } from './plans.ts';
import { plantedTies } from './planted-ties.ts';
import type { PlantedCampaign } from './truth.ts';
import type { World } from './world.ts';

/** A campaign with its accounts, before its volume is known. */
export interface Campaign {
  readonly operation: Operation;
  readonly accounts: readonly CampaignAccount[];
  readonly seed: number;
}

/** A campaign whose harvest is planned to the last exchange. */
export interface PlannedCampaign extends Campaign {
  /** A schedule from the first day on; each call starts anew. */
  readonly schedule: () => HarvestSchedule;
  readonly harvest: number;
  readonly truth: PlantedCampaign;
  /** The ordinary use of mixed accounts, with the exchanges of each. */
  readonly mixed: readonly SimulatedAccount[];
  readonly mixedTotals: Uint32Array;
}

export function createCampaign(plan: OperationPlan, count: number, relay: Relay, world: World, random: RandomSource): Campaign {
  const operation = createOperation(plan, count, relay, world, random);
  return { operation, accounts: createCampaignAccounts(operation, count, world, random), seed: Math.floor(random() * 2 ** 32) };
}

/** Exchanges that the plan asks for: a rate for every day that an account lives. */
export function wantedExchanges({ operation, accounts }: Campaign): number {
  const days = accounts.reduce((sum, { startMs, endMs }) => sum + (endMs - startMs) / DAY_MS, 0);
  return Math.round(days * operation.plan.exchangesPerAccountDay);
}

/** Plans `total` exchanges of a campaign, of which the benign share of the plan is ordinary use; every account harvests at least once. */
export function planCampaign(campaign: Campaign, total: number, world: World, random: RandomSource): PlannedCampaign {
  const { operation, accounts, seed } = campaign;
  const { plan } = operation;
  const { period } = world;
  const wanted = Math.max(accounts.length, Math.round(total * (1 - plan.benignShare)));
  const dayItems = planHarvestDays(accounts, wanted, period);
  const scheduleWith = (unused: readonly number[]): HarvestSchedule =>
    createHarvestSchedule(operation, accounts, dayItems, unused, period, seed);
  const unused = [...countHarvest(scheduleWith([]), accounts.length, period.days).counts.entries()]
    .filter(([, count]) => count === 0)
    .map(([i]) => i);
  const schedule = (): HarvestSchedule => scheduleWith(unused);
  const { counts, firstMs } = countHarvest(schedule(), accounts.length, period.days);
  const harvest = counts.reduce((a, b) => a + b, 0);
  const benign = plan.benignShare === 0 ? 0 : Math.max(0, total - wanted);
  const mixed = benign === 0 ? [] : accounts.map((account) => createMixedUse(account, world, random));
  const weights = Float64Array.from(mixed, (_, i) => (counts[i] as number) * lognormal(1, 0.15, random));
  return {
    ...campaign,
    schedule,
    harvest,
    mixed,
    mixedTotals: apportion(benign, weights, 0),
    truth: {
      name: plan.name,
      accounts: accounts.map((account) => account.id).sort(),
      exchanges: harvest,
      startedAt: new Date(firstMs).toISOString(),
      capabilities: CAPABILITIES.filter((capability) => plan.capabilities.some(([name]) => name === capability)),
      elicitation: plan.elicitation,
      ...plantedTies(operation, accounts),
      pivotAt: firstPivot(operation),
      benignShare: plan.benignShare,
      harvestByAccount: benign === 0 ? null : Object.fromEntries(accounts.map(({ id }, i) => [id, counts[i] as number])),
    },
  };
}

function countHarvest(schedule: HarvestSchedule, accounts: number, days: number): { counts: Uint32Array; firstMs: number } {
  const counts = new Uint32Array(accounts);
  let firstMs = Number.POSITIVE_INFINITY;
  for (let day = 0; day < days; day++) {
    for (const { account, timeMs } of schedule(day)) {
      counts[account] = (counts[account] as number) + 1;
      firstMs = Math.min(firstMs, timeMs);
    }
  }
  return { counts, firstMs };
}

function firstPivot({ streams }: Operation): string | null {
  const moments = streams.flatMap(({ pivotMs }) => (pivotMs === null ? [] : [pivotMs]));
  return moments.length === 0 ? null : new Date(Math.min(...moments)).toISOString();
}

/** What a mixed account does besides: an ordinary customer of its own, with another line, software and subjects, billed to the same account. */
function createMixedUse(account: CampaignAccount, world: World, random: RandomSource): SimulatedAccount {
  const { period } = world;
  const customer = createCustomer(world, random);
  const dayOf = (timeMs: number): number => Math.floor((timeMs - period.startMs) / DAY_MS);
  const endDay = dayOf(account.endMs - 1);
  return {
    ...customer,
    id: account.id,
    orgId: account.orgId,
    apiKeyId: account.apiKeyId,
    paymentHash: account.paymentHash,
    startDay: dayOf(account.startMs),
    startMillisecond: (account.startMs - period.startMs) % DAY_MS,
    endDay,
    endMillisecond: account.endMs - period.startMs - endDay * DAY_MS,
  };
}
