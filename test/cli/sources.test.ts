import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram } from './program-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-cli-sources-'));
const at = (name: string): string => join(folder, name);
const json = async (...args: string[]) => {
  const run = await runProgram([...args, '--json']);
  expect(run.stderr).not.toContain('mistake');
  expect(run.code).toBe(0);
  return JSON.parse(run.stdout);
};
const record = (id: number): string =>
  `${JSON.stringify({ request_id: `r${id}`, account_id: `a${id % 2}`, prompt_text: `question ${id}` })}\n`;

beforeAll(async () => {
  writeFileSync(at('one.jsonl'), `${record(1)}${record(2)}not a record\n`);
  writeFileSync(at('two.jsonl'), `${record(2)}${record(3)}`);
  await json('import', at('case'), at('one.jsonl'), at('two.jsonl'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('lists sources and says which layers nothing fills', async () => {
  const { sources } = await json('sources', at('case'));
  expect(sources).toMatchObject([
    { sourceId: 1, exchanges: 2, quarantined: 1, duplicates: 0, state: 'complete' },
    { sourceId: 2, exchanges: 1, duplicates: 1 },
  ]);
  const { columns, disabledLayers } = await json('sources', at('case'), '--columns', '1');
  expect(columns.find(({ column }: { column: string }) => column === 'account_id')).toEqual({
    column: 'account_id',
    filled: 2,
    exchanges: 2,
  });
  expect(disabledLayers.map(({ layer }: { layer: string }) => layer)).toContain('payment');
  expect(disabledLayers.map(({ layer }: { layer: string }) => layer)).not.toContain('template');
  expect((await runProgram(['sources', at('case'), '--columns', 'some'])).code).toBe(2);
}, 60_000);

it('joins a table, keeps events, writes quarantined records and removes a source', async () => {
  writeFileSync(at('accounts.csv'), 'account_id,payment_hash\na0,p-1\na1,p-1\n');
  expect(await json('enrich', at('case'), at('accounts.csv'))).toMatchObject({
    kind: 'accounts',
    matchedRows: 2,
    filled: { payment_hash: 3 },
  });
  expect(await json('enrich', at('case'))).toMatchObject({ sideTables: [{ sideTableId: 1 }] });
  expect(await json('events', at('case'), '--add', '2026-03-01', 'ban-wave', 'First', 'wave')).toMatchObject({
    events: [{ eventId: 1, title: 'First wave' }],
  });
  expect((await runProgram(['events', at('case'), '--add', '2026-03-01', 'party', 'x'])).code).toBe(2);
  expect(await json('events', at('case'), '--remove', '1')).toEqual({ events: [] });
  expect(await json('quarantine', at('case'), '--out', at('bad.jsonl'))).toEqual({ path: at('bad.jsonl'), records: 1 });
  expect(JSON.parse(readFileSync(at('bad.jsonl'), 'utf8'))).toMatchObject({ record: 'not a record', reason: 'not-json' });
  expect(await json('sources', at('case'), '--remove', '1')).toMatchObject({ sourceId: 1, exchanges: 2, uncovered: 1 });
  expect(await json('check', at('case'))).toMatchObject({ ok: true, exchanges: 2 });
  const refused = await runProgram(['sources', at('case'), '--remove', '1']);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/^stillhunt: the case has no source 1\. /);
}, 120_000);
