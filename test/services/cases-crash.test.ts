import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../main/engine/statistics/random.ts';
import { checkCase, openCase } from '../../main/services/cases.ts';
import { checkStore } from '../../main/storage/case-check.ts';
import { DictionaryCoder } from '../../main/storage/dictionary-coder.ts';
import { readFacts } from '../../main/storage/facts-reader.ts';
import { drawUnit } from '../storage/case-drawing.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import { startHolder } from './case-holder.ts';

describe('a process killed while it writes', () => {
  it('at any of 10 instants leaves a case that opens, checks clean and has every committed unit once', async () => {
    const random = seededRandom(13);
    let units = 0;
    for (let round = 0; round < 10; round++) {
      const folder = join(temporaryFolder(), 'case');
      const writer = await startHolder('write', folder);
      while (writer.committed.length < round % 5) await wait(5);
      await wait(random() * 60);
      await writer.kill();
      const session = await openCase(folder, { program: 'test', inspect: false });
      const { store } = session;
      const stored = store.sources.units(1).map((unit) => unit.unitNo);
      expect(stored).toEqual(stored.map((_, unitNo) => unitNo));
      expect(stored.length).toBeGreaterThanOrEqual(writer.committed.length);
      expect(stored.length).toBeLessThanOrEqual(writer.committed.length + 1);
      expect(readdirSync(store.segmentsFolder)).toHaveLength(stored.length * 2);
      drawUnit(session, 1, new DictionaryCoder(store.dictionaries), { unitNo: stored.length, rows: 10 });
      let rows = 0;
      readFacts(store, ['account_id'], (segment) => {
        rows += segment.rowCount;
      });
      expect(rows).toBe(session.summary().exchanges);
      session.close();
      expect(checkStore(store.layout, store.layout.file).problems).toEqual([]);
      units += stored.length;
    }
    expect(units).toBeGreaterThan(10);
  }, 120_000);

  it('leaves a case whose own journal is honoured when another process inspects it', async () => {
    const folder = join(temporaryFolder(), 'case');
    const writer = await startHolder('write', folder);
    while (writer.committed.length < 3) await wait(10);
    await writer.kill();
    expect(await checkCase(folder)).toMatchObject({ ok: true });
    const session = await openCase(folder, { program: 'test' });
    expect(session.store.sources.units(1).length).toBeGreaterThanOrEqual(3);
    session.close();
  }, 60_000);
});
