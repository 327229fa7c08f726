import { describe, expect, it } from 'vitest';
import { INJECTION_STYLES } from '../../../main/engine/domain/detectability.ts';
import { createInjection, type TrafficProfile } from '../../../main/engine/simulation/injection.ts';
import type { SimulatedExchange } from '../../../main/engine/simulation/record.ts';
import { holders, timeOf, widest } from './run-scenario.ts';

const HOUR_MS = 3_600_000;
const FROM = Date.UTC(2025, 4, 3, 7);

const PROFILE: TrafficProfile = {
  fromMs: FROM,
  toMs: FROM + 12 * 24 * HOUR_MS,
  columns: new Set<keyof SimulatedExchange>([
    'request_id',
    'client_ip',
    'user_agent',
    'payment_hash',
    'country',
    'request_model',
    'prompt_text',
    'status_code',
  ]),
  models: [
    { value: 'model-one', share: 3 },
    { value: 'model-two', share: 1 },
  ],
  clients: [
    { value: { userAgent: 'one/1.2', tlsFingerprint: null }, share: 2 },
    { value: { userAgent: 'two/7.0', tlsFingerprint: null }, share: 1 },
  ],
  endpoints: [{ value: '/chat', share: 1 }],
  origins: [
    { address: '198.51.100.7', country: 'AA', asn: 64_500 },
    { address: '203.0.113.9', country: 'BB', asn: 64_501 },
    { address: null, country: null, asn: null },
  ],
  provider: 'somebody',
  exchangesPerAccount: 72,
};

describe.each(INJECTION_STYLES)('an injection in the style %s', (style) => {
  const { truth, exchanges } = createInjection(style, 20, PROFILE, 5);
  const rows = [...exchanges()];

  it('has the accounts asked for, lies within the log in order of time, and counts its harvest', () => {
    expect(new Set(rows.map((row) => row.account_id))).toEqual(new Set(truth.accounts));
    expect(truth.accounts).toHaveLength(20);
    const times = rows.map(timeOf);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(PROFILE.fromMs);
    expect(times.at(-1)).toBeLessThan(PROFILE.toMs);
    const share = truth.exchanges / rows.length;
    expect(share).toBeCloseTo(1 - truth.benignShare, 1);
  });

  it('fills the columns that the log fills and no other', () => {
    for (const row of rows.slice(0, 200)) {
      for (const [column, value] of Object.entries(row)) {
        const isFilled = column === 'ts' || column === 'account_id' || PROFILE.columns.has(column as keyof SimulatedExchange);
        if (!isFilled) expect(value, column).toBeNull();
      }
      expect(['model-one', 'model-two']).toContain(row.request_model);
      expect(row.prompt_text).toBeTruthy();
    }
  });

  it('comes from the networks of the log, or from a block that nobody has', () => {
    for (const row of rows) expect(['198.51', '203.0', '240.0']).toContain(row.client_ip?.split('.').slice(0, 2).join('.'));
  });

  it('is the same for the same seed and another for another', () => {
    const again = (seed: number): SimulatedExchange[] => [...createInjection(style, 20, PROFILE, seed).exchanges()];
    expect(again(5)).toEqual(rows);
    expect(again(6)[0]).not.toEqual(rows[0]);
  });
});

describe('an injection', () => {
  it('shares cards where its style does', () => {
    const rows = [...createInjection('naive', 20, PROFILE, 5).exchanges()];
    expect(widest(holders(rows, (row) => row.payment_hash))).toBeGreaterThan(4);
  });

  it('moves to a model that came out within the log, when told of one', () => {
    const release = { model: 'model-three', atMs: FROM + 6 * 24 * HOUR_MS };
    const { truth, exchanges } = createInjection('residential', 20, { ...PROFILE, release }, 5);
    const late = [...exchanges()].filter((row) => timeOf(row) > release.atMs + 24 * HOUR_MS);
    expect(Date.parse(truth.pivotAt ?? '')).toBeGreaterThan(release.atMs);
    expect(late.filter((row) => row.request_model === 'model-three').length / late.length).toBeGreaterThan(0.7);
  });

  it('fits into a log of three hours', () => {
    const toMs = FROM + 3 * HOUR_MS;
    const { truth, exchanges } = createInjection('combined', 6, { ...PROFILE, toMs }, 5);
    const times = [...exchanges()].map(timeOf);
    expect(new Set(truth.accounts).size).toBe(6);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(FROM);
    expect(Math.max(...times)).toBeLessThanOrEqual(toMs);
  });

  it('works on a log that says nothing of clients, models or origins', () => {
    const bare = { ...PROFILE, columns: new Set<keyof SimulatedExchange>(), clients: [], models: [], endpoints: [], origins: [] };
    const rows = [...createInjection('benign-mix-50', 5, bare, 1).exchanges()];
    expect(rows.length).toBeGreaterThan(5);
    expect(new Set(rows.flatMap((row) => Object.entries(row).flatMap(([column, value]) => (value === null ? [] : [column]))))).toEqual(
      new Set(['ts', 'account_id']),
    );
  });

  it('refuses one account, an empty period and no exchanges', () => {
    expect(() => createInjection('naive', 1, PROFILE, 1)).toThrow(TypeError);
    expect(() => createInjection('naive', 5, { ...PROFILE, toMs: FROM }, 1)).toThrow(TypeError);
    expect(() => createInjection('naive', 5, { ...PROFILE, exchangesPerAccount: 0 }, 1)).toThrow(TypeError);
  });
});
