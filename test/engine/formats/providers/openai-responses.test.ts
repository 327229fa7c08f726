import { describe, expect, it } from 'vitest';
import { openaiResponses } from '../../../../main/engine/formats/openai-responses.ts';
import { type Row, readRecords } from '../read-sample.ts';
import { firstParts, flagsOf } from './row-reading.ts';

const usage = { input_tokens: 3, output_tokens: 2 };
const text = (content: string): object => ({ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: content }] });
const response = { id: 'resp_1', model: 'm-1', status: 'completed', output: [text('ok')], usage };
const read = (request: object, answer: unknown = response): Row | undefined =>
  readRecords(openaiResponses, [{ request: { model: 'm', ...request }, response: answer, request_id: 'r' }])[0];

describe('captured responses', () => {
  it('reads input that is text, and instructions as the system prompt', () => {
    expect(read({ input: 'hello', instructions: 'be brief' })).toMatchObject({
      prompt_text: 'hello',
      system_prompt: 'be brief',
      completion_text: 'ok',
    });
  });

  it('makes one message of what the model gave in one turn', () => {
    const row = read({
      input: [
        { role: 'user', content: 'q' },
        { type: 'reasoning', summary: [{ type: 'summary_text', text: 'why' }] },
        { type: 'function_call', call_id: 'c', name: 'f', arguments: '{"a":1}' },
        { type: 'function_call_output', call_id: 'c', output: 'r' },
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'next' },
            { type: 'input_image', image_url: 'https://x/y' },
          ],
        },
      ],
    });
    expect(row?.turn_index).toBe(1);
    expect(row?.prompt_text).toBe('next');
    expect(row?.input_messages).toEqual([
      { role: 'user', parts: [{ type: 'text', content: 'q' }] },
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', content: 'why' },
          { type: 'tool_call', id: 'c', name: 'f', arguments: { a: 1 } },
        ],
      },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c', response: 'r' }] },
      {
        role: 'user',
        parts: [
          { type: 'text', content: 'next' },
          { type: 'uri', modality: 'image', uri: 'https://x/y' },
        ],
      },
    ]);
  });

  it('tells why it stopped from status and items', () => {
    const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' };
    expect(read({ input: 'x' })?.stop_reason).toBe('stop');
    expect(read({ input: 'x' }, { ...response, output: [call] })?.stop_reason).toBe('tool_call');
    expect(
      read({ input: 'x' }, { ...response, status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } })?.stop_reason,
    ).toBe('length');
    expect(read({ input: 'x' }, { ...response, status: 'failed', output: [], error: { code: 'server_error' } })).toMatchObject({
      stop_reason: 'error',
      error_type: 'server_error',
      output_messages: null,
    });
  });

  it('keeps refusals as text, hidden reasoning by its size, and items it does not know', () => {
    const output = [
      { type: 'reasoning', summary: [], encrypted_content: 'abcdef' },
      { type: 'web_search_call', id: 'w', status: 'completed' },
      { type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: 'no' }] },
    ];
    expect(firstParts(read({ input: 'x' }, { ...response, output })?.output_messages)).toEqual([
      { type: 'redacted_reasoning', characters: 6 },
      { type: 'web_search_call', id: 'w', status: 'completed' },
      { type: 'text', content: 'no' },
    ]);
  });

  it('takes a stream from its last event, and of one without an end what came', () => {
    const events = [
      { type: 'response.created', response: { ...response, status: 'in_progress', output: [], usage: null } },
      { type: 'response.output_item.added', output_index: 0, item: { type: 'message', role: 'assistant', content: [] } },
      { type: 'response.output_text.delta', output_index: 0, delta: 'ha' },
      { type: 'response.output_text.delta', output_index: 0, delta: 'lf' },
    ];
    const whole = read({ input: 'x' }, [...events, { type: 'response.completed', response }]);
    expect(whole).toMatchObject({ completion_text: 'ok', input_tokens: 3 });
    expect(flagsOf(whole)).toEqual(['rebuiltFromStream']);
    const cut = read({ input: 'x' }, events);
    expect(cut?.completion_text).toBe('half');
    expect(flagsOf(cut)).toEqual(['rebuiltFromStream', 'streamUnfinished', 'usageMissing']);
  });
});
