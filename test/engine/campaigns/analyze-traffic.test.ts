import { describe, expect, it } from 'vitest';
import { tieAccounts } from '../../../main/engine/campaigns/account-tie.ts';
import { DEFAULT_SETTINGS } from '../../../main/engine/campaigns/settings.ts';
import { type AnalysisSettings, LINKS_KEPT_PER_MEMBER } from '../../../main/engine/domain/campaign.ts';
import { LINK_LAYERS } from '../../../main/engine/domain/layer.ts';
import { seededRandom, shuffle } from '../../../main/engine/statistics/random.ts';
import { trafficOf } from '../links/drawn-traffic.ts';
import { analyzeDrawn, CAMPAIGN, CAMPUS, COMPANY, type DrawnGroup, drawExchanges, POPULAR_APP, RESELLER, TEAMS } from './drawn-case.ts';

const everything = drawExchanges([CAMPAIGN, POPULAR_APP, CAMPUS, COMPANY, RESELLER], 250);
const analysis = analyzeDrawn(everything);
const planted = analysis.drafts.find(({ finding }) => finding.campaign.accounts.includes('campaign-0000'));
const groupOf = (account: string) => account.split('-')[0] ?? '';

describe('a planted campaign', () => {
  it('is found whole and alone, as probable', () => {
    expect(planted?.finding.campaign.strength).toBe('probable');
    expect(planted?.finding.campaign.accounts).toEqual(Array.from({ length: 30 }, (_, i) => `campaign-00${String(i).padStart(2, '0')}`));
  });
  it('says by which layers, in plain words', () => {
    const layers = new Map(planted?.finding.campaign.layers.map((layer) => [layer.layer, layer]));
    expect(layers.get('payment')?.reasons[0]).toBe('30 of 30 members pay with 6 shared cards, 5 members each');
    expect(layers.get('payment')?.pValue).toBeNull();
    expect(layers.get('template')?.reasons[0]).toMatch(/^30 of 30 members share 3 template families/);
    expect(layers.get('template')?.pValue).toBeLessThan(0.01);
  });
  it('names for every member links that hold it', () => {
    for (const { accountId } of planted?.finding.members ?? []) {
      const own = planted?.finding.links.filter((link) => link.accountA === accountId || link.accountB === accountId) ?? [];
      expect(own.length).toBeGreaterThan(0);
      expect(own.length).toBeLessThanOrEqual(LINKS_KEPT_PER_MEMBER);
      expect(own.some((link) => link.layer === 'payment')).toBe(true);
      expect(own.every((link) => link.accountA < link.accountB && link.reasons.length > 0)).toBe(true);
    }
  });
  it('has every innocent explanation ruled out, each with a reason', () => {
    expect(planted?.finding.innocentExplanations.filter(({ verdict }) => verdict !== 'ruled out')).toEqual([]);
    expect(planted?.finding.innocentExplanations.map(({ name }) => name)).toContain('chance');
    expect(planted?.finding.innocentExplanations.every(({ reason }) => reason.length > 10)).toBe(true);
  });
  it('counts its days and exchanges', () => {
    expect(planted?.finding.daily.reduce((sum, { exchanges }) => sum + exchanges, 0)).toBe(240);
    expect(planted?.finding.campaign.exchangeCount).toBe(240);
    expect(planted?.finding.daily[0]).toEqual({ day: '2026-05-01', exchanges: 30, accounts: 30 });
  });
  it('is found as well where it is all there is', () => {
    const alone = analyzeDrawn(drawExchanges([CAMPAIGN], 0));
    expect(alone.drafts.map(({ finding }) => [finding.campaign.strength, finding.campaign.accountCount])).toEqual([['probable', 30]]);
  });
});

describe('accounts that look alike for innocent reasons', () => {
  it('are never more than a lead', () => {
    const others = analysis.drafts.filter((draft) => draft !== planted);
    expect(others.every(({ finding }) => finding.campaign.strength === 'lead')).toBe(true);
    expect(others.every(({ finding }) => finding.campaign.targeting.every(({ flagged }) => !flagged))).toBe(true);
  });
  it.each([
    ['app', 'popular app'],
    ['company', 'one-card company'],
    ['reseller', 'reseller'],
  ])('%s is explained as %s', (group, explanation) => {
    const drafts = analysis.drafts.filter(({ finding }) => finding.campaign.accounts.some((account) => groupOf(account) === group));
    expect(drafts.length).toBeGreaterThan(0);
    for (const { finding } of drafts) {
      expect(finding.innocentExplanations).toContainEqual(expect.objectContaining({ name: explanation, verdict: 'possible' }));
    }
  });
  it('are a lead as a company of many cards in one office', () => {
    const { drafts } = analyzeDrawn(drawExchanges([TEAMS], 250));
    expect(drafts.map(({ finding }) => [finding.campaign.strength, finding.campaign.accountCount])).toEqual([['lead', 15]]);
    expect(drafts[0]?.finding.innocentExplanations).toContainEqual({
      name: 'one-card company',
      verdict: 'possible',
      reason: expect.stringContaining('comes from one network'),
    });
  });
  it('are a lead where the log names neither cards nor organisations, unless addresses rotate as in a pool of proxies', () => {
    const unnamed = (group: DrawnGroup, others: number) =>
      analyzeDrawn(drawExchanges([group], others).map((exchange) => ({ ...exchange, payment_hash: null, org_id: null })));
    const verdicts = ({ drafts }: ReturnType<typeof analyzeDrawn>) =>
      drafts.map(({ finding }) => finding.innocentExplanations.find(({ name }) => name === 'one-card company'));
    const homeWorkers = {
      ...TEAMS,
      exchange: (...turn: Parameters<typeof TEAMS.exchange>) => ({
        ...TEAMS.exchange(...turn),
        client_ip: turn[1] % 4 === 0 ? `198.51.100.${turn[1]}` : `192.0.${turn[1]}.2`,
      }),
    };
    expect(verdicts(unnamed(homeWorkers, 250))).toEqual([
      { name: 'one-card company', verdict: 'possible', reason: 'the log names neither cards nor organisations' },
    ]);
    const manyADay = {
      ...CAMPAIGN,
      exchange: (...turn: Parameters<typeof CAMPAIGN.exchange>) => ({ ...CAMPAIGN.exchange(...turn), ts: '2026-05-01T09:00:00Z' }),
    };
    expect(verdicts(unnamed(manyADay, 250))).toEqual([expect.objectContaining({ verdict: 'ruled out' })]);
  });
  it('give nothing at all where ordinary accounts are alone', () => {
    expect(analyzeDrawn(drawExchanges([], 300)).drafts).toEqual([]);
  });
});

