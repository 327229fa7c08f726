import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXCHANGE_FLAGS } from '../../../main/engine/domain/exchange.ts';
import { countryCode } from '../../../main/engine/formats/country-names.ts';
import { lmsysChat } from '../../../main/engine/formats/lmsys-chat.ts';
import type { RecordFormat } from '../../../main/engine/formats/log-format.ts';
import { recogniseFormat } from '../../../main/engine/formats/registry.ts';
import { sharegpt } from '../../../main/engine/formats/sharegpt.ts';
import { wildchat } from '../../../main/engine/formats/wildchat.ts';
import { expectedRows, fileOf, type Row, readRecords, SAMPLES, sampleFile } from './read-sample.ts';

const key = (row: Row): string => `${String(row.conversation_id)}/${String(row.turn_index)}`;
const sorted = (rows: readonly Row[]): Row[] => [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
const bare = ({ flags: _, exchange_id: __, ...row }: Row): Row => row;

function expectSample(format: RecordFormat, records: readonly unknown[]): void {
  const rows = readRecords(format, records);
  expect(sorted(rows.map(bare))).toEqual(sorted(expectedRows(format.name)));
  expect(new Set(rows.map((row) => row.exchange_id)).size).toBe(rows.length);
}

const talk = (...turns: readonly string[]): unknown[] =>
  turns.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content, language: 'English' }));

describe('public conversation sets', () => {
  it('give the rows expected of their samples', () => {
    expectSample(wildchat, sampleFile('wildchat.jsonl').records);
    expectSample(lmsysChat, sampleFile('lmsys_chat.jsonl').records);
    expectSample(sharegpt, JSON.parse(readFileSync(`${SAMPLES}sharegpt.json`, 'utf8')) as unknown[]);
  });

  it('give one exchange for each answer, with all before it as input', () => {
    const record = { conversation_id: 'c7', model: 'vicuna-13b', conversation: talk('one', 'two', 'three', 'four'), turn: 2 };
    const rows = readRecords(lmsysChat, [record]);
    expect(rows.map((row) => [row.exchange_id, row.prompt_text, row.completion_text, row.turn_index])).toEqual([
      ['c7/1', 'one', 'two', 0],
      ['c7/2', 'three', 'four', 1],
    ]);
  });

  it('leave out a question that nobody answered and keep an answer without a question', () => {
    expect(readRecords(lmsysChat, [{ conversation_id: 'c', conversation: talk('one', 'two', 'three') }])).toHaveLength(1);
    const rows = readRecords(sharegpt, [{ id: 'x_0', conversations: [{ from: 'gpt', value: 'Hello.' }] }]);
    expect(rows[0]).toMatchObject({ prompt_text: null, completion_text: 'Hello.', turn_index: 0 });
  });

  it('read a system turn of ShareGPT and its numeric ids', () => {
    const conversations = [
      { from: 'system', value: 'Be brief.' },
      { from: 'human', value: 'Hi' },
      { from: 'gpt', value: 'Yes?' },
    ];
    const [row] = readRecords(sharegpt, [{ id: 12, conversations }]);
    expect(row).toMatchObject({ system_prompt: 'Be brief.', prompt_text: 'Hi', conversation_id: '12', exchange_id: '12/1' });
    expect(recogniseFormat(fileOf(JSON.stringify([{ id: 12, conversations }], null, 2)), null)?.format.name).toBe('sharegpt');
  });

  it('take the network facts of WildChat from the question and mark hashed addresses and redacted turns', () => {
    const header = { 'user-agent': 'Mozilla/5.0' };
    const conversation = [
      { role: 'user', content: 'a', country: 'South Korea', hashed_ip: 'ab12', header, redacted: true, timestamp: null },
      { role: 'assistant', content: 'b', country: null, hashed_ip: null, timestamp: '2023-04-10T00:01:08Z', turn_identifier: 105 },
    ];
    const [row] = readRecords(wildchat, [{ conversation_hash: 'cc', model: 'gpt-4', conversation }]);
    expect(row).toMatchObject({ client_ip: 'h:ab12', country: 'KR', user_agent: 'Mozilla/5.0', request_id: '105', exchange_id: 'cc/1' });
    for (const flag of ['ipMasked', 'redactedBySource', 'timeIsEndOfCall', 'usageMissing'] as const) {
      expect((Number(row?.flags) >> EXCHANGE_FLAGS[flag]) & 1).toBe(1);
    }
  });

  it('read the settings and usage that later WildChat versions add to a turn', () => {
    const usage = { prompt_tokens: 5, completion_tokens: 7 };
    const conversation = [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b', created: 1_690_000_000, temperature: 0.5, top_p: 1, usage, openai_id: 'chatcmpl-1' },
    ];
    const [row] = readRecords(wildchat, [{ conversation_hash: 'cc', conversation }]);
    expect(row).toMatchObject({ temperature: 0.5, top_p: 1, input_tokens: 5, output_tokens: 7, response_id: 'chatcmpl-1' });
    expect(row?.ts).toBe('2023-07-22T04:26:40.000Z');
  });

  it('refuse a conversation so long that taking it apart would fill the disk', () => {
    const conversation = talk('x'.repeat(10_000_000), ...Array.from({ length: 60 }, () => 'y'));
    expect(() => readRecords(lmsysChat, [{ conversation_id: 'c', conversation }])).toThrow(/too many turns/);
  });

  it('refuse what is no conversation', () => {
    for (const conversation of [null, 'text', [null], [{ role: 'user' }], [{ role: 7, content: 'x' }]]) {
      expect(() => readRecords(wildchat, [{ conversation_hash: 'c', conversation }])).toThrow(/conversation|turns/);
    }
  });
});

describe('country names', () => {
  it('become codes by either name of a country, and nothing for others', () => {
    expect(['United States', 'Russia', 'Russian Federation', 'Türkiye', 'turkey', 'Hong Kong', 'de'].map(countryCode)).toEqual([
      ...['US', 'RU', 'RU', 'TR', 'TR', 'HK', 'DE'],
    ]);
    expect([null, '', 'Atlantis', '??'].map(countryCode)).toEqual([null, null, null, null]);
  });
});
