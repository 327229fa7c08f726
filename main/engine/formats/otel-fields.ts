import type { Json } from '../domain/exchange.ts';
import { normaliseStopReason } from './chat-messages.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields } from './log-format.ts';
import { legacyMessages } from './otel-legacy-messages.ts';
import { booleanAt, codeAt, flagBits, listAt, numberAt, parsedJson, rounded, textAt, valueAt, wholeAt } from './record-values.ts';

const MODEL_OPERATIONS = new Set(['chat', 'generate_content', 'text_completion', 'completion']);

/**
 * Whether attributes are of a call to a model. Agent, workflow and tool spans lie around such calls and repeat their tokens; they are none. Spans from
 * before the operation had a name are known by their messages or their kind of request.
 */
export function isModelCall(attributes: JsonObject): boolean {
  const operation = textAt(attributes, 'gen_ai.operation.name');
  if (operation !== null) return MODEL_OPERATIONS.has(operation);
  if (attributes['traceloop.span.kind'] !== undefined) return false;
  const kind = textAt(attributes, 'llm.request.type');
  if (kind !== null) return MODEL_OPERATIONS.has(kind);
  return Object.keys(attributes).some((name) => /^gen_ai\.(?:prompt|completion)\.\d+\./.test(name));
}

/** The fields that attributes of the generative AI conventions give, of any generation; without identity of the call and its time. */
export function otelFields(attributes: JsonObject): ExchangeFields {
  const at = (name: string): Json => valueAt(attributes, name);
  const text = (...names: readonly string[]): string | null => firstOf(names, (name) => codeAt(attributes, name));
  const whole = (...names: readonly string[]): number | null => firstOf(names, (name) => wholeAt(attributes, name));
  const input = messagesOf(at('gen_ai.input.messages'), legacyMessages(attributes, 'prompt'));
  const output = messagesOf(at('gen_ai.output.messages'), legacyMessages(attributes, 'completion'));
  const errorType = text('error.type');
  const inputTokens = whole('gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens');
  const outputTokens = whole('gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens');
  const said = textAt(listAt(output.list)[0], 'finish_reason');
  const fields: ExchangeFields = {
    ...callerFields(attributes),
    operation: operationOf(attributes),
    provider: text('gen_ai.provider.name', 'gen_ai.system')?.toLowerCase() ?? null,
    request_model: text('gen_ai.request.model'),
    response_model: text('gen_ai.response.model'),
    response_id: text('gen_ai.response.id'),
    conversation_id: text('gen_ai.conversation.id', 'session.id'),
    system_prompt: systemText(at('gen_ai.system_instructions')),
    input_messages: input.list,
    output_messages: output.list,
    tool_definitions: listOrNull(at('gen_ai.tool.definitions')),
    stop_reason: said ?? codeAt(attributes, 'gen_ai.response.finish_reasons', 0),
    temperature: numberAt(attributes, 'gen_ai.request.temperature'),
    top_p: numberAt(attributes, 'gen_ai.request.top_p'),
    max_tokens: whole('gen_ai.request.max_tokens'),
    n: whole('gen_ai.request.choice.count'),
    stream: streamOf(attributes),
    ttft_ms: rounded(numberAt(attributes, 'gen_ai.response.time_to_first_chunk'), 1000),
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cache_read_tokens: whole('gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.cache_read_input_tokens'),
    cache_write_tokens: whole('gen_ai.usage.cache_creation.input_tokens', 'gen_ai.usage.cache_creation_input_tokens'),
    reasoning_tokens: whole('gen_ai.usage.reasoning.output_tokens', 'gen_ai.usage.reasoning_tokens'),
    error_type: errorType,
  };
  const flags =
    (input.isCut || output.isCut ? flagBits('textCutBySource') : 0) |
    (input.list === null ? flagBits('inputMissing') : 0) |
    (output.list === null && errorType === null ? flagBits('outputMissing') : 0) |
    (inputTokens === null && outputTokens === null ? flagBits('usageMissing') : 0) |
    ((whole('http.request.resend_count') ?? 0) > 0 ? flagBits('retryHidden') : 0);
  return { ...fields, flags };
}

function callerFields(attributes: JsonObject): ExchangeFields {
  const text = (...names: readonly string[]): string | null => firstOf(names, (name) => codeAt(attributes, name));
  const ja4 = text('tls.client.ja4');
  const ja3 = text('tls.client.ja3');
  return {
    account_id: text('user.id', 'enduser.id'),
    end_user_id: text('enduser.pseudo.id'),
    client_ip: text('client.address', 'http.client_ip'),
    user_agent: text('user_agent.original', 'http.user_agent'),
    tls_fingerprint: ja4 !== null ? `ja4:${ja4}` : ja3 !== null ? `ja3:${ja3}` : null,
    country: text('geo.country.iso_code'),
    endpoint: text('url.path', 'http.route', 'http.target'),
    status_code: wholeAt(attributes, 'http.response.status_code') ?? wholeAt(attributes, 'http.status_code'),
  };
}

function firstOf<Value>(names: readonly string[], read: (name: string) => Value | null): Value | null {
  for (const name of names) {
    const value = read(name);
    if (value !== null) return value;
  }
  return null;
}

function operationOf(attributes: JsonObject): string {
  const operation = textAt(attributes, 'gen_ai.operation.name') ?? textAt(attributes, 'llm.request.type') ?? 'chat';
  return operation === 'completion' ? 'text_completion' : operation;
}

/** The present conventions leave the attribute out where a call is not streamed; older ones had none. */
function streamOf(attributes: JsonObject): boolean | null {
  const said = booleanAt(attributes, 'gen_ai.request.stream') ?? booleanAt(attributes, 'llm.is_streaming');
  return said ?? (attributes['gen_ai.provider.name'] === undefined ? null : false);
}

/** Messages as JSON text (spans) or structured (events); text that is not JSON was cut by a limit on attributes. */
function messagesOf(given: Json, legacy: Json): { readonly list: Json; readonly isCut: boolean } {
  const parsed = parsedJson(given);
  if (!Array.isArray(parsed)) return { list: legacy, isCut: typeof parsed === 'string' };
  const list = (parsed as readonly Json[]).map((message): Json => {
    const finish = textAt(message, 'finish_reason');
    return isJsonObject(message) && finish !== null ? { ...message, finish_reason: normaliseStopReason(finish) } : message;
  });
  return { list, isCut: false };
}

function listOrNull(value: Json): Json {
  const parsed = parsedJson(value);
  return Array.isArray(parsed) ? parsed : null;
}

function systemText(value: Json): string | null {
  const parsed = parsedJson(value);
  if (typeof parsed === 'string') return parsed;
  const texts = listAt(parsed).flatMap((part) => textAt(part, 'content') ?? textAt(part, 'text') ?? []);
  return texts.length === 0 ? null : texts.join('\n');
}
