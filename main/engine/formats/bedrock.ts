import type { Json } from '../domain/exchange.ts';
import { anthropicRequest, anthropicResponse } from './anthropic-body.ts';
import { combined } from './combined-fields.ts';
import { conversationLabel, endUserLabel } from './conversation-label.ts';
import { converseRequest, converseResponse } from './converse-body.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields, FileSample, RecordFormat, RecordPlace } from './log-format.ts';
import { nativeRequest, nativeResponse } from './native-body.ts';
import { openaiChatRequest, openaiChatResponse } from './openai-chat-body.ts';
import { codeAt, flagBits, numberAt, objectAt, parsedJson, sumOf, textAt, valueAt, wholeAt } from './record-values.ts';

const SCHEMA = 'ModelInvocationLog';
/** Bodies too large for a record lie in files of their own, named by request and direction. */
const BODY_FILE = /(?:^|[\\/])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}_(?:input|output))\.json(?:\.gz)?$/i;
const STATUS_OF_ERROR: Readonly<Record<string, number>> = {
  ThrottlingException: 429,
  ServiceQuotaExceededException: 429,
  ModelNotReadyException: 429,
  ValidationException: 400,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ModelTimeoutException: 408,
  ModelErrorException: 424,
  ServiceUnavailableException: 503,
  InternalServerException: 500,
};

function bodyKey(path: string | null): string | null {
  return path === null ? null : (BODY_FILE.exec(path)?.[1] ?? null);
}

function isLogRecord(record: JsonObject): boolean {
  return (
    record.schemaType === SCHEMA ||
    (textAt(record, 'operation') !== null && textAt(record, 'modelId') !== null && isJsonObject(record.input))
  );
}

function recogniseLog(records: readonly JsonObject[]): string | null {
  return records.some((record) => record.schemaType === SCHEMA) ? `records have schemaType "${SCHEMA}"` : null;
}

/** AWS Bedrock invocation logs in S3: records, and beside them the bodies that were too large for their record. */
export const bedrockS3: RecordFormat = {
  name: 'bedrock_s3',
  kind: 'records',
  idScope: 'bedrock',
  recognise: (sample) => {
    if (sample.framing === 'stamped-lines') return null;
    if (isBodyFile(sample)) return 'the file is named as the body that a Bedrock record refers to';
    return recogniseLog(sample.records);
  },
  exchanges: exchangesOf,
  spread: {
    withinFolder: false,
    holdsParts: isBodyFile,
    parts: (record, path) => {
      const key = isLogRecord(record) ? null : bodyKey(path);
      return key === null ? [] : [{ key, part: record }];
    },
  },
};

/** The same records as CloudWatch exports them: each behind its time. */
export const bedrockCloudwatch: RecordFormat = {
  name: 'bedrock_cloudwatch',
  kind: 'records',
  idScope: 'bedrock',
  recognise: ({ framing, records }) => {
    const reason = framing === 'stamped-lines' ? recogniseLog(records) : null;
    return reason === null ? null : `lines begin with a time and ${reason}`;
  },
  exchanges: exchangesOf,
};

function isBodyFile({ path, records }: FileSample): boolean {
  return bodyKey(path) !== null && !records.some(isLogRecord);
}

function exchangesOf(record: JsonObject, place: RecordPlace): readonly ExchangeFields[] {
  if (!isLogRecord(record)) return [];
  const operation = textAt(record, 'operation');
  const input = bodyOf(record, 'input', place);
  const output = bodyOf(record, 'output', place);
  const error = textAt(record, 'errorCode') ?? codeAt(record, 'status');
  const failed = error !== null && error !== '200' && error !== 'Success';
  const request = requestFields(input.body, operation, textAt(record, 'modelId'));
  const response = responseFields(output.body, request);
  const failure: ExchangeFields = failed
    ? { error_type: error, status_code: Object.hasOwn(STATUS_OF_ERROR, error) ? (STATUS_OF_ERROR[error] ?? 500) : 500 }
    : { status_code: 200 };
  const answered = failed && output.body === null ? {} : response;
  const exchange = combined(countedTokens(record, failed), request, answered, failure, {
    request_id: codeAt(record, 'requestId'),
    ts: textAt(record, 'timestamp'),
    account_id: textAt(record, 'identity', 'arn'),
    org_id: codeAt(record, 'accountId'),
    provider: 'aws.bedrock',
    operation: 'chat',
    request_model: textAt(record, 'modelId'),
    endpoint: operation,
    conversation_id: conversationLabel(valueAt(record, 'requestMetadata')),
    end_user_id: endUserLabel(valueAt(record, 'requestMetadata')),
    flags: input.flags | output.flags,
  });
  return [{ ...exchange, stream: operation === null ? null : operation.endsWith('Stream'), stop_reason: guarded(output.body) }];
}

