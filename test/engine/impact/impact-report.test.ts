import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../main/engine/domain/campaign.ts';
import type { PriceRow, PriceTable } from '../../../main/engine/domain/price-table.ts';
import type { CampaignUsage, TokenSums, TrafficUsage, UsageCell } from '../../../main/engine/domain/usage.ts';
import { costOf } from '../../../main/engine/impact/cost.ts';
import { impactReport } from '../../../main/engine/impact/impact-report.ts';
import { exactMoneyText, moneyText, siText } from '../../../main/engine/impact/impact-words.ts';

const price = (model: string, input: number | null, output: number | null, more: Partial<PriceRow> = {}): PriceRow => ({
  model,
  currency: 'USD',
  input,
  output,
  cacheRead: null,
  cacheWrite: null,
  ...more,
});
const tableOf = (...rows: readonly PriceRow[]): PriceTable => ({
  version: 3,
  at: '2026-03-01T00:00:00.000Z',
  madeBy: 'analyst',
  note: '',
  restoredFrom: null,
  rows,
});
const sums = (given: Partial<TokenSums>): TokenSums => ({
  exchanges: 0,
  counted: given.exchanges ?? 0,
  input: 0,
  uncachedInput: 0,
  cacheRead: 0,
  cacheWrite: 0,
  output: 0,
  reasoning: 0,
  cachedApart: 0,
  ...given,
});
const cell = (day: string | null, capability: UsageCell['capability'], model: string | null, given: Partial<TokenSums>): UsageCell => ({
  day,
  capability,
  model,
  ...sums(given),
});

describe('the cost of tokens', () => {
  it('is uncached input, cache reads, cache writes and output, each at its own price', () => {
    const used = [
      {
        model: 'aster-5',
        ...sums({ input: 3_000_000, uncachedInput: 500_000, cacheRead: 2_000_000, cacheWrite: 500_000, output: 100_000 }),
      },
    ];
    const { amounts, lines, tokens, pricedTokens, unpriced } = costOf(used, [
      price('aster-5', 5, 25, { cacheRead: 0.5, cacheWrite: 6.25 }),
    ]);
    // 2.5 + 1 + 3.125 + 2.5
    expect(amounts).toEqual([{ currency: 'USD', amount: 9.125 }]);
    expect(lines.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['input', 2.5],
      ['cacheRead', 1],
      ['cacheWrite', 3.125],
      ['output', 2.5],
    ]);
    expect([tokens, pricedTokens, unpriced]).toEqual([3_100_000, 3_100_000, []]);
  });

  it('takes the exact name before the longest beginning, and leaves out what has no price', () => {
    const rows = [price('*', 1, 1), price('aster-*', 2, 2), price('aster-5*', 3, null), price('aster-5-mini', 4, 4)];
    const of = (model: string | null) => costOf([{ model, ...sums({ uncachedInput: 1_000_000, output: 1_000_000 }) }], rows);
    expect(of('aster-5-mini').amounts[0]?.amount).toBe(8);
    expect(of('aster-5-large')).toMatchObject({
      amounts: [{ amount: 3 }],
      pricedShare: 0.5,
      unpriced: [{ model: 'aster-5-large', kind: 'output', tokens: 1_000_000 }],
    });
    expect(of('aster-4').amounts[0]?.amount).toBe(4);
    expect(of(null).lines.map(({ pattern }) => pattern)).toEqual(['*', '*']);
    expect(costOf([{ model: null, ...sums({ output: 1 }) }], [price('aster-*', 1, 1)]).unpriced).toHaveLength(1);
  });

  it('keeps currencies apart', () => {
    const rows = [price('a', 1, 1), price('b', 1, 1, { currency: 'EUR' })];
    const used = ['b', 'a'].map((model) => ({ model, ...sums({ output: 2_000_000 }) }));
    expect(costOf(used, rows).amounts).toEqual([
      { currency: 'EUR', amount: 2 },
      { currency: 'USD', amount: 2 },
    ]);
  });

  it('is exact where floating sums are not, and the same in any order', () => {
    const used = Array.from({ length: 1000 }, (_, i) => ({ model: `m${i}`, ...sums({ output: 100_001 + i }) }));
    const rows = [price('*', null, 0.1)];
    // 0.1 x (1000 x 100,001 + 499,500) / 1,000,000
    expect(costOf(used, rows).amounts).toEqual([{ currency: 'USD', amount: 10.05005 }]);
    expect(costOf(used.toReversed(), rows)).toEqual(costOf(used, rows));
  });

  it('of more tokens than 32 bits hold is right', () => {
    const used = [{ model: 'a', ...sums({ output: 41_000_000_000 }) }];
    expect(costOf(used, [price('a', 1, 15)]).amounts[0]?.amount).toBe(615_000);
  });
});

const CELLS = [
  cell('2026-03-02', 'software_engineering', 'aster-5', { exchanges: 10, input: 4_000, uncachedInput: 4_000, output: 60_000 }),
  cell('2026-03-02', 'mathematics', 'aster-5', { exchanges: 5, input: 1_000, uncachedInput: 1_000, output: 10_000, reasoning: 9_000 }),
  cell('2026-03-03', 'mathematics', 'aster-4', { exchanges: 5, input: 1_000, uncachedInput: 1_000, output: 30_000 }),
];
const USAGE: CampaignUsage = {
  total: sums({ exchanges: 20, input: 6_000, uncachedInput: 6_000, output: 100_000, reasoning: 9_000 }),
  daysPerCell: 1,
  cells: CELLS,
  elicitations: [],
  prompts: { prompts: 20, distinct: 15, isEstimate: false },
  pairs: { pairs: 20, prompts: 15, distinct: 16, isEstimate: false, output: 100_000 },
  harvest: null,
};
const TRAFFIC: TrafficUsage = {
  all: { ...USAGE, total: sums({ exchanges: 200, input: 60_000, uncachedInput: 60_000, output: 400_000 }) },
  rest: USAGE,
};
const campaign = (id: string, strength: Campaign['strength'] = 'strong'): Campaign => ({
  id,
  strength,
  score: 50,
  accountCount: 5,
  exchangeCount: 20,
  firstSeen: null,
  lastSeen: null,
  layers: [],
  accounts: [],
  targeting: [],
  elicitation: [],
  pivots: [],
});
const report = (table: PriceTable | null, usage: CampaignUsage | null = USAGE, strength: Campaign['strength'] = 'strong') =>
  impactReport('digest', [{ campaign: campaign('c-1', strength), usage }], TRAFFIC, table);

