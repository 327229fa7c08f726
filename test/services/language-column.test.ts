import { cpSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LANGUAGES } from '../../main/engine/domain/capability.ts';
import { createCase, openCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { closeQueries, readExchange } from '../../main/services/queries.ts';
import { readFacts } from '../../main/storage/facts-reader.ts';
import { line, makePlace, type Place, UNHURRIED } from './imports-drawing.ts';

/** A case written before languages were read. */
const VERSION_1 = fileURLToPath(new URL('../fixtures/cases/version-1', import.meta.url));
let place: Place;

beforeEach(() => {
  place = makePlace();
});
afterEach(() => place.remove());

it('keeps the language of every prompt it imports', async () => {
  const prompts = [
    'Write a short note to the neighbours about the noise.',
    '请告诉我从这里到海边寄一封信需要多长时间。',
    'for (;;) { x += 1; }',
    null,
  ];
  writeFileSync(place.path('log.jsonl'), prompts.map((prompt, id) => `${line(id, { prompt_text: prompt })}\n`).join(''));
  const session = await createCase(place.path('case'), { program: 'test' });
  await importFiles(session, { paths: [place.path('log.jsonl')], workers: 1 }, UNHURRIED);
  const languages: string[] = [];
  readFacts(session.store, ['language'], (segment) =>
    languages.push(...Array.from(segment.bytes('language'), (code) => LANGUAGES[code] ?? '')),
  );
  expect(languages).toEqual(['en', 'zh', 'unknown', 'unknown']);
  expect((await readExchange(session, 1)).language).toBe('zh');
  await closeQueries(session);
  await session.close();
});

it('reads the language of an older case as unknown', async () => {
  cpSync(VERSION_1, place.path('old'), { recursive: true });
  const session = await openCase(place.path('old'), { program: 'test' });
  let rows = 0;
  readFacts(session.store, ['language'], (segment) => {
    rows += segment.rowCount;
    expect(segment.bytes('language')).toEqual(new Uint8Array(segment.rowCount));
  });
  expect(rows).toBe(50);
  expect((await readExchange(session, 0)).language).toBe('unknown');
  await closeQueries(session);
  await session.close();
});
