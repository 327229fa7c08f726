import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SideTableKind, SideTableSummary } from '../../main/engine/domain/sources.ts';
import { analyze } from '../../main/services/analyses.ts';
import { type CaseSession, checkCase, createCase, openCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { closeQueries, overview, readExchange } from '../../main/services/queries.ts';
import { addSideTable, listSideTables, removeSideTable } from '../../main/services/side-tables.ts';
import { hashedSecret } from '../../main/services/side-tables-fields.ts';
import { isJoinStale } from '../../main/services/side-tables-joining.ts';
import { lookAtSideTable } from '../../main/services/side-tables-look.ts';
import { columnFill } from '../../main/services/sources.ts';
import { exchangesOf, line, makePlace, type Place, UNHURRIED } from './imports-drawing.ts';

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

function write(name: string, lines: readonly string[]): string {
  writeFileSync(place.path(name), lines.map((text) => `${text}\n`).join(''));
  return place.path(name);
}

const importLines = (name: string, lines: readonly string[]) =>
  importFiles(session, { paths: [write(name, lines)], workers: 1 }, UNHURRIED);
const add = (path: string, kind: SideTableKind): Promise<SideTableSummary> => addSideTable(session, { path, kind }, UNHURRIED);
const at = (second: number): string => new Date(Date.UTC(2026, 2, 2) + second * 1000).toISOString();

describe('a table of accounts', () => {
  it('fills what the log leaves open, lets the log stand, and counts where they contradict', async () => {
    await importLines('log.jsonl', [
      line(1, { account_id: 'a', country: 'DE' }),
      line(2, { account_id: 'a' }),
      line(3, { account_id: 'b', payment_hash: 'p-log' }),
      line(4, { account_id: 'c' }),
    ]);
    const table = write('accounts.csv', [
      'account_id,payment_hash,country,plan,created_at',
      'a,p-1,FR,pro,2026-01-05',
      'b,p-1,US,free,2026-01-06',
      'a,p-2,FR,,',
      'z,p-9,US,free,2026-01-07',
    ]);
    const summary = await add(table, 'accounts');
    expect(summary).toMatchObject({ rows: 4, joinedBy: 'account_id', matchedRows: 3, unmatchedRows: 1 });
    expect(summary.filled).toEqual({ country: 2, payment_hash: 2 });
    expect(summary.conflicts).toEqual([
      { column: 'country', kind: 'log-differs', count: 1, examples: ['a'] },
      { column: 'payment_hash', kind: 'log-differs', count: 1, examples: ['b'] },
      { column: 'payment_hash', kind: 'rows-differ', count: 1, examples: ['a'] },
    ]);
    const rows = await exchangesOf(session);
    expect(rows.map((row) => row.country)).toEqual(['DE', 'FR', 'US', null]);
    expect(rows.map((row) => row.payment_hash)).toEqual(['p-1', 'p-1', 'p-log', null]);
    expect((await readExchange(session, 1)).exchange).toMatchObject({ country: 'FR', payment_hash: 'p-1' });
    expect(session.store.sideTables.attributes('a')).toMatchObject([
      { name: 'plan', value: 'pro' },
      { name: 'signed_up_at', value: '2026-01-05T00:00:00.000Z' },
    ]);
    const filled = new Map((await columnFill(session, null)).map(({ column, filled }) => [column, filled]));
    expect([filled.get('country'), filled.get('payment_hash'), filled.get('account_id')]).toEqual([3, 3, 4]);
    expect((await checkCase(session.path)).problems).toEqual([]);
  });

  it('keeps no card number, e-mail address or domain in clear', async () => {
    await importLines('log.jsonl', [line(1, { account_id: 'a' })]);
    const path = write('accounts.jsonl', [
      JSON.stringify({ account: 'a', card_number: '4111 1111 1111 1111', email: 'Mallory@Distil.example' }),
      JSON.stringify({ account: 'b', card_number: '5500005555555559', email: 'bob@other.example' }),
    ]);
    expect((await lookAtSideTable(path)).columns).toMatchObject([
      { name: 'account', field: 'account_id', hashed: false },
      { name: 'card_number', field: 'payment_hash', hashed: true },
      { name: 'email', field: 'email', hashed: true },
    ]);
    await add(path, 'accounts');
    expect((await exchangesOf(session))[0]?.payment_hash).toBe(hashedSecret('4111111111111111'));
    expect(session.store.sideTables.attributes('a')).toMatchObject([
      { name: 'email_domain_hash', value: hashedSecret('distil.example') },
      { name: 'email_hash', value: hashedSecret('mallory@distil.example') },
    ]);
    for (const folder of [session.folder, session.store.segmentsFolder]) {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const text = entry.isFile() ? readFileSync(join(folder, entry.name), 'latin1') : '';
        expect(text).not.toMatch(/4111 ?1111|5500005|mallory@|distil\.example|other\.example/i);
      }
    }
  });

  it('changes nothing, the digest of an analysis included, when it matches nothing', async () => {
    await importLines(
      'log.jsonl',
      Array.from({ length: 30 }, (_, id) => line(id)),
    );
    const before = [await exchangesOf(session), session.summary(), (await analyze(session, {}, UNHURRIED)).runDigest];
    const files = readdirSync(session.store.segmentsFolder);
    const summary = await add(write('accounts.csv', ['account_id,payment_hash', 'nobody,p-1', 'no one,p-1']), 'accounts');
    expect(summary).toMatchObject({ matchedRows: 0, unmatchedRows: 2, filled: {}, conflicts: [] });
    expect([await exchangesOf(session), session.summary(), (await analyze(session, {}, UNHURRIED)).runDigest]).toEqual(before);
    expect(readdirSync(session.store.segmentsFolder)).toEqual([...files, 'side-table-000001.arrow']);
  });

  it('ties accounts in an analysis as if the log had said it', async () => {
    const records = Array.from({ length: 24 }, (_, id) => ({ request_id: `r${id}`, account_id: `acct-${id % 8}`, prompt_text: `q ${id}` }));
    const cards = new Map(Array.from({ length: 8 }, (_, id) => [`acct-${id}`, id < 4 ? 'p-shared' : `p-${id}`]));
    await importLines(
      'log.jsonl',
      records.map((record) => JSON.stringify(record)),
    );
    await analyze(session, {}, UNHURRIED);
    await add(write('accounts.csv', ['account_id,payment_hash', ...[...cards].map((row) => row.join())]), 'accounts');
    expect((await overview(session)).analysis?.stale).toBe(true);
    const joined = await analyze(session, {}, UNHURRIED);
    expect((await overview(session)).analysis?.stale).toBe(false);
    const other = createCase(place.path('other'), { program: 'test' });
    const told = records.map((record) => JSON.stringify({ ...record, payment_hash: cards.get(record.account_id) }));
    await importFiles(other, { paths: [write('told.jsonl', told)], workers: 1 }, UNHURRIED);
    const result = await analyze(other, {}, UNHURRIED);
    other.close();
    expect(joined.layers.find(({ layer }) => layer === 'payment')?.links).toBeGreaterThan(0);
    expect(joined.runDigest).toBe(result.runDigest);
  });
});

