import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CaseSession, checkCase, createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { closeQueries } from '../../main/services/queries.ts';
import { exchangesOf, line, lines, makePlace, type Place, UNHURRIED } from './imports-drawing.ts';

vi.setConfig({ testTimeout: 120_000 });
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

const raw = (...parts: (string | number[])[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part as string)));

/** The twenty bad lines and what must become of each: a reason, or `duplicate`. */
const BAD: readonly (readonly [Buffer, string])[] = [
  [raw(line(1000).slice(0, 60)), 'not-json'],
  [raw('{"request_id":"x","prompt_text":"unclosed}'), 'not-json'],
  [raw('['.repeat(100_000)), 'not-json'],
  [raw('{"request_id":"a","input_messages":[', '['.repeat(5000), ']'.repeat(5000), ']}'), 'not-json'],
  [raw('{"request_id":"x', [0], '"}'), 'not-json'],
  [raw([0, 0, 0, 0]), 'not-json'],
  [raw('{"request_id":"x","prompt_text":"', [0xff, 0xfe], '"}'), 'not-utf8'],
  [raw('{"request_id":"x","prompt_text":"', [0xed, 0xa0, 0x80], '"}'), 'not-utf8'],
  [raw('[1,2,3]'), 'not-an-object'],
  [raw('"text"'), 'not-an-object'],
  [raw(line(1001, { account_id: 17 })), 'wrong-type'],
  [raw(line(1002, { latency_ms: 'fast' })), 'wrong-type'],
  [raw(line(1003, { account_id: 'a\0b' })), 'wrong-type'],
  [raw(line(1004).replace('"latency_ms":1104', '"latency_ms":9007199254740993')), 'wrong-type'],
  [raw(line(1005, { ts: '2026-13-41T25:61:00Z' })), 'bad-time'],
  [raw(line(1006, { ts: '0000-01-01T00:00:00Z' })), 'bad-time'],
  [raw('{"ts":"2026-03-02T00:00:00Z","user_agent":"only"}'), 'not-an-exchange'],
  [raw(line(3)), 'duplicate'],
  [raw(line(4)), 'duplicate'],
];
const LONG_BYTES = 50 * 1024 * 1024;