describe('the impact of a campaign', () => {
  it('is its share of all traffic, its capabilities, models and days with what each cost', () => {
    const [impact] = report(tableOf(price('aster-5', 10, 100))).campaigns;
    expect(impact?.shares).toEqual({ exchanges: 0.1, input: 0.1, output: 0.25 });
    expect(impact?.capabilities.map(({ capability, sums: s, cost }) => [capability, s.exchanges, cost.amounts, cost.pricedShare])).toEqual([
      ['software_engineering', 10, [{ currency: 'USD', amount: 6.04 }], 1],
      ['mathematics', 10, [{ currency: 'USD', amount: 1.01 }], 11_000 / 42_000],
    ]);
    expect(impact?.models.map(({ model, sums: s }) => [model, s.output])).toEqual([
      ['aster-4', 30_000],
      ['aster-5', 70_000],
    ]);
    expect(impact?.days.map(({ day, sums: s }) => [day, s.output])).toEqual([
      ['2026-03-02', 70_000],
      ['2026-03-03', 30_000],
    ]);
    expect(impact?.cost.amounts).toEqual([{ currency: 'USD', amount: 7.05 }]);
  });

  it('as a training set is pairs without repeats and the output tokens of these', () => {
    const [impact] = report(null).campaigns;
    expect(impact?.prompts).toEqual({ prompts: 20, distinct: 15, isEstimate: false, repeats: 5, distinctShare: 0.75 });
    expect(impact?.trainingSet).toMatchObject({ pairs: 20, distinct: 16, outputPerPair: 5_000, distinctOutput: 80_000 });
  });

  it('is said in one paragraph', () => {
    expect(report(tableOf(price('aster-5', 10, 100))).campaigns[0]?.sentence).toBe(
      'Took 100 k output tokens in 20 exchanges: 25 % of all output tokens and 10 % of all exchanges of this log. The largest part, 60 % of the output, is software engineering. At version 3 of the price table 71 % of its tokens are worth USD 7.05; no price for model aster-4 (uncached input, output). Of 20 prompts at least 75 % are distinct. Without repeats that makes at least 16 training examples of 5,000 output tokens, 80.0 k in all.',
    );
  });

  it('accuses nobody where the campaign is a lead', () => {
    expect(report(null, USAGE, 'lead').campaigns[0]?.sentence).toMatch(/^If one operator runs these accounts, it took 100 k /);
  });

  it('without prices has no cost, says so, and never makes one up', () => {
    for (const table of [null, tableOf(), tableOf(price('other', 1, 1))]) {
      const [impact] = report(table).campaigns;
      expect(impact?.cost).toMatchObject({ amounts: [], pricedTokens: 0, pricedShare: 0, lines: [] });
      expect(impact?.cost.unpriced).toHaveLength(4);
    }
    expect(report(null).campaigns[0]?.sentence).toContain('No prices are known to this case');
    expect(report(tableOf(price('other', 1, 1))).campaigns[0]?.sentence).toContain(
      'no price for model aster-4 (uncached input, output), aster-5',
    );
  });

  it('says what was left uncounted', () => {
    const { campaigns, notCounted } = report(null, null);
    expect([campaigns, notCounted]).toEqual([[], ['c-1']]);
    const older = impactReport('digest', [{ campaign: campaign('c-1'), usage: null }], null, null);
    expect([older.all, older.rest]).toEqual([null, null]);
  });

  it('of a log that counts no tokens has exchanges only', () => {
    const none = {
      ...USAGE,
      total: sums({ exchanges: 20, counted: 0 }),
      cells: [cell(null, 'other', null, { exchanges: 20, counted: 0 })],
    };
    const [impact] = impactReport('d', [{ campaign: campaign('c-1'), usage: none }], { all: none, rest: none }, null).campaigns;
    expect(impact?.shares).toEqual({ exchanges: 1, input: null, output: null });
    expect(impact?.sentence).toBe(
      'Took 20 exchanges, 100 % of this log, which counts no tokens for them. Of 20 prompts at least 75 % are distinct.',
    );
  });
});

it('numbers read as one says them', () => {
  expect([0, 999, 1_000, 41_234_567_890, 250e9, 3e12].map(siText)).toEqual(['0', '999', '1.0 k', '41.2 G', '250 G', '3.0 T']);
  expect([0, 0.004, 0.5, 612_000, 1_234_567.891].map((amount) => moneyText('USD', amount))).toEqual([
    'USD 0.00',
    'under USD 0.01',
    'USD 0.50',
    'USD 612,000.00',
    'USD 1,234,567.89',
  ]);
  expect([0.005901, 12, 1_234.5, 0.1].map((amount) => exactMoneyText('USD', amount))).toEqual([
    'USD 0.005901',
    'USD 12.00',
    'USD 1,234.50',
    'USD 0.10',
  ]);
});
