import { describe, expect, it } from 'vitest';
import { createTextTasks, type TaskText } from '../../../main/engine/simulation/prompts.ts';
import { seededRandom } from '../../../main/engine/statistics/random.ts';
import { run } from './run-scenario.ts';

const TEXTS: readonly TaskText[] = Array.from({ length: 900 }, (_, i) => ({
  capability: i % 3 === 0 ? 'software_engineering' : i % 3 === 1 ? 'mathematics' : null,
  text: `real text number ${i} of the collection`,
}));

describe('real texts', () => {
  const simulated = run('naive', { exchanges: 4_000, accounts: 100, seed: 3, prompts: TEXTS });

  it('are asked by campaigns, of the planned capabilities only, and never twice', () => {
    const asked = simulated.own.map((row) => /real text number (\d+) of/.exec(row.prompt_text ?? '')?.[1]).filter((n) => n !== undefined);
    expect(asked.length).toBeGreaterThan(simulated.own.length / 3);
    expect(asked.every((n) => Number(n) % 3 === 0)).toBe(true);
    expect(new Set(simulated.own.map((row) => row.prompt_text)).size).toBe(simulated.own.length);
  });

  it('are asked by ordinary customers, each of them by one', () => {
    const firstTurns = simulated.others.filter((row) => row.prompt_text?.includes('real text number'));
    expect(firstTurns.length).toBeGreaterThan(simulated.others.length / 2);
    const askers = new Map<string, Set<string>>();
    for (const row of firstTurns) {
      const number = /real text number (\d+) of/.exec(row.prompt_text ?? '')?.[1] ?? '';
      askers.set(number, (askers.get(number) ?? new Set()).add(row.account_id ?? ''));
    }
    expect(Math.max(...[...askers.values()].map((accounts) => accounts.size))).toBe(1);
  });

  it('give the same stream for the same seed', () => {
    const options = { exchanges: 600, accounts: 60, seed: 3, prompts: TEXTS };
    expect(run('combined', options).rows).toEqual(run('combined', options).rows);
  });

  it('differ between customers even where there are too few of them', () => {
    const random = seededRandom(1);
    const tasks = createTextTasks(TEXTS.slice(0, 10), 500);
    const asked = Array.from({ length: 200 }, (_, customer) => tasks.ordinary(customer, 'other', 'plain', random).text);
    expect(new Set(asked).size).toBeGreaterThan(190);
    expect(asked.every((text) => text.startsWith('real text number'))).toBe(true);
  });

  it('keep a campaign going when they are used up, with one more condition each', () => {
    const next = createTextTasks(TEXTS.slice(0, 30), 5).workList(seededRandom(2));
    const random = seededRandom(3);
    const tasks = Array.from({ length: 60 }, () => next('mathematics', random));
    expect(new Set(tasks).size).toBe(60);
    expect(tasks.every((text) => text.startsWith('real text number'))).toBe(true);
  });
});
