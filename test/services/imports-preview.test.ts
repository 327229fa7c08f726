import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldName } from '../../main/engine/formats/exchange-record.ts';
import type { Mapping } from '../../main/engine/formats/mapping.ts';
import { parseMapping, readMappingFile } from '../../main/services/imports-mapping.ts';
import { previewMapping, previewTable } from '../../main/services/imports-preview.ts';
import { firstFile, lookAtFiles, planImport } from '../../main/services/imports-review.ts';
import { writeMappingFile } from '../../main/services/mapping-files.ts';
import { lookAtSideTable } from '../../main/services/side-tables-look.ts';
import { line, lines, makePlace, type Place, UNHURRIED } from './imports-drawing.ts';

let place: Place;
const mapping = (columns: Readonly<Record<string, FieldName | null>>, more: Partial<Mapping> = {}): Mapping =>
  parseMapping({ columns, ...more }, 'test');

beforeAll(() => {
  place = makePlace();
  const rows = ['kunde,frage,at,note'];
  for (let i = 0; i < 30; i++) rows.push(`k-${i},"ask, ""${i}""",${i === 2 ? 'never' : 1_772_442_847 + i},${i === 0 ? '' : 'x'}`);
  rows.splice(5, 0, 'k-ragged,only two');
  writeFileSync(place.path('table.csv'), `${rows.join('\n')}\n`);
  writeFileSync(place.path('table.jsonl'), '{"who":{"id":1},"ask":"first"}\n{"who":{"id":2},"ask":7}\n{"broken\n');
});
afterAll(() => place.remove());

describe('the beginning of a foreign table', () => {
  it('shows first rows, examples and how many of them have a value', async () => {
    const look = await previewTable(place.path('table.csv'));
    expect(look.columns.map(({ name }) => name)).toEqual(['kunde', 'frage', 'at', 'note']);
    expect(look.rows[0]).toEqual(['k-0', 'ask, "0"', '1772442847', null]);
    expect(look.columns[3]).toMatchObject({ examples: ['x'], filled: look.rows.length - 1 });
  });

  it('names the members of JSON records by their paths', async () => {
    const look = await previewTable(place.path('table.jsonl'));
    expect(look.columns.map(({ name }) => name).sort()).toEqual(['ask', 'who.id']);
  });
});

describe('what a mapping makes of it', () => {
  it('reads the first records as an import would, and says what is wrong with each of the others', async () => {
    const preview = await previewMapping(place.path('table.csv'), mapping({ kunde: 'account_id', frage: 'prompt_text', at: 'ts' }));
    expect(preview.rows).toHaveLength(20);
    expect(preview.rows[0]?.exchange).toMatchObject({ account_id: 'k-0', prompt_text: 'ask, "0"', ts: '2026-03-02T09:14:07.000Z' });
    expect(preview.rows[2]).toMatchObject({ record: 3, exchange: null, problem: { reason: 'bad-time' } });
    expect(preview.rows[4]?.problem).toMatchObject({ reason: 'column-count', detail: expect.stringContaining('2 cells') });
    expect(preview).toMatchObject({ accepted: 18, refused: 2, problem: null });
    expect(preview.times[2]).toEqual({ column: 'at', written: 'never', readAs: null });
  });

  it('follows the time format', async () => {
    const columns = { kunde: 'account_id', at: 'ts' } as const;
    const preview = await previewMapping(place.path('table.csv'), mapping(columns, { timeFormat: 'milliseconds' }));
    expect(preview.times[0]?.readAs).toBe('1970-01-21T12:20:42.847Z');
  });

  it('takes constants, prefixes and texts for null', async () => {
    const more = { constants: { provider: 'atlas' }, prefixes: { end_user_id: 'u:' }, nullTexts: ['x'] };
    const preview = await previewMapping(
      place.path('table.csv'),
      mapping({ kunde: 'end_user_id', frage: 'prompt_text', note: 'org_id' }, more),
    );
    expect(preview.rows[1]?.exchange).toEqual({ end_user_id: 'u:k-1', prompt_text: 'ask, "1"', provider: 'atlas' });
  });

  it('reads dotted paths, and sets a line aside that is no JSON', async () => {
    const preview = await previewMapping(place.path('table.jsonl'), mapping({ 'who.id': 'account_id', ask: 'prompt_text' }));
    expect(preview.rows.map(({ exchange, problem }) => exchange?.account_id ?? problem?.reason)).toEqual(['1', '2', 'not-json']);
  });

  it('says when nothing can be an exchange', async () => {
    const preview = await previewMapping(place.path('table.csv'), mapping({ note: 'country' }));
    expect(preview).toMatchObject({ rows: [], accepted: 0, problem: expect.stringContaining('no column is mapped') });
  });

  it('is written as the file that an import takes', () => {
    const written = mapping({ kunde: 'account_id', note: null }, { constants: { stream: true } });
    writeMappingFile(place.path('kept.json'), written);
    expect(readMappingFile(place.path('kept.json'))).toEqual(written);
  });
});

