import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../main/engine/formats/exchange-draft.ts';
import { CANONICAL_FIELDS } from '../../../main/engine/formats/exchange-record.ts';
import type { FileSample } from '../../../main/engine/formats/log-format.ts';
import { mappedSource, planFields, valueAtPath } from '../../../main/engine/formats/mapping.ts';
import { type ColumnGuess, columnsOf, guessMapping } from '../../../main/engine/formats/mapping-guess.ts';
import { recogniseFormat } from '../../../main/engine/formats/registry.ts';
import { expectedRows, fileOf, type Row, rowOf, SAMPLES, sampleFile } from './read-sample.ts';

const LAKE: JsonObject = {
  ...{ request_id: 'r1', event_ts: '2026-03-02T09:14:07.125Z', account: 'acct_55b0', org: 'org_c', session: 'conv_1', system: 'Be brief.' },
  client: { ip: '198.51.100.23', ua: 'OpenAI/Python 1.99.1', ja4: 't13d1812h1_85036bcba153_d41ae481755e', country: 'US', asn: 64501 },
  messages: [{ role: 'user', content: 'Hi', tool_calls: null }],
  ...{ completion: 'Ho', finish_reason: 'stop', http_status: 200, error: null },
  params: { temperature: 0.2, top_p: 0.95, max_tokens: 512, n: null },
  usage: { input: 31, output: 27, cache_read: 0, cache_write: 1, reasoning: 2 },
};
const HASH = 'd3b07384d113edec49eaa6238ad5ff00';

const guessOf = (records: readonly JsonObject[]): ReadonlyMap<string, ColumnGuess> =>
  new Map(guessMapping(columnsOf(records), records).guesses.map((guess) => [guess.column, guess]));
const fieldOf = (column: string, ...values: readonly unknown[]): string | null | undefined =>
  guessOf(values.map((value) => ({ [column]: value }) as JsonObject)).get(column)?.field;

/** Reads a sample through the mapping that is guessed for it. */
function readGuessed(sample: FileSample): Row[] {
  const recognition = recogniseFormat(sample, null);
  if (recognition === null || recognition.format.kind === 'records' || recognition.mapping === null) throw new Error('no mapping guessed');
  const { format, mapping } = recognition;
  const plan = planFields(mapping, CANONICAL_FIELDS);
  return sample.records.flatMap((record) => {
    const row = format.row === undefined ? record : format.row(record);
    return row === null ? [] : [rowOf(mappedSource(plan, (name) => valueAtPath(row, name)))];
  });
}

