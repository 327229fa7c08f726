import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CaseSession, createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { readOriginal } from '../../main/services/originals.ts';
import { exportQuarantine } from '../../main/services/quarantine-export.ts';
import { closeQueries } from '../../main/services/queries.ts';
import { columnFill, listSources } from '../../main/services/sources.ts';
import { line, lines, makePlace, type Place, UNHURRIED } from './imports-drawing.ts';

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

function write(name: string, bytes: string | Buffer): string {
  writeFileSync(place.path(name), bytes);
  return place.path(name);
}

const importAll = (...paths: string[]) => importFiles(session, { paths, workers: 1 }, UNHURRIED);

describe('the list of sources', () => {
  it('says of each why it has its format, what came of its records and when they lie', async () => {
    const bulk = [{ index: { _index: 'x' } }, JSON.parse(line(1)), { index: {} }, JSON.parse(line(2))].map((item) => JSON.stringify(item));
    await importAll(write('bulk.ndjson', `${bulk.join('\n')}\n`), write('a.jsonl', `${lines(3)}no record\n${lines(2)}`));
    const [first, second] = listSources(session);
    expect(first).toMatchObject({ format: 'es_bulk', exchanges: 2, passedOver: 2, quarantined: 0, state: 'complete', failure: null });
    expect(first?.reason).not.toBe('');
    expect(second).toMatchObject({
      exchanges: 3,
      duplicates: 2,
      quarantined: 1,
      passedOver: 0,
      firstSeen: '2026-03-02T00:00:00.000Z',
      lastSeen: '2026-03-02T00:00:02.000Z',
    });
  });

  it('says how full each column is, masked rows left out, texts and facts alike', async () => {
    await importAll(
      write('a.jsonl', `${line(1, { completion_text: null, country: 'DE' })}\n${line(2)}\n`),
      write('b.jsonl', `${line(2)}\n${line(3, { prompt_text: null, input_messages: [{ role: 'user', parts: [] }] })}\n`),
    );
    const fill = async (sourceId: number | null) =>
      Object.fromEntries((await columnFill(session, sourceId)).map(({ column, filled, exchanges }) => [column, `${filled}/${exchanges}`]));
    const all = await fill(null);
    expect([all.country, all.account_id, all.ts, all.temperature, all.latency_ms]).toEqual(['1/3', '3/3', '3/3', '2/3', '3/3']);
    expect([all.prompt_text, all.completion_text, all.request_id, all.tool_calls]).toEqual(['2/3', '2/3', '3/3', '0/3']);
    const second = await fill(2);
    expect([second.request_id, second.prompt_text, second.completion_text, second.country]).toEqual(['1/1', '0/1', '1/1', '0/1']);
    await expect(columnFill(session, 9)).rejects.toMatchObject({ code: 'entry-unknown' });
  });
});

describe('quarantined records', () => {
  it('are written with the whole record from the untouched file, or with what the case keeps where that is gone', async () => {
    const long = `{"broken": "${'x'.repeat(10_000)}`;
    const latin = Buffer.concat([Buffer.from('{"caf'), Buffer.from([0xe9]), Buffer.from('": 1}\n')]);
    const kept = write('kept.jsonl.gz', gzipSync(Buffer.concat([Buffer.from(`${lines(2)}${long}\n`), latin, Buffer.from(lines(1, 5))])));
    const gone = write('gone.jsonl', `${lines(1, 8)}${long}\n`);
    await importAll(kept, gone);
    rmSync(gone);
    const out = place.path('quarantine.jsonl');
    expect(await exportQuarantine(session, null, out)).toBe(3);
    const [first, second, third] = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(first).toMatchObject({
      source: kept,
      position: Buffer.byteLength(lines(2)),
      length: long.length,
      reason: 'not-json',
      record: long,
    });
    expect(Buffer.from(second.recordBase64, 'base64').equals(latin.subarray(0, -1))).toBe(true);
    expect(third).toMatchObject({ source: gone, record: long.slice(0, 4096), cut: true });
    expect(await exportQuarantine(session, 2, out)).toBe(1);
    expect(readdirSync(place.folder).filter((name) => name.includes('.tmp'))).toEqual([]);
    await expect(exportQuarantine(session, null, `${session.folder}/out.jsonl`)).rejects.toMatchObject({ code: 'folder-not-empty' });
  });
});

describe('the original record', () => {
  it.each([
    ['plain', 'a.jsonl', (text: string) => Buffer.from(text)],
    ['gzip', 'a.jsonl.gz', (text: string) => gzipSync(text)],
    ['zstd', 'a.jsonl.zst', (text: string) => zstdCompressSync(text)],
  ])('is read from a %s file at its place', async (_, name, pack) => {
    await importAll(write(name, pack(lines(400))));
    const { text, ...found } = (await readOriginal(session, 321)) as { text: string };
    expect(text).toBe(line(321));
    expect(found).toMatchObject({ state: 'found', path: place.path(name), position: Buffer.byteLength(lines(321)), cut: false });
  });

  it('is cut at a MiB between characters', async () => {
    const record = line(1, { prompt_text: '漢'.repeat(500_000) });
    await importAll(write('a.jsonl', `${record}\n`));
    const found = await readOriginal(session, 0);
    expect(found).toMatchObject({ state: 'found', cut: true });
    if (found.state === 'found') expect(record.startsWith(found.text) && found.text.length > 300_000).toBe(true);
  });

  it('is told to be changed or missing, and never taken from another file', async () => {
    const path = write('a.jsonl', lines(10));
    await importAll(path);
    utimesSync(path, 1, 1);
    expect(await readOriginal(session, 3)).toMatchObject({ state: 'changed', path });
    rmSync(path);
    expect(await readOriginal(session, 3)).toMatchObject({ state: 'missing', path });
    await expect(readOriginal(session, 99)).rejects.toMatchObject({ code: 'row-unknown' });
  });

  it('is given up when another is asked for', async () => {
    await importAll(write('a.jsonl.gz', gzipSync(lines(20_000))));
    const first = readOriginal(session, 19_999);
    const second = readOriginal(session, 0);
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(await second).toMatchObject({ state: 'found', text: line(0) });
  });
});
