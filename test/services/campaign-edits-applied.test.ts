import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalysisResult } from '../../main/engine/domain/campaign.ts';
import type { EditRequest } from '../../main/engine/domain/campaign-edit.ts';
import { analyze, findCampaign } from '../../main/services/analyses.ts';
import { editCampaigns, listEdits, redoEdit, undoEdit } from '../../main/services/campaign-edits.ts';
import { type CaseSession, checkCase, createCase } from '../../main/services/cases.ts';
import { importFiles } from '../../main/services/imports.ts';
import { CAMPAIGN, COMPANY, drawExchanges } from '../engine/campaigns/drawn-case.ts';
import { makePlace, type Place, UNHURRIED } from './imports-drawing.ts';

const lines = drawExchanges([CAMPAIGN, COMPANY], 30).map((exchange, i) => JSON.stringify({ request_id: `r${i}`, ...exchange }));
const SETTINGS = { bootstrapDraws: 50 };
let place: Place;
let session: CaseSession;
let first: AnalysisResult;

async function caseOf(name: string, files: readonly (readonly string[])[], workers: number): Promise<CaseSession> {
  const made = createCase(place.path(name), { program: 'test' });
  const paths = files.map((content, i) => {
    writeFileSync(place.path(`${name}-${i}.jsonl`), `${content.join('\n')}\n`);
    return place.path(`${name}-${i}.jsonl`);
  });
  await importFiles(made, { paths, workers }, UNHURRIED);
  return made;
}

beforeAll(async () => {
  place = makePlace();
  session = await caseOf('case', [lines], 1);
  first = await analyze(session, SETTINGS, UNHURRIED);
});
afterAll(() => {
  session.close();
  place.remove();
});

const campaignOf = (result: AnalysisResult, account: string) => result.findings.find(({ campaign }) => campaign.accounts.includes(account));
const act = (kind: EditRequest['kind'], of: readonly string[], accounts: readonly string[], result = first): EditRequest => ({
  kind,
  campaignIds: of.map((account) => campaignOf(result, account)?.campaign.id ?? ''),
  accounts,
  reason: '',
});

describe('an analysis after acts by hand', () => {
  it('has the campaign as the analyst left it, with figures of its own, whenever it is run again', async () => {
    editCampaigns(session, act('drop', ['campaign-0000'], ['campaign-0000', 'campaign-0001']));
    editCampaigns(session, act('add', ['campaign-0002'], ['ordinary-0001']));
    const edited = await analyze(session, null, UNHURRIED);
    const finding = campaignOf(edited, 'campaign-0002');
    expect(finding?.campaign.accounts).not.toContain('campaign-0000');
    expect(finding?.campaign).toMatchObject({ accountCount: 29, exchangeCount: 29 * 8 });
    expect(finding?.members.map(({ accountId }) => accountId)).toContain('ordinary-0001');
    expect(finding?.editedByHand).toEqual({ added: 1, dropped: 2, merged: 0, split: 0 });
    expect(edited.settings).toEqual(first.settings);
    expect(listEdits(session)).toMatchObject({ pending: 0, edits: [{ state: 'applied' }, { state: 'applied' }] });
    expect(findCampaign(session, finding?.campaign.id ?? '')).toEqual(finding);
    expect((await analyze(session, null, UNHURRIED)).runDigest).toBe(edited.runDigest);
    expect(edited.runDigest).not.toBe(first.runDigest);
  });

  it('is the same from files in another order, read by two workers', async () => {
    const half = lines.length >> 1;
    const other = await caseOf('other', [lines.slice(half), lines.slice(0, half)], 2);
    await analyze(other, SETTINGS, UNHURRIED);
    for (const { kind, campaigns, accounts } of session.store.campaignEdits.active())
      editCampaigns(other, { kind, campaignIds: campaigns.map(({ id }) => id), accounts, reason: 'for another reason' });
    const { runDigest } = await analyze(other, null, UNHURRIED);
    expect(runDigest).toBe((await analyze(session, null, UNHURRIED)).runDigest);
    other.close();
  });

  it('keeps a campaign that was made by hand though nothing ties its accounts, as a lead without score', async () => {
    editCampaigns(session, act('create', [], ['ordinary-0002', 'ordinary-0003']));
    const made = campaignOf(await analyze(session, null, UNHURRIED), 'ordinary-0002');
    expect(made?.campaign).toMatchObject({ strength: 'lead', score: 0, accountCount: 2, layers: [] });
    expect(made?.editedByHand).toMatchObject({ added: 2 });
  });

  it('is as it was once everything is undone, and again as it was when it is redone', async () => {
    const edited = (await analyze(session, null, UNHURRIED)).runDigest;
    for (let i = 0; i < 3; i++) undoEdit(session);
    expect((await analyze(session, null, UNHURRIED)).runDigest).toBe(first.runDigest);
    for (let i = 0; i < 3; i++) redoEdit(session);
    expect((await analyze(session, null, UNHURRIED)).runDigest).toBe(edited);
  });

  it('says of an act that found its campaign gone that it had no effect', async () => {
    const only = { ...SETTINGS, layers: ['user_agent' as const] };
    const result = await analyze(session, only, UNHURRIED);
    expect(result.edits?.[0]).toMatchObject({
      sequence: 1,
      effect: 'without effect',
      remark: expect.stringContaining('no campaign holds half'),
    });
    expect(listEdits(session).edits[0]).toMatchObject({ state: 'without effect' });
    expect((await checkCase(session.path)).problems).toEqual([]);
  });
});