describe('guessed mappings', () => {
  it.each([
    ['bigquery_csv', 'bigquery_export.csv'],
    ['snowflake_csv', 'snowflake_data_0_0_0.csv.gz'],
    ['clickhouse_jsonl', 'clickhouse_export.jsonl'],
    ['elasticdump', 'elasticdump.ndjson'],
    ['es_bulk', 'es_bulk.ndjson'],
  ])('read the sample %s as it is expected', (name, file) => {
    const rows = readGuessed(sampleFile(file)).map(({ flags: _, exchange_id: __, ...row }) => row);
    expect(rows.length).toBeGreaterThan(8);
    expect(rows).toEqual(expectedRows(name).slice(0, rows.length));
  });

  it('read a lake of nested records by dotted paths', () => {
    expect(readGuessed(fileOf([LAKE]))).toMatchObject([
      {
        ...{ account_id: 'acct_55b0', client_ip: '198.51.100.23', user_agent: 'OpenAI/Python 1.99.1', country: 'US', asn: 64501 },
        ...{ tls_fingerprint: 'ja4:t13d1812h1_85036bcba153_d41ae481755e', org_id: 'org_c', conversation_id: 'conv_1' },
        ...{ system_prompt: 'Be brief.', prompt_text: 'Hi', completion_text: 'Ho', stop_reason: 'stop', ts: '2026-03-02T09:14:07.125Z' },
        ...{ temperature: 0.2, top_p: 0.95, max_tokens: 512, n: null, status_code: 200 },
        ...{ input_tokens: 31, output_tokens: 27, cache_read_tokens: 0, cache_write_tokens: 1, reasoning_tokens: 2 },
      },
    ]);
  });

  it('read one instant in seven units as the same', () => {
    const rows = readGuessed(sampleFile('edge/mixed_epoch_units.jsonl'));
    const times = rows.map(({ ts }) => ts);
    expect(times).toHaveLength(7);
    expect(new Set(times.slice(1))).toEqual(new Set(['2026-03-02T09:14:07.125Z']));
    expect(times[0]).toBe('2026-03-02T09:14:07.000Z');
    expect(rows[4]?.request_id).toBe('dotnet_ticks');
  });

  it('read a table with byte order mark and returns', () => {
    expect(readGuessed(sampleFile('edge/utf8_bom_crlf.csv'))[0]).toMatchObject({
      account_id: 'acct_55b0',
      temperature: 0,
      status_code: 200,
    });
  });

  it('know names in any case and with any separator', () => {
    for (const name of ['client_ip', 'clientIp', 'CLIENT_IP', 'Client IP', 'client-ip', 'clientIP', 'IP Address', 'remoteAddr']) {
      expect([name, fieldOf(name, '203.0.113.7')]).toEqual([name, 'client_ip']);
    }
    expect(fieldOf('promptTokens', 3)).toBe('input_tokens');
    expect(fieldOf('gen_ai.usage.output_tokens', 3)).toBe('output_tokens');
  });

  it('take accounts, payments and addresses by name and value together, never by name alone', () => {
    expect(fieldOf('customer', 'acct_1', 77)).toBe('account_id');
    for (const values of [[null], ['Ann likes cake'], [true], [1.5], ['x'.repeat(300)]]) expect(fieldOf('customer', ...values)).toBeNull();
    expect(fieldOf('card_hash', HASH)).toBe('payment_hash');
    for (const values of [[null], ['4111 1111 1111 1111'], ['4111111111111111'], ['visa']])
      expect(fieldOf('card_hash', ...values)).toBeNull();
    expect(fieldOf('payment_hash', '4111111111111111')).toBeNull();
    expect(fieldOf('ip', 'unknown', '203.0.113.7')).toBeNull();
    expect(fieldOf('ip', null)).toBeNull();
    expect(fieldOf('owner', 'acct_1')).toBeNull();
  });

  it('take one account column only, the most telling', () => {
    const guesses = guessOf([
      { user: 'u1', account: null, ip: '203.0.113.7' },
      { user: 'u2', account: 'a2', ip: '203.0.113.7' },
    ]);
    expect(guesses.get('account')?.field).toBe('account_id');
    expect(guesses.get('user')).toMatchObject({ field: null, reason: 'Another column already gives account_id.', confidence: 'none' });
  });

  it('let a second column fill gaps where nothing is tied together by it', () => {
    const records: JsonObject[] = [
      { messages: [{ role: 'user', content: 'a' }], prompt: null },
      { messages: null, prompt: '[{"role":"user","content":"b"}]' },
    ];
    expect([...guessOf(records).values()].map(({ field }) => field)).toEqual(['input_messages', 'input_messages']);
    expect(guessOf([{ start_time: '2026-03-02T09:14:07Z' }, { created_at: '2026-03-02T09:14:07Z' }]).get('created_at')?.field).toBeNull();
  });

  it('tell messages from text by their values', () => {
    expect(fieldOf('input', 'What is x?')).toBe('prompt_text');
    expect(fieldOf('input', '[{"role":"user","content":"x"}]')).toBe('input_messages');
    expect(fieldOf('output', { choices: [{ message: { role: 'assistant', content: 'x' } }] })).toBe('output_messages');
    expect(fieldOf('output', 'An answer')).toBe('completion_text');
    expect(fieldOf('completion', '{"label":"neutral"}')).toBe('completion_text');
    expect(fieldOf('request', '{"model":"m","messages":[]}')).toBeNull();
    expect([fieldOf('prompt', null), fieldOf('messages', null)]).toEqual(['prompt_text', 'input_messages']);
    expect(fieldOf('tool_calls', [{ id: 'c', function: { name: 'f' } }])).toBeNull();
  });

  it('put the kind before fingerprints and the mark before hashed addresses', () => {
    const prefixes = (record: JsonObject): object => guessMapping(columnsOf([record]), [record]).mapping.prefixes;
    expect(prefixes({ ja4: 't13d1812h1_85036bcba153_d41ae481755e' })).toEqual({ tls_fingerprint: 'ja4:' });
    expect(prefixes({ tls: { ja3: HASH } })).toEqual({ tls_fingerprint: 'ja3:' });
    expect(prefixes({ ja4: 't13d1812h1_85036bcba153_d41ae481755e', ja3: HASH })).toEqual({ tls_fingerprint: 'ja4:' });
    expect(prefixes({ ip: HASH })).toEqual({ client_ip: 'h:' });
    expect(prefixes({ ip: '203.0.113.7' })).toEqual({});
  });

  it('find the texts that mean null, but not in free text', () => {
    const nullTexts = (...records: readonly JsonObject[]): readonly string[] => guessMapping(columnsOf(records), records).mapping.nullTexts;
    expect(nullTexts({ ip: '203.0.113.7', model: '-' }, { ip: 'NULL', model: 'm' })).toEqual(['\\N', 'NULL', '-']);
    expect(nullTexts({ prompt: 'None', completion: '-' })).toEqual(['\\N']);
  });

  it('leave out numbers that do not fit', () => {
    expect(fieldOf('temperature', 21.5)).toBeNull();
    expect(fieldOf('latency_ms', 1.25)).toBeNull();
    expect(fieldOf('latency_ms', '1250')).toBe('latency_ms');
    expect(fieldOf('status', 'done')).toBeNull();
    expect(fieldOf('timestamp', '14 o clock')).toBeNull();
  });

  it('say why in one sentence, with examples cut short', () => {
    const guess = guessOf([{ ts: 1772442847125, request_id: 'r', prompt: 'x'.repeat(99) }]);
    expect(guess.get('ts')?.reason).toBe('The name means ts and the values are times, milliseconds since 1970.');
    expect(guess.get('prompt')?.examples).toEqual([`${'x'.repeat(60)}...`]);
    for (const { reason } of guess.values()) expect(reason).toMatch(/^[A-Z][^\n]+\.$/);
  });

  it('show lists and canonical members as one column and objects by their paths', () => {
    const record: JsonObject = { a: { b: { c: 1 }, 'x.y': 2 }, list: [{ d: 1 }], tool_definitions: { f: 1 }, empty: {} };
    expect(columnsOf([record, { a: null }])).toEqual(['a.b.c', 'list', 'tool_definitions', 'empty']);
  });
});

