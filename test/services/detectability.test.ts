import { hash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DetectabilityOptions, DetectabilityReport } from '../../main/engine/domain/detectability.ts';
import { isFailure } from '../../main/engine/domain/failure.ts';
import type { JobControl, JobProgress } from '../../main/engine/domain/job.ts';
import { type CaseSession, createCase, openCase } from '../../main/services/cases.ts';
import { completeOptions, detectabilityOutlook, folderForCopies, measureDetectability } from '../../main/services/detectability.ts';
import { readCaseTraffic } from '../../main/services/detectability-profile.ts';
import { importFiles } from '../../main/services/imports.ts';
import { closeQueries } from '../../main/services/queries.ts';
import { simulate } from '../../main/services/simulations.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-detectability-test-'));
const casePath = join(folder, 'organic');
const control: JobControl = { isCancelled: () => false, report: () => {} };
const ONE: Partial<DetectabilityOptions> = { styles: ['residential'], sizes: [20], repeats: 1 };
const failsWith =
  (code: string, text = '') =>
  (error: unknown) =>
    isFailure(error) && error.code === code && error.message.includes(text);

beforeAll(async () => {
  const { exchangesFile } = await simulate('organic', join(folder, 'log'), { exchanges: 1_500, accounts: 100, seed: 3 }, control);
  await makeCase('organic', [exchangesFile]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function makeCase(name: string, paths: readonly string[]): Promise<void> {
  const session = createCase(join(folder, name), { program: 'test' });
  if (paths.length > 0) await importFiles(session, { paths, workers: 1 }, control);
  await closeQueries(session);
  session.close();
}

async function withCase<T>(path: string, readOnly: boolean, work: (session: CaseSession) => T | Promise<T>): Promise<T> {
  const session = await openCase(path, { program: 'test', readOnly, inspect: false });
  try {
    return await work(session);
  } finally {
    await closeQueries(session);
    session.close();
  }
}

/** Bytes and links of every file of the case. */
function stateOf(path: string): unknown {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file, hash('sha256', readFileSync(file), 'hex'), statSync(file).nlink]);
}

function lines(name: string, records: readonly object[]): string {
  const path = join(folder, name);
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return path;
}

describe('measuring detectability', () => {
  let report: DetectabilityReport;

  it('finds what was planted, says so per style and size, and leaves a case that is read as it was', async () => {
    const before = stateOf(casePath);
    const seen: JobProgress[] = [];
    report = await withCase(casePath, true, (session) =>
      measureDetectability(session, join(folder, 'new', 'work'), ONE, { ...control, report: (progress) => seen.push(progress) }),
    );
    expect(stateOf(casePath)).toEqual(before);
    expect(existsSync(join(folder, 'new'))).toBe(false);
    expect(report).toMatchObject({ caseName: 'organic', runs: 1, exchanges: 1_500, accounts: 100, campaignsAboveLead: 0 });
    expect(report.cells).toHaveLength(1);
    const [cell] = report.cells;
    expect(cell).toMatchObject({ style: 'residential', accounts: 20, runs: 1, recovered: 1, disturbed: 0 });
    expect(cell?.found.share).toBeGreaterThanOrEqual(0.9);
    expect(cell?.found.low).toBeGreaterThan(0.6);
    expect(cell?.precision).toBeGreaterThan(0.7);
    expect(cell?.foundBy.map(({ layer }) => layer)).toContain('payment');
    expect(cell?.exchanges).toBeCloseTo(20 * report.exchangesPerAccount, -2);
    expect(seen.at(-1)).toMatchObject({ done: 1, total: 2 });
  });

  it('gives the same figures again, keeps them in the activity log of a case that is open for writing, and expects that time next', async () => {
    await withCase(casePath, false, async (session) => {
      const entries = session.store.activity.count();
      const before = stateOf(join(casePath, 'segments'));
      expect(detectabilityOutlook(session).measured).toBe(false);
      const again = await measureDetectability(session, folderForCopies(session), ONE, control);
      expect(again.cells).toEqual(report.cells);
      expect(stateOf(join(casePath, 'segments'))).toEqual(before);
      expect(session.store.activity.count()).toBe(entries + 1);
      const [entry] = session.store.activity.page(0, 1);
      expect(entry?.kind).toBe('detectability');
      expect(JSON.parse(entry?.details ?? '')).toMatchObject({ runs: 1, figures: [{ style: 'residential', accounts: 20, recovered: 1 }] });
      expect(detectabilityOutlook(session).measured).toBe(true);
      expect(detectabilityOutlook(session).secondsPerRun).toBeCloseTo(again.seconds / 2, 1);
    });
    expect(readdirSync(folder).filter((name) => name.startsWith('.stillhunt'))).toEqual([]);
  });

  it.each([0, 1])('leaves nothing when it is cancelled after %i steps', async (steps) => {
    const work = join(folder, `cancelled ${steps}`);
    mkdirSync(work);
    const before = stateOf(casePath);
    let stop = false;
    const cancelling: JobControl = {
      isCancelled: () => stop,
      report: ({ stage, done }) => {
        stop ||= stage === 'planting' && done >= steps;
      },
    };
    const run = withCase(casePath, true, (session) => measureDetectability(session, work, ONE, cancelling));
    await expect(run).rejects.toSatisfy(failsWith('cancelled'));
    expect(readdirSync(work)).toEqual([]);
    expect(stateOf(casePath)).toEqual(before);
  });

  it('removes what a process left that died, and nothing else', async () => {
    const work = join(folder, 'left');
    for (const name of ['.stillhunt-detectability-4194305-abc', `.stillhunt-detectability-${process.pid}-abc`, 'other'])
      mkdirSync(join(work, name), { recursive: true });
    const run = withCase(casePath, true, (session) =>
      measureDetectability(session, work, ONE, {
        ...control,
        isCancelled: () => readdirSync(work).length > 3 || !existsSync(join(work, '.stillhunt-detectability-4194305-abc')),
      }),
    );
    await expect(run).rejects.toSatisfy(failsWith('cancelled'));
    expect(readdirSync(work).sort()).toEqual([`.stillhunt-detectability-${process.pid}-abc`, 'other'].sort());
  });

  it('refuses to work inside the case', async () => {
    const run = withCase(casePath, true, (session) => measureDetectability(session, join(casePath, 'segments'), ONE, control));
    await expect(run).rejects.toSatisfy(failsWith('folder-not-empty'));
  });
});

describe('a case into which nothing can be planted', () => {
  const row = { prompt_text: 'what is this', request_model: 'm' };
  it.each([
    ['holds no exchange', []],
    [
      'no exchange names an account',
      [
        { ...row, ts: '2026-01-01T00:00:00Z' },
        { ...row, ts: '2026-01-02T00:00:00Z' },
      ],
    ],
    [
      'no exchange has a time',
      [
        { ...row, account_id: 'a' },
        { ...row, account_id: 'b' },
      ],
    ],
    ['all exchanges have the same time', ['a', 'b'].map((account_id) => ({ ...row, account_id, ts: '2026-01-01T00:00:00Z' }))],
  ])('is told in one line: %s', async (why, records) => {
    await makeCase(why, records.length === 0 ? [] : [lines(`${why}.jsonl`, records)]);
    const run = withCase(join(folder, why), true, (session) => measureDetectability(session, join(folder, 'none'), ONE, control));
    await expect(run).rejects.toSatisfy(failsWith('injection-impossible', why));
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});

describe('options', () => {
  it('are completed, without doubles and in order', () => {
    expect(completeOptions({ sizes: [50, 20, 50], styles: ['combined', 'naive', 'naive'] })).toMatchObject({
      sizes: [20, 50],
      styles: ['naive', 'combined'],
      repeats: 3,
      exchangesPerAccount: null,
    });
  });

  it.each([
    [{ sizes: [1] }, 'sizes'],
    [{ sizes: [] }, 'sizes'],
    [{ sizes: [2.5] }, 'sizes'],
    [{ styles: [] }, 'styles'],
    [{ styles: ['bold' as 'naive'] }, 'bold is none of'],
    [{ repeats: 0 }, 'repeats'],
    [{ seed: -1 }, 'seed'],
    [{ exchangesPerAccount: 0 }, 'exchangesPerAccount'],
  ])('%j are refused', (chosen, named) => {
    expect(() => completeOptions(chosen)).toThrow(named);
  });
});

describe('the profile of a case', () => {
  const records = Array.from({ length: 60 }, (_, i) => ({
    ts: new Date(Date.UTC(2026, 0, 1 + (i % 20), i % 24)).toISOString(),
    account_id: `a-${i < 10 ? 0 : i < 30 ? 1 : 2}`,
    request_model: i % 3 === 0 ? 'small' : 'large',
    user_agent: i % 2 === 0 ? 'one/1' : 'two/2',
    client_ip: `198.51.100.${i % 7}`,
    country: 'AA',
    asn: 64_500,
    prompt_text: `question ${i}`,
    ...(i < 20 ? { payment_hash: 'card' } : {}),
    ...(i === 3 ? { system_prompt: 'be brief' } : {}),
  }));

  it('has its days, shares, networks, columns and usual volume, whatever the order of files', async () => {
    const [one, two] = [lines('one.jsonl', records.slice(0, 25)), lines('two.jsonl', records.slice(25))];
    await makeCase('forwards', [one, two]);
    await makeCase('backwards', [two, one]);
    const [forwards, backwards] = await Promise.all(
      ['forwards', 'backwards'].map((name) => withCase(join(folder, name), true, (session) => readCaseTraffic(session, () => {}))),
    );
    expect(backwards).toEqual(forwards);
    const { profile, sparseColumns } = forwards ?? { profile: null, sparseColumns: null };
    expect(profile).toMatchObject({
      fromMs: Date.UTC(2026, 0, 1),
      exchangesPerAccount: 20,
      provider: null,
      endpoints: [],
      models: [
        { value: 'large', share: 40 },
        { value: 'small', share: 20 },
      ],
      clients: [
        { value: { userAgent: 'one/1', tlsFingerprint: null }, share: 30 },
        { value: { userAgent: 'two/2', tlsFingerprint: null }, share: 30 },
      ],
    });
    expect(profile?.origins).toHaveLength(60);
    expect(profile?.origins[0]).toMatchObject({ country: 'AA', asn: 64_500, address: expect.stringMatching(/^198\.51\.100\.\d$/) });
    expect(profile?.columns.has('system_prompt')).toBe(true);
    expect(profile?.columns.has('tool_definitions')).toBe(false);
    expect(profile?.columns.has('payment_hash')).toBe(false);
    expect(sparseColumns).toContain('payment_hash');
  });
});
