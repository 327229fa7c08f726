import { describe, expect, it } from 'vitest';
import { EXCHANGE_FLAGS } from '../../../main/engine/domain/exchange.ts';
import { langfuse } from '../../../main/engine/formats/langfuse.ts';
import { otelLogs } from '../../../main/engine/formats/otel-logs.ts';
import { otelTraces } from '../../../main/engine/formats/otel-traces.ts';
import { recogniseFormat } from '../../../main/engine/formats/registry.ts';
import { expectedRows, fileOf, type Row, readRecords, sampleFile } from './read-sample.ts';

const bare = ({ flags: _, exchange_id: __, ...row }: Row): Row => row;
const hasFlag = (row: Row | undefined, flag: keyof typeof EXCHANGE_FLAGS): boolean =>
  ((Number(row?.flags) >> EXCHANGE_FLAGS[flag]) & 1) === 1;

type Pair = { readonly key: string; readonly value: unknown };
const text = (key: string, stringValue: string): Pair => ({ key, value: { stringValue } });
const whole = (key: string, intValue: number): Pair => ({ key, value: { intValue: String(intValue) } });
const chat = text('gen_ai.operation.name', 'chat');

const traces = (...spans: readonly object[]): unknown => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const span = (attributes: readonly Pair[], more: object = {}): object => ({
  traceId: 'c4a5150e7f600e87106f8ed405f36eeb',
  spanId: '73ed553c643ed43f',
  startTimeUnixNano: '1772442847125000000',
  endTimeUnixNano: '1772442848375000000',
  attributes,
  ...more,
});
const readSpans = (...spans: readonly object[]): Row[] => readRecords(otelTraces, [traces(...spans)]);

describe('OpenTelemetry traces', () => {
  it('give the rows expected of the sample', () => {
    const rows = readRecords(otelTraces, sampleFile('otel_traces.jsonl').records);
    expect(rows.map(bare)).toEqual(expectedRows('otel_traces'));
  });

  it('are read from the attributes of OpenLLMetry, numbered messages among them', () => {
    const sample = sampleFile('edge/otel_legacy_span_attributes.jsonl');
    expect(recogniseFormat(sample, null)?.format.name).toBe('otel_traces');
    expect(readRecords(otelTraces, sample.records)).toMatchObject([
      {
        provider: 'openai',
        prompt_text: 'Solve 3x + 7 = 25.',
        completion_text: 'x = 6',
        stop_reason: 'stop',
        input_tokens: 31,
        latency_ms: 1250,
      },
    ]);
  });

  it('keep the order of numbered messages and their tool calls', () => {
    const call = 'gen_ai.completion.0.tool_calls.0';
    const [row] = readSpans(
      span([
        text('gen_ai.prompt.10.content', 'last'),
        text('gen_ai.prompt.2.role', 'assistant'),
        text('gen_ai.prompt.2.content', 'middle'),
        text('gen_ai.prompt.0.content', '[{"type": "text", "text": "first"}]'),
        text(`${call}.name`, 'look_up'),
        text(`${call}.id`, 'call_1'),
        text(`${call}.arguments`, '{"q":1}'),
      ]),
    );
    expect(row?.input_messages).toMatchObject([
      { role: 'user', parts: [{ content: 'first' }] },
      { role: 'assistant', parts: [{ content: 'middle' }] },
      { role: 'user', parts: [{ content: 'last' }] },
    ]);
    expect(row?.tool_calls).toEqual([{ id: 'call_1', name: 'look_up', arguments: { q: 1 } }]);
  });

  it('pass over agent, tool and embedding spans, so that tokens count once', () => {
    const usage = whole('gen_ai.usage.input_tokens', 9);
    const around = ['invoke_agent', 'execute_tool', 'create_agent', 'embeddings'].map((name) =>
      span([text('gen_ai.operation.name', name), usage], { spanId: '00000000000000aa' }),
    );
    const workflow = span([text('traceloop.span.kind', 'workflow'), text('gen_ai.prompt.0.content', 'x')]);
    const http = span([text('http.request.method', 'GET')]);
    expect(readSpans(...around, workflow, http, span([chat, usage]))).toHaveLength(1);
  });

  it('decode values of every kind and pass over pairs that are none', () => {
    const attributes = [
      chat,
      { key: 'gen_ai.request.temperature', value: { doubleValue: 0.25 } },
      { key: 'gen_ai.request.stream', value: { boolValue: true } },
      { key: 'gen_ai.response.finish_reasons', value: { arrayValue: { values: [{ stringValue: 'tool_calls' }] } } },
      { key: 'gen_ai.request.max_tokens', value: { intValue: 64 } },
      { key: 'gen_ai.system_instructions', value: { arrayValue: {} } },
      { key: 7, value: null },
      null,
    ];
    const [row] = readSpans(span(attributes as readonly Pair[]));
    expect(row).toMatchObject({ temperature: 0.25, stream: true, stop_reason: 'tool_call', max_tokens: 64, system_prompt: null });
  });

  it('remark messages that a limit on attributes cut, and keep the rest', () => {
    const [row] = readSpans(span([chat, text('gen_ai.input.messages', '[{"role":"user","parts":[{"type":"te'), text('user.id', 'acct_1')]));
    expect(row).toMatchObject({ account_id: 'acct_1', input_messages: null });
    expect(hasFlag(row, 'textCutBySource') && hasFlag(row, 'inputMissing')).toBe(true);
  });

  it('remark sampled traces and hidden resends, and name an error without a type', () => {
    const [row] = readSpans(
      span([chat, whole('http.request.resend_count', 2)], { traceState: 'ot=th:8;rv:1234', status: { code: 2, message: 'boom' } }),
    );
    expect(hasFlag(row, 'sourceSampled') && hasFlag(row, 'retryHidden')).toBe(true);
    expect(row?.error_type).toBe('error');
    expect(hasFlag(readSpans(span([chat], { traceState: 'ot=th:0' }))[0], 'sourceSampled')).toBe(false);
  });

  it('put the kind before a TLS fingerprint', () => {
    expect(readSpans(span([chat, text('tls.client.ja3', 'a'.repeat(32))]))[0]?.tls_fingerprint).toBe(`ja3:${'a'.repeat(32)}`);
  });
});

