import type { Exchange, Json } from '../domain/exchange.ts';

/** The columns that simulated traffic fills; every other canonical column is absent. */
export type SimulatedExchange = Pick<
  Exchange,
  | 'request_id'
  | 'ts'
  | 'latency_ms'
  | 'ttft_ms'
  | 'account_id'
  | 'org_id'
  | 'api_key_id'
  | 'client_ip'
  | 'user_agent'
  | 'tls_fingerprint'
  | 'payment_hash'
  | 'country'
  | 'asn'
  | 'provider'
  | 'request_model'
  | 'response_model'
  | 'operation'
  | 'endpoint'
  | 'conversation_id'
  | 'turn_index'
  | 'system_prompt'
  | 'prompt_text'
  | 'completion_text'
  | 'tool_definitions'
  | 'tool_calls'
  | 'stop_reason'
  | 'temperature'
  | 'max_tokens'
  | 'stream'
  | 'input_tokens'
  | 'output_tokens'
  | 'status_code'
  | 'error_type'
>;

/** Turns exchanges into canonical JSON lines, leaving nulls out and keeping the JSON of values that repeat. */
export function createLineEncoder(): (exchange: SimulatedExchange) => string {
  const quotedTexts = new Map<string, string>();
  const encodedJson = new Map<Json, string>();
  const repeating = (value: string): string => {
    let text = quotedTexts.get(value);
    if (text === undefined) {
      if (quotedTexts.size > 200_000) quotedTexts.clear();
      text = JSON.stringify(value);
      quotedTexts.set(value, text);
    }
    return text;
  };
  const structure = (value: Json): string => {
    if (value === null) return 'null';
    let text = encodedJson.get(value);
    if (text === undefined) {
      text = JSON.stringify(value);
      encodedJson.set(value, text);
    }
    return text;
  };
  const plain = (key: string, value: string | number | boolean | null): string =>
    value === null ? '' : typeof value === 'string' ? `,"${key}":"${value}"` : `,"${key}":${value}`;
  const quoted = (key: string, value: string | null): string => (value === null ? '' : `,"${key}":${repeating(value)}`);
  return (e) => {
    let line = `{"ts":"${e.ts}"${plain('request_id', e.request_id)}${plain('latency_ms', e.latency_ms)}${plain('ttft_ms', e.ttft_ms)}`;
    line += plain('account_id', e.account_id) + plain('org_id', e.org_id) + plain('api_key_id', e.api_key_id);
    line += plain('client_ip', e.client_ip) + quoted('user_agent', e.user_agent) + quoted('tls_fingerprint', e.tls_fingerprint);
    line += plain('payment_hash', e.payment_hash) + quoted('country', e.country) + plain('asn', e.asn) + quoted('provider', e.provider);
    line += quoted('request_model', e.request_model) + quoted('response_model', e.response_model) + plain('operation', e.operation);
    line += quoted('endpoint', e.endpoint) + plain('conversation_id', e.conversation_id) + plain('turn_index', e.turn_index);
    line += quoted('system_prompt', e.system_prompt);
    if (e.prompt_text !== null) line += `,"prompt_text":${JSON.stringify(e.prompt_text)}`;
    if (e.completion_text !== null) line += `,"completion_text":${JSON.stringify(e.completion_text)}`;
    if (e.tool_definitions !== null) line += `,"tool_definitions":${structure(e.tool_definitions)}`;
    if (e.tool_calls !== null) line += `,"tool_calls":${JSON.stringify(e.tool_calls)}`;
    line += plain('stop_reason', e.stop_reason) + plain('temperature', e.temperature) + plain('max_tokens', e.max_tokens);
    line += plain('stream', e.stream) + plain('input_tokens', e.input_tokens) + plain('output_tokens', e.output_tokens);
    return `${line}${plain('status_code', e.status_code)}${plain('error_type', e.error_type)}}\n`;
  };
}
