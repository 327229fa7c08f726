import type { Capability, Elicitation } from '../domain/capability.ts';
import { CAPABILITIES } from '../domain/capability.ts';
import type { Json, ToolCall } from '../domain/exchange.ts';
import type { RandomSource } from '../statistics/random.ts';
import type { SimulatedAccount } from './account.ts';
import { INTEREST, servedModel } from './clients.ts';
import { between, drawIndex, hex, pick, weightedIndex } from './draw.ts';
import type { SimulatedExchange } from './record.ts';
import { PERIOD_DAYS } from './scenario.ts';
import { writeCompletion, writeFollowUp, writePrompt } from './text/writer.ts';

const EVERYDAY = weightedIndex(CAPABILITIES.map((capability) => INTEREST[capability]));

interface Conversation {
  id: string;
  turn: number;
  capability: Capability;
  model: string;
}

interface Request {
  readonly capability: Capability;
  readonly elicitation: Elicitation;
  readonly prompt: string;
  readonly isWrapped: boolean;
}

/** Writes exchanges one after the other; remembers the running conversation of every account. */
export class ExchangeWriter {
  readonly #accounts: readonly SimulatedAccount[];
  readonly #random: RandomSource;
  readonly #conversations: (Conversation | undefined)[] = [];
  readonly #session: string;
  #written = 0;

  constructor(accounts: readonly SimulatedAccount[], random: RandomSource) {
    this.#accounts = accounts;
    this.#random = random;
    this.#session = hex(8, random);
  }

  write(accountIndex: number, timeMs: number, day: number, isFollowUp: boolean): SimulatedExchange {
    const random = this.#random;
    const account = this.#accounts[accountIndex] as SimulatedAccount;
    const running = this.#conversations[accountIndex];
    const continues = isFollowUp && running !== undefined;
    const request = continues ? { ...continuation(running, random) } : openingRequest(account, random);
    const number = this.#written++;
    const conversation: Conversation = continues
      ? { ...running, turn: running.turn + 1 }
      : { id: `conv_${this.#session}${number.toString(16)}`, turn: 0, capability: request.capability, model: pick(account.models, random) };
    this.#conversations[accountIndex] = conversation;

    const origin = account.drawOrigin(day, random);
    const operation = account.operation;
    const usesRelay = operation !== null && random() < operation.plan.relayShare;
    const client = usesRelay ? operation.relay : account.client;
    const version = Math.min(client.userAgents.length - 1, account.firstVersion + (day > PERIOD_DAYS * 0.55 ? 1 : 0));
    const failed = random() < 0.015;
    const completion = failed ? null : writeCompletion(request.capability, request.elicitation, random);
    const asksTools = request.capability === 'agentic_tool_use' && (operation === null || request.isWrapped);
    const tools: Json = operation === null ? (account.app?.toolDefinitions ?? null) : asksTools ? operation.toolDefinitions : null;
    const call = tools !== null && asksTools && !failed ? toolCall(tools, number, random) : null;
    const inputTokens =
      Math.ceil((request.prompt.length + (account.app?.systemPrompt?.length ?? 0)) / 4.1) + conversation.turn * between(80, 400, random);
    const outputTokens = completion === null ? 0 : Math.ceil((completion.length / 4.1) * (1 + random()));
    const isStreamed = random() < 0.7;
    return {
      request_id: `req_${this.#session}${number.toString(16).padStart(8, '0')}`,
      ts: new Date(timeMs).toISOString(),
      latency_ms: failed ? between(40, 900, random) : 300 + Math.round(outputTokens * (8 + 10 * random())),
      ttft_ms: failed || !isStreamed ? null : between(180, 1_400, random),
      account_id: account.id,
      org_id: account.orgId,
      api_key_id: account.apiKeyId,
      client_ip: origin.address,
      user_agent: client.userAgents[version] ?? null,
      tls_fingerprint: client.tlsFingerprint,
      payment_hash: account.paymentHash,
      country: origin.country,
      asn: origin.asn,
      provider: 'aster',
      request_model: conversation.model,
      response_model: servedModel(conversation.model),
      operation: 'chat',
      endpoint: account.app === null && account.firstVersion === 1 ? '/v1/chat/completions' : '/v1/messages',
      conversation_id: conversation.id,
      turn_index: conversation.turn,
      system_prompt: operation === null ? (account.app?.systemPrompt ?? null) : request.isWrapped ? operation.systemPrompt : null,
      prompt_text: request.prompt,
      completion_text: completion,
      tool_definitions: tools,
      tool_calls: call === null ? null : [call],
      stop_reason: failed ? null : call !== null ? 'tool_call' : random() < 0.03 ? 'length' : 'stop',
      temperature: account.app === null ? null : account.app.temperature,
      max_tokens: operation === null ? (account.app?.maxTokens ?? null) : 4096,
      stream: isStreamed,
      input_tokens: inputTokens,
      output_tokens: outputTokens,
      status_code: failed ? (random() < 0.6 ? 429 : 529) : 200,
      error_type: failed ? 'overloaded' : null,
    };
  }
}

function continuation(running: Conversation, random: RandomSource): Request {
  return { capability: running.capability, elicitation: 'plain', prompt: writeFollowUp(random), isWrapped: false };
}

function openingRequest(account: SimulatedAccount, random: RandomSource): Request {
  const { operation } = account;
  if (operation !== null && random() >= operation.plan.benignShare) {
    const capability = account.capabilities[drawIndex(account.capabilityWeights, random)] as Capability;
    const ask = { capability, elicitation: operation.plan.elicitation };
    return { ...ask, prompt: operation.wrap(ask, random), isWrapped: true };
  }
  const capability =
    operation === null
      ? (account.capabilities[drawIndex(account.capabilityWeights, random)] as Capability)
      : (CAPABILITIES[drawIndex(EVERYDAY, random)] as Capability);
  const elicitation = drawElicitation(random);
  const text = writePrompt(capability, elicitation, random);
  return { capability, elicitation, prompt: account.app?.wrapPrompt?.(text) ?? text, isWrapped: false };
}

function drawElicitation(random: RandomSource): Elicitation {
  const chance = random();
  if (chance < 0.04) return 'reasoning_trace';
  if (chance < 0.048) return 'rubric_grading';
  if (chance < 0.054) return 'preference_pair';
  return chance < 0.062 ? 'instruction_generation' : 'plain';
}

function toolCall(tools: Json, number: number, random: RandomSource): ToolCall | null {
  if (!Array.isArray(tools) || tools.length === 0) return null;
  const chosen = pick(tools as readonly { readonly name: string }[], random);
  return { id: `call_${number.toString(16)}`, name: chosen.name, arguments: { id: String(between(1, 9_999, random)) } };
}
