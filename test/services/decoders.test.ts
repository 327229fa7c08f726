import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDecoded } from '../../main/services/decoders.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import { decodedRows, writeParquet } from './decoders-drawing.ts';

const VALUES = `SELECT
  TIMESTAMP '2026-03-02 09:14:07.125001' AS local_time, TIMESTAMPTZ '2026-03-02 09:14:07.125+00' AS utc_time,
  TIMESTAMP_NS '2026-03-02 09:14:07.123456789' AS nanos, TIMESTAMP_S '1969-12-31 23:59:59' AS seconds,
  DATE '2026-03-02' AS day, TIME '09:14:07.5' AS clock, -12345.678::DECIMAL(18,3) AS price, 0.05::DECIMAL(38,2) AS cent,
  9007199254740993::BIGINT AS long, 18446744073709551615::UBIGINT AS longest, -7::TINYINT AS tiny, 4294967295::UINTEGER AS wide,
  0.7::FLOAT AS single, 1e300::DOUBLE AS big, 'nan'::DOUBLE AS nothing, true AS yes, NULL::VARCHAR AS missing,
  '\\x00\\xFFab'::BLOB AS raw, '0190a1b2-c3d4-7e5f-8a6b-0c1d2e3f4a5b'::UUID AS uuid,
  'a "quoted" \\ line' || chr(10) || chr(1) || '漢 😀' AS words, 'red'::ENUM('red','green') AS colour,
  [1, NULL, 3] AS list, []::INT[] AS empty, NULL::INT[] AS no_list, [['a'], NULL, ['b', NULL]] AS deep,
  {'ip': '192.0.2.1', 'more': {'asn': 64500, 'tags': ['x']}} AS client, NULL::STRUCT(a INT) AS no_client,
  MAP {'k1': 1, 'k2': NULL} AS counts, [{'role': 'user', 'content': 'hi'}] AS messages`;

const EXPECTED = {
  local_time: '2026-03-02T09:14:07.125001',
  utc_time: '2026-03-02T09:14:07.125000Z',
  nanos: '2026-03-02T09:14:07.123456',
  day: '2026-03-02',
  clock: '09:14:07.500000',
  price: '-12345.678',
  cent: '0.05',
  tiny: -7,
  wide: 4294967295,
  single: 0.7,
  big: 1e300,
  nothing: null,
  yes: true,
  missing: null,
  raw: '00ff6162',
  uuid: '0190a1b2-c3d4-7e5f-8a6b-0c1d2e3f4a5b',
  words: 'a "quoted" \\ line\n\u0001漢 😀',
  colour: 'red',
  list: [1, null, 3],
  empty: [],
  no_list: null,
  deep: [['a'], null, ['b', null]],
  client: { ip: '192.0.2.1', more: { asn: 64500, tags: ['x'] } },
  no_client: null,
  counts: { k1: 1, k2: null },
  messages: [{ role: 'user', content: 'hi' }],
};

for (const options of ['', ', PARQUET_VERSION v2']) {
  it(`reads every type of a Parquet file as JSON says it best${options}`, async () => {
    const path = join(temporaryFolder(), 'types.parquet');
    await writeParquet(path, VALUES, options);
    const [row] = await decodedRows('parquet', path);
    expect(row).toMatchObject(EXPECTED);
    expect(row?.seconds).toMatch(/^1969-12-31T23:59:59\.000000/);
  });
}

it('keeps every digit of long integers', async () => {
  const path = join(temporaryFolder(), 'long.parquet');
  await writeParquet(path, 'SELECT 9007199254740993::BIGINT AS a, 18446744073709551615::UBIGINT AS b');
  const stream = openDecoded({ kind: 'parquet', path, entry: null });
  const { bytes } = await stream.read();
  stream.close();
  expect(Buffer.from(bytes ?? []).toString()).toBe('{"a":9007199254740993,"b":18446744073709551615}\n');
});

