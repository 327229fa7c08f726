import { expect, test } from 'vitest';
import { stackDays } from '../../main/services/daily-stack.ts';

test('fills days without exchanges and takes campaigns out of the rest', () => {
  const daily = [{ day: '2026-03-03', exchanges: 4 }];
  expect(
    stackDays(
      [
        ['2026-03-01', 5],
        ['2026-03-03', 7],
      ],
      [{ id: 'c-1', daily }],
    ),
  ).toEqual({ days: ['2026-03-01', '2026-03-02', '2026-03-03'], rest: [5, 0, 3], campaigns: [{ id: 'c-1', exchanges: [0, 0, 4] }] });
});

test('an impossible time does not become a million empty days', () => {
  const days = [
    ['1970-01-01', 1],
    ['2026-03-01', 5],
  ] as const;
  expect(stackDays(days, []).days).toEqual(['1970-01-01', '2026-03-01']);
});

test('a case without times has no days', () => {
  expect(stackDays([], [])).toEqual({ days: [], rest: [], campaigns: [] });
});
