import { describe, expect, it } from 'vitest';
import { EXCHANGE_FLAGS } from '../../../main/engine/domain/exchange.ts';
import { normaliseToolDefinitions, readMessages } from '../../../main/engine/formats/chat-messages.ts';

const LARGE = 'A'.repeat(88_000);

describe('messages of any interface', () => {
  it("reads Gemini's contents and items of Responses where a table holds them", () => {
    expect(readMessages([{ role: 'model', parts: [{ text: 'a' }] }], 'c').messages).toEqual([
      { role: 'assistant', parts: [{ type: 'text', content: 'a' }] },
    ]);
    const items = [
      { role: 'developer', content: 's' },
      { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' },
    ];
    const read = readMessages(items, 'c');
    expect(read.systemText).toBe('s');
    expect(read.messages).toEqual([{ role: 'assistant', parts: [{ type: 'tool_call', id: 'c', name: 'f', arguments: {} }] }]);
  });

  it('drops large binary content of OpenTelemetry parts, also inside the answer of a tool', () => {
    const blob = { type: 'blob', modality: 'image', mime_type: 'image/png', content: LARGE };
    const parts = [blob, { type: 'tool_call_response', id: 't', response: [blob, 'x'] }, { ...blob, content: 'AAAA' }];
    const { messages, flags } = readMessages([{ role: 'user', parts }], 'c');
    const dropped = { ...blob, content: '', dropped_bytes: 66_000 };
    expect(messages[0]?.parts).toEqual([dropped, { type: 'tool_call_response', id: 't', response: [dropped, 'x'] }, parts[2]]);
    expect(flags).toBe(1 << EXCHANGE_FLAGS.binaryDropped);
    expect(readMessages(messages, 'c')).toMatchObject({ messages, flags });
  });

  it('keeps images that a tool gave back', () => {
    const content = [
      { type: 'text', text: 'see' },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
    ];
    const { messages } = readMessages([{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content }] }], 'c');
    expect(messages[0]).toEqual({
      role: 'tool',
      parts: [
        {
          type: 'tool_call_response',
          id: 't',
          response: [
            { type: 'text', content: 'see' },
            { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'AAAA' },
          ],
        },
      ],
    });
  });

  it('unwraps the definitions of tools and keeps those of the service', () => {
    const parameters = { type: 'object' };
    const plain = { type: 'function', name: 'f', description: 'd', parameters };
    const named = { name: 'f', description: 'd' };
    for (const tool of [
      { type: 'function', function: { ...named, parameters } },
      { ...named, input_schema: parameters },
      { toolSpec: { ...named, inputSchema: { json: parameters } } },
      { functionDeclarations: [{ ...named, parameters }] },
      { type: 'function', ...named, parameters, strict: true },
    ]) {
      expect(normaliseToolDefinitions([tool])).toEqual([plain]);
    }
    expect(normaliseToolDefinitions([{ type: 'web_search' }])).toEqual([{ type: 'web_search' }]);
  });
});
