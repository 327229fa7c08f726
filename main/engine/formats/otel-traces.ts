import type { JsonObject } from './exchange-draft.ts';
import type { ExchangeFields, RecordFormat } from './log-format.ts';
import { isModelCall, otelFields } from './otel-fields.ts';
import { attributesOf, idAt, itemsOf } from './otel-values.ts';
import { flagBits, textAt, timeOf, timeText, valueAt } from './record-values.ts';

/** Spans of OTLP's JSON encoding: each span of a model call is an exchange, agent and tool spans are passed over. */
export const otelTraces: RecordFormat = {
  name: 'otel_traces',
  idScope: 'otel_traces',
  kind: 'records',
  recognise: ({ records }) =>
    records.some((record) => Array.isArray(record.resourceSpans)) ? 'a record holds OpenTelemetry spans in resourceSpans' : null,
  exchanges: (record) =>
    itemsOf(record, 'resourceSpans', ['scopeSpans', 'instrumentationLibrarySpans'], 'spans').flatMap((span) => {
      const attributes = attributesOf(span.attributes);
      return isModelCall(attributes) ? [spanFields(span, attributes)] : [];
    }),
};

const SAMPLED = /\bth:0*[1-9a-f]/;

function spanFields(span: JsonObject, attributes: JsonObject): ExchangeFields {
  const fields = otelFields(attributes);
  const start = timeOf(span.startTimeUnixNano);
  const end = timeOf(span.endTimeUnixNano);
  const status = valueAt(span, 'status', 'code');
  const failed = status === 2 || status === 'STATUS_CODE_ERROR';
  const isSampled = SAMPLED.test(textAt(span, 'traceState') ?? '');
  return {
    ...fields,
    request_id: idAt(span, 'spanId') ?? fields.response_id,
    ts: start === null ? null : timeText(start.us),
    latency_ms: start === null || end === null || end.us < start.us ? null : Math.round((end.us - start.us) / 1000),
    error_type: fields.error_type ?? (failed ? 'error' : null),
    flags: Number(fields.flags ?? 0) | (start?.flags ?? 0) | (isSampled ? flagBits('sourceSampled') : 0),
  };
}