describe('import of a broken file', () => {
  it('imports the good lines, sets the bad ones aside with place and reason, and the totals add up', async () => {
    const path = place.path('broken.jsonl');
    const file = openSync(path, 'w');
    const expected: { position: number; length: number; reason: string }[] = [];
    let position = 0;
    const put = (bytes: Buffer): void => {
      writeSync(file, bytes);
      position += bytes.length;
    };
    for (let i = 0; i < 280; i++) {
      put(Buffer.from(`${line(i)}\n`));
      const bad = i % 14 === 5 ? BAD[(i - 5) / 14] : undefined;
      if (bad !== undefined) {
        if (bad[1] !== 'duplicate') expected.push({ position, length: bad[0].length, reason: bad[1] });
        put(Buffer.concat([bad[0], Buffer.from(i % 28 === 5 ? '\n' : '\r\n')]));
      }
      if (i === 100) {
        expected.push({ position, length: LONG_BYTES, reason: 'too-long' });
        put(Buffer.from('{"request_id":"long","prompt_text":"'.padEnd(LONG_BYTES, 'x')));
        put(Buffer.from('\n'));
      }
    }
    closeSync(file);
    const summary = await importFiles(session, { paths: [path] }, UNHURRIED);
    const records = session.store.quarantine.page(0, 100);
    const byPlace = (a: { position: number }, b: { position: number }): number => a.position - b.position;
    expect(records.map(({ position: p, length, reason }) => ({ position: p, length, reason })).sort(byPlace)).toEqual(
      expected.sort(byPlace),
    );
    expect(summary.sources[0]).toMatchObject({ exchanges: 280, quarantined: 18, duplicates: 2 });
    const [source] = summary.sources;
    expect((source?.exchanges ?? 0) + (source?.quarantined ?? 0) + (source?.duplicates ?? 0)).toBe(300);
    for (const record of records) {
      expect(record.excerpt.length).toBeLessThanOrEqual(4096);
      expect(record.detail).not.toMatch(/req_|acct_/);
    }
    expect(summary.peakRssBytes).toBeLessThan(1.5 * 2 ** 30);
    expect((await exchangesOf(session)).map((exchange) => exchange.request_id)).toEqual(Array.from({ length: 280 }, (_, i) => `req_${i}`));
    expect((await checkCase(session.path)).problems).toEqual([]);
  });

  it('keeps prompts byte for byte, NUL and line separators among them', async () => {
    const prompt = 'a\0b\u2028c\u0085d\r\n\t"\\ \u{1F600} \u00e9e\u0301 \u202e';
    const path = place.path('odd.jsonl');
    writeFileSync(path, `${line(1, { prompt_text: prompt, completion_text: '' })}\n`);
    await importFiles(session, { paths: [path] }, UNHURRIED);
    const [exchange] = await exchangesOf(session);
    expect(exchange?.prompt_text).toBe(prompt);
    expect(exchange?.completion_text).toBe('');
  });

  it('calls a last line that is cut off what it is, and imports one that only lacks its line end', async () => {
    const path = place.path('cut.jsonl');
    writeFileSync(path, lines(3) + line(3).slice(0, 50));
    const whole = place.path('whole.jsonl');
    writeFileSync(whole, lines(3, 10) + line(13));
    const summary = await importFiles(session, { paths: [path, whole] }, UNHURRIED);
    expect(summary.sources.map((source) => [source.exchanges, source.quarantined])).toEqual([
      [3, 1],
      [4, 0],
    ]);
    expect(session.store.quarantine.page(0, 1)[0]).toMatchObject({ reason: 'cut-off', length: 50, position: Buffer.byteLength(lines(3)) });
  });

  it('sets bad CSV records aside and goes on behind each', async () => {
    const path = place.path('bad.csv');
    const rows = [
      'request_id,prompt_text,latency_ms',
      'r1,"one",5',
      'r2,two',
      'r3,"three"x,5',
      'r4,"fo\nur",6',
      'r5,five,soon',
      'r6,six,,',
      '',
      'r7,seven,7',
      'r8,"open',
    ];
    writeFileSync(path, rows.join('\n'));
    await importFiles(session, { paths: [path] }, UNHURRIED);
    expect((await exchangesOf(session)).map((exchange) => [exchange.request_id, exchange.prompt_text])).toEqual([
      ['r1', 'one'],
      ['r4', 'fo\nur'],
      ['r7', 'seven'],
    ]);
    const text = rows.join('\n');
    expect(session.store.quarantine.page(0, 10).map((record) => [record.reason, record.position])).toEqual([
      ['column-count', text.indexOf('r2')],
      ['column-count', text.indexOf('r3')],
      ['wrong-type', text.indexOf('r5')],
      ['column-count', text.indexOf('r6')],
      ['cut-off', text.indexOf('r8')],
    ]);
  });

  it('gives up on a file of rubbish instead of keeping millions of records of it', async () => {
    const path = place.path('rubbish.jsonl');
    writeFileSync(path, lines(10) + 'x\n'.repeat(20_000));
    await expect(importFiles(session, { paths: [path], unitBytes: 2 ** 20 }, UNHURRIED)).rejects.toMatchObject({ code: 'file-malformed' });
    expect((await checkCase(session.path)).problems).toEqual([]);
  });

  it('takes every file of JSONTestSuite for one record, and loses nothing around it', async () => {
    const suite = JSON.parse(readFileSync(new URL('../fixtures/formats/json-test-suite.json', import.meta.url), 'utf8')) as {
      files: Record<string, string>;
    };
    const entries = Object.entries(suite.files)
      .map(([name, base64]) => ({ name, bytes: Buffer.from(base64, 'base64') }))
      .filter(({ bytes }) => !bytes.includes(10) && bytes.toString('latin1').trim() !== '');
    expect(entries.length).toBeGreaterThan(250);
    const mustRead = entries.filter(({ name }) => name.startsWith('y_'));
    const path = place.path('suite.jsonl');
    const records = entries.map(({ name, bytes }, i) => {
      const record = name.startsWith('y_') ? raw(`{"request_id":"${name}","of_the_source":`, [...bytes], '}') : bytes;
      return Buffer.concat([Buffer.from(`${line(i)}\n`), record, Buffer.from('\n')]);
    });
    writeFileSync(path, Buffer.concat(records));
    const summary = await importFiles(session, { paths: [path] }, UNHURRIED);
    const imported = new Set((await exchangesOf(session)).map((exchange) => exchange.request_id));
    for (const { name } of mustRead) expect(imported, name).toContain(name);
    expect(summary.sources[0]).toMatchObject({
      exchanges: entries.length + mustRead.length,
      quarantined: entries.length - mustRead.length,
      duplicates: 0,
    });
    const refused = session.store.quarantine.countByReason();
    expect(refused.map(({ reason }) => reason)).toEqual(['not-an-exchange', 'not-an-object', 'not-json', 'not-utf8']);
  });
});
