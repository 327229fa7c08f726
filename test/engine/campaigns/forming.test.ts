import { describe, expect, it } from 'vitest';
import { joinCardsOf } from '../../../main/engine/campaigns/assembly.ts';
import { expectByChance } from '../../../main/engine/campaigns/chance.ts';
import { groupsOf } from '../../../main/engine/campaigns/membership.ts';
import { DEFAULT_SETTINGS } from '../../../main/engine/campaigns/settings.ts';
import { holdingGroups } from '../../../main/engine/campaigns/strength.ts';
import type { EvidenceGroup } from '../../../main/engine/domain/layer.ts';
import { findLinks } from '../../../main/engine/links/find-links.ts';
import { type RandomSource, randomBelow } from '../../../main/engine/statistics/random.ts';
import { drawTable } from '../links/drawn-table.ts';
import { trafficOf } from '../links/drawn-traffic.ts';
import { analyzeDrawn, CAMPAIGN, COMPANY, type DrawnGroup, drawExchanges, POPULAR_APP } from './drawn-case.ts';

const found = (groups: readonly DrawnGroup[], others = 300) =>
  analyzeDrawn(drawExchanges(groups, others)).drafts.filter(({ finding }) => finding.campaign.strength !== 'lead');
const namesOf = (accounts: readonly string[]) => [...new Set(accounts.map((account) => account.replace(/-\d+$/, '')))];

const words = (random: RandomSource): string =>
  Array.from(
    { length: 24 },
    () => 'amber birch cedar delta ember fjord grove heath islet knoll lunar maple'.split(' ')[randomBelow(random, 12)],
  ).join(' ');
const pool = (random: RandomSource): string => `172.20.${randomBelow(random, 20)}.${randomBelow(random, 4)}`;
const wrapped = (session: string) => (random: RandomSource) =>
  `${session} opens and each of the items that follow is to be worked through in order with nothing left out\n${words(random)}\nClose the ${session} by writing out every step that led to the outcome and then the outcome`;

/** Two operators with their own cards and texts behind the addresses and program of one relay. */
function operator(name: string): DrawnGroup {
  return {
    name,
    size: 24,
    turns: 12,
    exchange: (account, _turn, random) => ({
      payment_hash: `pm-${name}-${Math.floor(account / 4)}`,
      client_ip: pool(random),
      user_agent: 'relay/1',
      tls_fingerprint: 'ja4:relay',
      prompt_text: wrapped(name)(random),
    }),
  };
}

describe('forming campaigns', () => {
  it('separates two operators on one relay', () => {
    const campaigns = found([operator('alpha'), operator('omega')]).map(({ finding }) => namesOf(finding.campaign.accounts));
    expect(campaigns.sort()).toEqual([['alpha'], ['omega']]);
  });
  it('does not draw a company into a campaign through the line of one employee', () => {
    const visitor: DrawnGroup = {
      ...COMPANY,
      exchange: (account, turn, random) => ({
        ...COMPANY.exchange(account, turn, random),
        ...(account === 0 && turn > 3 ? { client_ip: pool(random) } : {}),
      }),
    };
    const campaigns = found([operator('alpha'), visitor]).map(({ finding }) => namesOf(finding.campaign.accounts));
    expect(campaigns).toEqual([['alpha']]);
  });
});

describe('holdingGroups', () => {
  const range = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);
  const thirds = new Map<EvidenceGroup, Int32Array>([
    ['payment', range(0, 40)],
    ['content', range(30, 75)],
    ['software', range(0, 30)],
  ]);
  it('lets kinds of evidence that each tie a part hold a campaign together where their parts overlap', () => {
    expect([...holdingGroups(thirds, 80)].sort()).toEqual(['content', 'payment']);
    expect(holdingGroups(new Map(thirds).set('content', range(40, 75)), 80).size).toBe(0);
  });
  it('does not count cards that are shared as often everywhere', () => {
    expect(holdingGroups(thirds, 80, new Map([['payment', 0.3]])).size).toBe(0);
  });
  it('needs one kind to tie most members otherwise', () => {
    expect([...holdingGroups(new Map([['payment', range(0, 48)]]), 80)]).toEqual(['payment']);
    expect(holdingGroups(new Map([['payment', range(0, 47)]]), 80).size).toBe(0);
  });
});

describe('joinCardsOf', () => {
  const { table, accountIds } = drawTable(`
    a1 C1\n a2 C1\n a3 C2\n a4 C3\n a5 C4
    b1 C1\n b2 C9\n b3 C9
    ${Array.from({ length: 14 }, (_, i) => `r${String(i).padStart(2, '0')} C4`).join('\n')}`);
  const groups = groupsOf(
    accountIds.map((id) => (id.startsWith('a') ? 0 : -1)),
    1,
  );
  it('lets an account follow that pays with the card of a member, but none of a card that many use', () => {
    const grown = joinCardsOf(groups, () => true, table);
    expect(Array.from(grown.members[0] ?? [], (account) => accountIds[account])).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'b1']);
  });
  it('leaves leads as they are', () => {
    expect(joinCardsOf(groups, () => false, table).groupOf).toEqual(groups.groupOf);
  });
});

describe('expectByChance', () => {
  const traffic = trafficOf(drawExchanges([CAMPAIGN, POPULAR_APP, COMPANY], 200));
  const tested = findLinks(traffic, DEFAULT_SETTINGS).tested;
  const codes = (name: string) => Int32Array.from(traffic.accountIds.flatMap((id, code) => (id.startsWith(name) ? [code] : [])));

  it('finds nothing above a lead once kinds of evidence are dealt out anew', () => {
    expect(expectByChance(traffic, tested, [codes('campaign')], DEFAULT_SETTINGS)).toMatchObject({ copies: 20, scores: [] });
  });
  it('gives the same for the same traffic, and knows nothing where too few accounts are left', () => {
    expect(expectByChance(traffic, tested, [], DEFAULT_SETTINGS)).toEqual(expectByChance(traffic, tested, [], DEFAULT_SETTINGS));
    const all = Int32Array.from(traffic.accountIds.keys());
    expect(expectByChance(traffic, tested, [all], DEFAULT_SETTINGS)).toBeNull();
  });
});

describe('the reading of a campaign', () => {
  const reading = found([CAMPAIGN])[0]?.finding;

  it('adds up to the score, layer by layer', () => {
    const steps = reading?.reading?.waterfall ?? [];
    expect(steps.length).toBeGreaterThanOrEqual(2);
    expect(steps.reduce((sum, { adds }) => sum + adds, 0)).toBeCloseTo(reading?.campaign.score ?? -1, 0);
    expect(steps[0]?.step).toBe('payment');
  });
  it('counts the harvest apart, and says who is core', () => {
    expect(reading?.members.every(({ harvestShare }) => (harvestShare ?? 0) > 0.9)).toBe(true);
    expect(reading?.members.every(({ role }) => role === 'core')).toBe(true);
    expect(reading?.reading).toMatchObject({ kind: 'harvest', expectedByChance: 0, subgroups: [] });
  });
});
