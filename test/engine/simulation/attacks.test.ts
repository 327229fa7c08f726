import { describe, expect, it } from 'vitest';
import { ATTACK_NAMES } from '../../../main/engine/simulation/scenario.ts';
import { holders, lives, run, timeOf, variation, widest } from './run-scenario.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LARGE = { exchanges: 12_000, accounts: 600, seed: 7 };

describe.each(ATTACK_NAMES)('the attack %s', (name) => {
  const { truth, rows, campaign, own } = run(name, { exchanges: 3_000, accounts: 250, seed: 7 });

  it('has the sizes asked for and a truth that agrees with the stream', () => {
    expect(rows).toHaveLength(3_000);
    expect(new Set(rows.map((row) => row.account_id)).size).toBe(250);
    for (const { accounts, exchanges, startedAt, harvestByAccount } of truth.campaigns) {
      const planted = rows.filter((row) => accounts.includes(row.account_id ?? ''));
      const harvest = harvestByAccount === null ? planted.length : Object.values(harvestByAccount).reduce((a, b) => a + b, 0);
      expect(harvest).toBe(exchanges);
      expect(new Set(planted.map((row) => row.account_id)).size).toBe(accounts.length);
      expect(planted.some((row) => row.ts === startedAt)).toBe(true);
    }
  });

  it('keeps time in order and ids distinct', () => {
    const times = rows.map((row) => row.ts ?? '');
    expect(times).toEqual([...times].sort());
    expect(new Set(rows.map((row) => row.request_id)).size).toBe(rows.length);
  });

  it('names the parts of its accounts, which together are all of them', () => {
    expect(campaign.parts.flatMap((part) => part.accounts).sort()).toEqual(campaign.accounts);
    for (const { layer, accounts } of campaign.ties) {
      expect(accounts).toBeGreaterThan(0);
      expect(accounts, layer).toBeLessThanOrEqual(campaign.accounts.length);
    }
  });

  it('asks no task text twice in its harvest', () => {
    const asked = own.filter((row) => row.turn_index === 0 && (row.prompt_text?.length ?? 0) > 60).map((row) => row.prompt_text);
    expect(new Set(asked).size / asked.length).toBeGreaterThan(0.995);
  });
});

