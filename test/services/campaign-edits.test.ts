import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../main/engine/campaigns/settings.ts';
import type { EditOutcome, EditRequest } from '../../main/engine/domain/campaign-edit.ts';
import { LAYERS } from '../../main/engine/domain/layer.ts';
import { rememberedSettings, settingsState } from '../../main/services/analysis-settings.ts';
import { editCampaigns, listEdits, redoEdit, searchAccounts, undoEdit } from '../../main/services/campaign-edits.ts';
import { type CaseSession, checkCase, createCase, openCase } from '../../main/services/cases.ts';
import { drawAnalysis, drawCase } from '../storage/case-drawing.ts';

let folder: string;
let session: CaseSession;

/** Campaigns c-0000000000 to c-0000000002 of the accounts acct-N-0 to acct-N-3; acct-N-4 to acct-N-6 are in none. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stillhunt-edits-'));
  session = drawCase(
    join(folder, 'case'),
    [0, 1, 2].map((unitNo) => ({ unitNo, rows: 7 })),
  );
});
afterEach(() => {
  session.close();
  rmSync(folder, { recursive: true, force: true });
});

const id = (place: number): string => `c-000000000${place}`;
const request = (kind: EditRequest['kind'], campaigns: readonly number[], accounts: readonly string[] = []): EditRequest => ({
  kind,
  campaignIds: campaigns.map(id),
  accounts,
  reason: ' a customer of ours ',
});
const analysedWith = (edits: readonly EditOutcome[]): void => {
  session.store.transaction(() => session.store.analyses.append({ ...drawAnalysis(3), edits }));
};
const newestEntry = () => session.store.activity.page(0, 1)[0];

describe('an act', () => {
  it('is kept with who, when and why, and in the activity log', () => {
    const edit = editCampaigns(session, request('drop', [0], ['acct-0-1', 'acct-0-0', 'acct-0-1']));
    expect(edit).toMatchObject({
      sequence: 1,
      kind: 'drop',
      accounts: ['acct-0-0', 'acct-0-1'],
      reason: 'a customer of ours',
      undoneAt: null,
    });
    expect(edit.campaigns).toEqual([{ id: id(0), anchors: ['acct-0-0', 'acct-0-1', 'acct-0-2', 'acct-0-3'] }]);
    expect(newestEntry()?.kind).toBe('campaign-edited');
    expect(JSON.parse(newestEntry()?.details ?? '')).toMatchObject({
      edit: 1,
      act: 'drop',
      campaigns: [id(0)],
      accounts: 2,
      named: ['acct-0-0', 'acct-0-1'],
      reason: 'a customer of ours',
      by: edit.madeBy,
    });
  });

  it('leaves a case that passes every check, and is there when it is opened again', async () => {
    editCampaigns(session, request('merge', [0, 1]));
    undoEdit(session);
    const path = session.path;
    session.close();
    session = await openCase(path, { program: 'test' });
    expect(listEdits(session).edits).toMatchObject([{ kind: 'merge', state: 'undone' }]);
    expect(session.store.campaignEdits.nextToRedo()?.sequence).toBe(1);
    session.close();
    expect((await checkCase(path)).problems.filter(({ message }) => message.includes('campaign_edit'))).toEqual([]);
  });

  it.each([
    ['merge', request('merge', [0]), 'edit-invalid', 'two campaigns'],
    ['merge of the same', request('merge', [1, 1]), 'edit-invalid', 'two campaigns'],
    ['merge with accounts', request('merge', [0, 1], ['acct-0-0']), 'edit-invalid', 'no accounts'],
    ['drop from nowhere', request('drop', [], ['acct-0-0']), 'edit-invalid', 'one campaign'],
    ['drop of nobody', request('drop', [0]), 'edit-invalid', 'one account'],
    ['create in a campaign', request('create', [0], ['acct-0-0', 'acct-0-1']), 'edit-invalid', 'no campaign'],
    ['unknown campaign', request('drop', [7], ['acct-0-0']), 'campaign-unknown', id(7)],
    ['unknown account', request('add', [0], ['acct-0-4', 'nobody']), 'account-unknown', 'no account nobody'],
    ['no effect', request('add', [0], ['acct-0-0']), 'edit-invalid', 'in the campaign already'],
    ['no member', request('drop', [0], ['acct-1-0']), 'edit-invalid', 'none of its accounts is in the campaign'],
    ['endless reason', { ...request('merge', [0, 1]), reason: 'x'.repeat(2_001) }, 'edit-invalid', '2000 characters'],
  ])('is refused, and nothing is kept: %s', (_, wrong, code, words) => {
    const before = newestEntry()?.sequence;
    expect(() => editCampaigns(session, wrong)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) }));
    expect(listEdits(session).edits).toEqual([]);
    expect(newestEntry()?.sequence).toBe(before);
  });

  it('is refused before any analysis, and in a case that is open for reading', async () => {
    const empty = createCase(join(folder, 'empty'), { program: 'test' });
    expect(() => editCampaigns(empty, request('merge', [0, 1]))).toThrow(expect.objectContaining({ code: 'analysis-missing' }));
    empty.close();
    const reader = await openCase(session.path, { program: 'test', readOnly: true, inspect: false });
    expect(() => editCampaigns(reader, request('merge', [0, 1]))).toThrow(expect.objectContaining({ code: 'case-read-only' }));
    expect(() => undoEdit(reader)).toThrow(expect.objectContaining({ code: 'case-read-only' }));
    reader.close();
  });

  it('counts what acts before it changed, though no analysis shows that yet', () => {
    editCampaigns(session, request('drop', [0], ['acct-0-0']));
    expect(() => editCampaigns(session, request('drop', [0], ['acct-0-0']))).toThrow(/change nothing/);
    editCampaigns(session, request('add', [0], ['acct-0-0']));
    expect(listEdits(session).pending).toBe(2);
  });
});

describe('undo and redo', () => {
  it('go through the acts and say so in the activity log', () => {
    editCampaigns(session, request('merge', [0, 1]));
    editCampaigns(session, request('drop', [2], ['acct-2-0']));
    expect(undoEdit(session).kind).toBe('drop');
    expect(newestEntry()?.kind).toBe('campaign-edit-undone');
    expect(undoEdit(session).kind).toBe('merge');
    expect(() => undoEdit(session)).toThrow(/no change by hand to undo/);
    expect(redoEdit(session).kind).toBe('merge');
    expect(newestEntry()?.kind).toBe('campaign-edit-redone');
    editCampaigns(session, request('create', [], ['acct-2-4', 'acct-2-5']));
    expect(listEdits(session)).toMatchObject({ canUndo: true, canRedo: false });
    expect(() => redoEdit(session)).toThrow(/no undone change to redo/);
  });
});

describe('the list of acts', () => {
  it('tells which of them the newest analysis shows', () => {
    editCampaigns(session, request('merge', [0, 1]));
    editCampaigns(session, request('drop', [2], ['acct-2-0']));
    expect(listEdits(session)).toMatchObject({ pending: 2, edits: [{ state: 'pending' }, { state: 'pending' }] });
    analysedWith([
      { sequence: 1, effect: 'applied', remark: null },
      { sequence: 2, effect: 'without effect', remark: 'no campaign' },
    ]);
    expect(listEdits(session)).toMatchObject({
      pending: 0,
      edits: [
        { state: 'applied', remark: null },
        { state: 'without effect', remark: 'no campaign' },
      ],
    });
    undoEdit(session);
    expect(listEdits(session)).toMatchObject({ pending: 1, edits: [{ state: 'applied' }, { state: 'undone, pending' }] });
    analysedWith([{ sequence: 1, effect: 'applied', remark: null }]);
    expect(listEdits(session)).toMatchObject({ pending: 0, edits: [{ state: 'applied' }, { state: 'undone' }] });
  });

  it('holds every act as pending once the analyses are gone', () => {
    editCampaigns(session, request('merge', [0, 1]));
    analysedWith([{ sequence: 1, effect: 'applied', remark: null }]);
    session.store.transaction(() => session.store.analyses.removeAll());
    expect(listEdits(session)).toMatchObject({ pending: 1, edits: [{ state: 'pending' }] });
  });
});

describe('searching accounts', () => {
  it('gives those that begin with the text first, with the campaign of each', () => {
    expect(searchAccounts(session, 'ACCT-1-', 3)).toEqual({
      total: 7,
      accounts: ['acct-1-0', 'acct-1-1', 'acct-1-2'].map((accountId) => ({ accountId, campaignId: id(1) })),
    });
    expect(searchAccounts(session, '-5', 10).accounts).toEqual([0, 1, 2].map((n) => ({ accountId: `acct-${n}-5`, campaignId: null })));
    expect(searchAccounts(session, 'nobody', 10)).toEqual({ total: 0, accounts: [] });
  });
});

describe('remembered settings', () => {
  it('are those of the newest analysis, with layers that it did not know yet', () => {
    const remembered = rememberedSettings(session);
    expect(remembered).toMatchObject({ minAccounts: 3, resolution: 0.05 });
    // The drawn run used payment and template, and reports on payment alone: it knew no other layer.
    expect(remembered.layers).toEqual(LAYERS);
    const off = drawAnalysis(1);
    const reports = LAYERS.map((layer) => ({ layer, state: 'off' as const, links: 0, valuesCapped: 0 }));
    session.store.transaction(() => session.store.analyses.append({ ...off, layers: reports }));
    expect(rememberedSettings(session).layers).toEqual(off.settings.layers);
  });

  it('leave out what this program does not have or would not allow', () => {
    const settings = { ...drawAnalysis(1).settings, minAccounts: -4, cleverness: 11 };
    session.store.transaction(() => session.store.analyses.append({ ...drawAnalysis(1), settings }));
    expect(rememberedSettings(session)).toMatchObject({ minAccounts: DEFAULT_SETTINGS.minAccounts, resolution: 0.05 });
    expect(rememberedSettings(session)).not.toHaveProperty('cleverness');
  });

  it('come with their ranges and with layers that the case has no values for', () => {
    const reports = [{ layer: 'payment' as const, state: 'unavailable' as const, links: 0, valuesCapped: 0 }];
    session.store.transaction(() => session.store.analyses.append({ ...drawAnalysis(1), layers: reports }));
    const { defaults, ranges, layers } = settingsState(session);
    expect(defaults).toEqual(DEFAULT_SETTINGS);
    expect(ranges.minAccounts).toEqual({ least: 2, most: 1_000_000, isWhole: true });
    expect(layers.filter(({ state }) => state === 'unavailable')).toEqual([{ layer: 'payment', state: 'unavailable' }]);
    expect(layers.filter(({ state }) => state === 'unknown')).toHaveLength(LAYERS.length - 1);
  });
});
