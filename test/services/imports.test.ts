import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportSummary } from '../../main/engine/domain/case.ts';
import type { Exchange } from '../../main/engine/domain/exchange.ts';
import { type CaseSession, checkCase, createCase } from '../../main/services/cases.ts';
import { type ImportRequest, importFiles } from '../../main/services/imports.ts';
import { closeQueries } from '../../main/services/queries.ts';
import { cancelledWhen, exchangesOf, line, lines, makePlace, type Place, UNHURRIED } from './imports-drawing.ts';

vi.setConfig({ testTimeout: 120_000 });
const SMALL_UNITS = 16 * 1024;
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

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(place.path(name), content);
  return place.path(name);
}

function run(paths: readonly string[], more: Partial<ImportRequest> = {}): Promise<ImportSummary> {
  return importFiles(session, { paths, ...more }, UNHURRIED);
}

function csvOf(count: number): string {
  const rows = Array.from({ length: count }, (_, i) => JSON.parse(line(i)) as Record<string, unknown>);
  const names = Object.keys(rows[0] ?? {});
  const cell = (value: unknown): string => (value === null ? '' : `"${String(value).replaceAll('"', '""')}"`);
  return [names.join(','), ...rows.map((row) => names.map((name) => cell(row[name])).join(','))].join('\r\n');
}

const withoutFlags = (exchanges: readonly Exchange[]): object[] => exchanges.map(({ flags: _, ...rest }) => rest);