describe('an edge log', () => {
  it('is joined by request id', async () => {
    await importLines('log.jsonl', [line(1), line(2), line(3)]);
    const path = write('edge.csv', ['request_id,ja4,asn,user_agent', 'req_1,t13d,AS64500,curl/8', 'req_3,t13e,64501,-', 'req_9,t,1,x']);
    expect(await lookAtSideTable(path)).toMatchObject({ kind: 'edge', mapping: { prefixes: { tls_fingerprint: 'ja4:' } } });
    const summary = await add(path, 'edge');
    expect(summary).toMatchObject({ joinedBy: 'request_id', matchedRows: 2, unmatchedRows: 1 });
    expect(summary.filled).toEqual({ asn: 2, tls_fingerprint: 2, user_agent: 1 });
    const rows = await exchangesOf(session);
    expect(rows.map((row) => [row.tls_fingerprint, row.asn, row.user_agent])).toEqual([
      ['ja4:t13d', 64500, 'curl/8'],
      [null, null, null],
      ['ja4:t13e', 64501, null],
    ]);
  });

  it('is joined by address and nearest time, and never where several requests may be meant', async () => {
    const of = (id: number, second: number, client_ip: string) => line(id, { request_id: `log-${id}`, ts: at(second), client_ip });
    await importLines('log.jsonl', [
      of(1, 100, '10.0.0.1'),
      of(2, 200, '10.0.0.2'),
      of(3, 300, '10.0.0.3'),
      of(4, 400, '10.0.0.4'),
      of(5, 402, '10.0.0.4'),
    ]);
    const path = write('edge.csv', [
      'time,client_ip,ja3',
      `${at(103)},10.0.0.1,one`,
      `${at(206)},10.0.0.2,too-late`,
      `${at(299)},10.0.0.3,this`,
      `${at(301)},10.0.0.3,or-that`,
      `${at(401)},10.0.0.4,one-request-two-exchanges`,
    ]);
    const summary = await add(path, 'edge');
    expect(summary).toMatchObject({ joinedBy: 'client_ip and ts', matchedRows: 1, filled: { tls_fingerprint: 1 } });
    expect(summary.conflicts).toEqual([{ column: 'client_ip and ts', kind: 'ambiguous', count: 3, examples: [] }]);
    expect((await exchangesOf(session)).map((row) => row.tls_fingerprint)).toEqual(['ja3:one', null, null, null, null]);
  });
});

