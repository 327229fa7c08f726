import { describe, expect, it } from 'vitest';
import { cellAfter } from '../../renderer/charts/cell-keys.ts';
import { placeOf, positionOf, spansOver, spanText } from '../../renderer/charts/day-spans.ts';
import { heatColor } from '../../renderer/charts/heat-color.ts';
import { linePath } from '../../renderer/charts/line-path.ts';
import { elicitationMix } from '../../renderer/screens/campaign/elicitation-mix.ts';
import { chipsOf, withoutChip } from '../../renderer/screens/exchanges/filter-chip-text.ts';
import {
  BOARD_COLUMNS,
  cellLabel,
  cellText,
  comparedAt,
  filterOf,
  flaggedOf,
  logOddsText,
} from '../../renderer/screens/targeting/board-text.ts';
import { lastDayBefore, pivotSubject, pivotValue, subjectByDay } from '../../renderer/screens/targeting/pivot-subject.ts';
import { brief, money, pricedNote } from '../../renderer/state/figures-of-usage.ts';
import { draftOf, emptyRow, isReady, problemOf, rowsOf, sameRows } from '../../renderer/state/price-draft.ts';
import { campaignOf, PLANS } from '../fixtures/renderer-case.ts';
import { boardOf, usageOf } from '../fixtures/renderer-targeting.ts';

const [strong] = PLANS;
const [board] = boardOf(PLANS, 'nothing').campaigns;
const column = BOARD_COLUMNS.find(({ id }) => id === 'software_engineering');
if (strong === undefined || board === undefined || column === undefined) throw new TypeError('no such plan');

describe('keys in a grid of cells', () => {
  it('move by one cell and stop at the edges', () => {
    expect(cellAfter('ArrowRight', { row: 0, column: 0 }, 2, 3)).toEqual({ row: 0, column: 1 });
    expect(cellAfter('ArrowRight', { row: 0, column: 2 }, 2, 3)).toEqual({ row: 0, column: 2 });
    expect(cellAfter('ArrowUp', { row: 0, column: 1 }, 2, 3)).toEqual({ row: 0, column: 1 });
    expect(cellAfter('End', { row: 1, column: 0 }, 2, 3)).toEqual({ row: 1, column: 2 });
    expect(cellAfter('PageDown', { row: 0, column: 1 }, 2, 3)).toEqual({ row: 1, column: 1 });
  });

  it('lead nowhere in an empty grid, nor by another key', () => {
    expect(cellAfter('ArrowRight', { row: 0, column: 0 }, 0, 3)).toBeNull();
    expect(cellAfter('a', { row: 0, column: 0 }, 2, 3)).toBeNull();
  });
});

describe('colours of log-odds', () => {
  it('are the panel itself at 0, of two hues on both sides, and deepest from 3 on', () => {
    expect(heatColor(0)).toContain(' 0%');
    expect(heatColor(1.5)).toContain('--more');
    expect(heatColor(-1.5)).toContain('--less');
    expect(heatColor(9)).toBe(heatColor(3));
  });
});

describe('spans of days', () => {
  it('cover every day from the first to the last without gaps', () => {
    expect(spansOver(['2026-02-27', '2026-03-02'], 1).map(({ from }) => from)).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ]);
    expect(spansOver([], 7)).toEqual([]);
  });

  it('of a week begin on a Monday, and days find their place in them', () => {
    const spans = spansOver(['2026-03-01', '2026-03-04'], 7);
    expect(spans).toEqual([
      { from: '2026-02-23', to: '2026-03-01' },
      { from: '2026-03-02', to: '2026-03-08' },
    ]);
    expect(['2026-02-22', '2026-02-23', '2026-03-01', '2026-03-02', '2026-03-09'].map((day) => placeOf(spans, day))).toEqual([
      -1, 0, 0, 1, -1,
    ]);
    expect(spans.map(spanText)).toEqual(['23 Feb – 1 Mar', '2 – 8 Mar']);
  });

  it('place a moment between the beginning of the first and the end of the last', () => {
    const spans = spansOver(['2026-03-01', '2026-03-04'], 1);
    expect(positionOf(spans, '2026-03-02T00:00:00Z')).toBeCloseTo(0.25);
    expect(positionOf(spans, '2026-03-04T12:00:00Z')).toBeCloseTo(0.875);
    expect(positionOf(spans, '2027-01-01T00:00:00Z')).toBe(1);
  });
});

