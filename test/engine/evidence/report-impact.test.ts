import { describe, expect, it } from 'vitest';
import type { PivotReading } from '../../../main/engine/domain/campaign.ts';
import type { PriceRow } from '../../../main/engine/domain/price-table.ts';
import type { CampaignUsage, TokenSums } from '../../../main/engine/domain/usage.ts';
import type { EvidenceContent } from '../../../main/engine/evidence/content.ts';
import { pseudonymiseContent } from '../../../main/engine/evidence/pseudonyms.ts';
import { renderReport } from '../../../main/engine/evidence/report.ts';
import { impactOf } from '../../../main/engine/evidence/report-impact.ts';
import { campaignsJson, impactJson } from '../../../main/engine/evidence/tables.ts';
import { content, HOSTILE } from './evidence-content.ts';

const TOLD = 'ft:aster-5:org_known:tutor';
const OF_ONE: TokenSums = {
  exchanges: 10,
  counted: 10,
  input: 2_000_000,
  uncachedInput: 2_000_000,
  cacheRead: 0,
  cacheWrite: 0,
  output: 1_000_000,
  reasoning: 0,
  cachedApart: 0,
};
const usage: CampaignUsage = {
  total: { ...OF_ONE, exchanges: 30, counted: 30, input: 6_000_000, uncachedInput: 6_000_000, output: 3_000_000 },
  daysPerCell: 1,
  cells: [HOSTILE, 'aster-5', TOLD].map((model) => ({ day: '2026-03-09', capability: 'mathematics', model, ...OF_ONE })),
  elicitations: [],
  prompts: { prompts: 30, distinct: 27, isEstimate: false },
  pairs: { pairs: 30, prompts: 27, distinct: 28, isEstimate: false, output: 3_000_000 },
  harvest: null,
};
const AT = '2026-03-12T00:00:00.000Z';
const PIVOT: PivotReading = {
  event: { at: AT, kind: 'first use', label: TOLD },
  hoursAfterEvent: 0,
  matchedBefore: null,
  matchedAfter: null,
  earliest: AT,
  latest: AT,
  method: 'known event',
  qValue: 0.01,
  countsForStrength: false,
  reason: `half of org_known took up ${TOLD}`,
};
const row = (model: string, output: number): PriceRow => ({
  model,
  currency: 'USD',
  input: 1,
  output,
  cacheRead: null,
  cacheWrite: null,
});

function used(prices: readonly PriceRow[] | null): EvidenceContent {
  const plain = content(['acct_alpha', 'acct_beta', 'acct_gamma']);
  const rest = { ...usage, cells: [] };
  return {
    ...plain,
    analysis: { ...plain.analysis, usage: { all: usage, rest } },
    findings: plain.findings.map((finding) => ({
      ...finding,
      campaign: { ...finding.campaign, pivots: [{ at: AT, kind: `model ${TOLD}`, before: 0, after: 1, pValue: 0.01 }] },
      ...(finding.reading ? { reading: { ...finding.reading, usage, pivots: [PIVOT] } } : {}),
    })),
    prices:
      prices === null
        ? null
        : { version: 2, at: '2026-03-01T00:00:00.000Z', madeBy: 'analyst', note: 'org_known list', restoredFrom: null, rows: prices },
  };
}

describe('the report on what was taken', () => {
  it('shows the arithmetic of the cost, and its sum', () => {
    const html = renderReport(used([row('aster-5', 3), row('ft:*', 8)]), 'x');
    expect(html).toContain('USD 15.00');
    expect(html).toMatch(/<td>output<\/td><td class="n">1,000,000<\/td><td class="n">8<\/td><td><span class="id">ft:\*<\/span><\/td>/);
    expect(html).toContain('no price for model');
    expect(html).toContain('version 2');
  });

  it('says that no price is known, and what was not counted', () => {
    expect(renderReport(used(null), 'x')).toContain('No prices are known to this case');
    expect(renderReport(content(), 'x')).toContain('What these accounts used was not counted');
  });

  it('lets nothing in the name of a model be markup or steer a terminal', () => {
    const html = renderReport(used([row('*', 1)]), 'x');
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('\u202e');
  });
});

describe('pseudonymised', () => {
  const clean = (prices: readonly PriceRow[]) =>
    pseudonymiseContent(used(prices), (value) => `p-${value.length}`, new Set(['org_known', 'acct_alpha']));

  it('renames models named after a customer and keeps what they cost', () => {
    const prices = [row('aster-5', 3), row('ft:*', 8), row('ft:aster-5:org_known:*', 9)];
    const amounts = impactOf(used(prices)).campaigns[0]?.cost.amounts;
    expect(amounts).toEqual([{ currency: 'USD', amount: 2 + 3 + 2 + 9 }]);
    expect(impactOf(clean(prices)).campaigns[0]?.cost.amounts).toEqual(amounts);
  });

  it('names no customer in the report, in the JSON or in the prices', () => {
    const pseudonymised = clean([row('aster-5', 3), row('ft:aster-5:org_known:*', 9), row(TOLD, 9)]);
    expect(pseudonymised.findings[0]?.campaign.pivots[0]?.kind).toBe(`model p-${TOLD.length}`);
    expect(pseudonymised.findings[0]?.reading?.pivots?.[0]).toMatchObject({
      event: { label: `p-${TOLD.length}` },
      reason: expect.stringMatching(/^half of p-9 took up p-\d+$/),
    });
    const everything = [renderReport(pseudonymised, 'x'), campaignsJson(pseudonymised), impactJson(pseudonymised)].join('\n');
    expect(everything).not.toContain('org_known');
    expect(everything).not.toContain('tutor');
    expect(everything).toContain('aster-5');
  });
});