const logs = (...logRecords: readonly object[]): unknown => ({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
const kvlist = (members: Readonly<Record<string, unknown>>): object => ({
  kvlistValue: { values: Object.entries(members).map(([key, value]) => ({ key, value })) },
});
const said = (content: string): object => kvlist({ content: { stringValue: content } });
const event = (eventName: string, body: object, seconds: number, spanId = '73ed553c643ed43f'): object => ({
  timeUnixNano: `${1772442847 + seconds}000000000`,
  eventName,
  attributes: [text('gen_ai.system', 'openai')],
  body,
  traceId: 'c4a5150e7f600e87106f8ed405f36eeb',
  spanId,
});
const choice = (index: number, content: string): object =>
  kvlist({
    index: { intValue: String(index) },
    finish_reason: { stringValue: 'stop' },
    message: kvlist({ role: { stringValue: 'assistant' }, content: { stringValue: content } }),
  });

describe('OpenTelemetry log records', () => {
  it('give the rows expected of the sample, with times of the end', () => {
    const sample = sampleFile('otel_logs.jsonl');
    const rows = readRecords(otelLogs, sample.records);
    expect(rows.map(bare)).toEqual(expectedRows('otel_logs'));
    expect(rows.every((row) => hasFlag(row, 'timeIsEndOfCall'))).toBe(true);
    expect(otelLogs.spread?.holdsParts(sample)).toBe(false);
  });

  it('join the events of one message each, which conventions up to 1.36 had', () => {
    const sample = sampleFile('edge/otel_v1_36_events.jsonl');
    expect(otelLogs.spread?.holdsParts(sample)).toBe(true);
    expect(readRecords(otelLogs, sample.records)).toMatchObject([
      { prompt_text: 'Solve 3x + 7 = 25.', completion_text: 'x = 6', ts: '2026-03-02T09:14:07.125Z', latency_ms: 1250 },
    ]);
  });

  it('join events over files in the order of their times, all choices, and each copy once', () => {
    const question = logs(event('gen_ai.user.message', said('two'), 2));
    const before = logs(
      event('gen_ai.system.message', said('be brief'), 0),
      event('gen_ai.user.message', said('zero'), 0),
      event('gen_ai.assistant.message', said('one'), 1),
      event('gen_ai.user.message', said('of another call'), 1, '00000000000000bb'),
    );
    const answers = logs(event('gen_ai.choice', choice(1, 'B'), 5), event('gen_ai.choice', choice(0, 'A'), 5));
    const rows = readRecords(otelLogs, [answers], [question, before, question]);
    expect(rows).toMatchObject([{ system_prompt: 'be brief', prompt_text: 'two', completion_text: 'A', turn_index: 1, latency_ms: 5000 }]);
    expect(rows[0]?.output_messages).toMatchObject([{ parts: [{ content: 'A' }] }, { parts: [{ content: 'B' }] }]);
    expect(rows[0]?.input_messages).toHaveLength(3);
  });

  it('remark a choice whose messages are nowhere', () => {
    const [row] = readRecords(otelLogs, [logs(event('gen_ai.choice', choice(0, 'A'), 5, ''))]);
    expect(row).toMatchObject({ completion_text: 'A', input_messages: null });
    expect(hasFlag(row, 'inputMissing') && hasFlag(row, 'timeIsEndOfCall')).toBe(true);
  });
});

const OBSERVATIONS = 'langfuse/example_project/observations/2026-03-02T10-00-00.jsonl';
const TRACES = 'langfuse/example_project/traces/2026-03-02T10-00-00.jsonl';
const observation = {
  id: 'o1',
  trace_id: 't1',
  type: 'GENERATION',
  start_time: '2026-03-02 09:14:07.125',
  usage_details: {},
  provided_model_name: 'gpt-4.1',
};
const generation = (changes: object): Row | undefined => readRecords(langfuse, [{ ...observation, ...changes }])[0];

describe('Langfuse exports', () => {
  it('give the rows expected of the sample, account and session from the traces', () => {
    const rows = readRecords(langfuse, sampleFile(OBSERVATIONS).records, sampleFile(TRACES).records);
    expect(rows.map(bare)).toEqual(expectedRows('langfuse'));
    expect(langfuse.spread?.holdsParts(sampleFile(TRACES))).toBe(true);
    expect(langfuse.spread?.holdsParts(sampleFile(OBSERVATIONS))).toBe(false);
  });

  it('hold no exchange in traces, spans and events', () => {
    expect(readRecords(langfuse, sampleFile(TRACES).records)).toEqual([]);
    expect(generation({ type: 'SPAN' })).toBeUndefined();
  });

  it('are read in the camelCase of the API and as CSV', () => {
    const api = {
      ...{ id: 'o1', traceId: 't1', type: 'GENERATION', startTime: '2026-03-02T09:14:07.125Z', endTime: '2026-03-02T09:14:08.125Z' },
      ...{ usageDetails: { input: 3, output: 4 }, modelParameters: { max_tokens: '5' }, model: 'm', input: 'Hi', output: 'Ho' },
    };
    const expected = {
      latency_ms: 1000,
      input_tokens: 3,
      output_tokens: 4,
      max_tokens: 5,
      request_model: 'm',
      prompt_text: 'Hi',
      completion_text: 'Ho',
    };
    expect(recogniseFormat(fileOf([api]), null)?.format.name).toBe('langfuse');
    expect(readRecords(langfuse, [api])).toMatchObject([expected]);
    const cells = Object.values(api).map((value) => (typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '""')));
    const csv = fileOf(`${Object.keys(api).join(',')}\n${cells.map((cell) => `"${cell}"`).join(',')}\n`);
    expect(recogniseFormat(csv, null)?.format.name).toBe('langfuse');
    expect(readRecords(langfuse, csv.records)).toMatchObject([expected]);
  });

  it('take the user of a trace object of the API', () => {
    const trace = { id: 't1', userId: 'acct_1', sessionId: 's1', bookmarked: false, public: false };
    expect(readRecords(langfuse, [observation], [trace])).toMatchObject([{ account_id: 'acct_1', conversation_id: 's1' }]);
  });

  it('add up the buckets of usage, which exclude each other', () => {
    const usage_details = {
      input: '10',
      input_cached_tokens: 5,
      cache_read_input_tokens: 2,
      output: 3,
      output_reasoning_tokens: 4,
      total: 99,
    };
    expect(generation({ usage_details })).toMatchObject({ input_tokens: 17, output_tokens: 7, cache_read_tokens: 5, reasoning_tokens: 4 });
    expect(hasFlag(generation({}), 'usageMissing')).toBe(true);
  });

  it('keep an application object as the prompt it stands for', () => {
    expect(generation({ input: { city: 'Oslo' }, output: { ok: true } })).toMatchObject({
      prompt_text: '{"city":"Oslo"}',
      completion_text: '{"ok":true}',
    });
    const messages = [{ role: 'user', content: 'Hi' }];
    expect(generation({ input: { messages, tools: [] } })).toMatchObject({ prompt_text: 'Hi', tool_definitions: null });
  });

  it('name an error by its first line and assume UTC for times without zone', () => {
    const row = generation({ level: 'ERROR', status_message: 'RateLimitError\n  at x' });
    expect(row?.error_type).toBe('RateLimitError');
    expect(hasFlag(row, 'timeZoneAssumedUtc')).toBe(true);
  });
});
