import { describe, expect, it } from 'vitest';
import { openaiChat } from '../../../../main/engine/formats/openai-chat.ts';
import { recogniseFormat } from '../../../../main/engine/formats/registry.ts';
import { fileOf, readRecords } from '../read-sample.ts';
import { flagsOf } from './row-reading.ts';

const messages = [{ role: 'user', content: 'q' }];
const chat = { request_id: '1', request: { messages }, response: { choices: [{ message: { content: 'a' } }], usage: {} } };
const anthropic = {
  request_id: '2',
  path: 'https://host/v1/messages',
  request: { messages },
  response: { content: [{ type: 'text', text: 'b' }], usage: {} },
};
const responses = {
  request_id: '3',
  request: { input: 'q' },
  response: { output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'c' }] }], usage: {} },
};
const legacy = {
  request_id: '4',
  path: '/v1/completions',
  request: { prompt: 'q' },
  response: { choices: [{ text: 'd', index: 0 }], usage: {} },
};

describe('captures of a proxy that serves several interfaces', () => {
  it('reads each record by its own interface', () => {
    const rows = readRecords(openaiChat, [chat, anthropic, responses, legacy, { request: { method: 'GET' }, response: {} }]);
    expect(rows.map((row) => [row.request_id, row.provider, row.prompt_text, row.completion_text, row.operation])).toEqual([
      ['1', 'openai', 'q', 'a', 'chat'],
      ['2', 'anthropic', 'q', 'b', 'chat'],
      ['3', 'openai', 'q', 'c', 'chat'],
      ['4', 'openai', 'q', 'd', 'text_completion'],
    ]);
    expect(rows[1]?.endpoint).toBe('/v1/messages');
    expect(rows.flatMap(flagsOf)).toEqual([]);
  });

  it('knows Anthropic without a path by its stream', () => {
    const response = 'event: message_start\ndata: {"type":"message_start","message":{"content":[]}}\n\n';
    expect(recogniseFormat(fileOf([{ request: { messages }, response }]), null)?.format.name).toBe('anthropic_messages');
    expect(recogniseFormat(fileOf([chat]), null)?.format.name).toBe('openai_chat');
  });
});
