import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_QUOTED, CsvFields, splitCsvRecord } from '../../../main/engine/formats/csv-records.ts';

function readAll(text: string): { rows: string[][]; states: string[]; positions: number[] } {
  const bytes = Buffer.from(text);
  const fields = new CsvFields();
  const rows: string[][] = [];
  const states: string[] = [];
  const positions: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const split = splitCsvRecord(bytes, at, bytes.length, true, fields);
    positions.push(at);
    states.push(split.state);
    rows.push(
      Array.from({ length: fields.count }, (_, i) => {
        const cell = bytes.toString('utf8', fields.starts[i], fields.ends[i]);
        return ((fields.kinds[i] as number) & CSV_QUOTED) === 0 ? cell : cell.replaceAll('""', '"');
      }),
    );
    at = split.next;
  }
  return { rows, states, positions };
}

describe('csv records', () => {
  it.each([
    [
      'plain',
      'a,b,c\n1,2,3\n',
      [
        ['a', 'b', 'c'],
        ['1', '2', '3'],
      ],
    ],
    [
      'a comma in quotes',
      'first,address\nJohn,"120 any st., x"\n',
      [
        ['first', 'address'],
        ['John', '120 any st., x'],
      ],
    ],
    [
      'empty cells',
      'a,b,c\n1,,""\n,"",\n',
      [
        ['a', 'b', 'c'],
        ['1', '', ''],
        ['', '', ''],
      ],
    ],
    [
      'line ends in quotes',
      'a,b\n1,"ha \n""ha"" \nha"\n',
      [
        ['a', 'b'],
        ['1', 'ha \n"ha" \nha'],
      ],
    ],
    [
      'carriage returns',
      'a,b\r\n1,"x\r\ny"\r\n2,z\r\n',
      [
        ['a', 'b'],
        ['1', 'x\r\ny'],
        ['2', 'z'],
      ],
    ],
    [
      'JSON in a cell',
      'k,v\n1,"{""type"": ""Point"", ""c"": [1,2]}"\n',
      [
        ['k', 'v'],
        ['1', '{"type": "Point", "c": [1,2]}'],
      ],
    ],
    [
      'no line end at the end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'quotes inside an unquoted cell',
      'a,b\n5" nail,x\n',
      [
        ['a', 'b'],
        ['5" nail', 'x'],
      ],
    ],
    [
      'text beyond ASCII',
      'a,b\né,ʤ\u2028\n',
      [
        ['a', 'b'],
        ['é', 'ʤ\u2028'],
      ],
    ],
  ])('splits %s', (_name, text, rows) => {
    const read = readAll(text);
    expect(read.rows).toEqual(rows);
    expect(new Set(read.states)).toEqual(new Set(['complete']));
  });

  it('says where a record begins', () => {
    expect(readAll('é,b\n"x\ny",2\n3,4\n').positions).toEqual([0, 5, 13]);
  });

  it('sets a record with text after a closing quote aside and goes on at the next line', () => {
    const read = readAll('a,b\n"x"y,2\n3,4\n');
    expect(read.states).toEqual(['complete', 'malformed', 'complete']);
    expect(read.rows[2]).toEqual(['3', '4']);
  });

  it('asks for more while a quote is open', () => {
    const bytes = Buffer.from('1,"open\n2,3\n');
    expect(splitCsvRecord(bytes, 0, bytes.length, false, new CsvFields()).state).toBe('open');
    expect(splitCsvRecord(bytes, 0, bytes.length, true, new CsvFields()).state).toBe('open');
    const quoteAtEnd = Buffer.from('1,"closed?"');
    expect(splitCsvRecord(quoteAtEnd, 0, quoteAtEnd.length, false, new CsvFields()).state).toBe('open');
    expect(splitCsvRecord(quoteAtEnd, 0, quoteAtEnd.length, true, new CsvFields()).state).toBe('complete');
  });

  it('agrees with csv-parse on any table', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '=') });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (table) => {
        const text = table.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n');
        expect(readAll(text).rows).toEqual(parse(text, { relax_column_count: true, record_delimiter: '\n' }));
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
