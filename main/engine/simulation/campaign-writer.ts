import type { RandomSource } from '../statistics/random.ts';
import type { CampaignAccount } from './campaign-accounts.ts';
import type { HarvestItem } from './campaign-schedule.ts';
import { userAgentAt } from './clients.ts';
import { pick } from './draw.ts';
import type { ExchangeComposer } from './exchange-composer.ts';
import type { Operation, Stream } from './operation.ts';
import { DAY_MS } from './period.ts';
import type { SimulatedExchange } from './record.ts';
import { paraphrase } from './text/paraphrase.ts';
import type { World } from './world.ts';

/** Share of a stream's work that goes to the new model once it has moved. */
const PIVOTED_SHARE = 0.85;

/** Writes the harvest of one campaign, each account showing only what its part of the plan lets it show. */
export function createHarvestWriter(
  operation: Operation,
  accounts: readonly CampaignAccount[],
  world: World,
  composer: ExchangeComposer,
  random: RandomSource,
): (item: HarvestItem) => SimulatedExchange {
  const { plan, relay } = operation;
  return (item) => {
    const account = accounts[item.account] as CampaignAccount;
    const stream = operation.streams[item.stream] as Stream;
    const { capability } = stream;
    const day = (item.timeMs - world.period.startMs) / DAY_MS;
    const task = operation.nextTask(capability, random);
    const usesWrapper = plan.wording === 'fixed' && account.shows.has('template');
    const elicitation = account.shows.has('elicitation') ? plan.elicitation : 'plain';
    const usesRelay = account.shows.has('user_agent') && random() < plan.relayShare;
    const carriesTools = account.shows.has('tool_schema') && (plan.tools === 'all' || capability === 'agentic_tool_use');
    const fixedProfile = account.shows.has('request_profile');
    const pivoted = stream.pivotMs !== null && item.timeMs >= stream.pivotMs && random() < PIVOTED_SHARE;
    return composer.compose({
      identity: account,
      timeMs: item.timeMs,
      origin: account.drawOrigin(Math.floor(day), random),
      userAgent: usesRelay
        ? userAgentAt(relay.client, day, account.relayLagDays)
        : userAgentAt(account.client, day, account.upgradeLagDays),
      tlsFingerprint: (usesRelay ? relay.client : account.client).tlsFingerprint,
      endpoint: account.endpoint,
      model: pivoted && world.release !== null ? world.release.model : pick(operation.models, random),
      conversation: null,
      capability,
      elicitation,
      systemPrompt: usesWrapper ? operation.systemPrompt : null,
      prompt: usesWrapper ? stream.wrapper(task) : paraphrase(task, capability, elicitation, operation.format, random),
      tools: carriesTools ? operation.toolDefinitions : null,
      maxTokens: fixedProfile ? operation.maxTokens : account.maxTokens,
      temperature: fixedProfile ? operation.temperature : account.temperature,
      isStreamed: fixedProfile ? operation.isStreamed : random() < 0.7,
    });
  };
}
