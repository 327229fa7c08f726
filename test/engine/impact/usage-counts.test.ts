import { describe, expect, it } from 'vitest';
import type { Usage } from '../../../main/engine/domain/usage.ts';
import { UsageCells } from '../../../main/engine/impact/usage-cells.ts';
import { UsageCounts, type UsageGroups } from '../../../main/engine/impact/usage-counts.ts';
import { campaignUsage, trafficUsage } from '../../../main/engine/impact/usage-report.ts';
import { seededRandom } from '../../../main/engine/statistics/random.ts';
import { type DrawnUse, rowsOf } from './usage-drawing.ts';

const NAMES = { models: ['aster-4', 'aster-5'], languages: ['unknown', 'en', 'zh'] };
/** Accounts 0 and 1 are campaign 0, account 2 is campaign 1, account 3 is of none. */
const GROUPS: UsageGroups = { campaignOf: Int32Array.of(0, 0, 1, -1), campaigns: 2, families: null };

function countOf(uses: readonly DrawnUse[], groups = GROUPS, most?: number): UsageCounts {
  const counts = new UsageCounts(groups, new UsageCells(most));
  counts.add(rowsOf(uses));
  return counts;
}

const USES: readonly DrawnUse[] = [
  { account: 0, at: '2026-03-02T23:59:59.999Z', capability: 'mathematics', prompt: 'prove that a prime is odd', input: 100, output: 40 },
  { account: 1, at: '2026-03-03T00:00:00Z', capability: 'mathematics', prompt: 'prove that a prime is odd', input: 100, output: 41 },
  {
    account: 0,
    at: '2026-03-03T10:00:00Z',
    capability: 'software_engineering',
    elicitation: 'reasoning_trace',
    model: 1,
    prompt: 'sort a list of names in place',
    input: 1000,
    output: 500,
    cacheRead: 600,
    cacheWrite: 100,
    reasoning: 300,
  },
  { account: 1, at: null, capability: 'software_engineering', model: -1 },
  { account: 2, at: '2026-03-03T10:00:00Z', prompt: 'say hello', input: 5, output: 0 },
  { account: 3, at: '2026-03-03T10:00:00Z', prompt: 'say hello', output: 7 },
  { account: -1, at: '2026-03-03T10:00:00Z', prompt: 'say goodbye', input: 3 },
];

describe('usage', () => {
  it('is summed by day, capability and model, day by UTC', () => {
    const { total, cells, elicitations, daysPerCell } = campaignUsage(countOf(USES), 0, NAMES);
    expect(daysPerCell).toBe(1);
    expect(total).toEqual({
      exchanges: 4,
      counted: 3,
      input: 1200,
      uncachedInput: 500,
      cacheRead: 600,
      cacheWrite: 100,
      output: 581,
      reasoning: 300,
      cachedApart: 0,
    });
    expect(cells.map(({ day, capability, model, exchanges, output }) => [day, capability, model, exchanges, output])).toEqual([
      ['2026-03-02', 'mathematics', 'aster-4', 1, 40],
      ['2026-03-03', 'software_engineering', 'aster-5', 1, 500],
      ['2026-03-03', 'mathematics', 'aster-4', 1, 41],
      [null, 'software_engineering', null, 1, 0],
    ]);
    expect(elicitations).toEqual([
      { day: '2026-03-02', elicitation: 'plain', exchanges: 1 },
      { day: '2026-03-03', elicitation: 'plain', exchanges: 1 },
      { day: '2026-03-03', elicitation: 'reasoning_trace', exchanges: 1 },
      { day: null, elicitation: 'plain', exchanges: 1 },
    ]);
  });

  it('of the rest holds accounts of no campaign and exchanges without account, and of all everything', () => {
    const { all, rest } = trafficUsage(countOf(USES), NAMES);
    expect(all.total).toMatchObject({ exchanges: 7, counted: 6, input: 1208, output: 588 });
    expect(rest.total).toMatchObject({ exchanges: 2, counted: 2, input: 3, output: 7 });
    expect(rest.prompts).toEqual({ prompts: 2, distinct: 2, isEstimate: false });
  });

  it('takes cached tokens out of the input, and all of the input as uncached where the log counts them apart', () => {
    const included = countOf([{ input: 1000, cacheRead: 900, cacheWrite: 100 }]);
    expect(campaignUsage(included, 0, NAMES).total).toMatchObject({ uncachedInput: 0, cacheRead: 900, cachedApart: 0 });
    const apart = countOf([{ input: 999, cacheRead: 900, cacheWrite: 100 }]);
    expect(campaignUsage(apart, 0, NAMES).total).toMatchObject({ uncachedInput: 999, cacheRead: 900, cacheWrite: 100, cachedApart: 1 });
    const unknown = countOf([{ cacheRead: 900 }]);
    expect(campaignUsage(unknown, 0, NAMES).total).toMatchObject({ counted: 0, uncachedInput: 0, cacheRead: 900, cachedApart: 0 });
  });

  it('counts distinct prompts, and pairs that differ in prompt or in length of the answer', () => {
    const ask = (prompt: string, output?: number): DrawnUse => ({ account: 0, prompt, ...(output === undefined ? {} : { output }) });
    const prompts = ['prove that a prime is odd', 'prove that a square is even', 'sort a list of names'];
    const [a = '', b = '', c = ''] = prompts;
    const { prompts: counted, pairs } = campaignUsage(
      countOf([ask(a, 10), ask(a, 10), ask(a, 11), ask(b, 10), ask(b), ask(c, 0), { account: 0, output: 9 }]),
      0,
      NAMES,
    );
    expect(counted).toEqual({ prompts: 6, distinct: 3, isEstimate: false });
    expect(pairs).toEqual({ pairs: 4, prompts: 2, distinct: 3, isEstimate: false, output: 41 });
  });

  it('takes prompts that differ in a masked part only for one, as it says', () => {
    const uses = ['add 17 and 4', 'add 18 and 5', 'add 18 and 5 and 6'].map((prompt) => ({ account: 0, prompt }));
    expect(campaignUsage(countOf(uses), 0, NAMES).prompts).toEqual({ prompts: 3, distinct: 2, isEstimate: false });
  });

  it('counts apart the exchanges of template families that the campaign holds', () => {
    const skeletons = {
      find: (_: unknown, count: number, numbers: Int32Array) => numbers.set(Int32Array.from({ length: count }, (_row, row) => row - 1)),
    };
    // Rows have skeletons -1, 0, 1, 2 of families 5, 5, 7: campaign 0 holds 5, campaign 1 holds 7.
    const families = { skeletons, familyOf: Int32Array.of(5, 5, 7), held: [[5], [7]] };
    const uses = [0, 0, 2, 2].map((account) => ({ account, prompt: 'sort a list of names', input: 1, output: 10 }));
    const counts = countOf(uses, { ...GROUPS, families });
    expect(campaignUsage(counts, 0, NAMES).harvest?.total).toMatchObject({ exchanges: 1, output: 10 });
    expect(campaignUsage(counts, 1, NAMES).harvest).toMatchObject({
      total: { exchanges: 1 },
      pairs: { pairs: 1 },
      prompts: { distinct: 1 },
    });
    expect(campaignUsage(countOf(uses), 0, NAMES).harvest).toBeNull();
  });

  it('tells languages only where the case has them', () => {
    expect(campaignUsage(countOf([{ account: 0 }]), 0, NAMES)).not.toHaveProperty('languages');
    expect(campaignUsage(countOf([{ account: 0, language: 0 }]), 0, NAMES)).not.toHaveProperty('languages');
    const counts = countOf([{ language: 2 }, { language: 2 }, { language: 1 }, { account: 3, language: 1 }, { account: 2 }]);
    expect(campaignUsage(counts, 0, NAMES).languages).toEqual([
      { language: 'zh', exchanges: 2 },
      { language: 'en', exchanges: 1 },
    ]);
    expect(trafficUsage(counts, NAMES).all.languages).toEqual([
      { language: 'en', exchanges: 2 },
      { language: 'zh', exchanges: 2 },
      { language: 'unknown', exchanges: 1 },
    ]);
  });

  it('takes bytes that name no capability for other', () => {
    const rows = { ...rowsOf([{ account: 0 }]), capability: Uint8Array.of(200), elicitation: Uint8Array.of(90) };
    const counts = new UsageCounts(GROUPS);
    counts.add(rows);
    expect(campaignUsage(counts, 0, NAMES).cells).toMatchObject([{ capability: 'other', exchanges: 1 }]);
  });
});