describe('import', () => {
  it('imports lines and says what came of them', async () => {
    const path = write('a.jsonl', lines(50));
    const summary = await run([path]);
    expect(summary.sources).toEqual([
      {
        path,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        format: 'canonical-jsonl',
        bytes: Buffer.byteLength(lines(50)),
        exchanges: 50,
        quarantined: 0,
        duplicates: 0,
        remark: null,
      },
    ]);
    expect(summary.exchanges).toBe(50);
    expect(summary.accounts).toBe(7);
    expect(summary.peakRssBytes).toBeGreaterThan(0);
    const exchanges = await exchangesOf(session);
    expect(exchanges.map((exchange) => exchange.request_id)).toEqual(Array.from({ length: 50 }, (_, i) => `req_${i}`));
    expect(exchanges[3]).toMatchObject(JSON.parse(line(3)) as object);
  });

  it('gives the same exchanges from gz, zst, CSV, CRLF lines and a byte order mark', async () => {
    const plain = lines(400);
    const files: [string, string | Uint8Array][] = [
      ['b.jsonl.gz', gzipSync(plain)],
      ['c.jsonl.zst', zstdCompressSync(Buffer.from(plain))],
      ['d.csv', csvOf(400)],
      ['e.csv.gz', gzipSync(csvOf(400))],
      ['f.jsonl', `\uFEFF${plain.replaceAll('\n', '\r\n')}`],
      ['g.csv', `\uFEFF${csvOf(400)}\r\n`],
      ['h.jsonl', plain.trimEnd()],
    ];
    await run([write('a.jsonl', plain)]);
    const expected = withoutFlags(await exchangesOf(session));
    for (const [name, content] of files) {
      const other = createCase(place.path(`case-${name}`), { program: 'test' });
      const summary = await importFiles(other, { paths: [write(name, content)], unitBytes: SMALL_UNITS }, UNHURRIED);
      expect(summary.sources[0], name).toMatchObject({ exchanges: 400, quarantined: 0, duplicates: 0 });
      expect(withoutFlags(await exchangesOf(other)), name).toEqual(expected);
      await closeQueries(other);
      other.close();
    }
  });

  it('writes the same segments with one worker and with two, and from a compressed copy', async () => {
    const plain = lines(3000);
    const digests: string[][] = [];
    for (const [name, content, workers] of [
      ['a.jsonl', plain, 1],
      ['a.jsonl', plain, 2],
      ['a.jsonl.gz', gzipSync(plain), 2],
    ] as const) {
      const other = createCase(place.path(`case-${digests.length}`), { program: 'test' });
      await importFiles(other, { paths: [write(name, content)], workers, unitBytes: 64 * 1024 }, UNHURRIED);
      digests.push(other.store.segments.list().flatMap((segment) => [segment.factsSha256, segment.textSha256]));
      other.close();
    }
    expect(digests[0]?.length).toBeGreaterThan(10);
    expect(digests[1]).toEqual(digests[0]);
    expect(digests[2]).toEqual(digests[0]);
  });

  it('gives the same case from a folder of many files with one worker and with two, whatever ends first', async () => {
    mkdirSync(place.path('many'));
    for (let file = 0; file < 24; file++) {
      const text = lines(40 + 37 * (file % 5), file * 150) + (file % 3 === 0 ? 'broken\n' : '');
      write(`many/${String(file).padStart(2, '0')}.jsonl${file % 2 === 0 ? '.gz' : ''}`, file % 2 === 0 ? gzipSync(text) : text);
    }
    write('many/07-bad.jsonl.gz', Buffer.concat([gzipSync(lines(2000), { level: 1 }).subarray(0, 3000), Buffer.alloc(99, 0xff)]));
    const cases: unknown[] = [];
    for (const workers of [1, 2]) {
      const other = createCase(place.path(`case-of-${workers}`), { program: 'test' });
      const summary = await importFiles(other, { paths: [place.path('many')], workers, unitBytes: 8 * 1024 }, UNHURRIED);
      const segments = other.store.segments
        .list()
        .map(({ segmentNo, sourceId, factsSha256, textSha256, maskedRows }) => [
          ...[segmentNo, sourceId, factsSha256, textSha256],
          ...maskedRows,
        ]);
      const { seconds: _, peakRssBytes: __, ...told } = summary;
      expect(told.skipped).toEqual([{ path: place.path('many/07-bad.jsonl.gz'), reason: expect.stringContaining('07-bad.jsonl.gz') }]);
      cases.push({ segments, told, states: other.store.sources.list().map((source) => source.state) });
      expect((await checkCase(other.path)).problems).toEqual([]);
      other.close();
    }
    expect(cases[1]).toEqual(cases[0]);
  });

  it('masks exchanges that were seen before, in the same file and in another', async () => {
    const first = write('a.jsonl', lines(20) + lines(5));
    const second = write('b.jsonl', lines(10, 15));
    const summary = await run([first, second]);
    expect(summary.sources.map((source) => [source.exchanges, source.duplicates])).toEqual([
      [20, 5],
      [5, 5],
    ]);
    expect((await exchangesOf(session)).map((exchange) => exchange.request_id)).toEqual(Array.from({ length: 25 }, (_, i) => `req_${i}`));
  });

  it('imports nothing from a file whose bytes are in the case', async () => {
    const path = write('a.jsonl', `${lines(30)}broken\n`);
    const first = await run([path]);
    const again = await run([write('renamed.jsonl', readFileSync(path))]);
    expect(again.sources[0]).toMatchObject({ sha256: first.sources[0]?.sha256, exchanges: 0, duplicates: 30, quarantined: 1 });
    expect(again.exchanges).toBe(30);
    expect(session.store.sources.list()).toHaveLength(1);
    expect(session.store.quarantine.count()).toBe(1);
  });

  it('counts no exchange twice of a file that has grown, and says that it has', async () => {
    const path = write('a.jsonl', lines(30));
    await run([path]);
    write('a.jsonl', lines(45));
    const summary = await run([path]);
    expect(summary.exchanges).toBe(45);
    expect(summary.sources[0]).toMatchObject({ exchanges: 15, duplicates: 30, remark: expect.stringContaining('has grown by') });
    expect((await run([path])).sources[0]).toMatchObject({ exchanges: 0, remark: expect.stringContaining('in the case already') });
  });

  it('leaves a usable case when cancelled, and continues where it was', async () => {
    const path = write('a.jsonl', lines(4000));
    const control = cancelledWhen((progress) => progress.exchanges !== null && progress.exchanges > 1000);
    await expect(importFiles(session, { paths: [path], unitBytes: SMALL_UNITS }, control)).rejects.toMatchObject({ code: 'cancelled' });
    const [source] = session.store.sources.list();
    expect(source?.state).toBe('cancelled');
    expect((await exchangesOf(session)).length).toBe(source?.exchanges);
    expect((await checkCase(session.path)).problems).toEqual([]);
    const unitsBefore = session.store.sources.units(1).length;
    const summary = await run([path], { unitBytes: SMALL_UNITS });
    expect(summary.sources[0]).toMatchObject({ exchanges: 4000, duplicates: 0 });
    expect(session.store.sources.list().map((s) => s.state)).toEqual(['complete']);
    expect(session.store.sources.units(1).length).toBeGreaterThan(unitsBefore);
    expect(new Set((await exchangesOf(session)).map((exchange) => exchange.request_id)).size).toBe(4000);
  });

  it.each(['a.jsonl.gz', 'a.csv', 'a.csv.zst'])('continues a cancelled import of %s at a record', async (name) => {
    const text = name.includes('csv') ? csvOf(4000) : lines(4000);
    const path = write(name, name.endsWith('gz') ? gzipSync(text) : name.endsWith('zst') ? zstdCompressSync(Buffer.from(text)) : text);
    const control = cancelledWhen((progress) => (progress.exchanges ?? 0) > 1000);
    await expect(importFiles(session, { paths: [path], unitBytes: SMALL_UNITS }, control)).rejects.toMatchObject({ code: 'cancelled' });
    const summary = await run([path], { unitBytes: SMALL_UNITS });
    expect(summary.sources[0]).toMatchObject({ exchanges: 4000, quarantined: 0, duplicates: 0 });
    expect((await exchangesOf(session)).map((exchange) => exchange.request_id)).toEqual(Array.from({ length: 4000 }, (_, i) => `req_${i}`));
  });

  it('does not continue with another file of the same name', async () => {
    const path = write('a.jsonl', lines(4000));
    const control = cancelledWhen((progress) => (progress.exchanges ?? 0) > 1000);
    await expect(importFiles(session, { paths: [path], unitBytes: SMALL_UNITS }, control)).rejects.toMatchObject({ code: 'cancelled' });
    const summary = await run([write('a.jsonl', lines(100, 50_000))]);
    expect(summary.sources[0]?.exchanges).toBe(100);
    expect(session.store.sources.list().map((source) => source.state)).toEqual(['cancelled', 'complete']);
  });

  it('does not continue a file that was changed behind its beginning', async () => {
    const text = `${lines(4000)}${lines(4000, 10_000)}`;
    const path = write('a.jsonl', text);
    const control = cancelledWhen((progress) => (progress.exchanges ?? 0) > 7000);
    await expect(importFiles(session, { paths: [path], unitBytes: SMALL_UNITS }, control)).rejects.toMatchObject({ code: 'cancelled' });
    const stored = session.store.sources.list()[0]?.exchanges ?? 0;
    write('a.jsonl', text.replace('"req_3900"', '"req_39xx"'));
    const summary = await run([path], { unitBytes: SMALL_UNITS });
    expect(summary.sources[0]).toMatchObject({ exchanges: 8000 - stored + 1, duplicates: stored - 1 });
    expect(session.store.sources.list().map((source) => source.state)).toEqual(['cancelled', 'complete']);
    expect((await exchangesOf(session)).filter((exchange) => exchange.request_id === 'req_39xx')).toHaveLength(1);
  });

  it('does not certify a file that changes while it is read', async () => {
    const path = write('a.jsonl', lines(4000));
    const change = { isCancelled: () => false, report: () => utimesSync(path, 1, 1) };
    await expect(importFiles(session, { paths: [path], unitBytes: SMALL_UNITS }, change)).rejects.toMatchObject({
      code: 'file-malformed',
      message: `${path} changed while it was read`,
    });
    expect(session.store.sources.list().map((source) => source.state)).toEqual(['failed']);
  });

  it('masks delivered-again copies, and never an exchange of another account or time with the same request id', async () => {
    const same = [
      line(1, { request_id: '1' }),
      line(2, { request_id: '1' }),
      line(1, { request_id: '1', account_id: 'other' }),
      line(1, { request_id: '1', account_id: null, ts: null }),
      line(3, { request_id: '' }),
      line(4, { request_id: '', response_id: '' }),
      line(5, { request_id: '', response_id: 'r' }),
      line(6, { exchange_id: 'their id' }),
      line(7, { exchange_id: 'their other id' }),
    ];
    const summary = await run([write('a.jsonl', [...same, ...same].map((record) => `${record}\n`).join(''))]);
    expect(summary.sources[0]).toMatchObject({ exchanges: same.length, duplicates: same.length });
  });

  it.each([
    ['little', 'fffe'],
    ['big', 'feff'],
  ])('names the encoding of a UTF-16 file, %s-endian', async (order, mark) => {
    const path = write('wide.jsonl', Buffer.concat([Buffer.from(mark, 'hex'), Buffer.from(lines(1), 'utf16le')]));
    const message = `${path} is encoded in UTF-16 (${order}-endian), not in UTF-8`;
    await expect(run([path])).rejects.toMatchObject({ code: 'format-unknown', message });
  });

  it('reports bytes, exchanges and file, never backwards, up to the end', async () => {
    const path = write('a.jsonl', lines(4000));
    const seen: number[] = [];
    const bytes = Buffer.byteLength(lines(4000));
    await importFiles(
      session,
      { paths: [path], unitBytes: SMALL_UNITS },
      {
        isCancelled: () => false,
        report: (progress) => {
          expect(progress).toMatchObject({ total: bytes, unit: 'bytes', file: path });
          seen.push(progress.done);
        },
      },
    );
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(bytes);
  });

  it.each([
    ['missing.jsonl', 'file-missing', () => {}],
    ['empty.jsonl', 'format-unknown', () => write('empty.jsonl', '')],
    ['other.jsonl', 'format-unknown', () => write('other.jsonl', '{"a":1}\n')],
    ['cut.gz', 'format-unknown', () => write('cut.gz', gzipSync('x').subarray(0, 12))],
    ['bad.gz', 'file-malformed', () => write('bad.gz', Buffer.concat([gzipSync('x').subarray(0, 10), Buffer.alloc(64, 0xff)]))],
    ['bad.zst', 'file-malformed', () => write('bad.zst', Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.alloc(64, 0xff)]))],
  ] as const)('refuses %s with %s before anything is written', async (name, code, make) => {
    make();
    const good = write('good.jsonl', lines(3));
    await expect(run([good, place.path(name)])).rejects.toMatchObject({ code, message: expect.stringContaining(name) });
    expect(session.store.sources.list()).toEqual([]);
    expect(readdirSync(session.store.segmentsFolder)).toEqual([]);
  });

  it('refuses a folder that holds no file and imports all of one that does, sorted by path', async () => {
    mkdirSync(place.path('folder/inner'), { recursive: true });
    await expect(run([place.path('folder')])).rejects.toMatchObject({
      code: 'format-unknown',
      message: expect.stringContaining('holds no file'),
    });
    const paths = [write('folder/b.jsonl', lines(2)), write('folder/inner/c.jsonl', lines(2, 2)), write('folder/a.jsonl', lines(2, 4))];
    write('folder/notes.txt', 'not a log');
    const summary = await run([place.path('folder')]);
    expect(summary.sources.map((source) => source.path)).toEqual(paths.sort());
    expect(summary.skipped).toEqual([{ path: place.path('folder/notes.txt'), reason: expect.stringContaining('no format that is known') }]);
    expect(summary.exchanges).toBe(6);
  });

  it.skipIf(process.getuid?.() === 0)('refuses a file it may not read', async () => {
    const path = write('secret.jsonl', lines(3));
    chmodSync(path, 0);
    await expect(run([path])).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it('stops at a compression bomb and keeps a case that opens', async () => {
    const bomb = Buffer.concat([
      zstdCompressSync(Buffer.from(lines(10))),
      ...Array.from({ length: 24 }, () => zstdCompressSync(Buffer.alloc(16 << 20, 'a'))),
    ]);
    await expect(run([write('bomb.jsonl.zst', bomb)])).rejects.toMatchObject({ code: 'file-bomb' });
    expect((await checkCase(session.path)).problems).toEqual([]);
  });

  it('keeps what a damaged compressed file gives up to the damage, sets the record there aside and says where it ended', async () => {
    const whole = gzipSync(lines(20_000), { level: 1 });
    const damaged = Buffer.concat([whole.subarray(0, whole.length >> 1), Buffer.alloc(512, 0xff), whole.subarray(whole.length >> 1)]);
    await expect(run([write('damaged.jsonl.gz', damaged)])).rejects.toMatchObject({
      code: 'file-malformed',
      message: expect.stringMatching(/not readable after \d+ decompressed bytes/),
    });
    const [source] = session.store.sources.list();
    expect(source?.exchanges).toBeGreaterThan(5_000);
    expect(source?.quarantined).toBeGreaterThan(0);
    expect((await checkCase(session.path)).problems).toEqual([]);
  });

  it('imports what a cut compressed file holds and sets its last record aside', async () => {
    const whole = gzipSync(lines(5000));
    const summary = await run([write('cut.jsonl.gz', whole.subarray(0, whole.length - 2000))]);
    const [record] = session.store.quarantine.page(0, 10);
    expect(summary.sources[0]?.exchanges).toBeGreaterThan(1000);
    expect(summary.sources[0]?.quarantined).toBe(1);
    expect(record?.reason).toBe('cut-off');
  });

  it('tells of a lost worker instead of waiting for it', async () => {
    const path = write('a.jsonl', lines(4000));
    const loseTheFolder = {
      isCancelled: () => false,
      report: () => rmSync(session.store.segmentsFolder, { recursive: true, force: true }),
    };
    await expect(importFiles(session, { paths: [path], unitBytes: SMALL_UNITS }, loseTheFolder)).rejects.toMatchObject({
      code: 'worker-lost',
    });
    expect(session.store.sources.list()[0]?.state).toBe('failed');
  });

  it('writes the same bytes whether lines are scanned or read the exact way', async () => {
    const odd = [
      line(5001, { system_prompt: 'be brief', tool_definitions: [{ type: 'function', name: 'f', parameters: { a: [1, 2.5, 'é'] } }] }),
      line(5002, { tool_calls: [{ id: 'c', name: 'f', arguments: { deep: [[[[]]]] } }] }),
      line(5003, { input_messages: [{ role: 'user', parts: [{ type: 'text', content: 'hi' }] }], prompt_text: 'hi', flags: 64 }),
      line(5004, { ts: 1_772_442_847_125, asn: 4_294_967_295, max_tokens: -5 }),
      line(5005, { tool_calls: [{ id: 'c', name: 'f', arguments: JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`) as unknown }] }),
      '{"request_id":"a","request_id":"b","account_id":"twice"}',
      '  {"response_id" : "only" , "prompt_text":"\\u00e9\\ud83d\\ude00 \\/"}  ',
      line(5006, { account_id: 'x'.repeat(5000), ts: '2026-03-02 09:14:07' }),
      line(5007, { prompt_text: 'half \ud800 pair' }).replaceAll('\\\\', '\\'),
      '{"account_id":"no id of its own","ts":"2026-03-02T09:14:07.123456Z"}',
    ];
    const path = write('a.jsonl', lines(500) + odd.map((record) => `${record}\r\n`).join('') + lines(500, 500));
    const digests = [];
    for (const scan of [true, false]) {
      const other = createCase(place.path(`case-${scan}`), { program: 'test' });
      const summary = await importFiles(other, { paths: [path], scan }, UNHURRIED);
      digests.push({
        counts: [summary.sources[0]?.exchanges, other.store.quarantine.countByReason()],
        segments: other.store.segments.list().map((segment) => [segment.factsSha256, segment.textSha256]),
      });
      other.close();
    }
    expect(digests[0]).toEqual(digests[1]);
    expect(digests[0]?.counts).toEqual([1009, [{ reason: 'not-json', records: 1 }]]);
  });
});
