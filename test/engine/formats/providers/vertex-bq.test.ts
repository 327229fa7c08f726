import { describe, expect, it } from 'vitest';
import { vertexBq } from '../../../../main/engine/formats/vertex-bq.ts';
import { type Row, readRecords } from '../read-sample.ts';
import { firstParts, flagsOf } from './row-reading.ts';

const camel = {
  contents: [
    { role: 'user', parts: [{ text: 'q' }] },
    { role: 'model', parts: [{ functionCall: { name: 'f', args: { a: 1 } } }] },
    { role: 'user', parts: [{ functionResponse: { name: 'f', response: { output: 'r' } } }] },
  ],
  systemInstruction: { parts: [{ text: 's' }] },
  generationConfig: { topP: 0.5, maxOutputTokens: 9, candidateCount: 1 },
  labels: { caller: 'acct', conversation: 'conv' },
};
const answer = {
  candidates: [{ content: { role: 'model', parts: [{ text: 'hm', thought: true }, { text: 'a' }] }, finishReason: 'STOP' }],
  usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 29, thoughtsTokenCount: 901, cachedContentTokenCount: 1 },
  modelVersion: 'g-1',
  responseId: 'x',
};
/** The same with the names that Elastic's collector writes. */
function snake(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snake);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), snake(inner)]),
  );
}
const read = (row: object): Row | undefined =>
  readRecords(vertexBq, [
    {
      logging_time: '2026-03-02 09:14:08.375000 UTC',
      request_id: '75514218016017836',
      model: 'publishers/google/models/g',
      api_method: 'generateContent',
      full_request: camel,
      full_response: answer,
      metadata: { request_latency: 250 },
      ...row,
    },
  ])[0];
const expected = {
  ts: '2026-03-02T09:14:08.125Z',
  latency_ms: 250,
  request_id: '75514218016017836',
  account_id: 'acct',
  conversation_id: 'conv',
  system_prompt: 's',
  turn_index: 1,
  top_p: 0.5,
  max_tokens: 9,
  n: 1,
  input_tokens: 3,
  output_tokens: 930,
  reasoning_tokens: 901,
  cache_read_tokens: 1,
  reasoning_text: 'hm',
  completion_text: 'a',
  response_model: 'g-1',
  request_model: 'g',
  stop_reason: 'stop',
  stream: false,
};

describe('Vertex request-response rows', () => {
  it.each([
    ['objects', {}],
    ['JSON text', { full_request: JSON.stringify(camel), full_response: JSON.stringify(answer), metadata: '{"request_latency":250}' }],
    ['names with underscores', { full_request: snake(camel), full_response: snake(answer) }],
  ])('reads columns that are %s', (_, row) => {
    expect(read(row)).toMatchObject(expected);
    expect(read(row)?.input_messages).toMatchObject([
      { role: 'user' },
      { role: 'assistant', parts: [{ type: 'tool_call', name: 'f', arguments: { a: 1 } }] },
      { role: 'tool', parts: [{ type: 'tool_call_response', response: 'r' }] },
    ]);
    expect(flagsOf(read(row))).toEqual(['toolIdsMissing']);
  });

  it('joins the chunks of a stream', () => {
    const chunks = [
      { candidates: [{ content: { parts: [{ text: 'a' }] } }] },
      {
        candidates: [{ content: { parts: [{ text: 'b' }] }, finishReason: 'MAX_TOKENS' }],
        usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2 },
      },
    ];
    const row = read({ api_method: 'StreamGenerateContent', full_response: chunks });
    expect(row).toMatchObject({ completion_text: 'ab', stop_reason: 'length', output_tokens: 2, stream: true });
    expect(flagsOf(row)).toContain('rebuiltFromStream');
  });

  it("reads Claude's rows from the payload columns", () => {
    const request = { anthropic_version: 'vertex-2023-10-16', max_tokens: 5, messages: [{ role: 'user', content: 'q' }] };
    const message = {
      type: 'message',
      id: 'msg',
      model: 'claude-x',
      content: [{ type: 'text', text: 'a' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 2, output_tokens: 1 },
    };
    const text = JSON.stringify(message);
    const row = read({
      model: 'publishers/anthropic/models/claude-x',
      full_request: null,
      full_response: '',
      request_payload: [JSON.stringify(request)],
      response_payload: [text.slice(0, 20), text.slice(20)],
    });
    expect(row).toMatchObject({ prompt_text: 'q', completion_text: 'a', response_id: 'msg', input_tokens: 2, provider: 'gcp.vertex_ai' });
  });

  it('keeps inline data, files and code that the model ran', () => {
    const parts = [
      { inlineData: { mimeType: 'audio/wav', data: 'AAAA' } },
      { fileData: { mimeType: 'video/mp4', fileUri: 'gs://b/v' } },
      { executableCode: { code: '1' } },
      { unheardOf: 1 },
    ];
    const row = read({ full_request: { contents: [{ parts }] } });
    expect(firstParts(row?.input_messages)).toEqual([
      { type: 'blob', modality: 'audio', mime_type: 'audio/wav', content: 'AAAA' },
      { type: 'uri', modality: 'video', mime_type: 'video/mp4', uri: 'gs://b/v' },
      { type: 'server_tool_call', id: null, name: 'code_execution', arguments: { code: '1' } },
      { type: 'unknown', unheardOf: 1 },
    ]);
  });

  it('takes the end of the call for its time where the latency is not known', () => {
    const row = read({ metadata: null });
    expect(row).toMatchObject({ ts: '2026-03-02T09:14:08.375Z', latency_ms: null });
    expect(flagsOf(row)).toContain('timeIsEndOfCall');
  });

  it('keeps errors and prompts that were blocked', () => {
    expect(read({ full_response: { error: { code: 429, status: 'RESOURCE_EXHAUSTED' } } })).toMatchObject({
      status_code: 429,
      error_type: 'RESOURCE_EXHAUSTED',
    });
    expect(read({ full_response: { promptFeedback: { blockReason: 'SAFETY' } } })).toMatchObject({
      stop_reason: 'content_filter',
      output_messages: null,
    });
  });
});
