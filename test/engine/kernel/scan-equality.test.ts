import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXCHANGE_COLUMNS } from '../../../main/engine/domain/exchange-columns.ts';
import { SegmentBuilder } from './segment-builder.ts';

const exact = new SegmentBuilder();
const fast = new SegmentBuilder();

/** Builds the segment both ways, which must agree; gives how many lines the scanner left to the exact path. */
function expectEqualWays(lines: Buffer): number {
  for (const builder of [exact, fast]) builder.restart();
  exact.add(lines, false);
  fast.add(lines, true);
  const wanted = exact.finish();
  const built = fast.finish();
  expect(built.rejects).toEqual(wanted.rejects);
  expect(built.strings).toEqual(wanted.strings);
  if (!isDeepStrictEqual(built.content, wanted.content)) expect(built.content).toEqual(wanted.content);
  return built.exactLines;
}

const linesOf = (records: readonly (string | object)[]): Buffer =>
  Buffer.from(records.map((record) => `${typeof record === 'string' ? record : JSON.stringify(record)}\n`).join(''));

const EXCHANGE = {
  request_id: 'req-1',
  ts: '2026-03-02T09:13:07.125Z',
  account_id: 'acc-1',
  system_prompt: 'You are\na "tutor" é',
  prompt_text: 'Solve 3x + 7 = 25 for "the tall man here" \\ \t ✓ 漢字',
  completion_text: 'x = 6',
  asn: 4_294_967_295,
  stream: false,
  temperature: 0.7,
  latency_ms: 1250,
  flags: 5,
  stop_reason: 'stop',
};

/** `key` with this raw JSON value, beside a prompt. */
const withValue = (key: string, value: string): string => `{"prompt_text":"p","${key}":${value}}`;

