import { anthropicRequest, anthropicResponse, looksAnthropic } from './anthropic-body.ts';
import { capturedExchange, captureOf, recogniseCaptures } from './capture-envelope.ts';
import { combined } from './combined-fields.ts';
import type { RecordFormat } from './log-format.ts';
import { parsedJson } from './record-values.ts';

/** Captured calls of Anthropic's Messages interface. */
export const anthropicMessages: RecordFormat = {
  name: 'anthropic_messages',
  kind: 'records',
  idScope: 'anthropic_messages',
  recognise: (sample) =>
    recogniseCaptures(
      sample,
      'Anthropic Messages',
      ({ path, request, response }) =>
        (path?.endsWith('/v1/messages') ?? false) || looksAnthropic(request) || looksAnthropic(parsedJson(response)),
    ),
  exchanges: (record) => {
    const capture = captureOf(record);
    if (capture === null) return [];
    const answer = anthropicResponse(capture.response);
    return [combined({ provider: 'anthropic' }, capturedExchange(record, anthropicRequest(capture.request), answer))];
  },
};