describe('chosen files', () => {
  beforeAll(() => {
    mkdirSync(place.path('lake/deep'), { recursive: true });
    for (let i = 0; i < 3; i++) writeFileSync(place.path(`lake/deep/${i}.jsonl.gz`), gzipSync(lines(3, i * 3)));
    writeFileSync(place.path('lake/a.csv'), 'kunde,frage\nk1,hello\n');
    writeFileSync(place.path('lake/b.csv'), 'kunde,frage\nk2,hello\n');
    writeFileSync(place.path('lake/accounts.csv'), 'account_id,payment_hash\nacct_1,h1\n');
    writeFileSync(place.path('lake/usage.csv'), 'account_id,ts,client_ip,user_agent,input_tokens\na,2026-03-02,10.0.0.1,curl,7\n');
    writeFileSync(place.path('lake/readme.txt'), 'Some words.\n');
    writeFileSync(place.path('lake/empty.jsonl'), '');
  });

  const look = () => lookAtFiles([place.path('lake')], lookAtSideTable, UNHURRIED);

  it('are grouped by how they are read, and what cannot be is told', async () => {
    const { review, files } = await look();
    const kinds = review.groups.map(({ kind, format, files: count }) => `${kind} ${format} ${count}`).sort();
    expect(kinds).toEqual(['known canonical-csv 1', 'known canonical-jsonl 3', 'side-table canonical-csv 1', 'unmapped null 2']);
    expect(review.skipped.map(({ path }) => path.split('/').at(-1)).sort()).toEqual(['empty.jsonl', 'readme.txt']);
    expect(files).toHaveLength(review.files);
  });

  it('are imported as found: side tables joined, tables without a mapping left out', async () => {
    const plan = await planImport(await look(), []);
    expect(plan.examined.files.map(({ path }) => path.split('/').at(-1)).sort()).toEqual([
      '0.jsonl.gz',
      '1.jsonl.gz',
      '2.jsonl.gz',
      'usage.csv',
    ]);
    expect(plan.joins).toMatchObject([{ kind: 'accounts' }]);
    expect(plan.examined.skipped.filter(({ reason }) => reason.includes('no mapping'))).toHaveLength(2);
  });

  it('take a mapping for every table of the same header, and can be left out', async () => {
    const looked = await look();
    const unmapped = looked.review.groups.find(({ kind }) => kind === 'unmapped')?.groupId ?? -1;
    expect(firstFile(looked, unmapped)).toBe(place.path('lake/a.csv'));
    const others = looked.review.groups.filter(({ groupId }) => groupId !== unmapped);
    const plan = await planImport(looked, [
      { groupId: unmapped, action: 'import', mapping: mapping({ kunde: 'account_id', frage: 'prompt_text' }) },
      ...others.map(({ groupId }) => ({ groupId, action: 'leave-out' }) as const),
    ]);
    expect(plan.examined.files.map(({ format }) => format.name)).toEqual(['mapped-csv', 'mapped-csv']);
    expect(plan.joins).toEqual([]);
  });

  it('are a failure when nothing is left to do', async () => {
    const looked = await lookAtFiles([place.path('lake/readme.txt')], lookAtSideTable, UNHURRIED);
    await expect(planImport(looked, [])).rejects.toMatchObject({ code: 'format-unknown' });
    await expect(lookAtFiles([place.path('gone')], lookAtSideTable, UNHURRIED)).rejects.toMatchObject({ code: 'file-missing' });
  });

  it('are no longer looked at once that is cancelled', async () => {
    const control = { isCancelled: () => true, report: () => {} };
    await expect(lookAtFiles([place.path('lake')], lookAtSideTable, control)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('are looked at in hundreds as one group', async () => {
    mkdirSync(place.path('many'));
    for (let i = 0; i < 400; i++) writeFileSync(place.path(`many/${i}.jsonl`), line(i));
    const { review } = await lookAtFiles([place.path('many')], lookAtSideTable, UNHURRIED);
    expect(review.groups).toMatchObject([{ files: 400, format: 'canonical-jsonl' }]);
  });
});
