import type { Capability, Elicitation } from '../domain/capability.ts';
import type { Json, ToolCall } from '../domain/exchange.ts';
import type { RandomSource } from '../statistics/random.ts';
import type { Identity } from './account.ts';
import { servedModel } from './clients.ts';
import { between, hex, pick } from './draw.ts';
import type { Origin } from './network.ts';
import type { SimulatedExchange } from './record.ts';
import { writeCompletion } from './text/writer.ts';

/** What an account sends. */
export interface Request {
  readonly identity: Identity;
  readonly timeMs: number;
  readonly origin: Origin;
  readonly userAgent: string | null;
  readonly tlsFingerprint: string | null;
  readonly endpoint: string;
  readonly model: string;
  /** Null opens a conversation. */
  readonly conversation: { readonly id: string; readonly turn: number } | null;
  readonly capability: Capability;
  readonly elicitation: Elicitation;
  readonly systemPrompt: string | null;
  readonly prompt: string;
  readonly tools: Json;
  readonly maxTokens: number | null;
  readonly temperature: number | null;
  readonly isStreamed: boolean;
}

/** Numbers requests and makes up what the server answers and measures. */
export class ExchangeComposer {
  readonly #random: RandomSource;
  readonly #session: string;
  #written = 0;

  constructor(random: RandomSource) {
    this.#random = random;
    this.#session = hex(8, random);
  }

  compose(request: Request): SimulatedExchange {
    const random = this.#random;
    const number = this.#written++;
    const { identity, origin, conversation, tools } = request;
    const failed = random() < 0.015;
    const completion = failed ? null : writeCompletion(request.capability, request.elicitation, random);
    const call = tools !== null && request.capability === 'agentic_tool_use' && !failed ? toolCall(tools, number, random) : null;
    const turn = conversation?.turn ?? 0;
    const inputTokens = Math.ceil((request.prompt.length + (request.systemPrompt?.length ?? 0)) / 4.1) + turn * between(80, 400, random);
    const outputTokens = completion === null ? 0 : Math.ceil((completion.length / 4.1) * (1 + random()));
    return {
      request_id: `req_${this.#session}${number.toString(16).padStart(8, '0')}`,
      ts: new Date(request.timeMs).toISOString(),
      latency_ms: failed ? between(40, 900, random) : 300 + Math.round(outputTokens * (8 + 10 * random())),
      ttft_ms: failed || !request.isStreamed ? null : between(180, 1_400, random),
      account_id: identity.id,
      org_id: identity.orgId,
      api_key_id: identity.apiKeyId,
      client_ip: origin.address,
      user_agent: request.userAgent,
      tls_fingerprint: request.tlsFingerprint,
      payment_hash: identity.paymentHash,
      country: origin.country,
      asn: origin.asn,
      provider: 'aster',
      request_model: request.model,
      response_model: servedModel(request.model),
      operation: 'chat',
      endpoint: request.endpoint,
      conversation_id: conversation?.id ?? `conv_${this.#session}${number.toString(16)}`,
      turn_index: turn,
      system_prompt: request.systemPrompt,
      prompt_text: request.prompt,
      completion_text: completion,
      tool_definitions: tools,
      tool_calls: call === null ? null : [call],
      stop_reason: failed ? null : call !== null ? 'tool_call' : random() < 0.03 ? 'length' : 'stop',
      temperature: request.temperature,
      max_tokens: request.maxTokens,
      stream: request.isStreamed,
      input_tokens: inputTokens,
      output_tokens: outputTokens,
      status_code: failed ? (random() < 0.6 ? 429 : 529) : 200,
      error_type: failed ? 'overloaded' : null,
    };
  }
}

function toolCall(tools: Json, number: number, random: RandomSource): ToolCall | null {
  if (!Array.isArray(tools) || tools.length === 0) return null;
  const chosen = pick(tools as readonly { readonly name: string }[], random);
  return { id: `call_${number.toString(16)}`, name: chosen.name, arguments: { id: String(between(1, 9_999, random)) } };
}
