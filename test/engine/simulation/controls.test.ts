import { describe, expect, it } from 'vitest';
import { CONTROL_NAMES } from '../../../main/engine/simulation/scenario.ts';
import { control, holders, lives, rowsOf, run, timeOf, variation, widest } from './run-scenario.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SMALL = { exchanges: 5_000, accounts: 400, seed: 5 };

describe.each(CONTROL_NAMES)('the control %s', (name) => {
  const { truth, rows } = run(name, SMALL);

  it('plants no campaign and has the sizes asked for', () => {
    expect(truth.campaigns).toEqual([]);
    expect(rows).toHaveLength(SMALL.exchanges);
    expect(new Set(rows.map((row) => row.account_id)).size).toBe(SMALL.accounts);
    expect(rows.some((row) => row.user_agent?.includes('relay'))).toBe(false);
  });
});

describe('what single controls do', () => {
  it('popular-app: gives its customers one system prompt, and their own cards and lines', () => {
    const { truth, rows } = run('popular-app', SMALL);
    const group = rowsOf(rows, control(truth, 'popular-app').accounts);
    expect(new Set(group.map((row) => row.system_prompt)).size).toBe(1);
    expect(widest(holders(group, (row) => row.payment_hash))).toBeLessThan(6);
  });

  it('company-fleet: is one organisation with one card, part of it scheduled', () => {
    const { truth, rows } = run('company-fleet', SMALL);
    const { accounts } = control(truth, 'company', 'fleet');
    const group = rowsOf(rows, accounts);
    expect(accounts.length).toBeGreaterThanOrEqual(12);
    expect(widest(holders(group, (row) => row.payment_hash))).toBeGreaterThan(accounts.length - 3);
    expect(new Set(group.map((row) => row.org_id)).size).toBe(1);
    const scheduled = [...holders(group, (row) => String(new Date(timeOf(row)).getUTCMinutes()))].sort((a, b) => b[1].size - a[1].size);
    expect(scheduled[0]?.[1].size ?? 0).toBeGreaterThan(2);
  });

  it('reseller: shares cards, exits and software, while its customers ask all kinds of things', () => {
    const { truth, rows } = run('reseller', SMALL);
    const group = rowsOf(rows, control(truth, 'reseller').accounts);
    expect(widest(holders(group, (row) => row.payment_hash))).toBeGreaterThan(5);
    expect(widest(holders(group, (row) => row.client_ip))).toBeGreaterThan(5);
    expect(new Set(group.map((row) => row.tls_fingerprint)).size).toBe(1);
    expect(widest(holders(group, (row) => row.prompt_text?.slice(0, 80)))).toBeLessThan(8);
    expect(new Set(group.map((row) => row.org_id)).size).toBe(new Set(group.map((row) => row.account_id)).size);
  });

  it('eval-vendor: is one organisation that grades evenly around the clock', () => {
    const { truth, rows } = run('eval-vendor', SMALL);
    const group = rowsOf(rows, control(truth, 'eval-vendor').accounts);
    expect(new Set(group.map((row) => row.org_id)).size).toBe(1);
    expect(variation([...lives(group).values()].map(({ count }) => count))).toBeLessThan(0.35);
    expect(group.filter((row) => row.prompt_text?.includes('Rate the following answer')).length / group.length).toBeGreaterThan(0.3);
  });

  it('hackathon: signs up within hours at one place with one starter kit, and mostly stops after two days', () => {
    const { truth, rows } = run('hackathon', { ...SMALL, exchanges: 12_000 });
    const group = rowsOf(rows, control(truth, 'hackathon').accounts);
    const spans = [...lives(group).values()];
    const starts = spans.map(({ first }) => first);
    expect(spans.length).toBeGreaterThanOrEqual(30);
    expect(starts.filter((at) => at - Math.min(...starts) < 8 * HOUR_MS).length / starts.length).toBeGreaterThan(0.7);
    expect(spans.filter(({ first, last }) => last - first < 2 * DAY_MS).length / spans.length).toBeGreaterThan(0.7);
    expect(new Set(group.map((row) => row.system_prompt)).size).toBe(1);
    expect(widest(holders(group, (row) => row.client_ip))).toBeGreaterThan(8);
  });

  it('release-rush: brings strangers within two days of the release, a third of whom pass one prompt on', () => {
    const { truth, rows } = run('release-rush', { ...SMALL, exchanges: 12_000 });
    const { accounts } = control(truth, 'release-rush');
    const group = rowsOf(rows, accounts);
    const at = Date.parse(truth.release?.at ?? '');
    const starts = [...lives(group).values()].map(({ first }) => first);
    expect(starts.filter((first) => first > at && first < at + 3 * DAY_MS).length / starts.length).toBeGreaterThan(0.35);
    const after = group.filter((row) => timeOf(row) > at + DAY_MS);
    expect(after.filter((row) => row.request_model === truth.release?.model).length / after.length).toBeGreaterThan(0.6);
    const viral = holders(group, (row) => (row.prompt_text?.startsWith('Take a deep breath') ? 'viral' : null));
    expect(widest(viral)).toBeGreaterThan(accounts.length / 3);
    expect(new Set(group.map((row) => row.payment_hash)).size).toBeGreaterThan(accounts.length * 0.8);
  });
});

