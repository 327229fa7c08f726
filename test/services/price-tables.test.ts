import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PriceRow } from '../../main/engine/domain/price-table.ts';
import { type CaseSession, checkCase, createCase, openCase } from '../../main/services/cases.ts';
import { readPriceFile, writePriceFile } from '../../main/services/price-files.ts';
import { listPrices, readPrices, restorePrices, savePrices } from '../../main/services/price-tables.ts';
import { makePlace, type Place } from './imports-drawing.ts';

let place: Place;
let session: CaseSession;

beforeEach(() => {
  place = makePlace();
  session = createCase(place.path('case'), { program: 'test' });
});
afterEach(() => {
  session.close();
  place.remove();
});

const row = (model: string, input: number | null = 1, more: Partial<PriceRow> = {}): PriceRow => ({
  model,
  currency: 'USD',
  input,
  output: 2,
  cacheRead: null,
  cacheWrite: null,
  ...more,
});

describe('the price table of a case', () => {
  it('is empty in a new case', () => {
    expect(readPrices(session)).toBeNull();
    expect(listPrices(session)).toEqual({ versions: [] });
  });

  it('keeps every version, chained and logged, and restores an older one as a new one', async () => {
    savePrices(session, [row('b'), row('a')], ' first ');
    savePrices(session, [row('a', 3)], '');
    expect(restorePrices(session, 1)).toMatchObject({ version: 3, restoredFrom: 1, note: 'version 1 again' });
    expect(listPrices(session).versions.map(({ version, note, rows }) => [version, note, rows.map(({ model }) => model)])).toEqual([
      [3, 'version 1 again', ['a', 'b']],
      [2, '', ['a']],
      [1, 'first', ['a', 'b']],
    ]);
    expect(readPrices(session, 2)?.rows).toEqual([row('a', 3)]);
    const [newest] = session.store.activity.page(0, 1);
    expect(newest).toMatchObject({ kind: 'prices-changed' });
    expect(JSON.parse(newest?.details ?? '')).toMatchObject({ version: 3, rows: 2, currencies: ['USD'], restoredFrom: 1 });
    expect((await checkCase(session.path)).problems).toEqual([]);
    session.store.database.prepare('UPDATE price_table SET prices = replace(prices, \'"input":1\', \'"input":9\') WHERE version = 1').run();
    expect((await checkCase(session.path)).problems[0]?.message).toMatch(/table price_table, version 1/);
  });

  it('makes no version of what changes nothing', () => {
    savePrices(session, [], '');
    expect(readPrices(session)).toBeNull();
    savePrices(session, [row('a'), row('b')], '');
    savePrices(session, [row('b'), row('a')], 'the same');
    restorePrices(session, 1);
    expect(listPrices(session).versions).toHaveLength(1);
    savePrices(session, [], 'none of them holds');
    expect(readPrices(session)).toMatchObject({ version: 2, rows: [] });
  });

  it('refuses what is no price, and a version that is not there, and keeps nothing of it', () => {
    expect(() => savePrices(session, [row('a'), row('b', -1)], '')).toThrow(expect.objectContaining({ code: 'settings-invalid' }));
    expect(() => savePrices(session, [row('a')], 'a\u0000b')).toThrow(expect.objectContaining({ code: 'settings-invalid' }));
    expect(() => restorePrices(session, 1)).toThrow(expect.objectContaining({ code: 'entry-unknown' }));
    expect(() => readPrices(session, 4)).toThrow(expect.objectContaining({ code: 'entry-unknown' }));
    expect(listPrices(session).versions).toEqual([]);
    expect(session.store.activity.count()).toBe(1);
  });

  it('is refused whole where somebody else put in what is no price', () => {
    savePrices(session, [row('a')], '');
    for (const prices of ['{}', '[{"model":"a","currency":"USD","input":-5}]', 'no JSON']) {
      session.store.database.prepare('UPDATE price_table SET prices = ?').run(prices);
      expect(() => readPrices(session)).toThrow(expect.objectContaining({ code: 'case-damaged' }));
    }
  });

  it('cannot be changed in a case that is open for reading', async () => {
    savePrices(session, [row('a')], '');
    session.close();
    session = await openCase(place.path('case'), { program: 'test', readOnly: true });
    expect(() => savePrices(session, [row('b')], '')).toThrow(expect.objectContaining({ code: 'case-read-only' }));
    expect(readPrices(session)?.rows).toEqual([row('a')]);
  });
});