describe('what single attacks do', () => {
  const hydra = run('hydra', LARGE);
  const split = run('layer-split', LARGE);
  it('naive: shares cards among many, few addresses, one template a capability and one client', () => {
    const { own, campaign } = run('naive');
    expect(widest(holders(own, (row) => row.payment_hash))).toBeGreaterThanOrEqual(6);
    expect(new Set(own.map((row) => row.client_ip)).size).toBeLessThanOrEqual(4);
    expect(new Set(own.map((row) => row.prompt_text?.slice(0, 60))).size).toBe(2);
    expect(new Set(own.map((row) => `${row.user_agent} ${row.tls_fingerprint} ${row.max_tokens} ${row.temperature}`)).size).toBe(1);
    expect(campaign.benignShare).toBe(0);
  });

  it('hydra: gives every account nearly the same, and hands each template from one account to the next', () => {
    const { own, others } = hydra;
    const perDay = (rows: typeof own): number[] =>
      [...lives(rows).values()]
        .filter((life) => life.count > 5)
        .map(({ first, last, count }) => count / (1 + Math.floor((last - first) / DAY_MS)));
    expect(variation(perDay(own))).toBeLessThan(0.25);
    expect(variation(perDay(others))).toBeGreaterThan(0.6);
    const bySlot = holders(own, (row) => `${row.prompt_text?.slice(0, 90)} ${Math.floor(timeOf(row) / (15 * 60_000))}`);
    const alone = [...bySlot.values()].filter((accounts) => accounts.size === 1).length;
    expect(alone / bySlot.size).toBeGreaterThan(0.7);
    expect(widest(holders(own, (row) => row.prompt_text?.slice(0, 90)))).toBeGreaterThan(10);
  });

  it('hydra: upgrades the whole pool within minutes', () => {
    const { own } = hydra;
    const agents = [...new Set(own.map((row) => row.user_agent))];
    expect(agents.length).toBeGreaterThan(1);
    for (const agent of agents.slice(1)) {
      const from = timeOf(own.find((row) => row.user_agent === agent));
      const before = agents[agents.indexOf(agent) - 1];
      const stragglers = own.filter((row) => row.user_agent === before && timeOf(row) > from + 10 * 60_000);
      expect(stragglers).toEqual([]);
    }
  });

  it('residential: shows no address to more of its accounts than chance would', () => {
    const { own, others } = run('residential', LARGE);
    const shared = [...holders(own, (row) => row.client_ip).values()].filter((accounts) => accounts.size > 1).length;
    expect(shared / own.length).toBeLessThan(0.05);
    expect(new Set(own.map((row) => row.client_ip)).size / own.length).toBeGreaterThan(0.9);
    expect(new Set(own.map((row) => row.asn)).size).toBeGreaterThan(20);
    expect(widest(holders(others, (row) => row.client_ip))).toBeGreaterThan(2);
  });

  it('paraphrased: repeats no opening, yet keeps the tools and the request profile', () => {
    const { own } = run('paraphrased', LARGE);
    const openings = own.map((row) => row.prompt_text?.split(/\s+/).slice(0, 8).join(' '));
    expect(new Set(openings).size / openings.length).toBeGreaterThan(0.6);
    expect(new Set(own.map((row) => JSON.stringify(row.tool_definitions))).size).toBe(1);
    expect(new Set(own.map((row) => `${row.max_tokens} ${row.temperature} ${row.stream}`)).size).toBe(1);
    expect(own.every((row) => row.system_prompt === null)).toBe(true);
  });

  it.each([
    ['benign-mix-50', 0.5],
    ['benign-mix-90', 0.9],
  ])('%s: makes that share of every account ordinary, from lines of its own', (name, share) => {
    const { own, campaign } = run(name, LARGE);
    const counts = lives(own);
    const shares = campaign.accounts.map((id) => 1 - (campaign.harvestByAccount?.[id] ?? 0) / (counts.get(id)?.count ?? 1));
    expect(Math.min(...shares)).toBeGreaterThan(share - 0.15);
    expect(Math.max(...shares)).toBeLessThan(Math.min(0.99, share + 0.15));
    expect(own.some((row) => row.turn_index !== 0)).toBe(true);
    expect(new Set(own.map((row) => row.user_agent)).size).toBeGreaterThan(5);
  });

  it('churn: ends accounts after 3 to 7 days, starts a successor within a day, and lets it inherit cards', () => {
    const { own } = run('churn', LARGE);
    const spans = [...lives(own).values()];
    expect(Math.max(...spans.map(({ first, last }) => last - first))).toBeLessThanOrEqual(7 * DAY_MS);
    const end = Math.max(...spans.map(({ last }) => last));
    const ended = spans.filter(({ last }) => last < end - 2.5 * DAY_MS);
    const followed = ended.filter(({ last }) => spans.some(({ first }) => first > last && first < last + 24 * HOUR_MS));
    expect(ended.length).toBeGreaterThan(8);
    expect(followed.length / ended.length).toBeGreaterThan(0.8);
    const cards = holders(own, (row) => row.payment_hash);
    const inherited = [...cards.values()].filter((accounts) => {
      const held = [...accounts].map((id) => lives(own.filter((row) => row.account_id === id)).get(id));
      return held.some((one) => held.some((other) => (one?.last ?? 0) < (other?.first ?? 0)));
    });
    expect(inherited.length).toBeGreaterThan(2);
  });

  it('two-on-one-relay: shares addresses and software between two operators, but no card and no text', () => {
    const { truth, rows } = run('two-on-one-relay');
    const [first, second] = truth.campaigns.map(({ accounts }) => rows.filter((row) => accounts.includes(row.account_id ?? '')));
    const common = (read: (row: (typeof rows)[number]) => string | null | undefined): number => {
      const seen = new Set(first?.map(read));
      return new Set(second?.map(read).filter((value) => value !== null && seen.has(value))).size;
    };
    expect(common((row) => row.client_ip)).toBeGreaterThan(10);
    expect(common((row) => (row.user_agent?.startsWith('llm-relay') ? row.user_agent : null))).toBeGreaterThan(0);
    expect(common((row) => row.payment_hash)).toBe(0);
    expect(common((row) => row.prompt_text?.slice(0, 80))).toBe(0);
  });

  it('small: stays between 20 and 50 accounts whatever the population', () => {
    for (const [accounts, seed] of [
      [300, 1],
      [2_000, 2],
      [5_000, 3],
    ] as const) {
      const { campaign } = run('small', { exchanges: Math.ceil(accounts * 1.3), accounts, seed });
      expect(campaign.accounts.length).toBeGreaterThanOrEqual(20);
      expect(campaign.accounts.length).toBeLessThanOrEqual(50);
    }
  });

  it('layer-split: ties all accounts through a chain of layers of which none ties more than half', () => {
    const { campaign } = split;
    const chained = ['payment', 'client_ip', 'template', 'tool_schema'];
    for (const layer of chained) {
      const tie = campaign.ties.find((one) => one.layer === layer);
      expect(tie?.accounts ?? 0).toBeGreaterThan(0);
      expect(tie?.accounts ?? 0).toBeLessThanOrEqual(campaign.accounts.length / 2);
    }
    const reached = new Set(['payment']);
    for (let round = 0; round < chained.length; round++) {
      for (const { ties } of campaign.parts) {
        if (ties.some((layer) => reached.has(layer))) for (const layer of ties) reached.add(layer);
      }
    }
    expect(chained.every((layer) => reached.has(layer))).toBe(true);
    expect(campaign.parts.every(({ ties }) => ties.filter((layer) => chained.includes(layer)).length <= 2)).toBe(true);
  });

  it('layer-split: an account that hides its card or address has one that nobody else of the campaign has', () => {
    const { own, campaign } = split;
    for (const layer of ['payment', 'client_ip'] as const) {
      const byValue = holders(own, (row) => (layer === 'payment' ? row.payment_hash : row.client_ip));
      const hiding = new Set(campaign.parts.filter(({ ties }) => !ties.includes(layer)).flatMap((part) => part.accounts));
      const shared = [...byValue.values()].filter((accounts) => accounts.size > 1);
      expect(shared.length).toBeGreaterThan(0);
      expect(shared.flatMap((accounts) => [...accounts]).filter((id) => hiding.has(id))).toEqual([]);
    }
  });

  it('combined: is mixed, short-lived, and shares no address, no wording and no card among many', () => {
    const { own, campaign } = run('combined', LARGE);
    expect(campaign.parts.length).toBeGreaterThan(3);
    expect(campaign.benignShare).toBe(0.5);
    expect(Math.max(...[...lives(own).values()].map(({ first, last }) => last - first))).toBeLessThanOrEqual(7 * DAY_MS);
    expect(widest(holders(own, (row) => row.payment_hash))).toBeLessThanOrEqual(8);
    expect(campaign.ties.some(({ layer }) => ['client_ip', 'template', 'system_prompt', 'tls_fingerprint'].includes(layer))).toBe(false);
  });
});

