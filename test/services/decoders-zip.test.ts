import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { listArchive } from '../../main/services/decoders.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import { decodedBytes, drawZip, type ZipEntry } from './decoders-drawing.ts';

function zipFile(entries: readonly ZipEntry[]): string {
  const path = join(temporaryFolder(), 'logs.zip');
  writeFileSync(path, drawZip(entries));
  return path;
}

async function entryText(path: string, entry: string): Promise<string> {
  return (await decodedBytes({ kind: 'zip', path, entry })).toString('utf8');
}

it('lists the files of an archive in its order and reads each, decompressing what is compressed again', async () => {
  const frames = Buffer.concat([zstdCompressSync('first\n'), zstdCompressSync('second\n')]);
  const path = zipFile([
    { name: 'b/', content: '', stored: true },
    { name: 'b/plain.jsonl', content: 'one\n' },
    { name: 'a.jsonl.gz', content: Buffer.concat([gzipSync('two\n'), gzipSync('three\n')]), stored: true },
    { name: 'ü.jsonl.zst', content: frames },
    { name: 'empty', content: '' },
  ]);
  expect((await listArchive(path)).map(({ name }) => name)).toEqual(['b/plain.jsonl', 'a.jsonl.gz', 'ü.jsonl.zst', 'empty']);
  expect(await entryText(path, 'b/plain.jsonl')).toBe('one\n');
  expect(await entryText(path, 'a.jsonl.gz')).toBe('two\nthree\n');
  expect(await entryText(path, 'ü.jsonl.zst')).toBe('first\nsecond\n');
  expect(await entryText(path, 'empty')).toBe('');
});

it('reads hundreds of small entries with one process', async () => {
  const path = zipFile(Array.from({ length: 500 }, (_, i) => ({ name: `${i}.jsonl`, content: `line ${i}\n` })));
  const startedAt = performance.now();
  for (const { name } of await listArchive(path)) expect(await entryText(path, name)).toBe(`line ${name.replace('.jsonl', '')}\n`);
  expect((performance.now() - startedAt) / 500).toBeLessThan(40);
}, 30_000);

it('says which entry cannot be read and why, and still reads the others', async () => {
  const path = zipFile([
    { name: 'secret.jsonl', content: 'x', encrypted: true },
    { name: 'changed.jsonl', content: 'one\n', checksum: 7 },
    { name: 'inner.zip', content: drawZip([{ name: 'a', content: 'b' }]), stored: true },
    { name: 'cut.gz', content: gzipSync('many words '.repeat(1_000)).subarray(0, 40), stored: true },
    { name: 'good.jsonl', content: 'fine\n' },
  ]);
  await expect(entryText(path, 'secret.jsonl')).rejects.toMatchObject({
    code: 'file-unreadable',
    message: `${path}!/secret.jsonl is encrypted`,
  });
  await expect(entryText(path, 'changed.jsonl')).rejects.toMatchObject({
    code: 'file-malformed',
    message: expect.stringMatching(/changed\.jsonl.*checksum/),
  });
  await expect(entryText(path, 'inner.zip')).rejects.toMatchObject({
    code: 'format-unknown',
    message: expect.stringMatching(/inner\.zip is a zip archive inside/),
  });
  await expect(entryText(path, 'cut.gz')).rejects.toMatchObject({ code: 'file-malformed', message: expect.stringMatching(/cut\.gz/) });
  await expect(entryText(path, 'none.jsonl')).rejects.toMatchObject({ code: 'file-missing' });
  expect(await entryText(path, 'good.jsonl')).toBe('fine\n');
});

it('refuses archives whose entries share their bytes, that say more than they hold, or that are cut off', async () => {
  const shared = zipFile([
    { name: 'a', content: 'same' },
    { name: 'b', content: 'same', shares: 'a' },
  ]);
  await expect(listArchive(shared)).rejects.toMatchObject({ code: 'file-bomb', message: expect.stringMatching(/share their bytes/) });
  const cut = join(temporaryFolder(), 'cut.zip');
  writeFileSync(cut, drawZip([{ name: 'a', content: 'same' }]).subarray(0, 30));
  await expect(listArchive(cut)).rejects.toMatchObject({
    code: 'file-malformed',
    message: expect.stringMatching(/cut\.zip is no zip archive/),
  });
});

it('ends an entry that grows beyond 400 times its size', async () => {
  const path = zipFile([{ name: 'bomb.jsonl', content: Buffer.alloc(300 * 2 ** 20, 'a') }]);
  await expect(entryText(path, 'bomb.jsonl')).rejects.toMatchObject({
    code: 'file-bomb',
    message: expect.stringMatching(/bomb\.jsonl decompresses to more than 400 times/),
  });
}, 60_000);