describe('a line', () => {
  it('leaves a gap where there is no value, and shows a value that stands alone', () => {
    const path = linePath([0.5, 1, null, 0.25], 1);
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path).toMatch(/^M125 50L375 0M/);
    expect(path).toMatch(/H/);
  });
});

describe('the board', () => {
  it('has every capability, `other` last, and then every elicitation', () => {
    expect(
      BOARD_COLUMNS.map(({ axis }) => axis)
        .join('')
        .replace(/elicitation/g, 'e')
        .replace(/capability/g, 'c'),
    ).toBe('cccccccccccceeeeee');
    expect(BOARD_COLUMNS.filter(({ startsBlock }) => startsBlock).map(({ id }) => id)).toEqual(['plain']);
    expect(BOARD_COLUMNS[11]?.id).toBe('other');
  });

  it('says all figures of a cell, and its flag', () => {
    const cell = comparedAt(board, column);
    if (cell === null) throw new TypeError('no cell');
    expect(cellLabel(board, column, cell)).toMatch(
      /61\.2 % of its exchanges, 10\.4 % of the baseline; ratio 5\.88, 95 % interval 5\.43 to 6\.37; q .*; log-odds \+2\.5; flagged$/,
    );
    expect(cellText(cell, 'ratio')).toBe('5.88');
    expect(cellText(cell, 'share')).toBe('61');
    expect([logOddsText(-0.04), logOddsText(-0.4), logOddsText(0.4)]).toEqual(['0.0', '−0.4', '+0.4']);
  });

  it('opens the exchanges of one capability or elicitation of one campaign', () => {
    expect(filterOf(board, column)).toEqual({ campaignId: board.campaignId, capability: 'software_engineering' });
  });

  it('lists what is flagged, highest ratio first', () => {
    expect(flaggedOf(board, 'elicitation').map((one) => one.column.id)).toEqual(['reasoning_trace', 'tool_trajectory', 'rubric_grading']);
    expect(flaggedOf({ ...board, capabilities: [] }, 'capability')).toEqual([]);
  });
});

describe('what changed at a pivot', () => {
  it('is read from its kind, with what opens its exchanges', () => {
    expect(pivotSubject('capability agentic_tool_use')).toMatchObject({
      name: 'Agentic tool use',
      filter: { capability: 'agentic_tool_use' },
    });
    expect(pivotSubject('model atlas large 2')).toMatchObject({ axis: 'model', of: 'atlas large 2', filter: { model: 'atlas large 2' } });
    expect(pivotSubject('volume')).toMatchObject({ name: 'Volume', filter: {} });
  });

  it('keeps a kind that it does not know as it is', () => {
    const subject = pivotSubject('share of agentic tool use');
    expect(subject).toMatchObject({ axis: 'unknown', name: 'share of agentic tool use' });
    expect(pivotValue(subject, 0.0414)).toBe('0.041');
  });

  it('is counted by day beside everything that day has', () => {
    const usage = usageOf(strong, 'nothing');
    const days = subjectByDay(usage, pivotSubject('elicitation tool_trajectory'));
    const whole = [...days.values()].reduce((sum, day) => sum + day.whole, 0);
    expect(whole).toBe(usage.total.exchanges);
    const before = days.get('2026-02-20');
    const after = days.get('2026-03-10');
    if (before === undefined || after === undefined) throw new TypeError('no such day');
    expect(after.part / after.whole).toBeGreaterThan(3 * (before.part / before.whole));
  });

  it('ends what was before it on the day before, or on its own day where it stands in the middle of one', () => {
    expect(lastDayBefore('2026-03-01T00:00:00.000Z')).toBe('2026-02-28');
    expect(lastDayBefore('2026-03-01T09:00:00.000Z')).toBe('2026-03-01');
  });

  it('has no day in a log without times', () => {
    expect(subjectByDay(usageOf(strong, 'times'), pivotSubject('volume')).size).toBe(0);
  });
});

