import { createCase, openCase } from '../../main/services/cases.ts';
import { DictionaryCoder } from '../../main/storage/dictionary-coder.ts';
import { drawUnit } from '../storage/case-drawing.ts';

/**
 * Another process with a case open. `hold` opens it and waits; `write` makes it, then commits units as fast as it can and tells of each. Both go on
 * until they are killed.
 */
const [mode = '', folder = ''] = process.argv.slice(2);

if (mode === 'hold') {
  await openCase(folder, { program: 'holder', inspect: false });
  process.send?.('open');
  setInterval(() => undefined, 1_000);
} else {
  const session = createCase(folder, { program: 'writer' });
  const { store } = session;
  const sourceId = store.transaction(() =>
    store.sources.begin({ path: '/logs/export.jsonl', format: 'canonical-jsonl', mapping: null, bytes: 1, headSha256: null }),
  );
  const coder = new DictionaryCoder(store.dictionaries);
  process.send?.('open');
  for (let unitNo = 0; ; unitNo++) {
    drawUnit(session, sourceId, coder, { unitNo, rows: 50 + (unitNo % 5) * 400 });
    await new Promise((resolve) => process.send?.(unitNo, undefined, {}, resolve));
  }
}
