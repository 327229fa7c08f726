import {
  chmodSync,
  closeSync,
  copyFileSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import type { ImportSummary } from '../../main/engine/domain/case.ts';
import { runProgram } from '../cli/program-run.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import { drawZip, writeParquet } from './decoders-drawing.ts';
import { line, lines } from './imports-drawing.ts';

vi.setConfig({ testTimeout: 240_000 });
const MEBIBYTE = 2 ** 20;
const MOST_MEMORY = 800 * MEBIBYTE;

/** Good lines, then half a gibibyte of one letter in members of eight mebibytes. */
function bomb(compress: (bytes: Buffer) => Buffer, from: number): Buffer {
  const member = compress(Buffer.alloc(8 * MEBIBYTE, 'a'));
  return Buffer.concat([compress(Buffer.from(lines(2_000, from))), ...new Array<Buffer>(64).fill(member)]);
}

/** A record of `bytes` bytes with a hole for its content between good lines. */
function drawLongLine(path: string, bytes: number, from: number): void {
  const file = openSync(path, 'w');
  const start = Buffer.from(`${lines(20, from)}{"request_id":"long","prompt_text":"`);
  writeSync(file, start);
  ftruncateSync(file, start.length + bytes);
  writeSync(file, Buffer.from(`"}\n${lines(20, from + 20)}`), 0, null, start.length + bytes);
  closeSync(file);
}

const DEEP = `{"request_id":"deep","input_messages":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;

async function drawDelivery(folder: string): Promise<void> {
  const put = (name: string, content: Buffer | string): void => writeFileSync(join(folder, name), content);
  put('a-good.jsonl', lines(30, 100_000));
  put(
    'b-bomb.jsonl.gz',
    bomb((bytes) => gzipSync(bytes, { level: 9 }), 110_000),
  );
  put(
    'c-bomb.jsonl.zst',
    bomb((bytes) => zstdCompressSync(bytes), 120_000),
  );
  put('d-bomb.zip', drawZip([{ name: 'x.jsonl.gz', content: bomb((bytes) => gzipSync(bytes, { level: 9 }), 130_000), stored: true }]));
  const overlapping = [
    { name: 'x.jsonl', content: lines(3, 140_000) },
    { name: 'y.jsonl', content: lines(3, 140_000), shares: 'x.jsonl' },
  ];
  put('e-overlap.zip', drawZip(overlapping));
  drawLongLine(join(folder, 'f-long.jsonl'), 2 ** 30, 150_000);
  put('g-deep.jsonl', `${lines(10, 160_000)}${DEEP}\n${lines(10, 160_010)}`);
  put('h-deep.json', `[${line(170_000)},${DEEP},${line(170_001)}]`);
  const columns = `'req_p' || i AS request_id, 'acct_1' AS account_id, repeat('words ', 40) || i AS prompt_text, TIMESTAMPTZ '2026-03-02 00:00:00+00' AS ts`;
  await writeParquet(join(folder, 'i-good.parquet'), `SELECT ${columns} FROM range(5000) t(i)`);
  const whole = readFileSync(join(folder, 'i-good.parquet'));
  put('j-half.parquet', whole.subarray(0, whole.length >> 1));
  symlinkSync('.', join(folder, 'k-loop'));
  put('l-nested.zip', drawZip([{ name: 'inner.zip', content: drawZip([{ name: 'x.jsonl', content: lines(3) }]), stored: true }]));
  put('m-good.zip', drawZip([{ name: 'logs/x.jsonl', content: lines(7, 180_000) }]));
  put('z-good.jsonl', lines(30, 190_000));
}

/** What must be said of each file that is not imported to its end. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  'b-bomb.jsonl.gz': /decompresses to more than 400 times its size/,
  'c-bomb.jsonl.zst': /decompresses to more than 400 times its size/,
  'd-bomb.zip!/x.jsonl.gz': /decompresses to more than 400 times its size/,
  'e-overlap.zip': /entries that share their bytes/,
  'j-half.parquet': /has no Parquet footer: it is cut off/,
  'k-loop': /was walked already/,
  'l-nested.zip!/inner.zip': /is a zip archive inside a zip archive/,
};

describe('a folder of hostile files', () => {
  it('is imported but for one reason a file, within bounded memory', async () => {
    const folder = temporaryFolder();
    const delivery = join(folder, 'delivery');
    mkdirSync(delivery);
    await drawDelivery(delivery);
    const { code, stdout, stderr } = await runProgram(['import', join(folder, 'case'), delivery, '--json', '--workers', '2']);
    expect(code, stderr).toBe(0);
    const summary = JSON.parse(stdout) as ImportSummary;
    const inside = (path: string): string => path.slice(delivery.length + 1);
    const skipped = new Map(summary.skipped.map(({ path, reason }) => [inside(path), reason]));
    expect([...skipped.keys()].sort()).toEqual(Object.keys(REFUSED));
    for (const [name, reason] of Object.entries(REFUSED)) expect(skipped.get(name), name).toMatch(reason);
    const imported = summary.sources.map(({ path, exchanges, quarantined }) => [inside(path), exchanges, quarantined]);
    expect(imported).toEqual([
      ['a-good.jsonl', 30, 0],
      ['f-long.jsonl', 40, 1],
      ['g-deep.jsonl', 20, 1],
      ['h-deep.json', 2, 1],
      ['i-good.parquet', 5_000, 0],
      ['m-good.zip!/logs/x.jsonl', 7, 0],
      ['z-good.jsonl', 30, 0],
    ]);
    expect(summary.peakRssBytes).toBeLessThan(MOST_MEMORY);
    expect((await runProgram(['check', join(folder, 'case')])).code).toBe(0);
  });

  it('fails in one line for a bomb that is named', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'bomb.jsonl.gz');
    writeFileSync(
      path,
      bomb((bytes) => gzipSync(bytes, { level: 9 }), 0),
    );
    const { code, stderr } = await runProgram(['import', join(folder, 'case'), path]);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(`${path} decompresses to more than 400 times its size`)]);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('is imported but for a file that may not be read', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'logs'));
    writeFileSync(join(folder, 'logs', 'a.jsonl'), lines(5));
    copyFileSync(join(folder, 'logs', 'a.jsonl'), join(folder, 'logs', 'closed.jsonl'));
    chmodSync(join(folder, 'logs', 'closed.jsonl'), 0);
    const { code, stdout } = await runProgram(['import', join(folder, 'case'), join(folder, 'logs'), '--json']);
    expect(code).toBe(0);
    const summary = JSON.parse(stdout) as ImportSummary;
    expect(summary.exchanges).toBe(5);
    expect(summary.skipped).toEqual([
      { path: join(folder, 'logs', 'closed.jsonl'), reason: expect.stringContaining('cannot be read (EACCES)') },
    ]);
  });
});
