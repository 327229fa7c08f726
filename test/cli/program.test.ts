import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Campaign, Link } from '../../main/engine/domain/campaign.ts';
import type { SampleSummary } from '../../main/services/samples.ts';
import { runProgram } from './program-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-cli-'));
const sampleFolder = join(folder, 'sample');
const casePath = join(sampleFolder, 'sample');
let sample: SampleSummary;
let campaigns: { runDigest: string; campaigns: Campaign[] };

beforeAll(async () => {
  const run = await runProgram(['sample', sampleFolder, '--exchanges', '9000', '--accounts', '400', '--json']);
  expect(run.stderr).not.toContain('mistake');
  expect(run.code).toBe(0);
  sample = JSON.parse(run.stdout);
  campaigns = JSON.parse((await runProgram(['campaigns', casePath, '--json'])).stdout);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the sample', () => {
  it('finds the planted campaign and says where everything is', () => {
    expect(sample.truth.plantedAccounts).toBe(16);
    expect(sample.truth.accountPrecision).toBeGreaterThanOrEqual(0.95);
    expect(sample.truth.accountRecall).toBeGreaterThanOrEqual(0.95);
    expect(Object.values(sample.paths).every((path) => existsSync(path))).toBe(true);
    expect(sample.import.exchanges).toBe(9_000);
  });

  it('refuses a folder that holds something', async () => {
    const run = await runProgram(['sample', sampleFolder]);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/^stillhunt: .* is not empty\. Choose a folder that is new or empty\n$/);
  });
});