describe('layers', () => {
  it('are reported unavailable where their columns are empty, and off where they are switched off', () => {
    const bare = analyzeDrawn(
      everything.map(({ payment_hash: _card, tls_fingerprint: _tls, ...rest }) => rest),
      { layers: ['payment', 'template'] },
    );
    const states = Object.fromEntries(bare.layers.map(({ layer, state }) => [layer, state]));
    expect(states).toMatchObject({
      payment: 'unavailable',
      tls_fingerprint: 'unavailable',
      template: 'used',
      client_ip: 'off',
      tool_schema: 'unavailable',
    });
  });
  it('are off where they judge groups by values of a layer that is off', () => {
    const { layers } = analyzeDrawn(everything, { layers: ['payment', 'template', 'ip_churn'] });
    expect(layers.find(({ layer }) => layer === 'ip_churn')?.state).toBe('off');
    const whole = analyzeDrawn(everything, { layers: ['payment', 'template', 'client_ip', 'ip_churn'] });
    expect(whole.layers.find(({ layer }) => layer === 'ip_churn')?.state).toBe('used');
  });
  it('make no more than a lead of texts alone', () => {
    const noCards = analyzeDrawn(drawExchanges([CAMPAIGN], 200).map(({ payment_hash: _card, ...rest }) => rest));
    expect(noCards.drafts.map(({ finding }) => finding.campaign.strength)).toEqual(['lead']);
  });
});

describe('the result', () => {
  const settledText = (result: typeof analysis) =>
    JSON.stringify([result.drafts.map(({ finding }) => finding), result.layers, result.daily]);

  it('does not depend on the order of rows', () => {
    const shuffled = [...everything];
    shuffle(shuffled, seededRandom(8));
    expect(settledText(analyzeDrawn(shuffled))).toBe(settledText(analysis));
  });
  it('has the same campaigns whatever accounts are called', () => {
    const renamed = (account: string) => `${(Number(account.slice(-4)) * 7919 + account.length * 31) % 10007}-${account}`;
    const result = analyzeDrawn(everything.map((e) => ({ ...e, account_id: e.account_id === null ? null : renamed(e.account_id) })));
    const probable = result.drafts
      .filter(({ finding }) => finding.campaign.strength !== 'lead')
      .map(({ finding }) => [...finding.campaign.accounts].sort());
    expect(probable).toEqual([(planted?.finding.campaign.accounts ?? []).map(renamed).sort()]);
  });
});

describe('tieAccounts', () => {
  const traffic = trafficOf(everything);
  const code = (id: string) => traffic.accountIds.indexOf(id);
  const tie = (a: string, b: string) => tieAccounts(traffic, DEFAULT_SETTINGS, code(a), code(b));

  it('names every layer, either tying or not, with a reason', () => {
    const { links, untied } = tie('campaign-0000', 'campaign-0001');
    expect(links.map(({ layer }) => layer)).toEqual(expect.arrayContaining(['payment', 'template']));
    expect([...links, ...untied].map(({ layer }) => layer).sort()).toEqual([...LINK_LAYERS].sort());
    expect(untied.find(({ layer }) => layer === 'tool_schema')?.reason).toBe('the traffic has no values for it');
  });
  it('agrees with the analysis on a pair that only the template ties', () => {
    expect(tie('campaign-0000', 'campaign-0029').links.map(({ layer }) => layer)).toEqual(['template']);
  });
  it('sees past a rarer text that nothing corroborates to one that the whole campaign sends', () => {
    const six = [0, 15, 30, 45, 60, 75].map((account) => `campaign-00${String(account).padStart(2, '0')}`);
    const prompted = drawExchanges([{ ...CAMPAIGN, size: 100 }], 250).map((exchange, i) => {
      const id = exchange.account_id ?? '';
      if (i % 2 === 0 && six.includes(id)) return { ...exchange, system_prompt: 'a text found by six' };
      return { ...exchange, system_prompt: groupOf(id) === 'campaign' ? 'the text of the campaign' : `own text of ${id}` };
    });
    const drawn = trafficOf(prompted);
    const settings: AnalysisSettings = { ...DEFAULT_SETTINGS, layers: ['payment', 'client_ip', 'system_prompt'] };
    for (const other of six.slice(1)) {
      const { links } = tieAccounts(drawn, settings, drawn.accountIds.indexOf('campaign-0000'), drawn.accountIds.indexOf(other));
      expect(links.map(({ layer }) => layer)).toEqual(['system_prompt']);
    }
  });
  it('ties nothing between strangers and says what they have in common', () => {
    const { links, untied } = tie('ordinary-0000', 'ordinary-0001');
    expect(links).toEqual([]);
    expect(untied.find(({ layer }) => layer === 'payment')?.reason).toBe('no card in common');
  });
});
