import { capturedExchange, captureOf, recogniseCaptures, requestedChoices } from './capture-envelope.ts';
import { combined } from './combined-fields.ts';
import type { RecordFormat } from './log-format.ts';
import { openaiChatRequest, openaiChatResponse } from './openai-chat-body.ts';
import { valueAt } from './record-values.ts';

/** Captured calls of OpenAI's Chat Completions interface, which many servers share. */
export const openaiChat: RecordFormat = {
  name: 'openai_chat',
  kind: 'records',
  idScope: 'openai_chat',
  recognise: (sample) => recogniseCaptures(sample, 'OpenAI Chat Completions', ({ request }) => Array.isArray(valueAt(request, 'messages'))),
  exchanges: (record) => {
    const capture = captureOf(record);
    if (capture === null) return [];
    const answer = openaiChatResponse(capture.response, requestedChoices(capture.request));
    return [combined({ provider: 'openai' }, capturedExchange(record, openaiChatRequest(capture.request), answer))];
  },
};
