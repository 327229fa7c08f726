import type { Exchange, Message, ToolCall } from '../engine/domain/exchange.ts';
import { EXCHANGE_COLUMNS, type ExchangeColumn, MESSAGE_FORM } from '../engine/domain/exchange-columns.ts';
import type { FactsSegment } from '../storage/facts-reader.ts';
import { type CodeNames, parseJson } from './query-code-names.ts';
import type { SegmentMessages } from './query-messages.ts';

/** Every fact that an exchange is made of. */
export const EXCHANGE_FACTS: readonly string[] = [
  'exchange_id',
  'flags',
  'message_form',
  ...EXCHANGE_COLUMNS.filter((column) => column.home !== 'text').map((column) => column.name),
];

type ColumnName = ExchangeColumn['name'];
type Texts = ReadonlyMap<string, string | null>;

/** ISO 8601 UTC with milliseconds, or microseconds where there are any; null for NaN. */
export function isoTime(us: number): string | null {
  if (Number.isNaN(us)) return null;
  const ms = Math.floor(us / 1000);
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return null;
  const rest = us - ms * 1000;
  const text = date.toISOString();
  return rest === 0 ? text : text.replace('Z', `${String(rest).padStart(3, '0')}Z`);
}

/**
 * Makes the exchange of any row of a segment from its facts (EXCHANGE_FACTS requested) and its texts. Keys come in the order in which
 * exchanges are printed. The returned function throws case-damaged.
 */
export function exchangeReader(
  facts: FactsSegment,
  names: CodeNames,
  messages: SegmentMessages,
): (index: number, texts: Texts) => Exchange {
  const name = (column: ColumnName) => names.reader(column, facts.codes(column));
  const integer = (column: ColumnName) => {
    const { values, isNull, nullCount } = facts.integers(column);
    return (index: number) => (nullCount > 0 && isNull(index) ? null : (values[index] as number));
  };
  const real = (column: ColumnName) => {
    const { values, isNull } = facts.reals(column);
    return (index: number) => (isNull(index) ? null : (values[index] as number));
  };
  const ids = facts.bytes('exchange_id');
  const flags = facts.integers('flags').values;
  const forms = facts.integers('message_form').values;
  const times = facts.timesUs();
  const toolDefinitions = names.jsonReader('tool_definitions', facts.codes('tool_definitions'));
  const stream = integer('stream');
  const read = {
    latency_ms: integer('latency_ms'),
    ttft_ms: integer('ttft_ms'),
    account_id: name('account_id'),
    org_id: name('org_id'),
    api_key_id: name('api_key_id'),
    end_user_id: name('end_user_id'),
    client_ip: name('client_ip'),
    user_agent: name('user_agent'),
    tls_fingerprint: name('tls_fingerprint'),
    payment_hash: name('payment_hash'),
    country: name('country'),
    asn: integer('asn'),
    provider: name('provider'),
    request_model: name('request_model'),
    response_model: name('response_model'),
    operation: name('operation'),
    endpoint: name('endpoint'),
    turn_index: integer('turn_index'),
    system_prompt: name('system_prompt'),
    stop_reason: name('stop_reason'),
    temperature: real('temperature'),
    top_p: real('top_p'),
    max_tokens: integer('max_tokens'),
    n: integer('n'),
    input_tokens: integer('input_tokens'),
    output_tokens: integer('output_tokens'),
    cache_read_tokens: integer('cache_read_tokens'),
    cache_write_tokens: integer('cache_write_tokens'),
    reasoning_tokens: integer('reasoning_tokens'),
    status_code: integer('status_code'),
    error_type: name('error_type'),
  };
  const inputMessages = (form: number, text: string | null, prompt: string | null): readonly Message[] | null => {
    if (form === MESSAGE_FORM.implied) return [textMessage('user', prompt)];
    return form === MESSAGE_FORM.shared && text !== null ? messages.read(text) : parseMessages(text, 'input_messages');
  };
  return (index, texts) => {
    const text = (column: ColumnName) => texts.get(column) ?? null;
    const form = forms[index] as number;
    const prompt = text('prompt_text');
    const completion = text('completion_text');
    const stop = read.stop_reason(index);
    const streamed = stream(index);
    return {
      exchange_id: Buffer.from(ids.buffer, ids.byteOffset + index * 16, 16).toString('hex'),
      request_id: text('request_id'),
      response_id: text('response_id'),
      ts: isoTime(times[index] as number),
      latency_ms: read.latency_ms(index),
      ttft_ms: read.ttft_ms(index),
      account_id: read.account_id(index),
      org_id: read.org_id(index),
      api_key_id: read.api_key_id(index),
      end_user_id: read.end_user_id(index),
      client_ip: read.client_ip(index),
      user_agent: read.user_agent(index),
      tls_fingerprint: read.tls_fingerprint(index),
      payment_hash: read.payment_hash(index),
      country: read.country(index),
      asn: read.asn(index),
      provider: read.provider(index),
      request_model: read.request_model(index),
      response_model: read.response_model(index),
      operation: read.operation(index),
      endpoint: read.endpoint(index),
      conversation_id: text('conversation_id'),
      turn_index: read.turn_index(index),
      system_prompt: read.system_prompt(index),
      input_messages: inputMessages(form & 3, text('input_messages'), prompt),
      prompt_text: prompt,
      completion_text: completion,
      output_messages:
        form >> 2 === MESSAGE_FORM.implied ? [answerMessage(completion, stop)] : parseMessages(text('output_messages'), 'output_messages'),
      reasoning_text: text('reasoning_text'),
      tool_definitions: toolDefinitions(index),
      tool_calls: parseJson(text('tool_calls'), 'tool_calls') as readonly ToolCall[] | null,
      stop_reason: stop,
      temperature: read.temperature(index),
      top_p: read.top_p(index),
      max_tokens: read.max_tokens(index),
      n: read.n(index),
      stream: streamed === null ? null : streamed === 1,
      input_tokens: read.input_tokens(index),
      output_tokens: read.output_tokens(index),
      cache_read_tokens: read.cache_read_tokens(index),
      cache_write_tokens: read.cache_write_tokens(index),
      reasoning_tokens: read.reasoning_tokens(index),
      status_code: read.status_code(index),
      error_type: read.error_type(index),
      flags: flags[index] as number,
    };
  };
}

function parseMessages(text: string | null, column: string): readonly Message[] | null {
  return parseJson(text, column) as readonly Message[] | null;
}

function textMessage(role: string, content: string | null): Message {
  return { role, parts: [{ type: 'text', content: content ?? '' }] };
}

function answerMessage(content: string | null, stop: string | null): Message {
  return stop === null ? textMessage('assistant', content) : { ...textMessage('assistant', content), finish_reason: stop };
}