describe('a price file', () => {
  const write = (name: string, text: string | Buffer): string => {
    const path = place.path(name);
    writeFileSync(path, text);
    return path;
  };

  it.each([['prices.csv'], ['prices.json']])('gives back as %s what was written', (name) => {
    const rows = [
      row('-dash', 0.25),
      row("'quoted'", null),
      row('=SUM(A1)', 3, { cacheRead: 0.000001 }),
      row('a, "b"*', 4),
      row('日本*', 1_000_000),
    ];
    savePrices(session, rows, '');
    const table = readPrices(session);
    if (table === null) throw new Error('no prices');
    writePriceFile(place.path(name), table);
    expect(readPriceFile(place.path(name))).toEqual(table.rows);
  });

  it('as CSV holds nothing that a spreadsheet takes for a formula', () => {
    savePrices(session, [row('=cmd()'), row('+1'), row('@x')], '');
    const table = readPrices(session);
    if (table === null) throw new Error('no prices');
    writePriceFile(place.path('p.csv'), table);
    for (const cell of readFileSync(place.path('p.csv'), 'utf8').split(/[,\r\n]+/)) expect(cell).not.toMatch(/^"?[=+\-@]/);
  });

  it('is read with a byte order mark, in any order of columns, without empty lines', () => {
    const path = write('p.csv', '\ufeffcurrency,model,output\r\n\r\nUSD,"aster-5*",25\r\n,,\r\n');
    expect(readPriceFile(path)).toEqual([
      { model: 'aster-5*', currency: 'USD', input: null, output: 25, cacheRead: null, cacheWrite: null },
    ]);
  });

  it.each([
    ['a row with too few cells', 'model,currency,input\na,USD\n', 'file-malformed'],
    ['text after a closing quote', 'model,currency,input\n"a"b,USD,1\n', 'file-malformed'],
    ['a quote that is never closed', 'model,currency,input\n"a,USD,1\n', 'file-malformed'],
    ['no head', 'a,USD,1\n', 'file-malformed'],
    ['a column twice', 'model,model,currency,input\na,b,USD,1\n', 'file-malformed'],
    ['a column that is not known', 'model,currency,input,discount\na,USD,1,5\n', 'settings-invalid'],
    ['a negative price in its last row', 'model,currency,input\na,USD,1\nb,USD,-1\n', 'settings-invalid'],
    ['a formula for a price', 'model,currency,input\na,USD,=1+1\n', 'settings-invalid'],
    ['JSON that ends early', '[{"model": "a"', 'file-malformed'],
    ['JSON that is no list', '{"model": "a"}', 'settings-invalid'],
    ['a number JSON can hold and no price can', '[{"model":"a","currency":"USD","input":1e999}]', 'settings-invalid'],
    ['nothing', '', 'file-malformed'],
    ['bytes that are not UTF-8', Buffer.from([0x6d, 0xff, 0xfe]), 'file-malformed'],
    ['more than a price table is', Buffer.alloc((1 << 20) + 1, 0x61), 'file-malformed'],
  ])('is refused whole for %s', (_, text, code) => {
    expect(() => readPriceFile(write('bad', text))).toThrow(expect.objectContaining({ code }));
  });

  it('must be there, and be a file', () => {
    expect(() => readPriceFile(place.path('missing.csv'))).toThrow(expect.objectContaining({ code: 'file-missing' }));
    mkdirSync(place.path('folder'));
    expect(() => readPriceFile(place.path('folder'))).toThrow(expect.objectContaining({ code: 'file-unreadable' }));
  });
});