describe('usage of many rows', () => {
  const random = seededRandom(7);
  const below = (limit: number): number => Math.floor(random() * limit);
  const many = Array.from(
    { length: 3000 },
    (): DrawnUse => ({
      account: below(5) - 1,
      at: below(20) === 0 ? null : new Date(Date.UTC(2026, 0, 1) + below(400) * 86_400_000).toISOString(),
      capability: below(2) === 0 ? 'mathematics' : 'reasoning',
      elicitation: below(3) === 0 ? 'reasoning_trace' : 'plain',
      model: below(3) - 1,
      prompt: `${'word '.repeat(below(30))} ${['alpha', 'beta', 'gamma', 'delta'][below(4)]} end`,
      input: below(1000),
      output: below(50),
    }),
  );
  const shuffled = many.map((use) => ({ use, key: random() })).sort((x, y) => x.key - y.key);
  const inBlocks = (uses: readonly DrawnUse[], size: number, most?: number): UsageCounts => {
    const counts = new UsageCounts(GROUPS, new UsageCells(most));
    for (let from = 0; from < uses.length; from += size) counts.add(rowsOf(uses.slice(from, from + size)));
    return counts;
  };
  const whole = (counts: UsageCounts) => [trafficUsage(counts, NAMES), campaignUsage(counts, 0, NAMES), campaignUsage(counts, 1, NAMES)];

  it.each([
    ['day by day', undefined, 1],
    ['by weeks', 2000, 7],
    ['by four weeks', 700, 28],
    ['without days', 40, null],
    ['without days and models', 20, null],
  ])('is the same in any order and in blocks of any size, %s', (_, most, days) => {
    const expected = whole(inBlocks(many, 3000, most));
    expect((expected[0] as { all: Usage }).all.daysPerCell).toBe(days);
    const other = shuffled.map(({ use }) => use);
    expect(whole(inBlocks(other, 700, most))).toEqual(expected);
    expect(whole(inBlocks(other.toReversed(), 1, most))).toEqual(expected);
  });

  it('loses nothing when days and models are merged', () => {
    const sumOf = ({ cells }: Usage): number => cells.reduce((sum, { input }) => sum + input, 0);
    const fine = trafficUsage(inBlocks(many, 500), NAMES).all;
    for (const most of [2000, 700, 40, 20]) {
      const merged = trafficUsage(inBlocks(many, 500, most), NAMES).all;
      expect(merged.total).toEqual(fine.total);
      expect(sumOf(merged)).toBe(fine.total.input);
      expect(merged.elicitations.reduce((sum, { exchanges }) => sum + exchanges, 0)).toBe(3000);
    }
    const [first] = trafficUsage(inBlocks(many, 500, 2000), NAMES).all.cells;
    // The Monday of the week of 1 January 2026.
    expect(first?.day).toBe('2025-12-29');
  });
});