describe('side tables together', () => {
  it('give the same in any order: API keys give accounts, which give cards, also to what is imported later', async () => {
    const keyed = (id: number) => line(id, { account_id: null, api_key_id: `key-${id}` });
    await importLines('log.jsonl', [keyed(1), keyed(2)]);
    const accounts = write('accounts.csv', ['account_id,payment_hash', 'a,p-1', 'b,p-2']);
    const keys = write('keys.csv', ['api_key_id,account_id,org_id', 'key-1,a,o-1', 'key-2,b,o-1', 'key-3,c,o-2']);
    expect(session.summary().accounts).toBe(0);
    await add(accounts, 'accounts');
    expect(await lookAtSideTable(keys)).toMatchObject({ kind: 'api-keys' });
    await add(keys, 'api-keys');
    expect(session.summary().accounts).toBe(2);
    const state = async () => (await exchangesOf(session)).map((row) => [row.account_id, row.payment_hash, row.org_id]);
    expect(await state()).toEqual([
      ['a', 'p-1', 'o-1'],
      ['b', 'p-2', 'o-1'],
    ]);
    await importLines('later.jsonl', [keyed(3)]);
    expect(isJoinStale(session)).toBe(false);
    expect((await state())[2]).toEqual(['c', null, 'o-2']);
    expect(session.summary().accounts).toBe(3);
    expect(listSideTables(session)).toMatchObject([{ matchedRows: 2 }, { matchedRows: 3 }]);
    expect((await checkCase(session.path)).problems).toEqual([]);

    await removeSideTable(session, 2, UNHURRIED);
    expect(await state()).toEqual([
      [null, null, null],
      [null, null, null],
      [null, null, null],
    ]);
    expect(session.summary().accounts).toBe(0);
    expect(session.store.dictionaries.values(1).filter(Boolean)).toEqual([]);
    expect((await checkCase(session.path)).problems).toEqual([]);
    const reopened = await openCase(session.path, { program: 'test', readOnly: true });
    expect(listSideTables(reopened)).toMatchObject([{ kind: 'accounts', matchedRows: 0 }]);
    reopened.close();
  });

  it('are refused without what they are joined by, and leave the case as it was', async () => {
    await importLines('log.jsonl', [line(1)]);
    const files = readdirSync(session.store.segmentsFolder);
    const path = write('other.csv', ['colour,size', 'red,1']);
    expect(await lookAtSideTable(path)).toMatchObject({ kind: null });
    await expect(add(path, 'accounts')).rejects.toMatchObject({ code: 'mapping-invalid' });
    const cancelled = { isCancelled: () => true, report: () => {} };
    const accounts = write('accounts.csv', ['account_id,payment_hash', 'a,p-1']);
    await expect(addSideTable(session, { path: accounts, kind: 'accounts' }, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
    expect(listSideTables(session)).toEqual([]);
    expect(readdirSync(session.store.segmentsFolder)).toEqual(files);
  });
});
