import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCsv, restoreCell } from '../../../main/engine/evidence/csv.ts';
import { findIdentity, pseudonymiseContent } from '../../../main/engine/evidence/pseudonyms.ts';
import { renderReport } from '../../../main/engine/evidence/report.ts';
import { accountsCsv, campaignsJson, linksCsv, settingsJson, sourcesJson } from '../../../main/engine/evidence/tables.ts';
import { content, HOSTILE } from './evidence-content.ts';

describe('CSV tables', () => {
  it('neutralise every cell that a spreadsheet could take for a formula', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', "'"]) {
      const [row] = parse(encodeCsv(['a'], [[`${start}1+1`]]), { columns: true }) as { a: string }[];
      expect(row?.a).toBe(`'${start}1+1`);
    }
  });

  it('give back every text after one leading apostrophe is removed', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 4 }), (cells) => {
        const columns = cells.map((_, i) => `c${i}`);
        const [row] = parse(encodeCsv(columns, [cells]), { from_line: 2, relax_column_count: false, bom: false }) as string[][];
        expect(row?.map(restoreCell)).toEqual(cells);
      }),
    );
  });

  it('hold one line for each account and link', () => {
    const accounts = parse(accountsCsv(content()), { columns: true }) as Record<string, string>[];
    expect(accounts.map((row) => restoreCell(row.account_id ?? ''))).toEqual(['acct_a', 'acct_b', HOSTILE]);
    expect(accounts.map((row) => [row.role, row.harvest_share, row.part])).toEqual([
      ['core', '0.75', '1'],
      ['core', '0.75', '1'],
      ['core', '0.75', '2'],
    ]);
    expect(parse(linksCsv(content()), { columns: true })).toHaveLength(1);
  });
});

describe('pseudonymised content', () => {
  const identifying = new Set(['acct_alpha', 'acct_beta', 'acct_gamma', 'org_known']);
  const original = content(['acct_alpha', 'acct_beta', 'acct_gamma']);
  const pseudonymised = pseudonymiseContent(
    original,
    (value) => `p-${[...value].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 999_983, 7)}`,
    identifying,
  );
  const everything = [
    renderReport(pseudonymised, 'x'),
    accountsCsv(pseudonymised),
    linksCsv(pseudonymised),
    campaignsJson(pseudonymised),
    sourcesJson(pseudonymised),
    settingsJson(pseudonymised),
  ].join('\n');

  it('holds no account, organisation, card, address, prompt, file or case name', () => {
    for (const name of [...identifying, 'pm_secret', '240.1.2.3', 'first line', 'march', 'spring']) expect(everything).not.toContain(name);
  });

  it('is told from content that still names an account or a value in a reason', () => {
    const named = (value: string): string => `p-${value.length.toString(16).padStart(20, '0')}`;
    const clean = pseudonymiseContent(original, named, identifying);
    expect(findIdentity(clean, identifying)).toBeNull();
    const [first] = clean.findings;
    if (first === undefined) throw new Error('the content has a finding');
    const [member] = first.members;
    const [explanation] = first.innocentExplanations;
    if (member === undefined || explanation === undefined) throw new Error('the finding has a member and an explanation');
    const withMember = { ...first, members: [{ ...member, accountId: 'acct_beta' }] };
    const withReason = { ...first, innocentExplanations: [{ ...explanation, reason: 'all are of org_known.' }] };
    expect(findIdentity({ ...clean, findings: [withMember] }, identifying)).toContain('an account');
    expect(findIdentity({ ...clean, findings: [withReason] }, identifying)).toContain('a reason');
    const [measure] = first.reading?.behaviour ?? [];
    if (first.reading === undefined || measure === undefined) throw new Error('the finding has a reading');
    const behaviour = [{ ...measure, reason: 'others than acct_beta differ' }];
    const withMeasure = { ...first, reading: { ...first.reading, behaviour } };
    expect(findIdentity({ ...clean, findings: [withMeasure] }, identifying)).toContain('a reason');
  });

  it('keeps what was measured of the group, and removes what a layer of cards or addresses says of it', () => {
    const [finding] = pseudonymised.findings;
    expect(finding?.reading).toMatchObject({ waterfall: original.findings[0]?.reading?.waterfall, harvestExchanges: 90, kind: 'harvest' });
    expect(finding?.reading?.behaviour[1]).toEqual(original.findings[0]?.reading?.behaviour[1]);
    expect(finding?.reading?.behaviour[0]?.reason).toMatch(/^members differ by 0\.04, unlike p-\d+ and p-\d+$/);
    expect(finding?.campaign.layers.map(({ reasons }) => reasons.length)).toEqual([0, 1, 1]);
  });

  it('lists accounts in the order of their pseudonyms, for that of their names would tell something of them', () => {
    const names = (pseudonymised.findings[0]?.members ?? []).map(({ accountId }) => accountId);
    expect(names).toEqual([...names].sort());
  });

  it('keeps the numbers and which account is which', () => {
    const [finding] = pseudonymised.findings;
    expect(finding?.campaign.accounts).toEqual([...(finding?.members ?? []).map((member) => member.accountId)].sort());
    expect(finding?.campaign.targeting).toEqual(original.findings[0]?.campaign.targeting);
    expect(new Set(finding?.campaign.accounts).size).toBe(3);
  });
});
