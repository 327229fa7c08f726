import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ELICITATIONS } from '../../main/engine/domain/capability.ts';
import type { Exchange } from '../../main/engine/domain/exchange.ts';
import { type CaseSession, createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { closeQueries, exchangePage, overview, readExchange, streamExchanges } from '../../main/services/queries.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-queries-'));
const control = { isCancelled: () => false, report: () => {} };
let session: CaseSession;

const full = {
  request_id: 'req-full',
  response_id: 'msg_1',
  ts: '2026-03-02T09:14:07.125Z',
  latency_ms: 1250,
  ttft_ms: null,
  account_id: 'acct-b',
  client_ip: '198.51.100.7',
  asn: 4_200_000_000,
  request_model: 'model-a',
  response_model: 'model-a-2026',
  turn_index: 1,
  system_prompt: 'Answer in one word.',
  input_messages: [
    { role: 'user', parts: [{ type: 'text', content: 'First' }] },
    { role: 'assistant', parts: [{ type: 'text', content: 'Yes' }] },
    { role: 'user', parts: [{ type: 'text', content: 'Second: 100% (sure?)' }] },
  ],
  prompt_text: 'Second: 100% (sure?)',
  completion_text: 'Größe',
  output_messages: [
    {
      role: 'assistant',
      parts: [
        { type: 'text', content: 'Größe' },
        { type: 'tool_call', id: 't1', name: 'run', arguments: { cmd: 'ls' } },
      ],
      finish_reason: 'tool_call',
    },
  ],
  tool_definitions: [{ type: 'function', name: 'run', parameters: { type: 'object' } }],
  tool_calls: [{ id: 't1', name: 'run', arguments: { cmd: 'ls' } }],
  stop_reason: 'tool_call',
  temperature: 0.7,
  stream: false,
  input_tokens: 0,
  output_tokens: 27,
  status_code: 200,
};
const plain = {
  request_id: 'req-plain',
  ts: '2026-03-03T00:00:00.000250Z',
  account_id: 'acct-a',
  prompt_text: 'Find the NEEDLE here',
  completion_text: 'done',
  input_messages: [{ role: 'user', parts: [{ type: 'text', content: 'Find the NEEDLE here' }] }],
  output_messages: [{ role: 'assistant', parts: [{ type: 'text', content: 'done' }], finish_reason: 'stop' }],
  stop_reason: 'stop',
};
const filler = (number: number) => ({
  request_id: `req-${number}`,
  ts: '2026-03-03T12:00:00.000Z',
  account_id: number % 2 === 0 ? 'acct-a' : 'acct-c',
  prompt_text: `question ${number} nee`,
  completion_text: number === 7 ? 'a needle in the answer' : 'dle',
});

beforeAll(async () => {
  session = createCase(join(folder, 'case'), { program: 'test' });
  const records = [full, plain, ...Array.from({ length: 9_000 }, (_, number) => filler(number)), plain];
  const file = join(folder, 'log.jsonl');
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  await importFiles(session, { paths: [file], workers: 1 }, control);
});
afterAll(async () => {
  await closeQueries(session);
  session.close();
  rmSync(folder, { recursive: true, force: true });
});

async function collect(filter = {}): Promise<Exchange[]> {
  const found: Exchange[] = [];
  for await (const exchange of streamExchanges(session, filter)) found.push(exchange);
  return found;
}

