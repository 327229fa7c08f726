import type { Exchange } from '../../main/engine/domain/exchange.ts';
import type { Layer } from '../../main/engine/domain/layer.ts';
import type { MappingShape } from '../../main/engine/domain/sources.ts';

export type CanonicalField = keyof Exchange;

interface FieldWords {
  readonly field: CanonicalField;
  readonly means: string;
  readonly kind: 'text' | 'number' | 'flag' | 'time' | 'json';
}

const field = (name: CanonicalField, means: string, kind: FieldWords['kind'] = 'text'): FieldWords => ({ field: name, means, kind });

/** Every canonical column in the order in which a person looks for it. */
export const FIELD_GROUPS: readonly { readonly title: string; readonly fields: readonly FieldWords[] }[] = [
  {
    title: 'What was said',
    fields: [
      field('prompt_text', 'what the user asked'),
      field('completion_text', 'what the model answered'),
      field('system_prompt', 'instructions before the conversation'),
      field('reasoning_text', 'visible reasoning of the model'),
      field('input_messages', 'messages sent, as JSON', 'json'),
      field('output_messages', 'messages answered, as JSON', 'json'),
      field('tool_definitions', 'tools offered, as JSON', 'json'),
      field('tool_calls', 'tools called, as JSON', 'json'),
    ],
  },
  {
    title: 'Who',
    fields: [
      field('account_id', 'who is billed'),
      field('org_id', 'organisation or project'),
      field('api_key_id', 'name or hash of the API key'),
      field('end_user_id', 'the user as the caller names him'),
      field('payment_hash', 'hash of the payment instrument'),
    ],
  },
  {
    title: 'When',
    fields: [
      field('ts', 'start of the request', 'time'),
      field('latency_ms', 'milliseconds to the last byte', 'number'),
      field('ttft_ms', 'milliseconds to the first chunk', 'number'),
    ],
  },
  {
    title: 'From where',
    fields: [
      field('client_ip', 'address of the client'),
      field('country', 'country of the client, two letters'),
      field('asn', 'number of the autonomous system', 'number'),
      field('user_agent', 'program of the client'),
      field('tls_fingerprint', 'JA3 or JA4 fingerprint'),
    ],
  },
  {
    title: 'Request',
    fields: [
      field('provider', 'who runs the model'),
      field('request_model', 'model as asked for'),
      field('response_model', 'model as served'),
      field('operation', 'chat, embeddings'),
      field('endpoint', 'path of the interface'),
      field('temperature', 'sampling temperature', 'number'),
      field('top_p', 'nucleus of the sampling', 'number'),
      field('max_tokens', 'most tokens to answer', 'number'),
      field('n', 'answers asked for', 'number'),
      field('stream', 'answered as a stream', 'flag'),
    ],
  },
  {
    title: 'Response',
    fields: [
      field('status_code', 'HTTP status', 'number'),
      field('error_type', 'error as the source names it'),
      field('stop_reason', 'why the answer ended'),
      field('input_tokens', 'tokens read, cached ones among them', 'number'),
      field('output_tokens', 'tokens written, reasoning among them', 'number'),
      field('cache_read_tokens', 'tokens read from the cache', 'number'),
      field('cache_write_tokens', 'tokens written to the cache', 'number'),
      field('reasoning_tokens', 'tokens of reasoning', 'number'),
    ],
  },
  {
    title: 'Identity',
    fields: [
      field('request_id', 'id of the call'),
      field('response_id', 'id of the answer'),
      field('exchange_id', 'id of the exchange'),
      field('conversation_id', 'id of the conversation'),
      field('turn_index', 'answers before this one', 'number'),
      field('flags', 'remarks of an earlier import', 'number'),
    ],
  },
];

export const FIELDS: ReadonlyMap<string, FieldWords> = new Map(FIELD_GROUPS.flatMap(({ fields }) => fields).map((one) => [one.field, one]));

/** Columns of which each layer needs one; `account_id` is needed by all of them. */
export const COLUMNS_OF_LAYER: Readonly<Record<Layer, readonly CanonicalField[]>> = {
  payment: ['payment_hash'],
  template: ['prompt_text'],
  system_prompt: ['system_prompt'],
  tool_schema: ['tool_definitions'],
  client_ip: ['client_ip'],
  client_ip_24: ['client_ip'],
  user_agent: ['user_agent'],
  tls_fingerprint: ['tls_fingerprint'],
  elicitation_profile: ['prompt_text'],
  request_profile: ['max_tokens', 'temperature', 'top_p', 'n'],
  user_agent_upgrade: ['user_agent'],
  model_switch: ['request_model'],
  sign_up: ['ts'],
  load_evenness: ['ts'],
  synchrony: ['ts'],
  ip_churn: ['client_ip'],
  succession: ['ts'],
  topic_coverage: ['prompt_text'],
  template_hand_off: ['prompt_text'],
  work_partition: ['prompt_text'],
};

export const NO_MAPPING: MappingShape = { columns: {}, prefixes: {}, constants: {}, timeFormat: 'auto', nullTexts: [] };

export const TIME_FORMAT_WORDS: readonly (readonly [value: string, words: string])[] = [
  ['auto', 'as written (ISO, or counts told by their digits)'],
  ['seconds', 'seconds since 1970'],
  ['milliseconds', 'milliseconds since 1970'],
  ['microseconds', 'microseconds since 1970'],
  ['nanoseconds', 'nanoseconds since 1970'],
  ['dotnet-ticks', '.NET ticks'],
];
