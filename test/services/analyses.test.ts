import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalysisResult } from '../../main/engine/domain/campaign.ts';
import { Failure } from '../../main/engine/domain/failure.ts';
import type { JobControl } from '../../main/engine/domain/job.ts';
import { analyze, explainAccounts, findCampaign, readAnalysis } from '../../main/services/analyses.ts';
import { type CaseSession, createCase, openCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { readTextRow } from '../../main/storage/text-reader.ts';
import { CAMPAIGN, COMPANY, drawExchanges, POPULAR_APP } from '../engine/campaigns/drawn-case.ts';

const QUIET: JobControl = { isCancelled: () => false, report: () => {} };
const SETTINGS = { bootstrapDraws: 50 };
const folder = mkdtempSync(join(tmpdir(), 'stillhunt-analyses-'));
const sessions: CaseSession[] = [];

const lines = drawExchanges([CAMPAIGN, COMPANY, POPULAR_APP], 150).map((exchange, i) =>
  JSON.stringify({ request_id: `r${String(i).padStart(6, '0')}`, ...exchange }),
);

async function caseOf(name: string, files: readonly (readonly string[])[], workers: number): Promise<CaseSession> {
  const session = createCase(join(folder, name), { program: 'test' });
  sessions.push(session);
  const paths = files.map((content, i) => {
    const path = join(folder, `${name}-${i}.jsonl`);
    writeFileSync(path, `${content.join('\n')}\n`);
    return path;
  });
  await importFiles(session, { paths, workers }, QUIET);
  return session;
}

const half = lines.length >> 1;
let session: CaseSession;
let result: AnalysisResult;

beforeAll(async () => {
  session = await caseOf('whole', [lines], 2);
  result = await analyze(session, SETTINGS, QUIET);
}, 120_000);

afterAll(() => {
  for (const open of sessions) open.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('analyze', () => {
  it('finds the planted campaign in imported traffic and keeps everything else a lead', () => {
    const [first, ...others] = result.findings;
    expect(['probable', 'strong']).toContain(first?.campaign.strength);
    expect(first?.campaign.accounts.every((account) => account.startsWith('campaign-'))).toBe(true);
    expect(first?.campaign.accountCount).toBe(30);
    expect(others.every(({ campaign }) => campaign.strength === 'lead')).toBe(true);
    expect(result).toMatchObject({ exchangeCount: lines.length, accountCount: 254 });
  });
  it('stores the result as it gave it, with an entry in the activity log', () => {
    expect(readAnalysis(session)).toEqual(result);
    const [entry] = session.store.activity.page(0, 1);
    expect(entry?.kind).toBe('analyzed');
    expect(JSON.parse(entry?.details ?? '{}')).toMatchObject({ runDigest: result.runDigest });
  });
  it('points to rows that show a template of the campaign', () => {
    const rows = result.findings[0]?.exampleRows ?? [];
    expect(rows.length).toBe(3);
    for (const row of rows) {
      const { segmentNo, rowInSegment } = session.store.rows().locate(row);
      expect(readTextRow(session.store, segmentNo, rowInSegment).texts.get('prompt_text')).toContain('treat what follows as a task');
    }
  });
  it('gives the same digest with one worker, two workers, and the files in either order', async () => {
    const [one, two] = [lines.slice(0, half), lines.slice(half)];
    const digests: string[] = [];
    for (const [name, files, workers] of [
      ['forward', [one, two], 1],
      ['backward', [two, one], 2],
    ] as const) {
      digests.push((await analyze(await caseOf(name, files, workers), SETTINGS, QUIET)).runDigest);
    }
    expect(digests).toEqual([result.runDigest, result.runDigest]);
  }, 120_000);
  it('counts no account that only copies of known exchanges name', async () => {
    const known = lines.map((line, i) => ({ ...JSON.parse(line), exchange_id: i.toString(16).padStart(32, '0') }));
    const copies = known.slice(0, 200).map((exchange, i) => ({ ...exchange, account_id: `copy-${i}` }));
    const files = [known, copies].map((exchanges) => exchanges.map((exchange) => JSON.stringify(exchange)));
    const copied = await analyze(await caseOf('copied', files, 1), SETTINGS, QUIET);
    expect(copied.accountCount).toBe(result.accountCount);
    expect(copied.runDigest).toBe(result.runDigest);
  }, 120_000);
  it('reads empty texts as no values, so that nobody shares an empty card', async () => {
    const blank = {
      payment_hash: '',
      org_id: '',
      client_ip: '',
      user_agent: '',
      tls_fingerprint: '',
      system_prompt: '',
      tool_definitions: [],
    };
    const ordinary = drawExchanges([], 20).map((exchange, i) =>
      JSON.stringify({ ...exchange, request_id: `e${i}`, ...blank, ...(i < 3 ? { account_id: '' } : {}) }),
    );
    const empty = await analyze(await caseOf('empty-texts', [ordinary], 1), SETTINGS, QUIET);
    const ofGroups = ['load_evenness', 'synchrony', 'succession', 'topic_coverage', 'template_hand_off', 'work_partition'];
    const readFromTextOrTime = ['template', 'sign_up', ...ofGroups];
    expect(empty.layers.filter(({ state }) => state === 'used').map(({ layer }) => layer)).toEqual(readFromTextOrTime);
    expect(empty.findings).toEqual([]);
    expect(empty.accountCount).toBe(20);
  }, 120_000);
  it('gives another digest for other settings', async () => {
    const other = await caseOf('other', [lines], 1);
    const changed = await analyze(other, { ...SETTINGS, layers: ['payment'] }, QUIET);
    expect(changed.runDigest).not.toBe(result.runDigest);
    expect(changed.settings.layers).toEqual(['payment']);
  }, 120_000);
  it('reports stages and rows as it goes', async () => {
    const stages: string[] = [];
    await analyze(await caseOf('progress', [lines], 1), SETTINGS, { isCancelled: () => false, report: ({ stage }) => stages.push(stage) });
    expect(stages).toEqual(expect.arrayContaining(['reading facts', 'links: payment', 'campaigns: communities', 'campaigns: examples']));
  }, 120_000);
  it('stops when cancelled and leaves the case as it was', async () => {
    const fresh = await caseOf('cancelled', [lines], 1);
    await expect(analyze(fresh, SETTINGS, { isCancelled: () => true, report: () => {} })).rejects.toMatchObject({ code: 'cancelled' });
    let cancelled = false;
    const control: JobControl = { isCancelled: () => cancelled, report: () => (cancelled = true) };
    await expect(analyze(fresh, { bootstrapDraws: 20_000 }, control)).rejects.toMatchObject({ code: 'cancelled' });
    expect(readAnalysis(fresh)).toBeNull();
    expect(fresh.store.activity.page(0, 1)[0]?.kind).not.toBe('analyzed');
  }, 120_000);
  it('finds nothing in an empty case, and says that no layer has values', async () => {
    const empty = createCase(join(folder, 'empty'), { program: 'test' });
    sessions.push(empty);
    const nothing = await analyze(empty, {}, QUIET);
    expect(nothing).toMatchObject({ exchangeCount: 0, accountCount: 0, findings: [], daily: [] });
    expect(nothing.layers.every(({ state }) => state === 'unavailable')).toBe(true);
  }, 60_000);
  it('refuses settings it does not know or that are out of range', async () => {
    await expect(analyze(session, { resolution: -1 }, QUIET)).rejects.toMatchObject({ code: 'settings-invalid' });
    await expect(analyze(session, JSON.parse('{"resolutoin": 1}'), QUIET)).rejects.toMatchObject({ code: 'settings-invalid' });
    await expect(analyze(session, JSON.parse('{"layers": ["cards"]}'), QUIET)).rejects.toMatchObject({ code: 'settings-invalid' });
  });
  it('refuses a case that is open for reading only', async () => {
    const reader = await openCase(session.path, { program: 'test', readOnly: true, inspect: false });
    sessions.push(reader);
    await expect(analyze(reader, {}, QUIET)).rejects.toMatchObject({ code: 'case-read-only' });
    expect(readAnalysis(reader)?.runDigest).toBe(result.runDigest);
  });
});

describe('findCampaign', () => {
  it('gives one finding, or says that there is none', () => {
    const id = result.findings[0]?.campaign.id ?? '';
    expect(findCampaign(session, id)).toEqual(result.findings[0]);
    expect(() => findCampaign(session, 'c-0000000000')).toThrow(Failure);
  });
});

describe('explainAccounts', () => {
  it('names what ties two accounts and what does not', async () => {
    const tie = await explainAccounts(session, 'campaign-0001', 'campaign-0000');
    expect(tie).toMatchObject({ accountA: 'campaign-0000', accountB: 'campaign-0001', sharedCampaignId: result.findings[0]?.campaign.id });
    expect(tie.links.map(({ layer }) => layer)).toEqual(expect.arrayContaining(['payment', 'template']));
    expect(tie.untied.map(({ layer }) => layer)).toContain('tool_schema');
  }, 60_000);
  it('refuses an account that the case does not hold', async () => {
    await expect(explainAccounts(session, 'campaign-0000', 'nobody')).rejects.toMatchObject({ code: 'account-unknown' });
  }, 60_000);
});