describe('tables with and without foreign columns', () => {
  const canonical = { request_id: 'r', account_id: 'a', ts: '2026-03-02T09:14:07.125Z', prompt_text: 'Hi', input_messages: null };

  it('stay canonical where every column is, or where no other has a meaning', () => {
    const more = { ...canonical, ingest_batch: 7, notes: 'x', model: 'm', request_model: 'm2' };
    for (const record of [canonical, more]) {
      const recognition = recogniseFormat(fileOf([record]), null);
      expect([recognition?.format.name, recognition?.mapping]).toEqual(['canonical-jsonl', null]);
      const csv = fileOf(`${Object.keys(record).join(',')}\n${Object.values(record).join(',')}\n`);
      expect(recogniseFormat(csv, null)?.format.name).toBe('canonical-csv');
    }
  });

  it('are mapped where a foreign column has a meaning of its own', () => {
    const recognition = recogniseFormat(fileOf([{ ...canonical, ip: '203.0.113.7' }]), null);
    expect(recognition).toMatchObject({
      format: { name: 'mapped-jsonl' },
      mapping: { columns: { ip: 'client_ip', account_id: 'account_id' } },
    });
    expect(recognition?.reason).toContain('guessed');
  });
});

describe('files that are no logs', () => {
  const source = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
  const FILES: Readonly<Record<string, string>> = {
    'package.json': source('../../../package.json'),
    'a TypeScript file': source('../../../main/engine/formats/registry.ts'),
    'a text': source('../../../main/README.md'),
    'the manifest of the samples': readFileSync(`${SAMPLES}manifest.json`, 'utf8'),
    weather: 'id,station,timestamp,temperature,humidity\n1,KSFO,2026-03-02T09:00:00Z,1.5,80\n2,KSFO,2026-03-02T10:00:00Z,1.2,82\n',
    'cold weather': 'id,time,temperature\n1,2026-03-02T09:00:00Z,1.5\n',
    customers: 'customer_id,name,created_at,country\nc1,Ann,2026-01-01,US\n',
    orders: 'id,customer,created_at,status,total\n1,c1,2026-01-01T00:00:00Z,200,12.50\n',
    'a chat': '{"user":"ann","text":"hi","ts":"1772442847.1"}\n',
    'a program log': '{"time":"2026-01-01T00:00:00Z","level":"info","message":"started","id":"abc"}\n',
    'saved objects of Kibana': '{"attributes":{"title":"x","version":1},"id":"a","type":"dashboard","updated_at":"2026-01-01T00:00:00Z"}\n',
    'a map': '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":1}}]}',
    'a dump of other documents': '{"_index":"shop","_id":"1","_source":{"sku":"a","price":3}}\n',
    'other bulk lines': '{"index":{"_index":"shop"}}\n{"sku":"a","price":3}\n',
    'a list of words': 'request\nprompt\nmessages\n',
  };

  it.each(Object.keys(FILES))('%s is taken for none', (name) => {
    expect(recogniseFormat(fileOf(FILES[name] ?? ''), null)?.reason).toBeUndefined();
  });
});
