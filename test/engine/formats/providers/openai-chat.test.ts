import { describe, expect, it } from 'vitest';
import { openaiChat } from '../../../../main/engine/formats/openai-chat.ts';
import { type Row, readRecords } from '../read-sample.ts';
import { firstParts, flagsOf } from './row-reading.ts';

const request = { model: 'm', messages: [{ role: 'user', content: 'hi' }] };
const read = (record: object): Row | undefined =>
  readRecords(openaiChat, [{ captured_at: '2026-03-02T09:00:00.5Z', request, ...record }])[0];
const answer = (message: object, rest: object = {}): object => ({
  id: 'c',
  model: 'm-1',
  choices: [{ index: 0, message, finish_reason: 'stop' }],
  usage: { prompt_tokens: 3, completion_tokens: 2 },
  ...rest,
});
const chunk = (index: number, delta: object, finish: string | null = null): object => ({
  id: 'c',
  object: 'chat.completion.chunk',
  model: 'm-1',
  choices: [{ index, delta, finish_reason: finish }],
});
const sse = (...events: readonly (object | string)[]): string =>
  events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('');

describe('captured chat completions', () => {
  it('joins a streamed answer, its calls by index, and takes usage from the last chunk', () => {
    const row = read({
      response: sse(
        chunk(0, { role: 'assistant', content: 'Hel' }),
        chunk(0, { content: 'lo' }),
        chunk(0, { tool_calls: [{ index: 0, id: 't1', function: { name: 'find', arguments: '{"q":' } }] }),
        chunk(0, { tool_calls: [{ index: 0, function: { arguments: '"x"}' } }] }, 'tool_calls'),
        { id: 'c', choices: [], usage: { prompt_tokens: 7, completion_tokens: 4 } },
        '[DONE]',
      ),
    });
    expect(row).toMatchObject({ completion_text: 'Hello', stop_reason: 'tool_call', input_tokens: 7, output_tokens: 4 });
    expect(row?.tool_calls).toEqual([{ id: 't1', name: 'find', arguments: { q: 'x' } }]);
    expect(flagsOf(row)).toEqual(['rebuiltFromStream']);
  });

  it('keeps what came of a stream that was cut, and says so', () => {
    const row = read({ response: `${sse(chunk(0, { content: 'half' }))}data: {"id":"c","choi` });
    expect(row?.completion_text).toBe('half');
    expect(flagsOf(row)).toEqual(['rebuiltFromStream', 'streamUnfinished', 'usageMissing']);
  });

  it('joins a list of chunks that ends with [DONE] or with a finish reason', () => {
    for (const end of [['[DONE]'], []]) {
      const row = read({ response: [chunk(1, { content: 'b' }, 'stop'), chunk(0, { content: 'a' }, 'stop'), ...end] });
      expect(row?.output_messages).toMatchObject([{ parts: [{ content: 'a' }] }, { parts: [{ content: 'b' }] }]);
      expect(flagsOf(row)).not.toContain('streamUnfinished');
    }
  });

  it('says when fewer answers came than were asked for', () => {
    expect(flagsOf(read({ request: { ...request, n: 2 }, response: answer({ content: 'x' }) }))).toEqual(['choicesLost']);
  });

  it('reads legacy functions and function calls, and that they have no ids', () => {
    const functions = [{ name: 'f', description: 'd', parameters: { type: 'object' } }];
    const messages = [...request.messages, { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } }];
    const row = read({
      request: { model: 'm', functions, messages: [...messages, { role: 'function', name: 'f', content: '1' }] },
      response: answer({ content: null, function_call: { name: 'f', arguments: 'not json' } }),
    });
    expect(row?.tool_definitions).toEqual([{ type: 'function', name: 'f', description: 'd', parameters: { type: 'object' } }]);
    expect(row?.tool_calls).toEqual([{ id: null, name: 'f', arguments: 'not json' }]);
    expect(row?.input_messages).toMatchObject([{ role: 'user' }, { role: 'assistant' }, { role: 'tool', parts: [{ response: '1' }] }]);
    expect(flagsOf(row)).toEqual(['toolIdsMissing']);
  });

  it('keeps every kind of part', () => {
    const content = [
      { type: 'text', text: 'see' },
      { type: 'image_url', image_url: { url: 'https://x/y.png' } },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
      { type: 'input_audio', input_audio: { data: 'BBBB', format: 'wav' } },
      { type: 'file', file: { file_id: 'f1' } },
      { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,CCCC' } },
      { type: 'new_kind', value: 1 },
    ];
    const row = read({ request: { model: 'm', messages: [{ role: 'user', content }] }, response: answer({ content: 'ok' }) });
    expect(firstParts(row?.input_messages)).toEqual([
      { type: 'text', content: 'see' },
      { type: 'uri', modality: 'image', uri: 'https://x/y.png' },
      { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'AAAA' },
      { type: 'blob', modality: 'audio', mime_type: 'audio/wav', content: 'BBBB' },
      { type: 'file', modality: 'document', file_id: 'f1' },
      { type: 'blob', modality: 'document', mime_type: 'application/pdf', content: 'CCCC' },
      { type: 'new_kind', value: 1 },
    ]);
  });

  it('drops binary content over 64 kB, keeping its type and size', () => {
    const url = `data:image/png;base64,${'A'.repeat(100_000)}`;
    const row = read({
      request: { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] },
      response: answer({ content: 'ok' }),
    });
    expect(firstParts(row?.input_messages)).toEqual([
      { type: 'blob', modality: 'image', mime_type: 'image/png', content: '', dropped_bytes: 75_000 },
    ]);
    expect(flagsOf(row)).toEqual(['binaryDropped']);
  });

  it('takes the error of a response and the status of the connection', () => {
    const row = read({ status: 429, response: { error: { message: 'slow down', type: 'requests', code: 'rate_limit_exceeded' } } });
    expect(row).toMatchObject({ error_type: 'rate_limit_exceeded', status_code: 429, output_messages: null });
    expect(flagsOf(row)).toEqual([]);
  });

  it('knows a retry by the header that official clients send, and headers in any case', () => {
    const row = read({
      request_headers: { 'X-Stainless-Retry-Count': '2', 'User-Agent': 'sdk' },
      response_headers: { 'X-Request-ID': 'r1' },
      response: answer({ content: 'x' }),
    });
    expect(row).toMatchObject({ user_agent: 'sdk', request_id: 'r1' });
    expect(flagsOf(row)).toEqual(['retry']);
  });

  it('says when there is no answer', () => {
    expect(flagsOf(read({ response: {} }))).toEqual(['outputMissing']);
  });

  it('reads bodies that are JSON text', () => {
    const row = read({ request: JSON.stringify(request), response: JSON.stringify(answer({ content: 'x', reasoning_content: 'why' })) });
    expect(row).toMatchObject({ prompt_text: 'hi', completion_text: 'x', reasoning_text: 'why', request_model: 'm' });
  });
});
