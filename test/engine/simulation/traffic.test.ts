import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../main/engine/domain/failure.ts';
import { createLineEncoder, type SimulatedExchange } from '../../../main/engine/simulation/record.ts';
import { createSimulation } from '../../../main/engine/simulation/traffic.ts';
import type { Truth } from '../../../main/engine/simulation/truth.ts';

interface Run {
  truth: Truth;
  rows: SimulatedExchange[];
}

function run(scenario: string, options = { exchanges: 6_000, accounts: 400, seed: 7 }): Run {
  const simulation = createSimulation(scenario, options);
  return { truth: simulation.truth, rows: [...simulation.exchanges()] };
}

const planted = run('planted');
const members = new Set(planted.truth.campaigns[0]?.accounts);

describe('simulated traffic', () => {
  it('has exactly the exchanges and accounts asked for, in order of time and with distinct ids', () => {
    expect(planted.rows).toHaveLength(6_000);
    expect(new Set(planted.rows.map((row) => row.account_id)).size).toBe(400);
    expect(new Set(planted.rows.map((row) => row.request_id)).size).toBe(6_000);
    const times = planted.rows.map((row) => row.ts ?? '');
    expect(times).toEqual([...times].sort());
    expect(times[0]?.slice(0, 4)).toBe('2026');
  });

  it('is the same for the same seed and differs for another', () => {
    const again = run('planted', { exchanges: 900, accounts: 60, seed: 3 });
    expect(run('planted', { exchanges: 900, accounts: 60, seed: 3 })).toEqual(again);
    expect(run('planted', { exchanges: 900, accounts: 60, seed: 4 }).rows[0]).not.toEqual(again.rows[0]);
  });

  it('plants nothing in organic traffic and says so in the truth', () => {
    const organic = run('organic');
    expect(organic.truth.campaigns).toEqual([]);
    expect(organic.rows.some((row) => row.user_agent?.includes('relay'))).toBe(false);
  });

  it('counts the exchanges of a planted campaign rightly and starts it inside the period', () => {
    const campaign = planted.truth.campaigns[0];
    const own = planted.rows.filter((row) => members.has(row.account_id ?? ''));
    expect(campaign?.accounts).toHaveLength(16);
    expect(own).toHaveLength(campaign?.exchanges ?? -1);
    expect(own[0]?.ts?.slice(0, 10)).toBe(campaign?.startedAt.slice(0, 10));
    expect(own.length / planted.rows.length).toBeLessThan(0.3);
  });

  it('lets planted accounts share cards, wrappers and proxy addresses, and never an organisation', () => {
    const own = planted.rows.filter((row) => members.has(row.account_id ?? ''));
    const accountsBy = (value: (row: SimulatedExchange) => string | null): number[] => {
      const holders = new Map<string, Set<string>>();
      for (const row of own) holders.set(value(row) ?? '', (holders.get(value(row) ?? '') ?? new Set()).add(row.account_id ?? ''));
      return [...holders.values()].map((set) => set.size);
    };
    expect(Math.max(...accountsBy((row) => row.payment_hash))).toBeGreaterThan(2);
    expect(Math.max(...accountsBy((row) => row.client_ip))).toBeGreaterThan(1);
    expect(Math.max(...accountsBy((row) => row.prompt_text?.slice(0, 60) ?? null))).toBeGreaterThan(8);
    expect(Math.max(...accountsBy((row) => row.org_id))).toBe(1);
  });

  it('gives unrelated customers common cause: an app, an office, a card', () => {
    const kinds = new Set(planted.truth.controls.map((control) => control.kind));
    expect(kinds).toEqual(new Set(['company', 'campus', 'shared-card']));
    const prompts = new Map<string, Set<string>>();
    for (const row of planted.rows) {
      if (row.system_prompt !== null && !members.has(row.account_id ?? ''))
        prompts.set(row.system_prompt, (prompts.get(row.system_prompt) ?? new Set()).add(row.account_id ?? ''));
    }
    expect(Math.max(...[...prompts.values()].map((set) => set.size))).toBeGreaterThan(20);
  });

  it('has nights and weekends', () => {
    const byHour = new Float64Array(24);
    for (const row of planted.rows) {
      if (!['DE', 'FR', 'ES', 'PL', 'NL', 'NG', 'GB'].includes(row.country ?? '') || members.has(row.account_id ?? '')) continue;
      const hour = (Number(row.ts?.slice(11, 13)) + 1) % 24;
      byHour[hour] = (byHour[hour] ?? 0) + 1;
    }
    const sum = (from: number, to: number): number => byHour.slice(from, to).reduce((a, b) => a + b, 0);
    expect(sum(10, 18)).toBeGreaterThan(3 * sum(0, 6));
  });

  it('rarely repeats a prompt across accounts by chance', () => {
    const organic = run('organic', { exchanges: 20_000, accounts: 500, seed: 11 });
    const prompts = organic.rows.filter((row) => row.turn_index === 0).map((row) => row.prompt_text);
    expect(new Set(prompts).size / prompts.length).toBeGreaterThan(0.995);
  });

  it('plants both campaigns of two-campaigns and the controls of the control scenarios', () => {
    expect(run('two-campaigns').truth.campaigns.map((campaign) => campaign.accounts.length)).toEqual([10, 10]);
    expect(run('popular-app').truth.controls.find((control) => control.kind === 'popular-app')?.accounts).toHaveLength(100);
    expect(run('company-fleet').truth.controls.find((control) => control.name === 'fleet')?.accounts).toHaveLength(12);
  });

  it('refuses an unknown scenario with its own code', () => {
    try {
      run('__proto__');
      expect.unreachable();
    } catch (error) {
      expect(isFailure(error) && error.code).toBe('scenario-unknown');
    }
  });

  it('encodes each exchange as one canonical JSON line that parses back to the same values', () => {
    const encode = createLineEncoder();
    for (const row of planted.rows.slice(0, 500)) {
      const line = encode(row);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      const present = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
      const parsed = Object.fromEntries(Object.entries(JSON.parse(line) as object).filter(([, value]) => value !== null));
      expect(parsed).toEqual(present);
    }
  });
});