const HOSTILE_VALUES = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '1',
  '-1',
  '1.5',
  '1.0',
  '0.10',
  '1e3',
  '1E-3',
  '01',
  '1.',
  '.5',
  '-',
  '+1',
  '2147483647',
  '2147483648',
  '-2147483648',
  '-2147483649',
  '4294967295',
  '4294967296',
  '123456789012345',
  '1234567890123456',
  '99999999999999999999',
  '0.1',
  '0.30000000000000004',
  '1e400',
  '0.000001',
  '0.0000001',
  '123456.789',
  'NaN',
  'Infinity',
  'tru',
  'nul',
  'truex',
  '""',
  '"a"',
  '" "',
  '"\\n\\t\\"\\\\\\/\\b\\f\\r"',
  '"\\u00e9\\u6f22"',
  '"\\ud83d\\ude42"',
  '"\\ud83d"',
  '"\\ude42\\ud83d"',
  '"\\ud83dx"',
  '"\\ud83d\\u0041"',
  '"\\u0000"',
  '"\\u001f"',
  '"\\u007f"',
  '"\\u00"',
  '"\\x41"',
  '"\\',
  '"open',
  '"a\tb"',
  "'a'",
  '[]',
  '{}',
  '[1,2]',
  '[1,]',
  '[,1]',
  '[1 2]',
  '{"a":1,}',
  '{"a"}',
  '{"a":}',
  '{a:1}',
  '[[[[]]]]',
  `${'['.repeat(70)}${']'.repeat(70)}`,
  '{"a":1,"a":2}',
  '{"2":1,"1":2}',
  '[{"name":"f"}]',
  '[{"id":"1","name":"f","arguments":{"x":[1,2.5,"\\u00e9\\n"],"y":null}}]',
  '[ { "name" : "f" , "arguments" : { } } ]',
  '[{"name":1}]',
  '[{"name":"f"},{}]',
  '[{"Name":"f"}]',
  '[{"name":"f","a":1.0}]',
  '[{"name":"f","a":1e5}]',
  '[{"name":"f","b":1,"a":{"9":1,"8":2}}]',
  '[{"name":"f","name":"g"}]',
  '[{"name":"f","n":{"name":"x"}}]',
  '[{"n":{"name":"x"}}]',
  '[{"name":"\\u0041"}]',
  '[{"name":"\\/"}]',
  '[{"n\\u0061me":"f"}]',
  '[{"name":"f","__proto__":1}]',
  '[{"type":"function","function":{"name":"f","parameters":{}}}]',
  '[{"name":"f","input_schema":{"type":"object"}}]',
  '"2026-03-02T09:13:07Z"',
  '"2026-03-02T09:13:07.5Z"',
  '"2026-03-02T09:13:07.123456Z"',
  '"2026-03-02T09:13:07.1234567Z"',
  '"2026-03-02 09:13:07"',
  '"2026-03-02T09:13:07+02:00"',
  '"2026-02-29T00:00:00Z"',
  '"2024-02-29T23:59:59.999Z"',
  '"2100-02-29T00:00:00Z"',
  '"2000-02-29T00:00:00Z"',
  '"2026-13-01T00:00:00Z"',
  '"2026-00-01T00:00:00Z"',
  '"2026-01-00T00:00:00Z"',
  '"2026-01-01T24:00:00Z"',
  '"2026-01-01T00:60:00Z"',
  '"2026-01-01T00:00:60Z"',
  '"1969-12-31T23:59:59Z"',
  '"1970-01-01T00:00:00Z"',
  '"2200-12-31T23:59:59.999999Z"',
  '"2201-01-01T00:00:00Z"',
  '"2026-1-01T00:00:00Z"',
  '"2026-03-02T09:13:07.Z"',
  '"2026-03-02T09:13:07.12aZ"',
  '"2026-03-02t09:13:07z"',
  '"2026-03-02 09:13:07.125 UTC"',
  '"2026-03-02T09:13:07.123456789012Z"',
  '"2026-03-02T09:13:07.1234567890123Z"',
  '"2026-03-02T09:13:07.5-0530"',
  '"2026-03-02 09:13:07 +14"',
  '"2026-03-02 09:13:07+16:00"',
  '"2026-03-02 09:13:07  UTC"',
  '"2026-03-02 09:13:07 "',
  '"2026-03-02_09:13:07Z"',
  '"1970-01-01T00:00:00+01:00"',
  '"2200-12-31T23:59:59-01:00"',
  '1772442787',
  '17724427871',
  '177244278712',
  '1772442787125',
  '1772442787125000',
  '177244278712500000',
  '1772442787125000123',
  '639080395871250000',
  '9999999999999999999',
  '17724427871250001234',
  '1772442787.5',
  '"1772442787125"',
  '"01772442787125"',
  '" 1772442787125"',
  '"1772442787125000123"',
  '"0123456789abcdef0123456789ABCDEF"',
  '"0123456789abcdef0123456789abcdeg"',
  '"0123456789abcdef0123456789abcde"',
  '"0123456789abcdef0123456789abcdef0"',
  '"01234567-89ab-cdef-0123-456789ABCDEF"',
  '"01234567-89ab-cdef-0123-456789abcdeg"',
  '"01234567-89ab-cdef-01234-56789abcdef"',
];