describe('ordinary customers', () => {
  const { rows, truth } = run('organic', { exchanges: 16_000, accounts: 1_200, seed: 5 });

  it('have common cause by chance: leased addresses, phones and VPN exits, copied prompts, library defaults', () => {
    const addresses = [...holders(rows, (row) => row.client_ip).values()].filter((accounts) => accounts.size > 1);
    expect(addresses.length).toBeGreaterThan(50);
    expect(widest(holders(rows, (row) => row.client_ip))).toBeGreaterThan(8);
    const copied = holders(
      rows.filter((row) => row.system_prompt === null && row.prompt_text?.includes('\n\nRequest:\n')),
      (row) => row.prompt_text?.split('\n\nRequest:\n')[0],
    );
    expect([...copied.values()].filter((accounts) => accounts.size > 4).length).toBeGreaterThan(4);
    expect(widest(holders(rows, (row) => String(row.max_tokens)))).toBeGreaterThan(100);
  });

  it('run jobs on the minute, in some cases', () => {
    const byAccount = holders(rows, (row) => `${row.account_id} ${new Date(timeOf(row)).getUTCMinutes()}`);
    const minutes = new Map<string, number>();
    for (const key of byAccount.keys()) minutes.set(key.split(' ')[0] ?? '', (minutes.get(key.split(' ')[0] ?? '') ?? 0) + 1);
    const busy = [...lives(rows)].filter(([, { count }]) => count > 15);
    expect(busy.filter(([id]) => minutes.get(id) === 1).length).toBeGreaterThan(3);
  });

  it('upgrade their software at different times, and some never', () => {
    const lastDays = rows.filter((row) => timeOf(row) > Date.parse(truth.to) - 3 * DAY_MS);
    const inUse = holders(lastDays, (row) => (row.user_agent?.startsWith('aster-sdk-python') ? row.user_agent : null));
    expect(inUse.size).toBeGreaterThan(2);
    const firstDays = rows.filter((row) => timeOf(row) < Date.parse(truth.from) + 3 * DAY_MS);
    const before = new Set(firstDays.map((row) => row.user_agent));
    expect([...inUse.keys()].some((agent) => before.has(agent))).toBe(true);
    expect([...inUse.keys()].some((agent) => !before.has(agent))).toBe(true);
  });

  it('pay with nothing where they are on free credits', () => {
    const free = rows.filter((row) => row.payment_hash === null).length / rows.length;
    expect(free).toBeGreaterThan(0.01);
    expect(free).toBeLessThan(0.15);
  });
});
