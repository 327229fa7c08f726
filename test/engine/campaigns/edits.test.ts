import { describe, expect, it } from 'vitest';
import { applyEdits, type EditedGroups } from '../../../main/engine/campaigns/edits.ts';
import { groupsOf } from '../../../main/engine/campaigns/membership.ts';
import { ANCHORS_KEPT, anchorsOf, type CampaignEdit, type NamedCampaign } from '../../../main/engine/domain/campaign-edit.ts';

/** Accounts are letters; `drawn` gives the group of each by a digit, a point for none. */
const ACCOUNTS = 'abcdefghijklmn';
const codeOf = (account: string): number => (account.length === 1 ? ACCOUNTS.indexOf(account) : -1);
const drawn = (text: string) =>
  groupsOf(
    [...text].map((mark) => (mark === '.' ? -1 : Number(mark))),
    1,
  );
const picture = ({ groups }: EditedGroups): string => [...groups.groupOf].map((group) => (group < 0 ? '.' : group)).join('');

const named = (accounts: string): NamedCampaign => ({ id: `c-${accounts}`, anchors: [...accounts] });
let sequence = 0;
const act = (kind: CampaignEdit['kind'], campaigns: readonly string[], accounts = ''): CampaignEdit => ({
  sequence: ++sequence,
  kind,
  campaigns: campaigns.map(named),
  accounts: [...accounts],
  reason: '',
});
const edit = (text: string, ...edits: readonly CampaignEdit[]): EditedGroups => applyEdits(drawn(text), edits, codeOf);

describe('acts by hand', () => {
  it('drop: accounts leave their campaign and belong to none', () => {
    const edited = edit('00000.1111', act('drop', ['abcde'], 'bd'));
    expect(picture(edited)).toBe('0.0.0.1111');
    expect(edited.applied).toEqual([{ sequence, effect: 'applied', remark: null }]);
    expect(edited.byHand).toEqual([{ added: 0, dropped: 2, merged: 0, split: 0 }, null]);
  });

  it('add: accounts join the campaign, and count as dropped where they were', () => {
    const edited = edit('000.1111', act('add', ['abc'], 'de'));
    expect(picture(edited)).toBe('00000111');
    expect(edited.byHand).toEqual([
      { added: 2, dropped: 0, merged: 0, split: 0 },
      { added: 0, dropped: 1, merged: 0, split: 0 },
    ]);
  });

  it('merge: campaigns become one, and a merged one merged again counts what it was made of', () => {
    const once = act('merge', ['abc', 'ghi']);
    expect(picture(edit('000111222', once))).toBe('000111000');
    const twice = edit('000111222', once, act('merge', ['abcghi', 'def']));
    expect(picture(twice)).toBe('000000000');
    expect(twice.byHand).toEqual([{ added: 0, dropped: 0, merged: 3, split: 0 }]);
  });

  it('split: accounts become a campaign of their own', () => {
    const edited = edit('00000.11', act('split', ['abcde'], 'de'));
    expect(picture(edited)).toBe('00011.22');
    expect(edited.byHand.map((hand) => hand?.split ?? null)).toEqual([1, 1, null]);
  });

  it('create: accounts become a campaign, whatever they were in', () => {
    const edited = edit('0000...', act('create', [], 'dfg'));
    expect(picture(edited)).toBe('0001.11');
    expect(edited.byHand).toEqual([
      { added: 0, dropped: 1, merged: 0, split: 0 },
      { added: 3, dropped: 0, merged: 0, split: 0 },
    ]);
  });

  it('are applied one after the other by sequence, whatever order they are given in', () => {
    const [out, back] = [act('drop', ['abcd'], 'd'), act('add', ['abc'], 'd')];
    expect(picture(edit('0000.', out, back))).toBe('0000.');
    expect(edit('0000.', back, out)).toEqual(edit('0000.', out, back));
  });

  it('leave the groups that were given as they are', () => {
    const before = drawn('00001111');
    applyEdits(before, [act('merge', ['abcd', 'efgh'])], codeOf);
    expect(before).toEqual(drawn('00001111'));
  });

  it('give the groups back unchanged when there are none', () => {
    const before = drawn('0000.111');
    expect(applyEdits(before, [], codeOf)).toEqual({ groups: before, applied: [], byHand: [null, null] });
  });
});

describe('the campaign of an act', () => {
  it('is the group with most of its anchors, although members came and went since', () => {
    expect(picture(edit('00.00011', act('drop', ['abcdg'], 'a')))).toBe('.0.00011');
  });

  it('is counted on anchors that exist', () => {
    const act1: CampaignEdit = { ...act('drop', [], 'a'), campaigns: [{ id: 'c-x', anchors: ['a', 'b', 'gone-1', 'gone-2', 'gone-3'] }] };
    expect(picture(edit('0000', act1))).toBe('.000');
  });

  it('is the group with the lowest account when two hold as many', () => {
    expect(picture(edit('11.0011', act('drop', ['defg'], 'df')))).toBe('00.11.0');
  });

  it('is none when no group holds half of them', () => {
    const edited = edit('0011..', act('drop', ['aceef'], 'a'));
    expect(edited.applied[0]).toMatchObject({ effect: 'without effect', remark: expect.stringContaining('c-aceef') });
    expect(picture(edited)).toBe('0011..');
  });
});

describe('an act without effect says why', () => {
  it.each([
    ['accounts that are not there', act('add', ['abc'], 'XY'), 'none of its accounts'],
    ['accounts that are in already', act('add', ['abc'], 'ab'), 'already'],
    ['accounts of another campaign', act('drop', ['abc'], 'de'), 'none of its accounts is in the campaign'],
    ['all accounts of a campaign split off', act('split', ['abc'], 'abc'), 'already'],
    ['one account split off', act('split', ['abc'], 'a'), '2 accounts or more'],
    ['a campaign of one account', act('create', [], 'a'), '2 accounts or more'],
    ['a merge of one', act('merge', ['abc', 'ab']), 'one group already'],
    ['a merge with one that is gone', act('merge', ['abc', 'nmk']), 'c-nmk'],
  ])('%s', (_, wrong, why) => {
    const edited = edit('000111........', wrong);
    expect(edited.applied).toEqual([{ sequence: wrong.sequence, effect: 'without effect', remark: expect.stringContaining(why) }]);
    expect(picture(edited)).toBe('000111........');
    expect(edited.byHand).toEqual([null, null]);
  });

  it('and one that could be done in part says what could not', () => {
    const edited = edit('000111', act('drop', ['abc'], 'aZd'));
    expect(edited.applied[0]).toMatchObject({ effect: 'applied', remark: '2 of its accounts are not in the campaign' });
    expect(picture(edited)).toBe('.00111');
  });
});

it('a campaign that acts leave with one account is none', () => {
  const edited = edit('000111', act('drop', ['abc'], 'ab'));
  expect(picture(edited)).toBe('...000');
  expect(edited.byHand).toEqual([null]);
});

describe('anchors', () => {
  it('are all accounts of a small campaign, sorted', () => {
    expect(anchorsOf(['b', 'c', 'a'])).toEqual(['a', 'b', 'c']);
  });

  it('are spread over a large one, so that losing a range of names does not lose it', () => {
    const accounts = Array.from({ length: 1_000 }, (_, i) => `acct-${String(i).padStart(4, '0')}`);
    const anchors = anchorsOf(accounts.toReversed());
    expect(anchors).toHaveLength(ANCHORS_KEPT);
    expect(new Set(anchors).size).toBe(ANCHORS_KEPT);
    expect(anchors.filter((account) => account < 'acct-0500')).toHaveLength(50);
  });
});