describe('the elicitation mix', () => {
  it('keeps every exchange, by day or by week, beside the share of the baseline', () => {
    const usage = usageOf(strong, 'nothing');
    const sumOf = (step: 'day' | 'week') =>
      elicitationMix(usage, campaignOf(strong), step)
        .series.flatMap(({ values }) => values)
        .reduce((sum, value) => sum + value, 0);
    expect(sumOf('day')).toBe(usage.total.exchanges);
    expect(sumOf('week')).toBe(usage.total.exchanges);
    expect(elicitationMix(usage, campaignOf(strong), 'week').spans.length).toBeLessThan(8);
    expect(elicitationMix(usage, campaignOf(strong), 'day').series[0]).toMatchObject({ id: 'plain', baselineShare: 0.842 });
  });

  it('is no finer than what was counted', () => {
    const usage = { ...usageOf(strong, 'nothing'), daysPerCell: 28 as const };
    const [first] = elicitationMix(usage, campaignOf(strong), 'day').spans;
    expect(first === undefined ? 0 : (Date.parse(first.to) - Date.parse(first.from)) / 86_400_000).toBe(27);
  });
});

describe('amounts', () => {
  it('are short in thousands and whole below', () => {
    expect([0, 840, 8400, 41_234_567, 612_000_000, 41_000_000_000, 999_600].map(brief)).toEqual([
      '0',
      '840',
      '8.40 k',
      '41.2 M',
      '612 M',
      '41.0 G',
      '1.00 M',
    ]);
  });

  it('of money have cents where they count', () => {
    expect([612_000, 12.5, 0.0004, 0].map((amount) => money({ currency: 'USD', amount }))).toEqual([
      'USD 612\u202f000',
      'USD 12.50',
      'USD 0.00040',
      'USD 0.00',
    ]);
  });

  it('say how much of them has a price', () => {
    const cost = { amounts: [{ currency: 'USD', amount: 1 }], tokens: 100, pricedTokens: 80, pricedShare: 0.8 };
    expect(pricedNote(cost)).toBe('80.0 % of tokens priced');
    expect(pricedNote({ ...cost, pricedShare: 1 })).toBeNull();
    expect(pricedNote({ ...cost, amounts: [], pricedShare: 0 })).toBe('no price');
  });
});

describe('prices as they are typed', () => {
  const rows = [{ model: 'atlas-*', currency: 'USD', input: 2.5, output: 10, cacheRead: null, cacheWrite: null }];

  it('read back as they were, and nothing typed is no price', () => {
    expect(rowsOf(draftOf(rows))).toEqual(rows);
    expect(sameRows(rowsOf(draftOf(rows)), rows)).toBe(true);
    expect(sameRows(rows, [])).toBe(false);
  });

  it('are refused where they are no price, no currency, no model, or a model named twice', () => {
    const [row] = draftOf(rows);
    if (row === undefined) throw new TypeError('no row');
    for (const typed of ['-1', '1e9', 'NaN', '0x10', '12345678', '1.1234567', '=1+1'])
      expect(problemOf({ ...row, input: typed }, 'input', [row])).not.toBeNull();
    expect(problemOf({ ...row, currency: 'usd' }, 'currency', [row])).not.toBeNull();
    expect(problemOf({ ...row, model: ' ' }, 'model', [row])).not.toBeNull();
    const twice = [row, { ...emptyRow([row]), model: 'atlas-*' }];
    expect(isReady(twice)).toBe(false);
    expect(isReady([row])).toBe(true);
  });
});

describe('chips of a filter', () => {
  it('name what has no field of its own, and drop it with both of its days', () => {
    const filter = { campaignId: 'c-1', capability: 'reasoning', model: '\u202Eevil', fromDay: '2026-03-01', toDay: '2026-03-02' };
    const chips = chipsOf(filter);
    expect(chips.map(({ name, value }) => `${name} ${value}`)).toEqual(['model \u202Eevil', 'days 2026-03-01 to 2026-03-02']);
    const [model, days] = chips;
    if (model === undefined || days === undefined) throw new TypeError('no chips');
    expect(withoutChip(filter, days)).toEqual({ campaignId: 'c-1', capability: 'reasoning', model: '\u202Eevil' });
    expect(chipsOf(withoutChip(filter, model))).toHaveLength(1);
    expect(chipsOf({ outsideCampaigns: true, toDay: '2026-03-01' }).map(({ name }) => name)).toEqual(['in no campaign', 'up to']);
  });
});
