import type { Json } from '../domain/exchange.ts';
import { normaliseStopReason } from './chat-messages.ts';
import { combined } from './combined-fields.ts';
import { eventStream, TextPieces } from './event-stream.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields } from './log-format.ts';
import { codeAt, flagBits, listAt, numberAt, objectAt, parsedJson, textAt, wholeAt } from './record-values.ts';

/** Bodies of the models on Bedrock that have an interface of their own: Llama, Titan, Mistral, Cohere, AI21. */

/** Reads a native request: a prompt and settings under the vendor's names. Flag 6 where it holds no prompt. */
export function nativeRequest(body: Json): ExchangeFields {
  const request = parsedJson(body);
  if (!isJsonObject(request)) return { flags: flagBits('inputMissing') };
  const prompt = textAt(request, 'prompt') ?? textAt(request, 'inputText') ?? textAt(request, 'message');
  const history = listAt(request, 'chat_history').map(historyTurn);
  const settings = objectAt(request, 'textGenerationConfig') ?? request;
  return {
    input_messages: prompt === null ? null : [...history, { role: 'user', content: prompt }],
    temperature: numberAt(settings, 'temperature'),
    top_p: numberAt(settings, 'top_p') ?? numberAt(settings, 'topP') ?? numberAt(settings, 'p'),
    max_tokens:
      wholeAt(settings, 'max_gen_len') ??
      wholeAt(settings, 'maxTokenCount') ??
      wholeAt(settings, 'max_tokens') ??
      wholeAt(settings, 'maxTokens'),
    operation: 'chat',
    flags: prompt === null ? flagBits('inputMissing') : 0,
  };
}

/** Cohere's earlier turns: `{role: "USER" | "CHATBOT", message}`. */
function historyTurn(turn: Json): Json {
  return { role: textAt(turn, 'role') === 'CHATBOT' ? 'assistant' : 'user', content: textAt(turn, 'message') ?? '' };
}

/** Reads a native response, or the list of its stream's pieces. Flags 4 for pieces, 7 where there is no answer. */
export function nativeResponse(body: Json): ExchangeFields {
  const stream = eventStream(body);
  if (stream !== null && stream.events.length > 0) return streamed(stream.events);
  const response = parsedJson(body);
  const answer = answerOf(response);
  if (answer === null) return { flags: flagBits('outputMissing') };
  return combined(answered(answer.text, answer.stop), nativeUsage(response));
}

function streamed(events: readonly JsonObject[]): ExchangeFields {
  const pieces = new TextPieces();
  let stop: string | null = null;
  let usage: ExchangeFields = {};
  for (const event of events) {
    const piece = answerOf(event);
    pieces.add('text', piece?.text);
    stop = piece?.stop ?? stop;
    usage = combined(usage, nativeUsage(event), nativeUsage(objectAt(event, 'amazon-bedrock-invocationMetrics')));
  }
  const text = pieces.text('text');
  const flags = flagBits('rebuiltFromStream') | (stop === null ? flagBits('streamUnfinished') : 0);
  return combined(text === null ? { flags: flagBits('outputMissing') } : answered(text, stop), usage, { flags });
}

function answered(text: string, stop: string | null): ExchangeFields {
  const finish = stop === null ? null : normaliseStopReason(stop.toLowerCase());
  return {
    output_messages: [{ role: 'assistant', content: text, finish_reason: finish === 'finish' || finish === 'complete' ? 'stop' : finish }],
  };
}

function answerOf(response: Json): { readonly text: string; readonly stop: string | null } | null {
  const first = listAt(response, 'results')[0] ?? listAt(response, 'outputs')[0] ?? listAt(response, 'generations')[0] ?? null;
  const completion = listAt(response, 'completions')[0] ?? null;
  const held = first ?? response;
  const text = textAt(held, 'generation') ?? textAt(held, 'outputText') ?? textAt(held, 'text') ?? textAt(completion, 'data', 'text');
  if (text === null) return null;
  const stop =
    codeAt(held, 'stop_reason') ??
    codeAt(held, 'completionReason') ??
    codeAt(held, 'finish_reason') ??
    codeAt(completion, 'finishReason', 'reason');
  return { text, stop };
}

function nativeUsage(response: Json): ExchangeFields {
  const tokens = listAt(response, 'results').map((result) => wholeAt(result, 'tokenCount'));
  return {
    input_tokens:
      wholeAt(response, 'prompt_token_count') ?? wholeAt(response, 'inputTextTokenCount') ?? wholeAt(response, 'inputTokenCount'),
    output_tokens: wholeAt(response, 'generation_token_count') ?? wholeAt(response, 'outputTokenCount') ?? tokens[0] ?? null,
    latency_ms: wholeAt(response, 'invocationLatency'),
    ttft_ms: wholeAt(response, 'firstByteLatency'),
  };
}
