import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { RecordedEdit } from '../../main/engine/domain/campaign-edit.ts';
import { type CaseSession, createCase } from '../../main/services/cases.ts';
import { CAMPAIGN_EDIT_TABLE } from '../../main/storage/campaign-edits.ts';
import { verifyChain } from '../../main/storage/row-chain.ts';
import { drawAnalysis } from './case-drawing.ts';
import { temporaryFolder } from './temporary-folder.ts';

const sessions: CaseSession[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
});

function newStore() {
  const session = createCase(join(temporaryFolder(), 'case'), { program: 'test' });
  sessions.push(session);
  return session.store;
}
type Store = ReturnType<typeof newStore>;

const AT = '2026-03-02T10:00:00.000Z';
const ACT: Omit<RecordedEdit, 'sequence' | 'undoneAt'> = {
  kind: 'drop',
  campaigns: [{ id: 'c-1', anchors: ['a', 'b "quoted"', '\u202e日本'] }],
  accounts: ['a'],
  reason: 'a customer of ours',
  at: AT,
  madeBy: 'analyst',
};
const append = (store: Store): number => store.transaction(() => store.campaignEdits.append(ACT).sequence);
const undo = (store: Store): void =>
  store.transaction(() => {
    const act = store.campaignEdits.nextToUndo();
    if (act !== null) store.campaignEdits.undo(act.sequence, AT, store.activity.append('edit-undone', {}).sequence);
  });
const redo = (store: Store): void =>
  store.transaction(() => {
    const act = store.campaignEdits.nextToRedo();
    if (act !== null) store.campaignEdits.redo(act.sequence);
  });
const active = (store: Store): number[] => store.campaignEdits.active().map(({ sequence }) => sequence);

describe('acts by hand', () => {
  it('are numbered, and read back as they were', () => {
    const store = newStore();
    expect([append(store), append(store)]).toEqual([1, 2]);
    expect(store.campaignEdits.list()[1]).toEqual({ ...ACT, sequence: 2, undoneAt: null });
  });

  it('are undone from the newest on and taken up again in turn', () => {
    const store = newStore();
    for (let i = 0; i < 3; i++) append(store);
    undo(store);
    undo(store);
    expect(active(store)).toEqual([1]);
    redo(store);
    expect(active(store)).toEqual([1, 2]);
    redo(store);
    redo(store);
    expect(active(store)).toEqual([1, 2, 3]);
    expect(store.campaignEdits.nextToRedo()).toBeNull();
  });

  it('that were undone before a newer act was made are not taken up again', () => {
    const store = newStore();
    append(store);
    append(store);
    undo(store);
    append(store);
    expect(store.campaignEdits.nextToRedo()).toBeNull();
    undo(store);
    redo(store);
    redo(store);
    expect(active(store)).toEqual([1, 3]);
    expect(store.campaignEdits.list()).toHaveLength(3);
  });

  it('keep their chain through undoing and redoing', () => {
    const store = newStore();
    append(store);
    append(store);
    undo(store);
    expect(verifyChain(store.database, CAMPAIGN_EDIT_TABLE)).toBeNull();
    redo(store);
    expect(verifyChain(store.database, CAMPAIGN_EDIT_TABLE)).toBeNull();
    store.database.exec("UPDATE campaign_edit SET accounts = '[]' WHERE edit_no = 1");
    expect(verifyChain(store.database, CAMPAIGN_EDIT_TABLE)).toContain('edit_no 1');
  });

  it.each([
    ["kind = 'erase'"],
    ["accounts = '[1]'"],
    ["accounts = 'a'"],
    ['campaigns = \'[{"id": 1, "anchors": []}]\''],
    ["campaigns = '{}'"],
  ])('of a damaged case are not believed: %s', (tampering) => {
    const store = newStore();
    append(store);
    store.database.exec(`UPDATE campaign_edit SET ${tampering}`);
    expect(() => store.campaignEdits.list()).toThrow(/edit_no 1/);
  });
});

it('a run keeps what became of each act, and a campaign what was done to it', () => {
  const store = newStore();
  const drawn = drawAnalysis(2);
  const [first, ...others] = drawn.findings;
  if (first === undefined) throw new TypeError('nothing drawn');
  const editedByHand = { added: 1, dropped: 2, merged: 0, split: 0 };
  const edits = [{ sequence: 1, effect: 'without effect' as const, remark: 'nothing held it' }];
  const result = { ...drawn, findings: [{ ...first, editedByHand }, ...others], edits };
  store.transaction(() => store.analyses.append(result));
  expect(store.analyses.latest()).toStrictEqual(result);
  expect(store.analyses.findCampaign(first.campaign.id)?.editedByHand).toEqual(editedByHand);
  expect(store.analyses.latestOverview()?.edits).toEqual(edits);
  expect(store.analyses.verify()).toEqual([]);
});
