import { describe, expect, it } from 'vitest';
import { MESSAGE_FORM } from '../../../main/engine/domain/exchange-columns.ts';
import { ExchangeDraft } from '../../../main/engine/formats/exchange-draft.ts';
import { type ColumnName, columnNumber, fillExchange, type RecordRules } from '../../../main/engine/formats/exchange-record.ts';
import { parseLongNumbers, parseRecord } from '../../../main/engine/formats/json-record.ts';
import { RecordReject } from '../../../main/engine/formats/record-reject.ts';

const TYPED: RecordRules = { dialect: 'typed', timeFormat: 'auto' };
const TABLE: RecordRules = { dialect: 'table', timeFormat: 'auto' };

function read(
  record: Record<string, unknown>,
  rules = TYPED,
): { draft: ExchangeDraft; cell: (name: ColumnName) => string | number | null | undefined } {
  const draft = new ExchangeDraft();
  fillExchange(draft, (name) => record[name], rules);
  return { draft, cell: (name) => draft.cells[columnNumber(name)] };
}

function reasonOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof RecordReject) return error.reason;
    throw error;
  }
  return 'accepted';
}

describe('exchange records', () => {
  it('accepts a record with any one mark of an exchange and refuses one with none', () => {
    for (const mark of ['prompt_text', 'completion_text', 'request_id', 'account_id'])
      expect(reasonOf(() => read({ [mark]: 'x' }))).toBe('accepted');
    expect(reasonOf(() => read({ input_messages: [] }))).toBe('accepted');
    expect(reasonOf(() => read({ ts: '2026-03-02T09:14:07Z', user_agent: 'x' }))).toBe('not-an-exchange');
    expect(reasonOf(() => read({ request_id: null }))).toBe('not-an-exchange');
  });

  it.each([
    [{ account_id: 5 }, 'wrong-type'],
    [{ account_id: ['x'] }, 'wrong-type'],
    [{ account_id: 'a\0b' }, 'wrong-type'],
    [{ account_id: 'a\ud800' }, 'wrong-type'],
    [{ prompt_text: { a: 1 } }, 'wrong-type'],
    [{ prompt_text: 'NUL \0 is text' }, 'accepted'],
    [{ request_id: 'x', latency_ms: '12' }, 'wrong-type'],
    [{ request_id: 'x', latency_ms: 1.5 }, 'wrong-type'],
    [{ request_id: 'x', latency_ms: 2.0 }, 'accepted'],
    [{ request_id: 'x', latency_ms: 2 ** 31 }, 'wrong-type'],
    [{ request_id: 'x', latency_ms: -(2 ** 31) }, 'accepted'],
    [{ request_id: 'x', asn: 2 ** 32 - 1 }, 'accepted'],
    [{ request_id: 'x', asn: 2 ** 32 }, 'wrong-type'],
    [{ request_id: 'x', stream: 'yes' }, 'wrong-type'],
    [{ request_id: 'x', temperature: Number.POSITIVE_INFINITY }, 'wrong-type'],
    [{ request_id: 'x', ts: '2026-13-01T00:00:00Z' }, 'bad-time'],
    [{ request_id: 'x', ts: true }, 'wrong-type'],
    [{ request_id: 'x', input_messages: 'hello' }, 'wrong-type'],
    [{ request_id: 'x', input_messages: [{ parts: [] }] }, 'wrong-type'],
    [{ request_id: 'x', input_messages: [{ role: 'user', parts: [{ content: 'x' }] }] }, 'wrong-type'],
    [{ request_id: 'x', output_messages: [{ role: 'assistant', content: 5 }] }, 'wrong-type'],
    [{ request_id: 'x', tool_calls: [{ id: 1 }] }, 'wrong-type'],
    [{ request_id: 'x', tool_definitions: 'x' }, 'wrong-type'],
    [{ request_id: 'x', flags: -1 }, 'wrong-type'],
  ])('says of %j: %s', (record, reason) => {
    expect(reasonOf(() => read(record))).toBe(reason);
  });

  it('reads numbers, booleans and structures from text in tables only', () => {
    const { cell } = read({ request_id: 7, latency_ms: '1250', stream: 'true', temperature: '0.2', tool_calls: '' }, TABLE);
    expect([cell('request_id'), cell('latency_ms'), cell('stream'), cell('temperature')]).toEqual(['7', 1250, 1, 0.2]);
    expect(reasonOf(() => read({ request_id: 'x', latency_ms: '12x' }, TABLE))).toBe('wrong-type');
    expect(reasonOf(() => read({ request_id: 'x', input_messages: '[{' }, TABLE))).toBe('wrong-type');
  });

  it('derives prompt, answer, reasoning, tool calls and turn from messages', () => {
    const { cell, draft } = read({
      input_messages: [
        { role: 'system', parts: [{ type: 'text', content: 'be brief' }] },
        { role: 'user', parts: [{ type: 'text', content: 'old' }] },
        { role: 'assistant', parts: [{ type: 'text', content: 'answer' }] },
        {
          role: 'user',
          parts: [
            { type: 'text', content: 'new' },
            { type: 'uri', uri: 'x' },
            { type: 'text', content: 'line' },
          ],
        },
      ],
      output_messages: [
        {
          role: 'assistant',
          parts: [
            { type: 'reasoning', content: 'hm' },
            { type: 'text', content: 'done' },
            { type: 'tool_call', id: 'c1', name: 'run', arguments: { a: 1 } },
          ],
          finish_reason: 'tool_call',
        },
      ],
    });
    expect(cell('system_prompt')).toBe('be brief');
    expect(cell('prompt_text')).toBe('new\nline');
    expect(cell('turn_index')).toBe(1);
    expect(cell('completion_text')).toBe('done');
    expect(cell('reasoning_text')).toBe('hm');
    expect(cell('stop_reason')).toBe('tool_call');
    expect(cell('tool_calls')).toBe('[{"id":"c1","name":"run","arguments":{"a":1}}]');
    expect(draft.messageForm).toBe(MESSAGE_FORM.stored + 4 * MESSAGE_FORM.stored);
  });

  it('keeps given texts where messages say otherwise', () => {
    const { cell } = read({ prompt_text: 'given', input_messages: [{ role: 'user', content: 'other' }], turn_index: 4 });
    expect([cell('prompt_text'), cell('turn_index')]).toEqual(['given', 4]);
  });

  it('leaves out messages that the texts imply, and only those', () => {
    const input = [{ role: 'user', parts: [{ type: 'text', content: 'hi' }] }];
    const output = [{ role: 'assistant', parts: [{ type: 'text', content: 'ho' }], finish_reason: 'stop' }];
    const implied = read({ input_messages: input, output_messages: output });
    expect(implied.draft.messageForm).toBe(MESSAGE_FORM.implied + 4 * MESSAGE_FORM.implied);
    expect(implied.cell('input_messages')).toBeNull();
    const named = read({ input_messages: [{ ...input[0], name: 'bob' }], output_messages: output, stop_reason: 'length' });
    expect(named.draft.messageForm).toBe(MESSAGE_FORM.stored + 4 * MESSAGE_FORM.stored);
    expect(read({ request_id: 'x' }).draft.messageForm).toBe(0);
  });

  it('turns chat messages and choices into parts', () => {
    const { cell, draft } = read({
      input_messages: [
        { role: 'developer', content: 'rules' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'look' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
          ],
        },
        { role: 'assistant', content: null, tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{"x":1}' } }] },
        { role: 'tool', tool_call_id: 'c', content: '42' },
        { role: 'user', content: 'and now?' },
      ],
      output_messages: [{ index: 0, message: { role: 'assistant', content: 'ok', refusal: null }, finish_reason: 'max_tokens' }],
    });
    expect(JSON.parse(String(cell('input_messages')))).toEqual([
      {
        role: 'user',
        parts: [
          { type: 'text', content: 'look' },
          { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'AAAA' },
        ],
      },
      { role: 'assistant', parts: [{ type: 'tool_call', id: 'c', name: 'f', arguments: { x: 1 } }] },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c', response: '42' }] },
      { role: 'user', parts: [{ type: 'text', content: 'and now?' }] },
    ]);
    expect([cell('system_prompt'), cell('prompt_text'), cell('operation'), cell('stop_reason')]).toEqual([
      'rules',
      'and now?',
      'chat',
      'length',
    ]);
    expect(draft.outputForm).toBe(MESSAGE_FORM.implied);
  });

  it('keeps the exchange id and flags of its own export', () => {
    const { draft } = read({ exchange_id: 'ABCDEF0123456789abcdef0123456789', request_id: 'x', flags: 12, ts: '2026-03-02 09:14:07' });
    expect(draft.exchangeId).toBe('abcdef0123456789abcdef0123456789');
    expect(draft.flags).toBe(12);
  });

  it('keeps the 16 bytes of a UUID and the text of any other exchange id', () => {
    const ids = ['01234567-89ab-cdef-0123-456789ABCDEF', 'short', 17, '', null].map((exchange_id) => {
      const { exchangeId, exchangeIdText } = read({ exchange_id, request_id: 'x' }).draft;
      return [exchangeId, exchangeIdText];
    });
    expect(ids).toEqual([
      ['0123456789abcdef0123456789abcdef', null],
      [null, 'short'],
      [null, '17'],
      [null, null],
      [null, null],
    ]);
  });

  it('is not harmed by prototype keys', () => {
    const record = parseRecord('{"__proto__":{"request_id":"forged"},"constructor":{"prototype":{"polluted":1}},"account_id":"a"}');
    const { cell } = read(record);
    expect(cell('request_id')).toBeNull();
    expect(cell('account_id')).toBe('a');
    expect((Object.prototype as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('refuses nesting that could not be written again, at any depth', () => {
    for (const depth of [300, 10_000, 1_000_000]) {
      const text = `{"request_id":"x","input_messages":[{"role":"user","parts":[{"type":"x","y":${'['.repeat(depth)}${']'.repeat(depth)}}]}]}`;
      expect(reasonOf(() => read(parseRecord(text)))).toBe('not-json');
    }
  });

  it('gives integers beyond 2^53 as their digits', () => {
    const text = '{"request_id":"x","id":12345678901234567890,"small":12,"real":1.5}';
    expect(parseLongNumbers(text)).toEqual({ request_id: 'x', id: '12345678901234567890', small: 12, real: 1.5 });
    expect(parseLongNumbers('{"id":5}')).toBeNull();
  });
});
