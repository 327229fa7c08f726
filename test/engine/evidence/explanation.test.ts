import { describe, expect, it } from 'vitest';
import type { CampaignFinding } from '../../../main/engine/domain/campaign.ts';
import { explainCampaign } from '../../../main/engine/evidence/explanation.ts';
import { finding } from './evidence-content.ts';

const found = finding(['acct_a', 'acct_b', 'acct_c']);
const { reading: _, ...older } = { ...found, members: found.members.map(({ role: __, ...member }) => member) };
const { reading } = found;
if (reading === undefined) throw new TypeError('nothing drawn');
const withReading = (change: Partial<NonNullable<CampaignFinding['reading']>>): CampaignFinding => ({
  ...found,
  reading: { ...reading, ...change },
});

describe('the explanation of a campaign', () => {
  it('says in one sentence how sure, who, when, by how many kinds of evidence, and what it is', () => {
    expect(explainCampaign(found).sentence).toBe(
      'A strong campaign: 3 accounts with 120 exchanges from 2026-03-09 to 2026-03-20 act as one, tied by 3 independent kinds of evidence (payment, content, timing). What they share looks like a harvest: the same is asked over the same means.',
    );
  });

  it('never says of a lead that its accounts act as one', () => {
    const lead = explainCampaign({ ...found, campaign: { ...found.campaign, strength: 'lead' } });
    expect(lead.sentence).toMatch(/^A lead: 3 accounts .* look alike.* If one operator runs them, what they share looks like a harvest/);
  });

  it('orders layers by what they add, not by their weight', () => {
    const turned = withReading({ waterfall: [...reading.waterfall].reverse() });
    expect(explainCampaign(turned).topReasons.map(({ layer }) => layer)).toEqual(['load_evenness', 'template', 'payment']);
  });

  it('keeps layers that add nothing, last', () => {
    const alone = withReading({ waterfall: [{ step: 'template', adds: 25, score: 25 }] });
    expect(explainCampaign(alone).topReasons.map(({ layer, adds }) => [layer, adds])).toEqual([
      ['template', 25],
      ['payment', 0],
      ['load_evenness', 0],
    ]);
    expect(explainCampaign(alone).kinds.map(({ kind }) => kind)).toEqual(['content']);
  });

  it('adds up the layers of one kind of evidence', () => {
    const layers = [...found.campaign.layers, { layer: 'system_prompt' as const, links: 1, weight: 1, pValue: null, reasons: [] }];
    const both = {
      ...withReading({ waterfall: [...reading.waterfall, { step: 'system_prompt', adds: 2.5, score: 74 }] }),
      campaign: { ...found.campaign, layers },
    };
    expect(explainCampaign(both).kinds.find(({ kind }) => kind === 'content')).toEqual({
      kind: 'content',
      adds: 27.5,
      tiedAccounts: 3,
      layers: ['template', 'system_prompt'],
      ofTheGroup: [],
    });
  });

  it('tells measures of the whole group from ties of pairs', () => {
    expect(explainCampaign(found).kinds.find(({ kind }) => kind === 'timing')).toMatchObject({
      layers: [],
      ofTheGroup: ['load_evenness'],
      tiedAccounts: 0,
    });
  });

  it('says of chance what is known, and that nothing is', () => {
    const chanceOf = (expectedByChance: number | null): string => explainCampaign(withReading({ expectedByChance })).chance;
    expect(chanceOf(0.05)).toContain('in a permuted copy of the rest of this traffic 0.05 campaigns');
    expect(chanceOf(0)).toContain('no campaign of at least this score was found in any permuted copy');
    expect(chanceOf(null)).toContain('not known');
  });

  it('says of a lead only where chance makes it one how often chance gives the like', () => {
    const lead = { ...found, campaign: { ...found.campaign, strength: 'lead' as const } };
    const byChance = { name: 'chance', verdict: 'possible' as const, reason: '' };
    expect(explainCampaign(lead).chance).toContain('not measured');
    expect(explainCampaign({ ...lead, innocentExplanations: [byChance] }).chance).toContain('0.05 campaigns');
  });

  it('counts the harvest apart from the rest, where texts hold the campaign', () => {
    expect(explainCampaign(found).harvest).toBe(
      '90 of 120 exchanges (75.0 %) carry a text that the campaign holds; the other 30 are counted apart',
    );
    expect(explainCampaign(withReading({ harvestExchanges: null })).harvest).toContain('no text holds the campaign');
  });

  it('lists pivots with when, how sure, after what event and against whom', () => {
    const pivot = {
      event: { at: '2026-03-11T15:00:00.000Z', kind: 'model-release', label: 'New model' },
      hoursAfterEvent: 9,
      matchedBefore: 0,
      matchedAfter: 0.03,
      earliest: '2026-03-11T20:00:00.000Z',
      latest: '2026-03-12T02:00:00.000Z',
      method: 'known event' as const,
      qValue: 0.02,
      countsForStrength: true,
      reason: 'half of its 3 members took it up within 9 hours',
    };
    expect(explainCampaign(withReading({ pivots: [pivot] })).pivots).toEqual([
      '2026-03-12 00:00: model, p 0.010, q 0.020, known event (New model): half of its 3 members took it up within 9 hours; counts for strength',
    ]);
    expect(explainCampaign(older).pivots).toEqual(['2026-03-12 00:00: model, 0.1 before, 0.9 after, p 0.010']);
  });

  it('does not make up what a result of an older version lacks', () => {
    expect(explainCampaign(older)).toMatchObject({ core: null, periphery: null, chance: expect.stringContaining('older version') });
    expect(explainCampaign(older).topReasons.map(({ layer, adds }) => [layer, adds])).toEqual([
      ['payment', null],
      ['template', null],
      ['load_evenness', null],
    ]);
  });
});
