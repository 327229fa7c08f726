import type { Json } from '../domain/exchange.ts';
import { batchKey, batchOf, isAnswered, solePart } from './batch-parts.ts';
import { combined } from './combined-fields.ts';
import type { JsonObject } from './exchange-draft.ts';
import type { ExchangeFields, RecordFormat, RecordPlace } from './log-format.ts';
import { openaiOperation, openaiRequest, openaiResponse } from './openai-body.ts';
import { openaiError } from './openai-chat-body.ts';
import { codeAt, flagBits, hasMembers, numberAt, objectAt, parsedJson, textAt, urlPath, valueAt, wholeAt } from './record-values.ts';

/** OpenAI batches, whose files Azure, Mistral, Together and others share: input, output and error lines, and the batch object. */
export const openaiBatch: RecordFormat = {
  name: 'openai_batch',
  kind: 'records',
  idScope: 'openai_batch',
  recognise: ({ records }) => {
    if (records.some(isBatch)) return 'the file is a batch object (object "batch")';
    if (records.some(isRequest)) return 'records have custom_id, url and body, as lines of a batch input do';
    return records.some(isResult) ? 'records have custom_id and response, as lines of a batch output do' : null;
  },
  exchanges: (record, place) => {
    if (isResult(record)) return [resultExchange(record, place)];
    if (!isRequest(record)) return [];
    return isAnswered(place, codeAt(record, 'custom_id') ?? '') ? [] : [requestExchange(record, place)];
  },
  spread: {
    withinFolder: true,
    holdsParts: () => true,
    parts: (record) => {
      const id = codeAt(record, 'custom_id') ?? '';
      if (isResult(record)) return [{ key: batchKey('result', id), part: true }];
      if (isRequest(record)) return [{ key: batchKey('request', id), part: { url: valueAt(record, 'url'), body: record.body ?? null } }];
      if (!isBatch(record)) return [];
      return [{ key: batchKey('batch', ''), part: { id: valueAt(record, 'id'), created_at: valueAt(record, 'created_at') } }];
    },
  },
};

function isBatch(record: JsonObject): boolean {
  return record.object === 'batch' && textAt(record, 'id') !== null;
}

function isRequest(record: JsonObject): boolean {
  return codeAt(record, 'custom_id') !== null && objectAt(record, 'body') !== null && !hasMembers(record, 'response');
}

function isResult(record: JsonObject): boolean {
  return (
    codeAt(record, 'custom_id') !== null &&
    hasMembers(record, 'response') &&
    (valueAt(record, 'response') ?? valueAt(record, 'error')) !== null
  );
}

function resultExchange(record: JsonObject, place: RecordPlace): ExchangeFields {
  const customId = codeAt(record, 'custom_id') ?? '';
  const request = solePart(place, batchKey('request', customId));
  const response = objectAt(record, 'response');
  const body = parsedJson(valueAt(response, 'body'));
  const asked = batchRequest(request);
  const answer = response === null ? { flags: 0 } : openaiResponse(body, numberAt(request, 'body', 'n'));
  const ownId = codeAt(record, 'id') ?? codeAt(response, 'request_id') ?? codeAt(body, 'id');
  const created = valueAt(body, 'created') ?? valueAt(body, 'created_at');
  const isAzure = valueAt(body, 'prompt_filter_results') !== null;
  return combined(batchTime(place, created), asked, answer, openaiError(record) ?? {}, {
    exchange_id: ownId === null ? JSON.stringify([customId, record]) : JSON.stringify([ownId, customId]),
    request_id: codeAt(response, 'request_id') ?? codeAt(record, 'id') ?? customId,
    status_code: wholeAt(response, 'status_code'),
    provider: isAzure ? 'azure.ai.openai' : 'openai',
  });
}

function requestExchange(record: JsonObject, place: RecordPlace): ExchangeFields {
  const customId = codeAt(record, 'custom_id') ?? '';
  return combined(batchTime(place, null), batchRequest(record), {
    exchange_id: JSON.stringify([codeAt(batchOf(place), 'id'), customId, record]),
    request_id: customId,
    provider: 'openai',
    flags: flagBits('outputMissing'),
  });
}

/** Requests of a batch are not streamed. */
function batchRequest(request: Json): ExchangeFields {
  const url = textAt(request, 'url');
  const endpoint = urlPath(url) ?? url;
  const fields = openaiRequest(valueAt(request, 'body'));
  return { ...fields, stream: null, endpoint, operation: openaiOperation(endpoint) ?? fields.operation ?? 'chat' };
}

/** When the answer was made; else when the batch was. */
function batchTime(place: RecordPlace, created: Json): ExchangeFields {
  if (created !== null) return { ts: created };
  const batch = valueAt(batchOf(place), 'created_at');
  return batch === null ? {} : { ts: batch, flags: flagBits('timeFromBatch') };
}
