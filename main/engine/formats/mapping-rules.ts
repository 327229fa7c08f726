import type { FieldName } from './exchange-record.ts';
import * as kinds from './mapping-values.ts';

/** Names under which tables hold a canonical field, most telling first, in lower case and with `_` between words. */
export interface FieldRule {
  readonly field: FieldName;
  readonly kind: kinds.ValueKind;
  readonly names: readonly string[];
  /** A wrong guess would tie accounts together that are not: the name is not enough, and only one column is taken. */
  readonly accuses?: true;
  /** Only one column is taken, because others of these names mean something else. */
  readonly single?: true;
}

const rule = (field: FieldName, kind: kinds.ValueKind, names: string, more: Partial<FieldRule> = {}): FieldRule => ({
  field,
  kind,
  names: [field, ...names.split(' ')],
  ...more,
});

const INPUTS =
  'messages messages_json input_messages_json request_messages prompt_messages chat_messages chat_history input prompt request';
const OUTPUTS = 'output output_json output_messages_json response_messages choices completion completions response answer reply generation';

/** In this order; where two rules fit a column the first one takes it. */
export const FIELD_RULES: readonly FieldRule[] = [
  rule('input_messages', kinds.MESSAGES, `${INPUTS} conversation messages_text`),
  rule('output_messages', kinds.MESSAGES, OUTPUTS),
  rule('prompt_text', kinds.PLAIN_TEXT, 'prompt user_prompt prompt_content input_text user_message user_input input request_text'),
  rule(
    'completion_text',
    kinds.PLAIN_TEXT,
    'completion response_text output_text completion_content assistant_message model_output output response answer reply generation',
  ),
  rule('reasoning_text', kinds.PLAIN_TEXT, 'reasoning reasoning_content thinking thinking_text chain_of_thought'),
  rule('system_prompt', kinds.PLAIN_TEXT, 'system system_message system_text system_instruction system_instructions instructions'),
  rule('tool_definitions', kinds.OBJECT_LIST, 'tools tools_json tool_schemas functions'),
  rule('tool_calls', kinds.CALL_LIST, 'tool_calls_json'),
  rule('ts', kinds.TIME, TIMES(), { single: true }),
  rule('latency_ms', kinds.MILLISECONDS, 'latency_millis duration_ms duration_millis elapsed_ms response_time_ms total_time_ms total_ms', {
    single: true,
  }),
  rule('ttft_ms', kinds.MILLISECONDS, 'time_to_first_token_ms first_token_ms time_to_first_byte_ms ttfb_ms', { single: true }),
  rule(
    'account_id',
    kinds.ID,
    'account acct acct_id account_uuid account_key customer_id customer principal principal_id subscriber_id user_id user uid',
    { accuses: true },
  ),
  rule('org_id', kinds.ID, 'org organization organization_id organisation organisation_id org_uuid tenant tenant_id workspace_id team_id', {
    single: true,
  }),
  rule('api_key_id', kinds.ID, 'key_id api_key_hash api_key_alias api_key_name apikey_id hashed_api_key', { single: true }),
  rule('end_user_id', kinds.ID, 'end_user enduser_id enduser safety_identifier metadata_user_id end_user_pseudo_id', { single: true }),
  rule('client_ip', kinds.ADDRESS, 'ip ip_address ip_addr client_address client_ip_address remote_addr remote_ip source_ip src_ip', {
    accuses: true,
  }),
  rule('user_agent', kinds.NAME, 'ua client_ua client_user_agent http_user_agent user_agent_original useragent', { single: true }),
  rule('tls_fingerprint', kinds.JA4, 'ja4 ja4_fingerprint tls_ja4 tls_ja4_fingerprint client_ja4 ja4_hash tls_client_ja4', {
    accuses: true,
  }),
  rule('tls_fingerprint', kinds.JA3, 'ja3 ja3_fingerprint tls_ja3 tls_ja3_fingerprint client_ja3 ja3_hash tls_client_ja3', {
    accuses: true,
  }),
  rule('payment_hash', kinds.PAYMENT, 'payment_fingerprint card_hash card_fingerprint payment_method_hash pm_hash billing_hash', {
    accuses: true,
  }),
  rule('country', kinds.COUNTRY, 'country_code client_country geo_country geo_country_iso_code country_iso_code ip_country', {
    single: true,
  }),
  rule('asn', kinds.ASN, 'as_number client_asn autonomous_system_number ip_asn', { single: true }),
  rule('provider', kinds.NAME, 'provider_name custom_llm_provider llm_provider vendor', { single: true }),
  rule('request_model', kinds.MODEL, 'model model_name model_id requested_model model_requested engine', { single: true }),
  rule('response_model', kinds.MODEL, 'model_version served_model model_served deployed_model', { single: true }),
  rule('operation', kinds.NAME, 'operation_name', { single: true }),
  rule('endpoint', kinds.PATH, 'request_path url_path api_path path route request_uri', { single: true }),
  rule('conversation_id', kinds.ID, 'conversation_uuid session session_id thread_id chat_id dialog_id', { single: true }),
  rule('stop_reason', kinds.NAME, 'finish_reason stop_cause completion_reason', { single: true }),
  rule('temperature', kinds.TEMPERATURE, 'request_temperature sampling_temperature'),
  rule('top_p', kinds.SHARE, 'request_top_p nucleus_p'),
  rule('max_tokens', kinds.COUNT, 'max_output_tokens max_completion_tokens request_max_tokens max_new_tokens'),
  rule('n', kinds.CHOICES, 'choice_count n_choices num_choices request_choice_count'),
  rule('stream', kinds.TRUTH, 'streaming is_stream streamed is_streaming request_stream'),
  rule('input_tokens', kinds.COUNT, 'usage_input usage_input_tokens prompt_tokens usage_prompt_tokens tokens_prompt tokens_in', {
    single: true,
  }),
  rule(
    'output_tokens',
    kinds.COUNT,
    'usage_output usage_output_tokens completion_tokens usage_completion_tokens tokens_completion tokens_out',
    { single: true },
  ),
  rule('cache_read_tokens', kinds.COUNT, 'cached_tokens cache_read usage_cache_read cache_read_input_tokens tokens_cached', {
    single: true,
  }),
  rule('cache_write_tokens', kinds.COUNT, 'cache_write usage_cache_write cache_creation_tokens cache_creation_input_tokens', {
    single: true,
  }),
  rule('reasoning_tokens', kinds.COUNT, 'usage_reasoning thinking_tokens tokens_reasoning usage_reasoning_tokens', { single: true }),
  rule('status_code', kinds.STATUS, 'http_status http_status_code status response_status response_code http_code response_status_code', {
    single: true,
  }),
  rule('error_type', kinds.NAME, 'error_code error error_class exception_type', { single: true }),
  rule('request_id', kinds.ID, 'req_id request_uuid call_id x_request_id correlation_id log_id event_id id', { single: true }),
  rule('response_id', kinds.ID, 'resp_id completion_id', { single: true }),
  rule('turn_index', kinds.COUNT, 'turn_number turn_no', { single: true }),
  rule('exchange_id', kinds.ID, 'exchange_uuid', { single: true }),
  rule('flags', kinds.COUNT, 'import_flags', { single: true }),
];

function TIMES(): string {
  const starts = 'request_ts request_time request_timestamp request_at requested_at request_start started_at start_time start_ts';
  return `${starts} timestamp event_ts event_time event_timestamp time datetime date_time created_at created logged_at log_time ts_ms ts_us ts_ns`;
}