describe('reading commands', () => {
  it('campaigns prints exactly the keys of the contract', () => {
    expect(Object.keys(campaigns)).toEqual(['runDigest', 'campaigns']);
    const keys = [
      'accountCount',
      'accounts',
      'elicitation',
      'exchangeCount',
      'firstSeen',
      'id',
      'lastSeen',
      'layers',
      'pivots',
      'score',
      'strength',
      'targeting',
    ];
    for (const campaign of campaigns.campaigns) {
      expect(Object.keys(campaign).sort()).toEqual(keys);
      for (const layer of campaign.layers) expect(Object.keys(layer).sort()).toEqual(['layer', 'links', 'pValue', 'reasons', 'weight']);
      for (const row of campaign.targeting) {
        expect(Object.keys(row).sort()).toEqual([
          'baselineShare',
          'capability',
          'flagged',
          'qValue',
          'ratio',
          'ratioHigh',
          'ratioLow',
          'share',
        ]);
      }
    }
    expect(campaigns.runDigest).toBe(sample.runDigest);
  });

  it('targeting and explain speak of the same campaign', async () => {
    const id = campaigns.campaigns[0]?.id ?? '';
    const targeting = JSON.parse((await runProgram(['targeting', casePath, '--campaign', id, '--json'])).stdout);
    expect(targeting.campaigns).toHaveLength(1);
    expect(targeting.campaigns[0].targeting).toEqual(campaigns.campaigns[0]?.targeting);
    const finding = JSON.parse((await runProgram(['explain', casePath, '--campaign', id, '--json'])).stdout);
    expect(finding.campaign).toEqual(campaigns.campaigns[0]);
    const [a, b] = campaigns.campaigns[0]?.accounts ?? [];
    const tie = JSON.parse((await runProgram(['explain', casePath, '--accounts', `${a},${b}`, '--json'])).stdout);
    expect([tie.accountA, tie.accountB]).toEqual([a, b].sort());
    expect(tie.sharedCampaignId).toBe(id);
    expect(tie.campaign.members.map((member: { accountId: string }) => member.accountId)).toEqual([a, b].sort());
    expect(tie.campaign.behaviour).toEqual(finding.reading.behaviour);
  });

  it('explain tells in words why, how sure and what speaks against it', async () => {
    const id = campaigns.campaigns[0]?.id ?? '';
    const { explanation } = JSON.parse((await runProgram(['explain', casePath, '--campaign', id, '--json'])).stdout);
    expect(explanation.topReasons[0]).toMatchObject({
      layer: 'payment',
      adds: expect.any(Number),
      reasons: [expect.stringContaining('cards')],
    });
    const { stdout } = await runProgram(['explain', casePath, '--campaign', id]);
    expect(stdout).toContain(explanation.sentence);
    for (const part of [
      'how the score comes about',
      'payment',
      '██',
      'behaviour of the group',
      'popular app: ruled out',
      'chance: ',
      'core: ',
      'strongest links',
    ])
      expect(stdout).toContain(part);
  });

  it('explain places one account in its campaign, and says when it is in none', async () => {
    const account = campaigns.campaigns[0]?.accounts[0] ?? '';
    const explained = JSON.parse((await runProgram(['explain', casePath, '--account', account, '--json'])).stdout);
    expect(explained.campaign).toMatchObject({ id: campaigns.campaigns[0]?.id, members: [{ accountId: account, role: 'core' }] });
    expect(explained.links.length).toBeGreaterThan(0);
    expect(explained.links.every((link: Link) => link.accountA === account || link.accountB === account)).toBe(true);
    const members = new Set(campaigns.campaigns.flatMap(({ accounts }) => accounts));
    const first = readFileSync(sample.paths.exchanges, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { account_id: string }).account_id)
      .find((name) => !members.has(name));
    const run = await runProgram(['explain', casePath, '--account', first ?? '']);
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('in no campaign of the newest analysis') });
  });

  it('exchanges streams the case in import order and to a file', async () => {
    const run = await runProgram(['exchanges', casePath]);
    const rows = run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(9_000);
    const source = readFileSync(sample.paths.exchanges, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows.map((row) => row.request_id)).toEqual(source.map((row) => row.request_id));
    expect(rows[5]).toMatchObject(source[5] ?? {});
    const account = campaigns.campaigns[0]?.accounts[0] ?? '';
    const out = join(folder, 'one.jsonl');
    const written = await runProgram(['exchanges', casePath, '--account', account, '--out', out, '--json']);
    expect(JSON.parse(written.stdout)).toEqual({ path: out, exchanges: rows.filter((row) => row.account_id === account).length });
    expect(readFileSync(out, 'utf8').trimEnd().split('\n')).toHaveLength(JSON.parse(written.stdout).exchanges);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('exchanges writes neither over a folder nor into the case', async () => {
    const over = await runProgram(['exchanges', casePath, '--out', folder]);
    expect(over).toMatchObject({ code: 1, stderr: expect.stringContaining('is a folder') });
    const inside = await runProgram(['exchanges', casePath, '--out', join(casePath, 'segments', 'one.jsonl')]);
    expect(inside).toMatchObject({ code: 1, stderr: expect.stringContaining('lies in the folder of the case') });
    expect((await runProgram(['check', casePath])).code).toBe(0);
  });

  it('exchanges ends quietly when its reader goes away', async () => {
    const run = await runProgram(['exchanges', casePath], (child) => child.stdout?.once('data', () => child.stdout?.destroy()));
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });

  it('export names no account of a lead unless asked to', async () => {
    const leads = sample.campaigns.filter(({ strength }) => strength === 'lead');
    expect(leads.length).toBeGreaterThan(0);
    const written = readFileSync(join(sample.paths.bundle, 'data', 'accounts.csv'), 'utf8');
    for (const lead of leads) expect(written).not.toContain(lead.id);
    const asked = join(folder, 'lead');
    const lead = leads[0]?.id ?? '';
    expect((await runProgram(['export', casePath, asked, '--campaign', lead])).code).toBe(0);
    expect(readFileSync(join(asked, 'data', 'accounts.csv'), 'utf8')).toContain(lead);
  });

  it('export, verify and check agree that all is well, and verify sees a change', async () => {
    const bundle = join(folder, 'bundle');
    const exported = JSON.parse((await runProgram(['export', casePath, bundle, '--pseudonymise', '--json'])).stdout);
    expect(exported.pseudonymKeyFile).toBe(`${bundle}.pseudonym-key`);
    const account = campaigns.campaigns[0]?.accounts[0] ?? '';
    for (const name of readdirSync(join(bundle, 'data'))) expect(readFileSync(join(bundle, 'data', name), 'utf8')).not.toContain(account);
    expect(await runProgram(['verify', bundle, '--json'])).toMatchObject({ code: 0, stderr: '' });
    expect((await runProgram(['verify', bundle])).stdout).toMatch(/^not signed/m);
    expect(JSON.parse((await runProgram(['check', casePath, '--json'])).stdout)).toMatchObject({ ok: true, exchanges: 9_000 });
    appendFileSync(join(bundle, 'data', 'report.html'), ' ');
    const tampered = await runProgram(['verify', bundle, '--json']);
    expect(tampered.code).toBe(1);
    expect(tampered.stderr).toContain('data/report.html: changed');
    expect(JSON.parse(tampered.stdout).ok).toBe(false);
  });
});

describe('what is not there', () => {
  it.each([
    [['targeting', casePath, '--campaign', 'c-none'], 'c-none'],
    [['explain', casePath, '--accounts', 'nobody,noone'], 'account'],
    [['explain', casePath, '--account', 'nobody'], 'no account nobody'],
    [['explain', casePath, '--campaign', 'c-none'], 'c-none'],
    [['exchanges', casePath, '--account', 'nobody'], 'account'],
  ])('%j ends with 1 and one line that says so', async (args, named) => {
    const run = await runProgram(args);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(run.stderr).toContain(named);
  });
});

describe('interruption', () => {
  it('leaves no half-made traffic behind and ends with 1', async () => {
    const target = join(folder, 'interrupted');
    mkdirSync(target);
    const run = await runProgram(['simulate', 'planted', target, '--exchanges', '2000000', '--accounts', '2000'], (child) => {
      const timer = setInterval(() => {
        if (!existsSync(join(target, 'exchanges.jsonl.tmp'))) return;
        clearInterval(timer);
        child.kill('SIGINT');
      }, 50);
    });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('cancelled');
    expect(readdirSync(target)).toEqual([]);
  });
});
