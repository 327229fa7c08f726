import type { Json } from '../domain/exchange.ts';
import { anthropicRequest, anthropicResponse, looksAnthropic } from './anthropic-body.ts';
import { type Capture, capturedExchange, captureOf } from './capture-envelope.ts';
import { combined } from './combined-fields.ts';
import type { JsonObject } from './exchange-draft.ts';
import type { ExchangeFields, RecordFormat } from './log-format.ts';
import { openaiOperation } from './openai-body.ts';
import { openaiChatRequest, openaiChatResponse } from './openai-chat-body.ts';
import { openaiResponsesRequest, openaiResponsesResponse } from './openai-responses-body.ts';
import { numberAt, parsedJson, valueAt } from './record-values.ts';

type Interface = 'anthropic' | 'responses' | 'chat';

const TITLES: Readonly<Record<Interface, string>> = {
  anthropic: 'Anthropic Messages',
  responses: 'OpenAI Responses',
  chat: 'OpenAI Chat Completions',
};

/**
 * A format of captured calls, known by the first interface of its kind. One proxy may serve several interfaces, so that each record is read by its own, and
 * copies of a call are equal whichever format its file was taken for.
 */
export function captureFormat(name: string, of: Interface): RecordFormat {
  return {
    name,
    kind: 'records',
    idScope: 'capture',
    recognise: ({ records }) => {
      const captures = records.map(captureOf).filter((capture) => capture !== null && capture.response !== null);
      return captures.some((capture) => capture !== null && interfaceOf(capture) === of)
        ? `records have request and response bodies of ${TITLES[of]}`
        : null;
    },
    exchanges,
  };
}

function interfaceOf({ path, request, response }: Capture): Interface | null {
  if (path?.endsWith('/v1/messages') === true || looksAnthropic(request) || looksAnthropic(parsedJson(response))) return 'anthropic';
  if (Array.isArray(valueAt(request, 'messages'))) return 'chat';
  if (path?.endsWith('/responses') === true || isInput(valueAt(request, 'input'))) return 'responses';
  return path?.endsWith('/completions') === true && valueAt(request, 'prompt') !== null ? 'chat' : null;
}

function isInput(input: Json): boolean {
  return typeof input === 'string' || Array.isArray(input);
}

function exchanges(record: JsonObject): readonly ExchangeFields[] {
  const capture = captureOf(record);
  const kind = capture === null ? null : interfaceOf(capture);
  if (capture === null || kind === null) return [];
  const { request, response } = capture;
  switch (kind) {
    case 'anthropic':
      return [combined({ provider: 'anthropic' }, capturedExchange(record, anthropicRequest(request), anthropicResponse(response)))];
    case 'responses': {
      const asked = { ...openaiResponsesRequest(request), operation: openaiOperation(capture.path) ?? 'chat' };
      return [combined({ provider: 'openai' }, capturedExchange(record, asked, openaiResponsesResponse(response)))];
    }
    case 'chat': {
      const answered = openaiChatResponse(response, numberAt(request, 'n'));
      return [combined({ provider: 'openai' }, capturedExchange(record, openaiChatRequest(request), answered))];
    }
  }
}