describe('what every attack shows unless its plan hides it', () => {
  const { own, others, campaign, truth } = run('planted', LARGE);

  it('creates accounts in bursts whose first exchange follows at once', () => {
    const starts = [...lives(own).values()].map(({ first }) => first).sort((a, b) => a - b);
    const near = starts.filter((at, i) => at - (starts[i - 1] ?? -DAY_MS) < HOUR_MS || (starts[i + 1] ?? 2 * at) - at < HOUR_MS);
    expect(near.length / starts.length).toBeGreaterThan(0.8);
  });

  it('moves most of its work to the new model within a day, which others take up slowly', () => {
    const release = truth.release;
    expect(release).not.toBeNull();
    const at = Date.parse(release?.at ?? '');
    expect(Date.parse(campaign.pivotAt ?? '') - at).toBeLessThan(DAY_MS);
    const share = (rows: typeof own): number => {
      const after = rows.filter((row) => timeOf(row) > at + DAY_MS && timeOf(row) < at + 3 * DAY_MS);
      return after.filter((row) => row.request_model === release?.model).length / after.length;
    };
    expect(own.some((row) => row.request_model === release?.model && timeOf(row) < at)).toBe(false);
    expect(share(own)).toBeGreaterThan(0.75);
    expect(share(others)).toBeLessThan(0.15);
    expect(share(others)).toBeGreaterThan(0);
  });

  it('loads its accounts evenly and asks with one request profile', () => {
    const sameBatch = [...lives(own).values()].map(({ first, count }) => count / (Date.parse(truth.to) - first));
    expect(variation(sameBatch)).toBeLessThan(0.25);
    expect(new Set(own.map((row) => `${row.max_tokens} ${row.temperature} ${row.stream}`)).size).toBe(1);
    expect(new Set(others.map((row) => row.max_tokens)).size).toBeGreaterThan(5);
  });
});
