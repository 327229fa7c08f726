/** JSON as parsed: the shape of message parts and tool schemas, whose inner form belongs to the source. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One message of an exchange in OpenTelemetry part form (semantic conventions v1.41.1, gen_ai input and output messages). */
export interface Message {
  readonly role: string;
  readonly parts: readonly MessagePart[];
  readonly finish_reason?: string;
}

export interface MessagePart {
  readonly type: string;
  readonly [key: string]: Json;
}

export interface ToolCall {
  readonly id: string | null;
  readonly name: string;
  readonly arguments: Json;
}

/**
 * One request to a model and its response, in the canonical columns (shared/formats.md, section 1). Null means the source
 * does not say; 0 means the source says 0. This is the form that `stillhunt exchanges` prints and that import reads back.
 */
export interface Exchange {
  /** 32 hexadecimal digits; equal for re-delivered copies of one exchange. */
  readonly exchange_id: string;
  readonly request_id: string | null;
  readonly response_id: string | null;
  /** ISO 8601 UTC with milliseconds, or microseconds where the source has them. */
  readonly ts: string | null;
  readonly latency_ms: number | null;
  readonly ttft_ms: number | null;
  readonly account_id: string | null;
  readonly org_id: string | null;
  readonly api_key_id: string | null;
  readonly end_user_id: string | null;
  readonly client_ip: string | null;
  readonly user_agent: string | null;
  readonly tls_fingerprint: string | null;
  readonly payment_hash: string | null;
  readonly country: string | null;
  readonly asn: number | null;
  readonly provider: string | null;
  readonly request_model: string | null;
  readonly response_model: string | null;
  readonly operation: string | null;
  readonly endpoint: string | null;
  readonly conversation_id: string | null;
  readonly turn_index: number | null;
  readonly system_prompt: string | null;
  readonly input_messages: readonly Message[] | null;
  readonly prompt_text: string | null;
  readonly completion_text: string | null;
  readonly output_messages: readonly Message[] | null;
  readonly reasoning_text: string | null;
  readonly tool_definitions: Json;
  readonly tool_calls: readonly ToolCall[] | null;
  readonly stop_reason: string | null;
  readonly temperature: number | null;
  readonly top_p: number | null;
  readonly max_tokens: number | null;
  readonly n: number | null;
  readonly stream: boolean | null;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cache_read_tokens: number | null;
  readonly cache_write_tokens: number | null;
  readonly reasoning_tokens: number | null;
  readonly status_code: number | null;
  readonly error_type: string | null;
  /** Bit set of import remarks, see EXCHANGE_FLAGS. */
  readonly flags: number;
}

/** Bits of `flags`, numbered as in shared/formats.md section 1. */
export const EXCHANGE_FLAGS = {
  timeIsEndOfCall: 0,
  timeFromBatch: 1,
  timeInSeconds: 2,
  timeZoneAssumedUtc: 3,
  rebuiltFromStream: 4,
  streamUnfinished: 5,
  inputMissing: 6,
  outputMissing: 7,
  overflowUnresolved: 8,
  textCutBySource: 9,
  redactedBySource: 10,
  binaryDropped: 11,
  usageMissing: 12,
  conversationDerived: 13,
  retry: 14,
  duplicateDelivery: 15,
  choicesLost: 16,
  toolIdsMissing: 17,
  ipMasked: 18,
  clockSkewCorrected: 19,
  sourceSampled: 20,
  gatewayCacheHit: 21,
  retryHidden: 22,
} as const;
