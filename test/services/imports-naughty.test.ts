import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CaseSession, createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { closeQueries, exchangePage } from '../../main/services/queries.ts';
import { writeParquet } from './decoders-drawing.ts';
import { exchangesOf, line, makePlace, type Place, UNHURRIED } from './imports-drawing.ts';

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

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/formats/${name}.json`, import.meta.url), 'utf8'));
}

const NAUGHTY = [...new Set((fixture('naughty-strings') as { strings: string[] }).strings)].filter((text) => text !== '');
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('strings that break programs', () => {
  const rows = NAUGHTY.map((text) => ({
    request_id: `id ${text}`,
    account_id: text,
    prompt_text: `say ${text} twice: ${text}`,
    completion_text: text,
  }));

  async function importAndCompare(path: string): Promise<void> {
    const summary = await importFiles(session, { paths: [path] }, UNHURRIED);
    expect(summary.sources[0]).toMatchObject({ exchanges: rows.length, quarantined: 0 });
    const kept = await exchangesOf(session);
    const shown = kept.map(({ request_id, account_id, prompt_text, completion_text }) => ({
      request_id,
      account_id,
      prompt_text,
      completion_text,
    }));
    expect(shown).toEqual(rows);
  }

  it('come through lines of JSON byte for byte, and each is found by account and by text', async () => {
    expect(NAUGHTY.length).toBeGreaterThan(450);
    const path = place.path('naughty.jsonl');
    writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await importAndCompare(path);
    for (const [i, text] of NAUGHTY.entries()) {
      const byAccount = await exchangePage(session, { accountId: text }, 0, 10);
      expect(
        byAccount.lines.map(({ row }) => row),
        text,
      ).toEqual([i]);
      const byText = await exchangePage(session, { text }, 0, rows.length);
      expect(
        byText.lines.map(({ row }) => row),
        text,
      ).toContain(i);
    }
  });

  it('come through CSV byte for byte', async () => {
    const path = place.path('naughty.csv');
    const records = rows.map((row) => Object.values(row).map(quoted).join(','));
    writeFileSync(path, ['request_id,account_id,prompt_text,completion_text', ...records].join('\r\n'));
    await importAndCompare(path);
  });

  it('come through Parquet byte for byte', async () => {
    const lines = place.path('naughty.jsonl');
    writeFileSync(lines, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const columns = `{request_id: 'VARCHAR', account_id: 'VARCHAR', prompt_text: 'VARCHAR', completion_text: 'VARCHAR'}`;
    await writeParquet(
      place.path('naughty.parquet'),
      `SELECT * FROM read_json('${lines}', format = 'newline_delimited', columns = ${columns})`,
    );
    await importAndCompare(place.path('naughty.parquet'));
  });
});

describe('JSONTestSuite', () => {
  /** Nothing at all, and the end of the list. */
  const NO_ELEMENT = new Set(['n_single_space', 'n_structure_no_data', 'n_structure_end_array']);

  it('ends no list before its neighbours were read, each of its files an element between two exchanges', async () => {
    const { files } = fixture('json-test-suite') as { files: Record<string, string> };
    mkdirSync(place.path('lists'));
    for (const [i, [name, base64]] of Object.entries(files).entries()) {
      const list = [Buffer.from(`[${line(2 * i)},`), Buffer.from(base64, 'base64'), Buffer.from(`,${line(2 * i + 1)}]`)];
      writeFileSync(join(place.path('lists'), name), Buffer.concat(list));
    }
    const summary = await importFiles(session, { paths: [place.path('lists')] }, UNHURRIED);
    expect(summary.skipped).toEqual([]);
    expect(summary.sources).toHaveLength(Object.keys(files).length);
    for (const { path, exchanges, quarantined } of summary.sources) {
      const name = path.slice(place.path('lists').length + 1);
      if (name.startsWith('y_')) expect([exchanges, quarantined], name).toEqual([2, 1]);
      expect(exchanges, name).toBeGreaterThanOrEqual(1);
      expect(exchanges, name).toBeLessThanOrEqual(2);
      if (name.startsWith('n_') && !NO_ELEMENT.has(name)) expect(quarantined, name).toBeGreaterThanOrEqual(1);
    }
    const refused = session.store.quarantine.page(0, 10_000);
    for (const { position, sourceId } of refused) expect(position, String(sourceId)).toBeGreaterThanOrEqual(Buffer.byteLength(line(0)) - 2);
  });
});
