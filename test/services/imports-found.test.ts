import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFiles } from '../../main/services/imports-found.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import { drawZip } from './decoders-drawing.ts';

/** Makes files, and the folders they are in. */
function draw(...names: readonly string[]): string {
  const folder = temporaryFolder();
  for (const name of names) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), name.endsWith('.zip') ? drawZip([{ name: 'in/one.jsonl', content: '{}' }]) : '{}\n');
  }
  return folder;
}

async function found(folder: string, ...paths: readonly string[]): Promise<{ files: string[]; named: string[]; skipped: string[] }> {
  const { files, skipped } = await findFiles(paths.map((path) => join(folder, path)));
  const inside = (path: string): string => path.slice(folder.length + 1);
  return {
    files: files.map(({ path }) => inside(path)),
    named: files.filter(({ named }) => named).map(({ path }) => inside(path)),
    skipped: skipped.map(({ path, reason }) => `${inside(path)}: ${reason.replaceAll(`${folder}/`, '')}`),
  };
}

describe('the files that paths stand for', () => {
  it('are all below a folder, sorted by path, and those named keep the order they were named in', async () => {
    const folder = draw('b/z.jsonl', 'b/a/2.csv', 'b/a/10.csv', 'c.jsonl', 'a.jsonl');
    expect((await found(folder, '')).files).toEqual(['a.jsonl', 'b/a/10.csv', 'b/a/2.csv', 'b/z.jsonl', 'c.jsonl']);
    const { files, named } = await found(folder, 'c.jsonl', 'b', 'a.jsonl');
    expect(files).toEqual(['c.jsonl', 'b/a/10.csv', 'b/a/2.csv', 'b/z.jsonl', 'a.jsonl']);
    expect(named).toEqual(['c.jsonl', 'a.jsonl']);
  });

  it('are each found once, however often they are named', async () => {
    const folder = draw('logs/a.jsonl', 'logs/b.jsonl');
    expect((await found(folder, 'logs/b.jsonl', 'logs', 'logs/*.jsonl')).files).toEqual(['logs/b.jsonl', 'logs/a.jsonl']);
  });

  it('are those that a pattern matches, unless a file has the pattern for its name', async () => {
    const folder = draw('day=1/a.jsonl', 'day=2/b.jsonl', 'day=2/b.csv', 'odd[1].jsonl');
    expect((await found(folder, '*/*.jsonl')).files).toEqual(['day=1/a.jsonl', 'day=2/b.jsonl']);
    expect((await found(folder, '**/*.{csv,jsonl}')).files).toEqual(['day=1/a.jsonl', 'day=2/b.csv', 'day=2/b.jsonl', 'odd[1].jsonl']);
    expect((await found(folder, 'odd[1].jsonl')).named).toEqual(['odd[1].jsonl']);
    await expect(findFiles([join(folder, '*.gz')])).rejects.toMatchObject({
      code: 'file-missing',
      message: `${folder}/*.gz: no file matches`,
    });
  });

  it('are not the marks that other programs leave, nor lists that hold no records', async () => {
    const folder = draw('_SUCCESS', '.DS_Store', '.part.crc', 'x.parquet.crc', '__MACOSX/a.jsonl', 'Thumbs.db', '.git/config', 'a.jsonl');
    expect(await found(folder, '')).toEqual({ files: ['a.jsonl'], named: [], skipped: [] });
    const delivery = draw('AWSLogs/1/amazon-bedrock-logs-permission-check', 'out/manifests/1.json', 'out/a.jsonl');
    expect((await found(delivery, '')).files).toEqual(['out/a.jsonl']);
    expect((await found(delivery, '')).skipped).toHaveLength(2);
    expect((await found(folder, '.DS_Store')).named).toEqual(['.DS_Store']);
  });

  it('are the entries of an archive, in a folder as when it is named, except litter in it', async () => {
    const folder = draw('a.jsonl', 'logs/b.zip', 'C.ZIP');
    writeFileSync(
      join(folder, 'C.ZIP'),
      drawZip(['__MACOSX/._x', 'd/', 'd/2.jsonl', 'd/1.jsonl', '.hidden'].map((name) => ({ name, content: '', stored: true }))),
    );
    expect((await found(folder, '')).files).toEqual(['C.ZIP!/d/2.jsonl', 'C.ZIP!/d/1.jsonl', 'a.jsonl', 'logs/b.zip!/in/one.jsonl']);
    expect((await found(folder, 'logs/b.zip!/in/one.jsonl')).named).toEqual(['logs/b.zip!/in/one.jsonl']);
  });

  it('leave a broken archive in a folder out with the reason, and fail for one that is named', async () => {
    const folder = draw('a.jsonl');
    writeFileSync(join(folder, 'broken.zip'), 'PK\x03\x04 and nothing else');
    const { files, skipped } = await found(folder, '');
    expect(files).toEqual(['a.jsonl']);
    expect(skipped).toEqual([expect.stringMatching(/^broken\.zip: broken\.zip is no zip archive that can be read/)]);
    await expect(findFiles([join(folder, 'broken.zip')])).rejects.toMatchObject({ code: 'file-malformed' });
  });

  it('end where links lead in circles, nowhere or into themselves', async () => {
    const folder = draw('logs/a.jsonl', 'logs/deep/b.jsonl', 'elsewhere/c.jsonl');
    symlinkSync('..', join(folder, 'logs', 'deep', 'up'));
    symlinkSync('../elsewhere', join(folder, 'logs', 'linked'));
    symlinkSync('nowhere', join(folder, 'logs', 'lost'));
    symlinkSync('self', join(folder, 'logs', 'self'));
    expect(await found(folder, 'logs')).toEqual({
      files: ['logs/a.jsonl', 'logs/deep/b.jsonl', 'logs/linked/c.jsonl'],
      named: [],
      skipped: [
        'logs/deep/up: the folder was walked already',
        'logs/lost: the link leads nowhere',
        'logs/self: logs/self cannot be read (ELOOP)',
      ],
    });
    await expect(findFiles([join(folder, 'logs', 'self')])).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(findFiles([join(folder, 'logs', 'lost')])).rejects.toMatchObject({ code: 'file-missing' });
  });

  it.skipIf(process.platform === 'win32')('are not pipes and other special files', async () => {
    const folder = draw('a.jsonl');
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await found(folder, '')).toMatchObject({ files: ['a.jsonl'], skipped: ['pipe: not a regular file'] });
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('go on beside a folder that may not be read', async () => {
    const folder = draw('a.jsonl', 'closed/b.jsonl');
    chmodSync(join(folder, 'closed'), 0);
    try {
      expect(await found(folder, '')).toMatchObject({ files: ['a.jsonl'], skipped: ['closed: closed cannot be read (EACCES)'] });
      await expect(findFiles([join(folder, 'closed')])).rejects.toMatchObject({ code: 'file-unreadable' });
    } finally {
      chmodSync(join(folder, 'closed'), 0o700);
    }
  });

  it('are found in a folder of ten thousand within seconds', async () => {
    const folder = temporaryFolder();
    for (let i = 0; i < 10_000; i++) writeFileSync(join(folder, `${i}.json.gz`), '');
    const startedAt = performance.now();
    const { files } = await findFiles([folder]);
    expect(files).toHaveLength(10_000);
    expect(files[2]?.path).toBe(join(folder, '10.json.gz'));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
