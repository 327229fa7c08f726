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

/** Turns exchanges into canonical JSON lines, keeping the JSON of values that repeat. */
export function createLineEncoder(): (exchange: SimulatedExchange) => string {
  const quotedTexts = new Map<string, string>();
  const encodedJson = new Map<Json, string>();
  const repeating = (value: string | null): string => {
    if (value === null) return 'null';
    let quoted = quotedTexts.get(value);
    if (quoted === undefined) {
      if (quotedTexts.size > 200_000) quotedTexts.clear();
      quoted = JSON.stringify(value);
      quotedTexts.set(value, quoted);
    }
    return quoted;
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
  return (e) => {
    let line = `{"request_id":"${e.request_id}","ts":"${e.ts}","latency_ms":${e.latency_ms},"ttft_ms":${e.ttft_ms},"account_id":"${e.account_id}"`;
    line += `,"org_id":"${e.org_id}","api_key_id":"${e.api_key_id}","client_ip":"${e.client_ip}","user_agent":${repeating(e.user_agent)}`;
    line += `,"tls_fingerprint":${repeating(e.tls_fingerprint)},"payment_hash":"${e.payment_hash}","country":"${e.country}","asn":${e.asn}`;
    line += `,"provider":"${e.provider}","request_model":"${e.request_model}","response_model":"${e.response_model}","operation":"${e.operation}"`;
    line += `,"endpoint":"${e.endpoint}","conversation_id":"${e.conversation_id}","turn_index":${e.turn_index}`;
    if (e.system_prompt !== null) line += `,"system_prompt":${repeating(e.system_prompt)}`;
    line += `,"prompt_text":${JSON.stringify(e.prompt_text)}`;
    if (e.completion_text !== null) line += `,"completion_text":${JSON.stringify(e.completion_text)}`;
    if (e.tool_definitions !== null) line += `,"tool_definitions":${structure(e.tool_definitions)}`;
    if (e.tool_calls !== null) line += `,"tool_calls":${JSON.stringify(e.tool_calls)}`;
    if (e.stop_reason !== null) line += `,"stop_reason":"${e.stop_reason}"`;
    if (e.temperature !== null) line += `,"temperature":${e.temperature}`;
    if (e.max_tokens !== null) line += `,"max_tokens":${e.max_tokens}`;
    line += `,"stream":${e.stream},"input_tokens":${e.input_tokens},"output_tokens":${e.output_tokens},"status_code":${e.status_code}`;
    return e.error_type === null ? `${line}}\n` : `${line},"error_type":"${e.error_type}"}\n`;
  };
}
