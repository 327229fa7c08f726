import type { Json } from '../domain/exchange.ts';
import { anthropicError, anthropicRequest, anthropicResponse } from './anthropic-body.ts';
import { batchKey, batchOf, isAnswered, solePart } from './batch-parts.ts';
import { combined } from './combined-fields.ts';
import type { JsonObject } from './exchange-draft.ts';
import type { ExchangeFields, RecordFormat, RecordPlace } from './log-format.ts';
import { codeAt, flagBits, objectAt, textAt, valueAt } from './record-values.ts';

/** Anthropic Message Batches: requests as the caller kept them, results as the service gives them, and the batch object, which alone has times. */
export const anthropicBatch: RecordFormat = {
  name: 'anthropic_batch',
  kind: 'records',
  idScope: 'anthropic_batch',
  recognise: ({ records }) => {
    if (records.some((record) => record.type === 'message_batch')) return 'the file is a batch object (type "message_batch")';
    if (records.some(isRequest)) return 'records have custom_id and params, as batch requests do';
    return records.some(isResult) ? 'records have custom_id and result, as batch results do' : null;
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
      if (isResult(record)) return [{ key: batchKey('result', id), part: objectAt(record, 'result', 'message')?.id ?? true }];
      if (isRequest(record)) return [{ key: batchKey('request', id), part: record.params ?? null }];
      if (record.type !== 'message_batch') return [];
      return [{ key: batchKey('batch', ''), part: { id: valueAt(record, 'id'), created_at: valueAt(record, 'created_at') } }];
    },
  },
};

function isRequest(record: JsonObject): boolean {
  return codeAt(record, 'custom_id') !== null && objectAt(record, 'params') !== null;
}

function isResult(record: JsonObject): boolean {
  return codeAt(record, 'custom_id') !== null && objectAt(record, 'result') !== null;
}

function resultExchange(record: JsonObject, place: RecordPlace): ExchangeFields {
  const result = objectAt(record, 'result');
  const customId = codeAt(record, 'custom_id') ?? '';
  const params = solePart(place, batchKey('request', customId));
  const message = objectAt(result, 'message');
  const errorBody = objectAt(result, 'error');
  const type = textAt(result, 'type');
  const batchId = codeAt(batchOf(place), 'id');
  const ownId = codeAt(message, 'id') ?? codeAt(errorBody, 'request_id') ?? batchId;
  return combined(batchFields(customId, place), batchRequest(params), outcome(type, message, errorBody), {
    exchange_id: ownId === null ? JSON.stringify([customId, type, params]) : JSON.stringify([ownId, customId]),
  });
}

function outcome(type: string | null, message: Json, errorBody: Json): ExchangeFields {
  if (message !== null) return combined({ status_code: 200 }, anthropicResponse(message));
  const error = anthropicError(errorBody) ?? anthropicError({ error: errorBody });
  if (type === 'canceled' || type === 'expired') return { error_type: type };
  return error ?? { flags: flagBits('outputMissing') };
}

function requestExchange(record: JsonObject, place: RecordPlace): ExchangeFields {
  const customId = codeAt(record, 'custom_id') ?? '';
  const params = record.params ?? null;
  return combined(batchFields(customId, place), batchRequest(params), {
    exchange_id: JSON.stringify([codeAt(batchOf(place), 'id'), customId, params]),
    flags: flagBits('outputMissing'),
  });
}

/** Requests of a batch are not streamed. */
function batchRequest(params: Json): ExchangeFields {
  return { ...anthropicRequest(params), stream: null };
}

function batchFields(customId: string, place: RecordPlace): ExchangeFields {
  const created = textAt(batchOf(place), 'created_at');
  return {
    request_id: customId,
    ts: created,
    provider: 'anthropic',
    operation: 'chat',
    endpoint: '/v1/messages',
    flags: created === null ? 0 : flagBits('timeFromBatch'),
  };
}
