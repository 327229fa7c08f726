import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXCHANGE_COLUMNS } from '../../../main/engine/domain/exchange-columns.ts';
import { CANONICAL_FIELDS } from '../../../main/engine/formats/exchange-record.ts';
import { type Mapping, planFields } from '../../../main/engine/formats/mapping.ts';
import { TIME_FORMATS } from '../../../main/engine/formats/times.ts';
import { CsvBuilder } from './csv-builder.ts';

const exact = new CsvBuilder();
const fast = new CsvBuilder();

/** Builds the segment both ways, which must agree; gives how many records the scanner left to the exact path. */
async function expectEqualWays(file: string | Buffer, limit?: number, piece?: number, builders = { exact, fast }): Promise<number> {
  const bytes = Buffer.from(file);
  const wanted = await builders.exact.build(bytes, false, limit);
  const built = await builders.fast.build(bytes, true, limit, piece);
  expect(built.quarantine).toEqual(wanted.quarantine);
  expect(built.strings).toEqual(wanted.strings);
  if (!isDeepStrictEqual(built.content, wanted.content)) expect(built.content).toEqual(wanted.content);
  return built.exactRecords;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const cellOf = (text: string | null): string => (text === null ? '' : /^$|^\\N$|[",\r\n]/.test(text) ? quoted(text) : text);
const tableOf = (header: readonly string[], rows: readonly (readonly (string | null)[])[], lineEnd = '\n'): string =>
  [header, ...rows].map((row) => row.map(cellOf).join(',') + lineEnd).join('');

const HEADER = [
  'request_id',
  'ts',
  'account_id',
  'prompt_text',
  'completion_text',
  'stop_reason',
  'stream',
  'latency_ms',
  'temperature',
  'unknown',
];
const ROW = ['req-1', '2026-03-02T09:13:07.125Z', 'acc-1', 'say "hi",\r\nplease ✓ 漢字', 'hi', 'stop', 'true', '1250', '0.7', 'x'];

/** Cells as they are written. */
const HOSTILE_CELLS = [
  ...[
    '',
    '""',
    '\\N',
    '"\\N"',
    ' ',
    '"a"',
    'a',
    '"a""b"',
    '""""',
    '"',
    '"a',
    '"a"b',
    'a"b',
    '"a" ',
    '"a\nb"',
    '"a\r\nb"',
    'a\rb',
    '\r',
    '"\r"',
  ],
  ...[
    '"a"\r',
    '\0',
    '"\0"',
    'é',
    '"é""漢"',
    '0',
    '-0',
    '1',
    '-1',
    '+1',
    '01',
    '1.0',
    '1.',
    '1.5',
    '.5',
    ' 1',
    '1 ',
    '1e3',
    '"12"',
    '"1""2"',
  ],
  ...['2147483647', '2147483648', '-2147483648', '-2147483649', '4294967295', '4294967296', '123456789012345', '1234567890123456', 'NaN'],
  ...[
    '0.1',
    '0.000001',
    '0x10',
    'true',
    'TRUE',
    'false',
    'False',
    '"true"',
    'tru',
    'yes',
    '[]',
    '"[{""name"":""f""}]"',
    '"[{""role"":""user""}]"',
  ],
  ...[
    '2026-03-02T09:13:07Z',
    '"2026-03-02T09:13:07.5Z"',
    '2026-03-02 09:13:07',
    '2026-02-29T00:00:00Z',
    '1772442787',
    '1772442787125',
    '2026-03-02 09:13:07.125 UTC',
    '1772442787.5',
  ],
  ...[
    '0123456789abcdef0123456789ABCDEF',
    '01234567-89ab-cdef-0123-456789ABCDEF',
    '"0123456789abcdef0123456789abcdeg"',
    'end_turn',
    '"end_turn"',
  ],
];

describe('a CSV segment scanned by the kernel equals one built the exact way', () => {
  test('from plain exchanges, of which only what is learned goes the exact way', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => ROW.map((cell, at) => (at === 0 ? `req-${i}` : at === 2 ? `acc "${i % 7}"` : cell)));
    for (const lineEnd of ['\n', '\r\n']) expect(await expectEqualWays(tableOf(HEADER, rows, lineEnd))).toBe(1);
  });

  test('from records that pieces of the file cut anywhere', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => ROW.map((cell, at) => (at === 0 ? `req-${i}` : cell)));
    const file = tableOf(HEADER, rows, '\r\n').slice(0, -2);
    for (let piece = 1; piece < 40; piece += 3) await expectEqualWays(file, undefined, piece);
  });

  test('from the records that begin before a limit', async () => {
    const file = tableOf(
      HEADER,
      Array.from({ length: 6 }, () => ROW),
    );
    for (let limit = 0; limit < file.length + 3; limit += 7) await expectEqualWays(file, limit);
  });

  test('for every column with every kind of cell, well-formed or not', async () => {
    for (const name of [...EXCHANGE_COLUMNS.map((column) => column.name), 'exchange_id', 'flags', 'unknown', '']) {
      for (const lineEnd of ['\n', '\r\n']) {
        const asLast = HOSTILE_CELLS.map((cell) => `p,${cell}${lineEnd}`).join('');
        await expectEqualWays(`prompt_text,${name}${lineEnd}${asLast}`);
        const asFirst = HOSTILE_CELLS.map((cell) => `${cell},p${lineEnd}`).join('');
        await expectEqualWays(`${name},prompt_text${lineEnd}${asFirst}`);
      }
    }
  });

  test('for cells that come together, under headers that repeat columns', async () => {
    const names = ['ts', 'stop_reason', 'request_id', 'account_id', 'prompt_text', 'flags', 'tool_definitions', 'exchange_id', 'x'];
    const table = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 5 }).chain((header) =>
      fc.tuple(
        fc.constant(header),
        fc.array(fc.array(fc.constantFrom(...HOSTILE_CELLS), { minLength: header.length - 1, maxLength: header.length + 1 }), {
          minLength: 20,
          maxLength: 20,
        }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(table, async ([header, rows]) => {
        await expectEqualWays([header, ...rows].map((row) => `${row.join(',')}\n`).join(''));
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  test('for exchanges of any text in any column', async () => {
    const text = fc.option(fc.string({ unit: 'grapheme', maxLength: 60 }), { nil: null });
    const row = fc.array(text, { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 20, maxLength: 20 }), async (rows) => {
        await expectEqualWays(tableOf(['account_id', 'system_prompt', 'prompt_text', 'request_id', 'x'], rows));
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  test('for files that bytes were changed in', async () => {
    const file = Buffer.from(
      tableOf(
        HEADER,
        Array.from({ length: 8 }, () => ROW),
      ),
    );
    const change = fc.tuple(fc.nat(file.length - 1), fc.constantFrom(0x22, 0x2c, 0x0a, 0x0d, 0x00, 0x5c, 0x30, 0x80, 0xc3, 0xff));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const copy = Buffer.from(file);
        for (const [at, byte] of changes) copy[at] = byte;
        await expectEqualWays(copy, undefined, 100);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test('from blank records, lone cells and nothing at all', async () => {
    for (const file of [
      '',
      '\n',
      'prompt_text',
      'prompt_text\n',
      'prompt_text\n\n\r\na\n""\n\\N\n"b"\n',
      'x\ny\n',
      '"prompt_text"\r\n"a"',
    ]) {
      await expectEqualWays(file);
    }
  });

  test.each(TIME_FORMATS)('under a mapping, with foreign names, prefixes and several columns for one, times as %s', async (timeFormat) => {
    const mapping: Mapping = {
      columns: {
        When: 'ts',
        ip: 'client_ip',
        ja4: 'tls_fingerprint',
        text: 'prompt_text',
        text2: 'prompt_text',
        reason: 'stop_reason',
        org_id: null,
      },
      prefixes: { tls_fingerprint: 'ja4:', request_id: 'r-' },
      constants: {},
      timeFormat,
      nullTexts: [],
    };
    const plan = planFields(mapping, CANONICAL_FIELDS);
    const builders = { exact: new CsvBuilder(plan), fast: new CsvBuilder(plan) };
    const header = ['when', 'ip', 'JA4', 'text', 'text2', 'reason', 'request_id', 'org_id', 'PROMPT_TEXT'];
    const rows = [
      ['2026-03-02T09:13:07Z', '10.0.0.1', 't13d', 'a', null, 'end_turn', null, 'o', null],
      ['1772442787125', '10.0.0.1', 't13d', null, 'b', 'end_turn', null, 'o', null],
      ['1772442787', '10.0.0.2', 'ja4:x', 'a', 'b', 'max_tokens', null, 'o', 'c'],
      [null, null, '', null, null, '', '1', null, 'c'],
      [null, null, 't13d', null, '', 'max_tokens', 'r-1', null, null],
    ];
    await expectEqualWays(tableOf(header, [...rows, ...rows]), undefined, undefined, builders);
    const constants = planFields({ ...mapping, constants: { provider: 'x' } }, CANONICAL_FIELDS);
    const wholly = { exact: new CsvBuilder(constants), fast: new CsvBuilder(constants) };
    expect(await expectEqualWays(tableOf(header, rows), undefined, undefined, wholly)).toBe(rows.length);
  });
});
