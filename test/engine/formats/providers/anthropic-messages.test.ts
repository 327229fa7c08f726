import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../../../main/engine/formats/anthropic-messages.ts';
import { type Row, readRecords } from '../read-sample.ts';
import { firstParts, flagsOf } from './row-reading.ts';

const request = { model: 'claude', max_tokens: 10, messages: [{ role: 'user', content: 'hi' }] };
const read = (record: object): Row | undefined =>
  readRecords(anthropicMessages, [{ path: '/v1/messages', request, request_id: 'r', ...record }])[0];
const message = (content: unknown, rest: object = {}): object => ({
  id: 'msg_1',
  type: 'message',
  model: 'claude-1',
  content,
  stop_reason: 'end_turn',
  usage: { input_tokens: 5, cache_read_input_tokens: 7, cache_creation_input_tokens: 11, output_tokens: 3 },
  ...rest,
});
const stream = (...events: readonly object[]): string => events.map((event) => `event: x\ndata: ${JSON.stringify(event)}\n\n`).join('');
const start = { type: 'message_start', message: message([], { stop_reason: null }) };

describe('captured Anthropic messages', () => {
  it('adds cached tokens to the input count', () => {
    expect(read({ response: message([{ type: 'text', text: 'x' }]) })).toMatchObject({
      input_tokens: 23,
      cache_read_tokens: 7,
      cache_write_tokens: 11,
      output_tokens: 3,
      completion_text: 'x',
      stop_reason: 'stop',
    });
  });

  it('rebuilds a stream: text, thinking, calls, and counts that replace each other', () => {
    const row = read({
      response: stream(
        start,
        { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } },
        { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'hm' } },
        { type: 'ping' },
        { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
        { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'a' } },
        { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'b' } },
        { type: 'content_block_start', index: 2, content_block: { type: 'tool_use', id: 't', name: 'f', input: {} } },
        { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: '{"k":' } },
        { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: '1}' } },
        { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 9 } },
        { type: 'message_delta', delta: {}, usage: { output_tokens: 12 } },
        { type: 'message_stop' },
      ),
    });
    expect(row).toMatchObject({
      completion_text: 'ab',
      reasoning_text: 'hm',
      stop_reason: 'tool_call',
      output_tokens: 12,
      input_tokens: 23,
    });
    expect(row?.tool_calls).toEqual([{ id: 't', name: 'f', arguments: { k: 1 } }]);
    expect(flagsOf(row)).toEqual(['rebuiltFromStream']);
  });

  it('keeps the text of a stream without an end and the error that broke it', () => {
    const row = read({
      response: stream(
        start,
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'half' } },
        { type: 'error', error: { type: 'overloaded_error' } },
      ),
    });
    expect(row).toMatchObject({ completion_text: 'half', error_type: 'overloaded_error', status_code: 529 });
    expect(flagsOf(row)).toEqual(['rebuiltFromStream', 'streamUnfinished']);
  });

  it('accepts a list of events that ends with the bare text [DONE]', () => {
    const row = read({
      response: [
        start,
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'x' } },
        { type: 'message_stop' },
        '[DONE]',
      ],
    });
    expect(row?.completion_text).toBe('x');
    expect(flagsOf(row)).toEqual(['rebuiltFromStream']);
  });

  it('takes the status from the kind of error where the connection gives none', () => {
    const row = read({
      response: { type: 'error', error: { type: 'rate_limit_error', message: 'no' }, request_id: 'req_9' },
      request_id: undefined,
    });
    expect(row).toMatchObject({ error_type: 'rate_limit_error', status_code: 429, request_id: 'req_9' });
  });

  it('puts system blocks and system messages together and keeps them out of the list', () => {
    const row = read({
      request: {
        ...request,
        system: [
          { type: 'text', text: 'one' },
          { type: 'text', text: 'two' },
        ],
        messages: [{ role: 'system', content: 'three' }, ...request.messages],
      },
      response: message([{ type: 'text', text: 'x' }]),
    });
    expect(row).toMatchObject({ system_prompt: 'one\ntwo\nthree', input_messages: [{ role: 'user' }] });
  });

  it('keeps every kind of block', () => {
    const content = [
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
      { type: 'image', source: { type: 'url', url: 'https://x/y' } },
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'a page' } },
      { type: 'document', source: { type: 'file', file_id: 'f1' } },
      {
        type: 'tool_result',
        tool_use_id: 't',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
      { type: 'search_result', title: 'kept' },
      { type: 'image' },
    ];
    const answered = [
      { type: 'redacted_thinking', data: 'abcd' },
      { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'q' } },
      { type: 'web_search_tool_result', tool_use_id: 's', content: [] },
      { type: 'text', text: 'x' },
    ];
    const row = read({ request: { ...request, messages: [{ role: 'user', content }] }, response: message(answered) });
    expect(firstParts(row?.input_messages)).toEqual([
      { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'AAAA' },
      { type: 'uri', modality: 'image', uri: 'https://x/y' },
      { type: 'document', content: 'a page' },
      { type: 'file', modality: 'document', file_id: 'f1' },
      { type: 'tool_call_response', id: 't', response: 'a\nb' },
      { type: 'search_result', title: 'kept' },
      { type: 'image' },
    ]);
    expect(firstParts(row?.output_messages)).toEqual([
      { type: 'redacted_reasoning', characters: 4 },
      { type: 'server_tool_call', id: 's', name: 'web_search', arguments: { query: 'q' } },
      { type: 'server_tool_call_response', id: 's', response: [] },
      { type: 'text', content: 'x' },
    ]);
    expect(row?.tool_calls).toBeNull();
  });

  it('gives a user message of tool results alone to the tool', () => {
    const messages = [...request.messages, { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'r' }] }];
    expect(read({ request: { ...request, messages }, response: message('x') })).toMatchObject({
      input_messages: [{ role: 'user' }, { role: 'tool' }],
    });
  });
});