/** The body in the record, or the one it refers to. */
function bodyOf(record: JsonObject, direction: 'input' | 'output', place: RecordPlace): { readonly body: Json; readonly flags: number } {
  const side = objectAt(record, direction);
  const body = parsedJson(valueAt(side, `${direction}BodyJson`));
  if (body !== null) return { body, flags: 0 };
  const path = textAt(side, `${direction}BodyS3Path`);
  if (path === null) return { body: null, flags: 0 };
  const key = bodyKey(path);
  const parts = key === null ? [] : place.parts(key);
  if (parts.length === 0) return { body: null, flags: flagBits('overflowUnresolved') };
  return { body: parts.length === 1 ? (parts[0] ?? null) : parts, flags: 0 };
}

/** Fields of a request body by its shape: Converse and Nova, Anthropic, OpenAI, or a vendor's own. */
function requestFields(body: Json, operation: string | null, model: string | null): ExchangeFields {
  if (operation?.startsWith('Converse') === true || objectAt(body, 'inferenceConfig') !== null) return converseRequest(body);
  const isAnthropic = codeAt(body, 'anthropic_version') !== null || numberAt(body, 'max_tokens_to_sample') !== null;
  if (isAnthropic || model?.includes('anthropic') === true) return anthropicRequest(body);
  return Array.isArray(valueAt(body, 'messages')) ? openaiChatRequest(body) : nativeRequest(body);
}

function responseFields(body: Json, request: ExchangeFields): ExchangeFields {
  const first = Array.isArray(body) ? ((body as readonly Json[]).find((item) => isJsonObject(item)) ?? null) : body;
  if (objectAt(body, 'output', 'message') !== null || isConverseEvent(first)) return converseResponse(body);
  if (Array.isArray(valueAt(first, 'choices'))) return openaiChatResponse(body, typeof request.n === 'number' ? request.n : null);
  if (textAt(first, 'type') !== null || textAt(first, 'completion') !== null) return anthropicResponse(body);
  return nativeResponse(body);
}

function isConverseEvent(event: Json): boolean {
  return ['messageStart', 'contentBlockStart', 'contentBlockDelta', 'messageStop', 'metadata'].some(
    (name) => objectAt(event, name) !== null,
  );
}

/** A guardrail that stepped in answers in the model's place. */
function guarded(body: Json): string | null {
  const items = Array.isArray(body) ? (body as readonly Json[]) : [body];
  const stepped = items.some((item) => textAt(item, 'amazon-bedrock-guardrailAction') === 'INTERVENED');
  return stepped ? 'content_filter' : null;
}

/** Counts beside the bodies. A failed call has zeros, which say nothing. */
function countedTokens(record: JsonObject, failed: boolean): ExchangeFields {
  if (failed) return {};
  const input = objectAt(record, 'input');
  const read = wholeAt(input, 'cacheReadInputTokenCount');
  const written = wholeAt(input, 'cacheWriteInputTokenCount');
  const counted = wholeAt(input, 'inputTokenCount');
  return {
    input_tokens: counted === null ? null : sumOf(counted, read, written),
    output_tokens: wholeAt(record, 'output', 'outputTokenCount'),
    cache_read_tokens: read,
    cache_write_tokens: written,
  };
}
