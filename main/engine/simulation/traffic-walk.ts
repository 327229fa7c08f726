import type { RandomSource } from '../statistics/random.ts';
import type { SimulatedAccount } from './account.ts';
import type { PlannedCampaign } from './campaign.ts';
import { createHarvestWriter } from './campaign-writer.ts';
import { ExchangeComposer } from './exchange-composer.ts';
import { ExchangeWriter } from './exchange-writer.ts';
import { DAY_MS } from './period.ts';
import type { SimulatedExchange } from './record.ts';
import { drawTimes, spreadOverDays } from './rhythm.ts';
import type { World } from './world.ts';

/** Exchanges of ordinary customers (`totals` of each) and of campaigns, in order of time, made day by day as they are taken. */
export function* walkTraffic(
  world: World,
  customers: readonly SimulatedAccount[],
  totals: Uint32Array,
  campaigns: readonly PlannedCampaign[],
  random: RandomSource,
): Generator<SimulatedExchange> {
  const { period } = world;
  const dayCounts = spreadOverDays(customers, totals, period, random);
  const composer = new ExchangeComposer(random);
  const writer = new ExchangeWriter(customers, world, composer, random);
  const harvests = campaigns.map(({ operation, accounts, schedule }) => ({
    schedule: schedule(),
    write: createHarvestWriter(operation, accounts, world, composer, random),
  }));
  for (let day = 0; day < period.days; day++) {
    const dayStart = period.startMs + day * DAY_MS;
    const harvest = harvests
      .flatMap(({ schedule, write }) => schedule(day).map((item) => ({ item, write })))
      .sort((a, b) => a.item.timeMs - b.item.timeMs);
    let next = 0;
    for (const { account, millisecond, isFollowUp } of drawTimes(customers, dayCounts, day, period, random)) {
      for (let due = harvest[next]; due !== undefined && due.item.timeMs < dayStart + millisecond; due = harvest[++next])
        yield due.write(due.item);
      yield writer.write(account, dayStart + millisecond, isFollowUp);
    }
    for (; next < harvest.length; next++) {
      const due = harvest[next];
      if (due !== undefined) yield due.write(due.item);
    }
  }
}
