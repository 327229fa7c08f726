import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mapping } from '../../main/engine/formats/mapping.ts';
import { type CaseSession, createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { parseMapping, readMappingFile } from '../../main/services/imports-mapping.ts';
import { closeQueries } from '../../main/services/queries.ts';
import { exchangesOf, makePlace, type Place, UNHURRIED } from './imports-drawing.ts';

vi.setConfig({ testTimeout: 120_000 });
const fixtures = fileURLToPath(new URL('../fixtures/formats/', import.meta.url));
let place: Place;
let session: CaseSession;

beforeEach(() => {
  place = makePlace();
  session = createCase(place.path('case'), { program: 'test' });
});
afterEach(async () => {
  await closeQueries(session);
  session.close();
  place.remove();
});

type Row = Readonly<Record<string, unknown>>;

/** Rows as the exchanges command prints them, without what only import adds, to compare with rows of a fixture without `ref`. */
async function canonicalRows(): Promise<Row[]> {
  return (await exchangesOf(session)).map(({ exchange_id: _id, flags: _flags, ...row }) => row);
}

function expectedRows(name: string): Row[] {
  const text = readFileSync(`${fixtures}expected/${name}.jsonl`, 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const { ref: _, ...row } = JSON.parse(line) as Record<string, unknown>;
      return row;
    });
}

async function importWith(path: string, mapping?: Mapping): Promise<void> {
  const summary = await importFiles(session, { paths: [path], ...(mapping === undefined ? {} : { mapping }) }, UNHURRIED);
  expect(summary.sources[0]).toMatchObject({ quarantined: 0, duplicates: 0 });
}

describe('mapped imports', () => {
  it.each([
    ['bigquery_export.csv', 'warehouse_mapping.json'],
    ['clickhouse_export.jsonl', 'warehouse_mapping.json'],
    ['snowflake_data_0_0_0.csv.gz', 'warehouse_mapping.json'],
    ['bigquery_export.csv', 'remarked_mapping.json'],
  ])('reads every cell of %s by %s', async (file, mapping) => {
    await importWith(fixtures + file, readMappingFile(fixtures + mapping));
    expect(await canonicalRows()).toEqual(expectedRows('bigquery_csv'));
  });

  it('follows dotted paths, applies prefixes, constants, null texts and a time unit', async () => {
    const path = place.path('nested.jsonl');
    const record = (id: number, ip: string) => ({
      meta: { id, at: { n: 1_772_442_847_125 } },
      'client.ip': ip,
      tls: { ja4: 'ja4:already' },
      who: { account: 12_345_678_901_234 },
      chat: [{ role: 'user', content: 'hello' }],
    });
    const big = JSON.stringify(record(2, '-')).replace('12345678901234', '12345678901234567890');
    writeFileSync(path, `${JSON.stringify(record(1, '10.0.0.1'))}\n${big}\n`);
    const mapping = parseMapping(
      {
        columns: {
          'meta.id': 'request_id',
          'meta.at.n': 'ts',
          'client.ip': 'client_ip',
          'tls.ja4': 'tls_fingerprint',
          'who.account': 'account_id',
          chat: 'input_messages',
        },
        prefixes: { tls_fingerprint: 'ja4:', request_id: 'n-' },
        constants: { provider: 'own', stream: false },
        timeFormat: 'milliseconds',
        nullTexts: ['-'],
      },
      'test',
    );
    await importWith(path, mapping);
    const rows = await exchangesOf(session);
    expect(rows[0]).toMatchObject({
      request_id: '1',
      ts: '2026-03-02T09:14:07.125Z',
      client_ip: '10.0.0.1',
      tls_fingerprint: 'ja4:already',
    });
    expect(rows[0]).toMatchObject({
      account_id: '12345678901234',
      provider: 'own',
      stream: false,
      prompt_text: 'hello',
      operation: 'chat',
    });
    expect(rows[1]).toMatchObject({ client_ip: null, account_id: '12345678901234567890' });
  });

  it.each([
    [{ columns: { a: 'no_such_column' } }, 'columns.a'],
    [{ columns: {} }, 'columns'],
    [{ columns: { a: 'ts' }, timeFormat: 'weeks' }, 'timeFormat'],
    [{ columns: { a: 'ts' }, prefix: {} }, 'prefix'],
    [{ columns: { a: 'ts' }, prefixes: { nothing: 'x' } }, 'prefixes.nothing'],
    [{ columns: { a: 5 } }, 'columns.a'],
    [{ a: 'ts', b: 'rubbish (prefix x)' }, 'columns.b'],
    [[], ''],
    [null, ''],
  ])('refuses the mapping %j and names the key', (value, key) => {
    let failure: unknown;
    try {
      parseMapping(value, 'm.json');
    } catch (error) {
      failure = error;
    }
    expect(failure).toMatchObject({ code: 'mapping-invalid', message: expect.stringContaining(key) as string, details: { key } });
  });

  it('says which mapping file is missing or no JSON', () => {
    expect(() => readMappingFile(place.path('none.json'))).toThrow(/none\.json does not exist/);
    writeFileSync(place.path('bad.json'), '{');
    expect(() => readMappingFile(place.path('bad.json'))).toThrow(/bad\.json is not JSON/);
  });
});

describe('canonical round trip', () => {
  it.each(readdirSync(`${fixtures}expected`).map((name) => basename(name, '.jsonl')))('gives back every cell of %s', async (name) => {
    const rows = expectedRows(name);
    await importWith(`${fixtures}expected/${name}.jsonl`);
    expect(await canonicalRows()).toEqual(rows);
    expect(Object.keys((await exchangesOf(session))[0] ?? {})).toEqual(['exchange_id', ...Object.keys(rows[0] ?? {}), 'flags']);
  });

  it('imports its own export as the same exchanges', async () => {
    await importWith(`${fixtures}expected/openai_chat.jsonl`);
    const exported = await exchangesOf(session);
    const path = place.path('export.jsonl');
    writeFileSync(path, exported.map((exchange) => `${JSON.stringify(exchange)}\n`).join(''));
    const summary = await importFiles(session, { paths: [path] }, UNHURRIED);
    expect(summary.sources[0]).toMatchObject({ exchanges: 0, duplicates: 20 });
    const other = createCase(place.path('other'), { program: 'test' });
    await importFiles(other, { paths: [path] }, UNHURRIED);
    expect(await exchangesOf(other)).toEqual(exported);
    await closeQueries(other);
    other.close();
  });
});
