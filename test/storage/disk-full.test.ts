import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCase } from '../../main/services/cases.ts';
import { DictionaryCoder } from '../../main/storage/dictionary-coder.ts';
import { reportingDiskFull } from '../../main/storage/disk-full.ts';
import { writeSegment } from '../../main/storage/segment-writer.ts';
import { drawSegment } from './segment-drawing.ts';
import { temporaryFolder } from './temporary-folder.ts';

const diskFull = expect.objectContaining({ name: 'Failure', code: 'disk-full' });

describe('a full disk', () => {
  it.runIf(existsSync('/dev/full'))('is a Failure of its own when a file is written', () => {
    expect(() => reportingDiskFull('the case', () => writeFileSync('/dev/full', 'x'))).toThrow(diskFull);
  });

  it('keeps nothing of the transaction that met it, and everything before', () => {
    const { store, close } = createCase(join(temporaryFolder(), 'case'), { program: 'test' });
    const commit = (strings: string[]): void => {
      const coder = new DictionaryCoder(store.dictionaries);
      coder.assign(1, strings);
      store.transaction(() => store.dictionaries.append(coder.takePending()));
    };
    commit(['kept']);
    store.database.pragma(`max_page_count = ${Number(store.database.pragma('page_count', { simple: true })) + 4}`);
    expect(() => commit(Array.from({ length: 5_000 }, (_, i) => `string number ${i}`))).toThrow(diskFull);
    expect(store.dictionaries.values(1)).toEqual([null, 'kept']);
    close();
  });

  it('or any other failure leaves no half-written segment behind', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 's000001.text.partial'), 'in the way');
    expect(() => writeSegment(folder, 1, drawSegment([{ texts: { prompt_text: 'x' } }]))).toThrow(/EEXIST/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