describe('a segment scanned by the kernel equals one built the exact way', () => {
  test('from plain exchanges, all of which the scanner understands', () => {
    const exchanges = Array.from({ length: 300 }, (_, i) => ({ ...EXCHANGE, request_id: `req-${i}`, account_id: `acc-${i % 7}`, asn: i }));
    expect(expectEqualWays(linesOf(exchanges))).toBe(0);
  });

  test('from times of the forms that exports have', () => {
    const times = [
      '2026-03-02T09:13:07+02:00',
      '2026-03-02 09:13:07.125 UTC',
      '2026-03-02 09:13:07',
      '2026-03-02T09:13:07.123456789Z',
      '1772442787',
      '1772442787125000123',
      1_772_442_787,
      1_772_442_787_125,
      1_772_442_787_125_000,
    ];
    expect(expectEqualWays(linesOf(times.map((ts) => ({ prompt_text: 'p', ts }))))).toBe(0);
  });

  test('from ids with and without account and time, over all years and lengths', () => {
    const times = ['1970-01-01T00:00:00Z', '1970-01-01T00:16:40Z', '2026-03-02T09:13:07.000125Z', '2200-12-31T23:59:59.999999Z', undefined];
    const records = Array.from({ length: 130 }, (_, i) => ({
      [i % 3 === 0 ? 'response_id' : 'request_id']: 'x'.repeat(i),
      account_id: i % 4 === 0 ? undefined : `"acc-\u00e9${'y'.repeat(i % 9)}`,
      ts: times[i % times.length],
      prompt_text: 'p',
    }));
    expect(expectEqualWays(linesOf(records))).toBe(0);
  });

  test('from exchanges with messages that their texts imply, given or missing', () => {
    const content = 'hi "you"';
    const input_messages = [{ role: 'user', parts: [{ type: 'text', content }] }];
    const output_messages = [{ role: 'assistant', parts: [{ type: 'text', content: 'yes\n' }], finish_reason: 'stop' }];
    const understood = [
      { prompt_text: content, input_messages, completion_text: 'yes\n', output_messages, stop_reason: 'stop' },
      { input_messages, output_messages },
      { input_messages, turn_index: 3 },
      { output_messages },
      { prompt_text: content, output_messages, input_messages: null },
    ];
    expect(expectEqualWays(linesOf(understood))).toBe(0);
    const spaced = understood.map((record) => JSON.stringify(record).replaceAll('":', '": ').replaceAll(',"', ', "'));
    expect(expectEqualWays(linesOf(spaced))).toBe(0);
    const stored = [
      { prompt_text: 'other', input_messages },
      { input_messages: [...input_messages, { role: 'assistant', parts: [] }] },
      { input_messages: [{ role: 'system', parts: [{ type: 'text', content: 's' }] }, ...input_messages] },
      { output_messages, stop_reason: 'length' },
      { output_messages: [{ role: 'assistant', parts: [{ type: 'text', content: 'x' }] }] },
      { input_messages: [{ role: 'user', content: 'chat form' }] },
      { input_messages: [], output_messages: [] },
      { input_messages: [{ role: 'user', parts: [{ type: 'text', content: '' }] }] },
    ];
    expectEqualWays(linesOf(stored));
  });

  test('from tool definitions, each form of which is learned once', () => {
    const definitions = [
      [{ type: 'function', function: { name: 'run', parameters: { type: 'object' } } }],
      [{ name: 'read', description: 'd', input_schema: {} }],
      [{ type: 'function', name: 'plain' }],
      {},
    ];
    const records = Array.from({ length: 40 }, (_, i) => ({
      prompt_text: `p${i}`,
      tool_definitions: definitions[i % 4],
      tool_calls: [{ id: null, name: 'run', arguments: { n: i } }],
    }));
    expect(expectEqualWays(linesOf(records))).toBe(4);
  });

  test('for every column with every kind of value, well-formed or not', () => {
    const names = [...EXCHANGE_COLUMNS.map((column) => column.name), 'exchange_id', 'flags', 'unknown', ''];
    for (const name of names) expectEqualWays(linesOf(HOSTILE_VALUES.map((value) => withValue(name, value))));
  });

  test('for values that come together', () => {
    const pair = fc.tuple(
      fc.constantFrom(
        'ts',
        'stop_reason',
        'tool_definitions',
        'tool_calls',
        'input_messages',
        'request_id',
        'response_id',
        'account_id',
        'turn_index',
        'exchange_id',
        'x',
      ),
      fc.constantFrom(...HOSTILE_VALUES),
    );
    const record = fc.array(pair, { maxLength: 6 }).map((members) => `{${members.map(([key, value]) => `"${key}":${value}`).join(',')}}`);
    fc.assert(
      fc.property(fc.array(record, { minLength: 30, maxLength: 30 }), (records) => void expectEqualWays(linesOf(records))),
      { seed: 3, numRuns: 60 },
    );
  });

  test('whatever the white space, the order of keys and the line ends', () => {
    expectEqualWays(
      linesOf([
        '',
        ' ',
        '\t\r',
        '{}',
        ' {"prompt_text":"a"}',
        '{ "prompt_text" : "a" , "account_id"\t:\t"b" } ',
        '{"prompt_text":"a"}\r',
        '{"prompt_text":"a"}\r\r',
        '{"prompt_text":"a"} x',
        '{"prompt_text":"a"}}',
        '{"prompt_text":"a"',
        '{"prompt_text":"a",}',
        '{,"prompt_text":"a"}',
        '{"prompt_text" "a"}',
        '{"prompt_text":"a";"b":1}',
        '[{"prompt_text":"a"}]',
        '"a"',
        'null',
        '{"prompt_text":null}',
        '{"ts":null}',
        '{"account_id":"x","prompt_text":"a"}',
        '{"prompt_text":"a","account_id":"x"}',
        '{"prompt_text":"a","prompt_text":"b"}',
        '{"prompt_text":null,"prompt_text":"b"}',
        '{"x":1,"x":2,"prompt_text":"b"}',
        '{"prompt\\u005ftext":"a"}',
        '{"constructor":1,"__proto__":{"account_id":"z"},"prompt_text":"a"}',
        '{"PROMPT_TEXT":"a"}',
      ]),
    );
    expectEqualWays(Buffer.from('{"prompt_text":"no line feed at the end"}'));
    expectEqualWays(Buffer.from('\ufeff{"prompt_text":"after a mark"}\n'));
  });

  test('for records that bytes were changed in', () => {
    const line = Buffer.from(JSON.stringify({ ...EXCHANGE, tool_calls: [{ id: 'a', name: 'b', arguments: { c: [1, 'd é'] } }] }));
    const change = fc.tuple(
      fc.nat(line.length - 1),
      fc.constantFrom(0x22, 0x5c, 0x2c, 0x3a, 0x7d, 0x00, 0x0a, 0x0d, 0x20, 0x30, 0x65, 0x80, 0xc3, 0xed, 0xf4, 0xff),
    );
    const changed = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
      const copy = Buffer.from(line);
      for (const [at, byte] of changes) copy[at] = byte;
      return Buffer.concat([copy, Buffer.from('\n')]);
    });
    fc.assert(
      fc.property(fc.array(changed, { minLength: 40, maxLength: 40 }), (lines) => void expectEqualWays(Buffer.concat(lines))),
      { seed: 5, numRuns: 40 },
    );
  });

  test('for bytes that are and are not UTF-8', () => {
    const sequences = [
      'c3a9',
      'c080',
      'c1bf',
      'e0a080',
      'e09fbf',
      'eda080',
      'ed9fbf',
      'efbfbf',
      'f0908080',
      'f08fbfbf',
      'f48fbfbf',
      'f4908080',
      'f5808080',
      '80',
      'c3',
      'e282',
      'f09f99',
      'ff',
      'fe',
    ];
    const lines = sequences.flatMap((hex) =>
      ['', 'x'.repeat(14), 'x'.repeat(31)].map((before) =>
        Buffer.concat([Buffer.from(`{"account_id":"v${before}`), Buffer.from(hex, 'hex'), Buffer.from('","prompt_text":"p"}\n')]),
      ),
    );
    expectEqualWays(Buffer.concat(lines));
  });

  test('for exchanges of any text in any column', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const record = fc.record(
      {
        account_id: text,
        system_prompt: text,
        prompt_text: text,
        completion_text: text,
        request_id: text,
        conversation_id: text,
        [`k${'x'.repeat(5)}`]: fc.jsonValue(),
      },
      { requiredKeys: ['prompt_text'] },
    );
    fc.assert(
      fc.property(fc.array(record, { minLength: 20, maxLength: 20 }), (records) => void expectEqualWays(linesOf(records))),
      { seed: 11, numRuns: 60 },
    );
  });
});
