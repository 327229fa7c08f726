import { describe, expect, it } from 'vitest';
import { analyzeTraffic, type TrafficAnalysis } from '../../../main/engine/campaigns/analyze-traffic.ts';
import { formedBy } from '../../../main/engine/campaigns/pivot-evidence.ts';
import { DEFAULT_SETTINGS } from '../../../main/engine/campaigns/settings.ts';
import type { CaseEvent } from '../../../main/engine/domain/sources.ts';
import { type DrawnExchange, readingOf } from '../links/drawn-traffic.ts';
import { CAMPAIGN, type DrawnGroup, drawExchanges, POPULAR_APP, textDigest } from './drawn-case.ts';

const TURNS = 20;
const BEFORE = 1;
const AFTER = 4;
/** From its eleventh day on it asks for something else. */
const CHANGING: DrawnGroup = {
  ...CAMPAIGN,
  turns: TURNS,
  exchange: (account, turn, random) => ({ ...CAMPAIGN.exchange(account, turn, random), capability: turn < 10 ? BEFORE : AFTER }),
};
const STEADY: DrawnGroup = {
  ...CAMPAIGN,
  turns: TURNS,
  exchange: (account, turn, random) => ({
    ...CAMPAIGN.exchange(account, turn, random),
    capability: (account + turn) % 2 === 0 ? BEFORE : AFTER,
  }),
};

const OTHERS: DrawnGroup = { name: 'plain', size: 200, exchange: () => ({}), turns: TURNS };

/** Others ask for everything alike, on all days. */
function othersToo(exchanges: readonly DrawnExchange[]): DrawnExchange[] {
  return exchanges.map((exchange, i) => ({ ...exchange, capability: exchange.capability ?? (i * 7) % 5 }));
}

function analyze(group: DrawnGroup, events: readonly CaseEvent[] = []): TrafficAnalysis {
  const { traffic, readRows } = readingOf(othersToo(drawExchanges([group, { ...POPULAR_APP, turns: TURNS }, OTHERS], 0)));
  const host = { onStage: () => {}, readRows, digest: textDigest };
  return analyzeTraffic(traffic, { ...DEFAULT_SETTINGS, bootstrapDraws: 50 }, host, [], events);
}

const campaignOf = ({ drafts }: TrafficAnalysis) =>
  drafts.find(({ finding }) => finding.campaign.accounts.includes('campaign-0000'))?.finding;

describe('a campaign that changes what it asks for', () => {
  const found = campaignOf(analyze(CHANGING));

  it('has the dated change, with how it was found, in the same order', () => {
    expect(found?.campaign.pivots.map(({ at, kind }) => [at, kind])).toEqual([['2026-05-11T00:00:00.000Z', 'capability mathematics']]);
    expect(found?.reading?.pivots).toHaveLength(1);
    expect(found?.reading?.pivots?.[0]?.reason).toMatch(/^from 2026-05-11 on, mathematics instead of software engineering/);
  });
  it('is strong by it, where payment as well as texts formed it', () => {
    expect(found?.reading?.pivots?.[0]?.countsForStrength).toBe(true);
    expect(found?.campaign.strength).toBe('strong');
  });
  it('is told by the event of the case that it follows', () => {
    const event: CaseEvent = { eventId: 1, at: '2026-05-10T18:00:00.000Z', kind: 'memo', title: 'The memo', note: '' };
    const reading = campaignOf(analyze(CHANGING, [event]))?.reading?.pivots?.[0];
    expect(reading?.event).toEqual({ at: event.at, kind: 'memo', label: 'The memo' });
    expect(reading?.hoursAfterEvent).toBe(6);
    expect(reading?.reason).toContain('after the memo of 2026-05-10');
  });
});

describe('a campaign that changes nothing', () => {
  it('has no pivots and stays probable', () => {
    const found = campaignOf(analyze(STEADY));
    expect(found?.campaign.pivots).toEqual([]);
    expect(found?.reading?.pivots).toEqual([]);
    expect(found?.campaign.strength).toBe('probable');
  });
  it('lets leads have none at all', () => {
    const leads = analyze(CHANGING).drafts.filter(({ finding }) => finding.campaign.strength === 'lead');
    expect(leads.length).toBeGreaterThan(0);
    expect(leads.every(({ finding }) => finding.campaign.pivots.length === 0)).toBe(true);
  });
});

describe('what formed a campaign', () => {
  type Formed = Parameters<typeof formedBy>[0];
  const assessment = (kinds: readonly string[], layers: readonly string[], isHeldWithoutHabits = true): Formed =>
    // Only these members are read.
    ({
      holding: new Set(kinds),
      evidence: layers.map((layer) => ({ layer, covered: Int32Array.of(1) })),
      isHeldWithoutHabits,
    }) as unknown as Formed;

  it.each([
    ['payment and content', ['payment', 'content'], ['payment', 'template'], true, { modelSwitches: false, contentAlone: false }],
    ['content and one program', ['content', 'software'], ['template', 'user_agent'], true, { modelSwitches: false, contentAlone: true }],
    ['habits of asking', ['payment', 'content'], ['payment'], false, { modelSwitches: false, contentAlone: true }],
    ['common turns to a model', ['network', 'timing'], ['client_ip', 'model_switch'], true, { modelSwitches: true, contentAlone: false }],
  ])('%s', (_, kinds, layers, held, expected) => {
    expect(formedBy(assessment(kinds, layers, held))).toEqual(expected);
  });
});
