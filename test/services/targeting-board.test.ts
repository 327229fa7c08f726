import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effectiveAccounts, logOddsRatios } from '../../main/engine/capabilities/log-odds.ts';
import type { AnalysisResult } from '../../main/engine/domain/campaign.ts';
import { type CaseSession, createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { closeQueries, exchangePage } from '../../main/services/queries.ts';
import { targetingBoard } from '../../main/services/targeting-board.ts';
import { finding } from '../engine/evidence/evidence-content.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillhunt-board-'));
let session: CaseSession;
const FINDING = finding(['acct-1', 'acct-2', 'acct-3']);
const ACCOUNTS = [...FINDING.campaign.accounts, 'acct-outside'];

beforeAll(async () => {
  session = createCase(join(folder, 'case'), { program: 'test' });
  const file = join(folder, 'log.jsonl');
  const records = ACCOUNTS.flatMap((account_id, i) =>
    [0, 1].map((k) => ({ request_id: `r${i}-${k}`, account_id, ts: '2026-03-02T00:00:00Z', prompt_text: 'x' })),
  );
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  await importFiles(session, { paths: [file], workers: 1 }, { isCancelled: () => false, report: () => {} });
});
afterAll(async () => {
  await closeQueries(session);
  session.close();
  rmSync(folder, { recursive: true, force: true });
});

const result = (findings: AnalysisResult['findings']): AnalysisResult => ({
  runDigest: 'd'.repeat(64),
  programVersion: '0',
  settings: {} as AnalysisResult['settings'], // kept as it is, never read here
  exchangeCount: 10,
  accountCount: 100,
  layers: [],
  findings,
  daily: [
    { day: '2026-03-03', exchanges: 1, accounts: 1 },
    { day: '2026-03-02', exchanges: 1, accounts: 1 },
  ],
});

describe('the targeting board', () => {
  it('is refused before there is an analysis', () => {
    expect(() => targetingBoard(session)).toThrow(expect.objectContaining({ code: 'analysis-missing' }));
  });

  it('puts the strongest first and leads last, whatever order they are kept in', () => {
    const strong = { ...FINDING, campaign: { ...FINDING.campaign, id: 'c-0000000002', strength: 'strong' as const, score: 40 } };
    const lead = { ...FINDING, campaign: { ...FINDING.campaign, id: 'c-0000000003', strength: 'lead' as const, score: 90 } };
    session.store.transaction(() => session.store.analyses.append(result([lead, strong])));
    const board = targetingBoard(session);
    expect(board.campaigns.map(({ campaignId }) => campaignId)).toEqual(['c-0000000002', 'c-0000000003']);
    expect(board.days).toEqual(['2026-03-02', '2026-03-03']);
  });

  it('gives log-odds of the campaign against the accounts outside all campaigns, members weighed by what they asked', () => {
    const [first] = targetingBoard(session).campaigns;
    const members = effectiveAccounts(FINDING.members.map(({ exchangeCount }) => exchangeCount));
    const outside = 100 - FINDING.campaign.accounts.length;
    expect(first?.capabilities.map(({ logOdds }) => logOdds)).toEqual(logOddsRatios(FINDING.campaign.targeting, members, outside));
    expect(first?.capabilities.map(({ ratio }) => ratio)).toEqual(FINDING.campaign.targeting.map(({ ratio }) => ratio));
  });

  it('leaves what is outside campaigns to a filter of exchanges', async () => {
    const page = await exchangePage(session, { outsideCampaigns: true }, 0, 10);
    expect(page.lines.map(({ accountId }) => accountId)).toEqual(['acct-outside', 'acct-outside']);
    const none = await exchangePage(session, { outsideCampaigns: true, campaignId: 'c-0000000002' }, 0, 10);
    expect(none.total).toBe(0);
  });
});
