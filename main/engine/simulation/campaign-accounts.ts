import { CAPABILITIES } from '../domain/capability.ts';
import type { RandomSource } from '../statistics/random.ts';
import type { SimulatedAccount } from './account.ts';
import { type Client, drawModel } from './clients.ts';
import { between, hex, pick, weightedIndex } from './draw.ts';
import type { Internet } from './network.ts';
import type { Operation } from './operation.ts';
import { PERIOD_DAYS } from './scenario.ts';

const EXITS_PER_ACCOUNT_DAY = 3;

/** The accounts of one campaign: bought in batches from mid-period on, paid in groups, fed evenly, seen through rotating proxies. */
export function createCampaignAccounts(
  operation: Operation,
  count: number,
  internet: Internet,
  disguises: readonly Client[],
  random: RandomSource,
): SimulatedAccount[] {
  const { plan } = operation;
  const firstDay = Math.floor(PERIOD_DAYS * 0.4);
  const batches = Math.max(1, Math.min(5, Math.round(count / 12)));
  const offered = CAPABILITIES.filter((capability) => plan.capabilities.some(([name]) => name === capability));
  const weights = weightedIndex(offered.map((capability) => plan.capabilities.find(([name]) => name === capability)?.[1] ?? 0));
  const models = [drawModel(random), 'aster-4-large'];
  let paymentHash = '';
  let leftOnCard = 0;
  return Array.from({ length: count }, (_, i): SimulatedAccount => {
    if (leftOnCard === 0) {
      paymentHash = `pm_${hex(16, random)}`;
      leftOnCard = between(Math.ceil(plan.accountsPerCard / 2), plan.accountsPerCard, random);
    }
    leftOnCard--;
    const stride = between(1, operation.exits.length, random);
    return {
      id: `acct_${hex(12, random)}`,
      orgId: `org_${hex(10, random)}`,
      apiKeyId: `key_${hex(10, random)}`,
      paymentHash,
      region: internet.drawRegion(random),
      drawOrigin: (day, source) => {
        const slot = (i * 7 + day * stride + between(0, EXITS_PER_ACCOUNT_DAY - 1, source)) % operation.exits.length;
        const exit = operation.exits[slot] as Operation['exits'][number];
        return { address: exit.address, asn: exit.carrier.asn, country: exit.region.country };
      },
      client: pick(disguises, random),
      app: null,
      firstVersion: between(0, 1, random),
      models,
      capabilities: offered,
      capabilityWeights: weights,
      volume: 1,
      startDay: Math.min(PERIOD_DAYS - 3, firstDay + Math.floor((i * batches) / count)),
      endDay: PERIOD_DAYS - 1,
      weekendFactor: 1,
      diligence: 1,
      peakHour: 12,
      roundTheClock: 0.75,
      followUpShare: 0,
      operation,
    };
  });
}
