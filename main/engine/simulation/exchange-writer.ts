import type { Capability, Elicitation } from '../domain/capability.ts';
import type { RandomSource } from '../statistics/random.ts';
import type { SimulatedAccount } from './account.ts';
import { userAgentAt } from './clients.ts';
import { drawIndex, pick } from './draw.ts';
import type { ExchangeComposer } from './exchange-composer.ts';
import { DAY_MS } from './period.ts';
import type { SimulatedExchange } from './record.ts';
import { writeFollowUp } from './text/writer.ts';
import type { World } from './world.ts';

interface Conversation {
  readonly id: string;
  readonly turn: number;
  readonly capability: Capability;
  readonly model: string;
}

const STREAMED_SHARE = 0.7;

/** Writes what ordinary customers send; remembers the running conversation of each. */
export class ExchangeWriter {
  readonly #accounts: readonly SimulatedAccount[];
  readonly #world: World;
  readonly #composer: ExchangeComposer;
  readonly #random: RandomSource;
  readonly #conversations: (Conversation | undefined)[] = [];

  constructor(accounts: readonly SimulatedAccount[], world: World, composer: ExchangeComposer, random: RandomSource) {
    this.#accounts = accounts;
    this.#world = world;
    this.#composer = composer;
    this.#random = random;
  }

  write(accountIndex: number, timeMs: number, isFollowUp: boolean): SimulatedExchange {
    const random = this.#random;
    const account = this.#accounts[accountIndex] as SimulatedAccount;
    const { app } = account;
    const running = isFollowUp ? this.#conversations[accountIndex] : undefined;
    const asked = running === undefined ? this.#ask(accountIndex) : undefined;
    const capability = running?.capability ?? asked?.capability ?? 'other';
    const model = running?.model ?? this.#drawModel(account, timeMs);
    const day = (timeMs - this.#world.period.startMs) / DAY_MS;
    const exchange = this.#composer.compose({
      identity: account,
      timeMs,
      origin: account.drawOrigin(Math.floor(day), random),
      userAgent: userAgentAt(account.client, day, account.upgradeLagDays),
      tlsFingerprint: account.client.tlsFingerprint,
      endpoint: account.endpoint,
      model,
      conversation: running === undefined ? null : { id: running.id, turn: running.turn + 1 },
      capability,
      elicitation: asked?.elicitation ?? 'plain',
      systemPrompt: app?.systemPrompt ?? null,
      prompt: asked?.prompt ?? writeFollowUp(random),
      tools: app?.toolDefinitions ?? null,
      maxTokens: account.maxTokens,
      temperature: account.temperature,
      isStreamed: random() < STREAMED_SHARE,
    });
    this.#conversations[accountIndex] = { id: exchange.conversation_id ?? '', turn: exchange.turn_index ?? 0, capability, model };
    return exchange;
  }

  #ask(accountIndex: number): { capability: Capability; elicitation: Elicitation; prompt: string } {
    const random = this.#random;
    const account = this.#accounts[accountIndex] as SimulatedAccount;
    const wanted = account.capabilities[drawIndex(account.capabilityWeights, random)] as Capability;
    const elicitation = account.elicitation ?? drawElicitation(random);
    const { capability, text } = this.#world.tasks.ordinary(accountIndex, wanted, elicitation, random);
    const habit = account.habit !== null && random() < account.habit.share ? account.habit.wrap : account.app?.wrapPrompt;
    return { capability, elicitation, prompt: habit?.(text) ?? text };
  }

  #drawModel({ adoption, models }: SimulatedAccount, timeMs: number): string {
    const { release } = this.#world;
    const adopted = release !== null && adoption !== null && timeMs >= adoption.atMs && this.#random() < adoption.share;
    return adopted ? release.model : pick(models, this.#random);
  }
}

function drawElicitation(random: RandomSource): Elicitation {
  const chance = random();
  if (chance < 0.04) return 'reasoning_trace';
  if (chance < 0.048) return 'rubric_grading';
  if (chance < 0.054) return 'preference_pair';
  return chance < 0.062 ? 'instruction_generation' : 'plain';
}
