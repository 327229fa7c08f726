import type { Exchange } from './exchange.ts';

/**
 * Where each canonical column lives. Column numbers are storage identifiers: append, never renumber.
 *
 *   dictionary  facts file, `<name>_code`: code into the case's dictionary of that column; code 0 is null
 *   integer     facts file, nullable whole number
 *   real        facts file, nullable double
 *   time        facts file, nullable int64 microseconds UTC
 *   text        text file, nullable UTF-8 (JSON text for structured columns)
 */
export type ColumnHome = 'dictionary' | 'integer' | 'real' | 'time' | 'text';

export interface ExchangeColumn {
  readonly number: number;
  readonly name: Exclude<keyof Exchange, 'exchange_id' | 'flags'>;
  readonly home: ColumnHome;
  /** The value is JSON text in storage and a parsed value in an Exchange. */
  readonly json?: true;
}

const column = (number: number, name: ExchangeColumn['name'], home: ColumnHome, json?: true): ExchangeColumn =>
  json === undefined ? { number, name, home } : { number, name, home, json };

export const EXCHANGE_COLUMNS: readonly ExchangeColumn[] = [
  column(1, 'account_id', 'dictionary'),
  column(2, 'org_id', 'dictionary'),
  column(3, 'api_key_id', 'dictionary'),
  column(4, 'end_user_id', 'dictionary'),
  column(5, 'client_ip', 'dictionary'),
  column(6, 'user_agent', 'dictionary'),
  column(7, 'tls_fingerprint', 'dictionary'),
  column(8, 'payment_hash', 'dictionary'),
  column(9, 'country', 'dictionary'),
  column(10, 'provider', 'dictionary'),
  column(11, 'request_model', 'dictionary'),
  column(12, 'response_model', 'dictionary'),
  column(13, 'operation', 'dictionary'),
  column(14, 'endpoint', 'dictionary'),
  column(15, 'system_prompt', 'dictionary'),
  column(16, 'tool_definitions', 'dictionary', true),
  column(17, 'stop_reason', 'dictionary'),
  column(18, 'error_type', 'dictionary'),
  column(20, 'latency_ms', 'integer'),
  column(21, 'ttft_ms', 'integer'),
  column(22, 'asn', 'integer'),
  column(23, 'turn_index', 'integer'),
  column(24, 'max_tokens', 'integer'),
  column(25, 'n', 'integer'),
  column(26, 'stream', 'integer'),
  column(27, 'input_tokens', 'integer'),
  column(28, 'output_tokens', 'integer'),
  column(29, 'cache_read_tokens', 'integer'),
  column(30, 'cache_write_tokens', 'integer'),
  column(31, 'reasoning_tokens', 'integer'),
  column(32, 'status_code', 'integer'),
  column(40, 'temperature', 'real'),
  column(41, 'top_p', 'real'),
  column(45, 'ts', 'time'),
  column(50, 'request_id', 'text'),
  column(51, 'response_id', 'text'),
  column(52, 'conversation_id', 'text'),
  column(53, 'prompt_text', 'text'),
  column(54, 'completion_text', 'text'),
  column(55, 'reasoning_text', 'text'),
  column(56, 'input_messages', 'text', true),
  column(57, 'output_messages', 'text', true),
  column(58, 'tool_calls', 'text', true),
];

export const DICTIONARY_COLUMNS = EXCHANGE_COLUMNS.filter((c) => c.home === 'dictionary');
export const INTEGER_COLUMNS = EXCHANGE_COLUMNS.filter((c) => c.home === 'integer');
export const REAL_COLUMNS = EXCHANGE_COLUMNS.filter((c) => c.home === 'real');
export const TEXT_COLUMNS = EXCHANGE_COLUMNS.filter((c) => c.home === 'text');

/**
 * How `input_messages` and `output_messages` are held. Most exchanges are one user text and one assistant text, which
 * `prompt_text` and `completion_text` already hold; storing them again would double the case. `message_form` in the facts
 * file is input form + 4 * output form.
 *
 *   absent   the source gives no messages
 *   implied  input: exactly one user message with one text part equal to prompt_text;
 *            output: exactly one assistant message with one text part equal to completion_text and finish_reason = stop_reason
 *   stored   JSON in the text file
 *   shared   input only: as stored, but a message that an earlier row of the segment holds is the pair [row in segment, place in its list], so
 *            that a history which every request resends lies there once
 */
export const MESSAGE_FORM = { absent: 0, implied: 1, stored: 2, shared: 3 } as const;
export type MessageForm = (typeof MESSAGE_FORM)[keyof typeof MESSAGE_FORM];

/** Bins of the prompt sketch: one-permutation MinHash over word 3-shingles, 8 bits a bin. */
export const SKETCH_BINS = 32;

/**
 * Facts computed at import that no source gives. All are non-null.
 *
 *   skeleton_hash          uint64, hash of the masked prompt; 0 for an exchange without prompt
 *   head_hash, tail_hash   uint32, hash of the first and last WRAPPER_TOKENS masked tokens; 0 when the prompt is shorter
 *   token_count            uint16 (saturating), words and numbers of the prompt
 *   sketch                 fixed-size binary of SKETCH_BINS bytes
 *   capability             uint8, index into CAPABILITIES
 *   capability_confidence  uint8, 0 to 255 for 0 to 1
 *   elicitation            uint8, index into ELICITATIONS
 *   language               uint8, index into LANGUAGES; left out by versions before it was read
 */
export const DERIVED_FACTS = [
  'skeleton_hash',
  'head_hash',
  'tail_hash',
  'token_count',
  'sketch',
  'capability',
  'capability_confidence',
  'elicitation',
  'language',
] as const;
export type DerivedFact = (typeof DERIVED_FACTS)[number];

export const WRAPPER_TOKENS = 12;
/** Rows of a full segment. */
export const SEGMENT_ROWS = 65_536;