const MANY = `SELECT i AS n, 'text ' || (i * 7919 % 1000003) AS words, CASE WHEN i % 3 = 0 THEN NULL ELSE 'v' || (i % 5) END AS few,
  range(i % 4) AS list, {'a': i, 'b': CASE WHEN i % 2 = 0 THEN NULL ELSE [i] END} AS pair FROM range(12000) t(i)`;

for (const codec of ['uncompressed', 'snappy', 'zstd', 'gzip', 'lz4_raw', 'brotli']) {
  it(`reads the pages of ${codec} row by row in their order`, async () => {
    const path = join(temporaryFolder(), 'many.parquet');
    await writeParquet(path, MANY, `, COMPRESSION ${codec}, ROW_GROUP_SIZE 8192${codec === 'zstd' ? ', PARQUET_VERSION v2' : ''}`);
    const rows = await decodedRows('parquet', path);
    expect(rows).toHaveLength(12_000);
    for (const i of [0, 1, 2, 8_191, 8_192, 11_999]) {
      expect(rows[i]).toEqual({
        n: i,
        words: `text ${(i * 7919) % 1000003}`,
        few: i % 3 === 0 ? null : `v${i % 5}`,
        list: Array.from({ length: i % 4 }, (_, k) => k),
        pair: { a: i, b: i % 2 === 0 ? null : [i] },
      });
    }
    expect(rows.every((row, i) => row.n === i)).toBe(true);
  });
}

it('says of a Parquet file that is cut in half that it is', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'whole.parquet');
  await writeParquet(path, MANY);
  const whole = readFileSync(path);
  writeFileSync(join(folder, 'half.parquet'), whole.subarray(0, whole.length >> 1));
  const half = decodedRows('parquet', join(folder, 'half.parquet'));
  await expect(half).rejects.toMatchObject({
    code: 'file-malformed',
    message: expect.stringMatching(/half\.parquet has no Parquet footer: it is cut off/),
  });
});

it('names row group and column of a page that cannot be read', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.parquet');
  await writeParquet(path, `SELECT i AS n, 'text ' || i AS words FROM range(9000) t(i)`, ', COMPRESSION zstd, ROW_GROUP_SIZE 4096');
  const bytes = readFileSync(path);
  bytes.fill(0xff, Math.floor(bytes.length * 0.74), Math.floor(bytes.length * 0.78));
  writeFileSync(path, bytes);
  await expect(decodedRows('parquet', path)).rejects.toMatchObject({
    code: 'file-malformed',
    message: expect.stringMatching(/a\.parquet: row group \d, column (n|words)/),
  });
});

it('refuses a page that says it decompresses to more than it may before making room for it', async () => {
  const path = join(temporaryFolder(), 'bomb.parquet');
  await writeParquet(path, `SELECT repeat('a', 270000000) AS words`, ', COMPRESSION zstd');
  await expect(decodedRows('parquet', path)).rejects.toMatchObject({
    code: 'file-bomb',
    message: expect.stringMatching(/row group 1, column words/),
  });
}, 60_000);

it('starts no process before the first read, and ends it when the stream is closed early', async () => {
  const path = join(temporaryFolder(), 'early.parquet');
  await writeParquet(path, `SELECT repeat('words ', 300) || i AS words FROM range(60000) t(i)`);
  const before = childCount();
  const stream = openDecoded({ kind: 'parquet', path, entry: null });
  expect(childCount()).toBe(before);
  expect((await stream.read()).bytes?.length).toBeGreaterThan(0);
  expect(childCount()).toBe(before + 1);
  stream.close();
  for (let tries = 0; childCount() > before && tries < 100; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(childCount()).toBe(before);
});

function childCount(): number {
  const isOwn = (status: string): boolean => status.includes(`\nPPid:\t${process.pid}\n`) && !/^State:\tZ/m.test(status);
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isOwn(statusOf(name))).length;
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'latin1');
  } catch {
    return '';
  }
}