describe('a page of exchanges', () => {
  test('counts every exchange once and gives lines in import order', async () => {
    const page = await exchangePage(session, {}, 0, 3);
    expect(page.total).toBe(9_002);
    expect(page.lines.map((line) => [line.row, line.accountId, line.promptStart])).toEqual([
      [0, 'acct-b', 'Second: 100% (sure?)'],
      [1, 'acct-a', 'Find the NEEDLE here'],
      [2, 'acct-a', 'question 0 nee'],
    ]);
    expect(page.lines[0]).toMatchObject({ ts: full.ts, model: 'model-a-2026', inputTokens: 0, outputTokens: 27, statusCode: 200 });
    expect(page.lines[1]).toMatchObject({ model: null, inputTokens: null, statusCode: null });
  });

  test('ends with the last exchange', async () => {
    expect((await exchangePage(session, {}, 9_000, 100)).lines.map((line) => line.row)).toEqual([9_000, 9_001]);
    expect((await exchangePage(session, {}, 20_000, 100)).lines).toEqual([]);
  });

  test('keeps only one account', async () => {
    const page = await exchangePage(session, { accountId: 'acct-c' }, 1, 2);
    expect(page.total).toBe(4_500);
    expect(page.lines.map((line) => line.row)).toEqual([5, 7]);
  });

  test('keeps only one capability, and the capabilities together are all exchanges', async () => {
    const capability = (await exchangePage(session, {}, 0, 1)).lines[0]?.capability ?? '';
    const page = await exchangePage(session, { capability }, 0, 1_000);
    expect(page.lines.every((line) => line.capability === capability)).toBe(true);
    expect(page.lines[0]?.row).toBe(0);
  });

  test('finds text in prompt or completion, case of ASCII letters ignored, and not across two texts', async () => {
    const page = await exchangePage(session, { text: 'Needle' }, 0, 10);
    expect(page.lines.map((line) => line.row)).toEqual([1, 9]);
  });

  test('takes the text literally', async () => {
    expect((await exchangePage(session, { text: '100% (SURE?)' }, 0, 10)).total).toBe(1);
    expect((await exchangePage(session, { text: 'n.edle' }, 0, 10)).total).toBe(0);
    expect((await exchangePage(session, { text: 'größe' }, 0, 10)).total).toBe(1);
    expect((await exchangePage(session, { text: 'GRÖSSE' }, 0, 10)).total).toBe(0);
  });

  test('joins text with the other conditions', async () => {
    expect((await exchangePage(session, { text: 'needle', accountId: 'acct-c' }, 0, 10)).lines.map((line) => line.row)).toEqual([9]);
  });

  test('keeps only one elicitation, model or span of days, the last day included, and joins them with the others', async () => {
    const rowsOf = async (filter: Parameters<typeof exchangePage>[1]) =>
      (await exchangePage(session, filter, 0, 4)).lines.map((line) => line.row);
    const elicitation = (await exchangePage(session, {}, 0, 1)).lines[0]?.elicitation ?? '';
    const asked = await exchangePage(session, { elicitation }, 0, 10_000);
    expect(asked.lines.every((line) => line.elicitation === elicitation)).toBe(true);
    let total = asked.total;
    for (const other of ELICITATIONS) if (other !== elicitation) total += (await exchangePage(session, { elicitation: other }, 0, 1)).total;
    expect(total).toBe(9_002);
    expect(await rowsOf({ model: 'model-a' })).toEqual([0]);
    expect(await rowsOf({ model: 'model-a-2026' })).toEqual([]);
    expect(await rowsOf({ toDay: '2026-03-02' })).toEqual([0]);
    expect(await rowsOf({ fromDay: '2026-03-03' })).toEqual([1, 2, 3, 4]);
    expect(await rowsOf({ fromDay: '2026-03-03', toDay: '2026-03-03', accountId: 'acct-c' })).toEqual([3, 5, 7, 9]);
    expect(await rowsOf({ fromDay: '2026-03-04' })).toEqual([]);
  });

  test.each([
    [{ elicitation: 'juggling' }, 'settings-invalid'],
    [{ fromDay: '2026-3-2' }, 'settings-invalid'],
    [{ toDay: '2026-13-01' }, 'settings-invalid'],
    [{ outsideCampaigns: true as const }, 'analysis-missing'],
    [{ accountId: 'nobody' }, 'account-unknown'],
    [{ campaignId: 'c-0000000000' }, 'campaign-unknown'],
    [{ capability: 'juggling' }, 'settings-invalid'],
  ])('refuses %j', async (filter, code) => {
    await expect(exchangePage(session, filter, 0, 10)).rejects.toMatchObject({ code });
  });

  // Retried: where this thread is put aside between the two questions, the short search is done before the second is asked.
  test('a text search gives way to the page of another filter', { retry: 3 }, async () => {
    const search = exchangePage(session, { text: 'no such text anywhere' }, 0, 10).then(
      () => 'answered',
      (error) => error.code,
    );
    const newer = exchangePage(session, {}, 0, 1);
    expect(await search).toBe('cancelled');
    expect((await newer).total).toBe(9_002);
    expect((await exchangePage(session, { text: 'no such text anywhere' }, 0, 10)).total).toBe(0);
  });
});

describe('one exchange', () => {
  test('reads back as it was imported, with its place in the source', async () => {
    const reading = await readExchange(session, 0);
    expect(reading.exchange).toMatchObject(full);
    expect(reading.exchange.error_type).toBeNull();
    expect(reading).toMatchObject({ row: 0, sourcePosition: 0, campaignId: null });
    expect(reading.sourcePath).toMatch(/log\.jsonl$/);
    expect(reading.capabilityConfidence).toBeGreaterThanOrEqual(0);
    expect(reading.capabilityConfidence).toBeLessThanOrEqual(1);
  });

  test('expands messages that its texts imply and keeps microseconds', async () => {
    expect((await readExchange(session, 1)).exchange).toMatchObject(plain);
  });

  test('has no messages where the source gives none', async () => {
    expect((await readExchange(session, 2)).exchange).toMatchObject({ input_messages: null, output_messages: null });
  });

  test('is refused when there is no such row', async () => {
    await expect(readExchange(session, 9_002)).rejects.toMatchObject({ code: 'row-unknown' });
  });
});

describe('a stream of exchanges', () => {
  test('gives every exchange in import order, each as it reads alone', async () => {
    const all = await collect();
    expect(all).toHaveLength(9_002);
    expect(all[4_999]).toEqual((await readExchange(session, 4_999)).exchange);
    expect(all[9_001]?.request_id).toBe('req-8999');
  });

  test('has the keys of the canonical order', async () => {
    const keys = Object.keys((await collect({ accountId: 'acct-b' }))[0] ?? {});
    expect(keys).toHaveLength(45);
    expect(keys[0]).toBe('exchange_id');
    expect(keys.slice(20, 26)).toEqual(['endpoint', 'conversation_id', 'turn_index', 'system_prompt', 'input_messages', 'prompt_text']);
    expect(keys.slice(-2)).toEqual(['error_type', 'flags']);
  });

  test('keeps to its filter', async () => {
    const found = await collect({ text: 'needle' });
    expect(found.map((exchange) => exchange.request_id)).toEqual(['req-plain', 'req-7']);
  });
});

test('the overview counts exchanges by day and names the sources', async () => {
  const { summary, sources, daily, analysis } = await overview(session);
  expect(summary.exchanges).toBe(9_002);
  expect(sources).toHaveLength(1);
  expect(sources[0]).toMatchObject({ exchanges: 9_002, duplicates: 1, state: 'complete' });
  expect(daily).toEqual({ days: ['2026-03-02', '2026-03-03'], rest: [1, 9_001], campaigns: [] });
  expect(analysis).toBeNull();
});
