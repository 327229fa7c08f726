import { capturedExchange, captureOf, recogniseCaptures } from './capture-envelope.ts';
import { combined } from './combined-fields.ts';
import type { RecordFormat } from './log-format.ts';
import { openaiResponsesRequest, openaiResponsesResponse } from './openai-responses-body.ts';
import { valueAt } from './record-values.ts';

/** Captured calls of OpenAI's Responses interface. */
export const openaiResponses: RecordFormat = {
  name: 'openai_responses',
  kind: 'records',
  idScope: 'openai_responses',
  recognise: (sample) =>
    recogniseCaptures(
      sample,
      'OpenAI Responses',
      ({ path, request }) => (path?.endsWith('/responses') ?? false) || valueAt(request, 'input') !== null,
    ),
  exchanges: (record) => {
    const capture = captureOf(record);
    if (capture === null) return [];
    const answer = openaiResponsesResponse(capture.response);
    return [combined({ provider: 'openai' }, capturedExchange(record, openaiResponsesRequest(capture.request), answer))];
  },
};
