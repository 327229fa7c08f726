import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyDatabase, filesToAnalyze, layOutCopy } from '../../main/storage/case-copy.ts';
import { CaseStore } from '../../main/storage/case-store.ts';
import { readFacts } from '../../main/storage/facts-reader.ts';
import { drawCase } from './case-drawing.ts';
import { temporaryFolder } from './temporary-folder.ts';

const nothing = (): void => {};

describe('a copy of a case', () => {
  it('is of the moment, reads like the case, and takes no room for segments, nor their texts', async () => {
    const folder = temporaryFolder();
    const session = drawCase(
      join(folder, 'case'),
      [0, 1].map((unitNo) => ({ unitNo, rows: 7 })),
    );
    const { store } = session;
    const database = join(folder, 'copied.sqlite');
    await copyDatabase(store, database, nothing);
    store.transaction(() => store.activity.append('later', {}));
    const files = filesToAnalyze(store);
    expect(files.every((file) => file.endsWith('.facts.arrow'))).toBe(true);
    expect(files).toHaveLength(2);
    const layout = await layOutCopy(join(folder, 'copy'), database, files, nothing);
    expect(readdirSync(layout.segmentsFolder)).toEqual(['000001.facts.arrow', '000002.facts.arrow']);
    for (const file of files) expect(statSync(file).nlink).toBe(2);
    const copy = CaseStore.open(layout, false);
    expect(copy.activity.count()).toBe(store.activity.count() - 1);
    expect(accountsOf(copy)).toEqual(accountsOf(store));
    copy.sweep();
    expect(copy.activity.verify()).toBeNull();
    copy.close();
    for (const file of files) expect(statSync(file).size).toBeGreaterThan(0);
    session.close();
  });

  it('stops when it is told to', async () => {
    const folder = temporaryFolder();
    const session = drawCase(join(folder, 'case'), [{ unitNo: 0, rows: 7 }]);
    const { store } = session;
    const stop = (): void => {
      throw new Error('stop');
    };
    const database = join(folder, 'copied.sqlite');
    await expect(copyDatabase(store, database, stop)).rejects.toThrow('stop');
    await copyDatabase(store, database, nothing);
    await expect(layOutCopy(join(folder, 'copy'), database, filesToAnalyze(store), stop)).rejects.toThrow('stop');
    session.close();
  });
});

function accountsOf(store: CaseStore): number[] {
  const codes: number[] = [];
  readFacts(store, ['account_id'], (segment) => codes.push(...segment.codes('account_id')));
  return codes;
}
