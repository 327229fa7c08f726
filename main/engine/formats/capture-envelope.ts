import type { Json } from '../domain/exchange.ts';
import { combined } from './combined-fields.ts';
import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { ExchangeFields } from './log-format.ts';
import { codeAt, flagBits, objectAt, parsedJson, textAt, timeOf, timeText, urlPath, valueAt, wholeAt } from './record-values.ts';

/** A call as a proxy or a warehouse keeps it: both bodies and what was seen of the connection. There is no fixed envelope; these names are common. */
const REQUEST = ['request', 'request_body'];
const RESPONSE = ['response', 'response_body'];
const TIME = ['captured_at', 'timestamp', 'time', 'created_at', 'started_at'];
const LATENCY = ['duration_ms', 'latency_ms'];
const FIRST_BYTE = ['ttfb_ms', 'ttft_ms'];
const ADDRESS = ['client_ip', 'remote_addr', 'ip'];
const STATUS = ['status', 'status_code'];
const PATH = ['path', 'url', 'endpoint'];
const REQUEST_ID_HEADERS = ['request-id', 'x-request-id', 'apim-request-id'];
const ORG_HEADERS = ['anthropic-organization-id', 'openai-organization'];

export interface Capture {
  readonly request: Json;
  readonly response: Json;
  readonly path: string | null;
}

/** The bodies of a captured call, parsed where they are JSON text; null when the record has no request body. */
export function captureOf(record: JsonObject): Capture | null {
  const request = parsedJson(memberOf(record, REQUEST));
  if (!isJsonObject(request)) return null;
  return { request, response: memberOf(record, RESPONSE), path: pathOf(record) };
}

/** What the envelope of a captured call says beside the bodies. */
function captureFields(record: JsonObject): ExchangeFields {
  const requestHeaders = headersOf(record, 'request_headers');
  const responseHeaders = headersOf(record, 'response_headers');
  const retries = Number(requestHeaders.get('x-stainless-retry-count') ?? 0);
  const time = timeOf(memberOf(record, TIME));
  return {
    ts: time === null ? null : timeText(time.us),
    latency_ms: wholeAt(memberOf(record, LATENCY)),
    ttft_ms: wholeAt(memberOf(record, FIRST_BYTE)),
    account_id: codeAt(record, 'account_id'),
    api_key_id: codeAt(record, 'api_key_id'),
    org_id: firstHeader(responseHeaders, ORG_HEADERS) ?? firstHeader(requestHeaders, ORG_HEADERS),
    request_id:
      firstHeader(responseHeaders, REQUEST_ID_HEADERS) ?? codeAt(record, 'request_id') ?? codeAt(record, 'response', 'request_id'),
    client_ip: textOf(record, ADDRESS),
    tls_fingerprint: fingerprintOf(record),
    user_agent: requestHeaders.get('user-agent') ?? textAt(record, 'user_agent'),
    endpoint: pathOf(record),
    status_code: wholeAt(memberOf(record, STATUS)),
    flags: (time?.flags ?? 0) | (retries > 0 ? flagBits('retry') : 0),
  };
}

/** Envelope, request and response as one exchange: the status of the connection stands before the one an error body implies. */
export function capturedExchange(record: JsonObject, request: ExchangeFields, response: ExchangeFields): ExchangeFields {
  const envelope = captureFields(record);
  return combined(request, response, envelope, { conversation_id: codeAt(record, 'conversation_id') });
}

function memberOf(record: JsonObject, names: readonly string[]): Json {
  for (const name of names) if (valueAt(record, name) !== null) return valueAt(record, name);
  return null;
}

function textOf(record: JsonObject, names: readonly string[]): string | null {
  return codeAt(memberOf(record, names));
}

function pathOf(record: JsonObject): string | null {
  const path = textAt(memberOf(record, PATH));
  return path === null ? null : (urlPath(path) ?? path);
}

function headersOf(record: JsonObject, name: string): ReadonlyMap<string, string> {
  const headers = objectAt(parsedJson(valueAt(record, name))) ?? {};
  const found = new Map<string, string>();
  for (const [header, value] of Object.entries(headers)) {
    const text = codeAt(Array.isArray(value) ? ((value as readonly Json[])[0] ?? null) : value);
    if (text !== null) found.set(header.toLowerCase(), text);
  }
  return found;
}

function firstHeader(headers: ReadonlyMap<string, string>, names: readonly string[]): string | null {
  for (const name of names) if (headers.has(name)) return headers.get(name) ?? null;
  return null;
}

function fingerprintOf(record: JsonObject): string | null {
  for (const kind of ['ja4', 'ja3']) {
    const found = textAt(record, 'tls', kind) ?? textAt(record, kind);
    if (found !== null && found !== '' && found !== '-') return `${kind}:${found}`;
  }
  return null;
}
