import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CaseSession, createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { closeQueries, readExchange } from '../../main/services/queries.ts';
import { exchangesOf, makePlace, type Place, UNHURRIED } from './imports-drawing.ts';

vi.setConfig({ testTimeout: 60_000 });
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

const turn = (conversation: number, at: number): { role: string; parts: object[] } => ({
  role: at % 2 === 0 ? 'user' : 'assistant',
  parts: [{ type: 'text', content: `conversation ${conversation}, turn ${at}: ${'word '.repeat(40)}` }],
});

/** One line a request, each with the whole history before it. */
function conversation(number: number, turns: number): Record<string, unknown>[] {
  return Array.from({ length: turns }, (_, request) => ({
    request_id: `req_${number}_${request}`,
    account_id: 'acct',
    input_messages: Array.from({ length: request * 2 + 1 }, (_, at) => turn(number, at)),
    completion_text: 'fine',
  }));
}

function textBytes(): number {
  const folder = session.store.segmentsFolder;
  const files = readdirSync(folder).filter((name) => name.endsWith('.text.arrow'));
  return files.reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0);
}

describe('messages of several turns', () => {
  it('come back whole although a history that every request resends is stored once', async () => {
    const records = [...conversation(1, 40), ...conversation(2, 40)];
    const path = place.path('log.jsonl');
    writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    await importFiles(session, { paths: [path] }, UNHURRIED);
    const exchanges = await exchangesOf(session);
    expect(exchanges.map((exchange) => exchange.input_messages)).toEqual(records.map((record) => record.input_messages));
    expect((await readExchange(session, 79)).exchange.input_messages).toEqual(records[79]?.input_messages);
    expect(textBytes()).toBeLessThan(40_000);
  });

  it('come back although the row that holds them is masked as a duplicate', async () => {
    const [first, second] = conversation(1, 2);
    const path = place.path('log.jsonl');
    writeFileSync(path, [first, first, second].map((record) => `${JSON.stringify(record)}\n`).join(''));
    const again = place.path('again.jsonl');
    writeFileSync(again, [first, { ...second, request_id: 'req_other' }].map((record) => `${JSON.stringify(record)}\n`).join(''));
    await importFiles(session, { paths: [path, again] }, UNHURRIED);
    expect((await exchangesOf(session)).map((exchange) => exchange.input_messages)).toEqual([
      first?.input_messages,
      second?.input_messages,
      second?.input_messages,
    ]);
  });
});
