import { describe, expect, it } from 'vitest';
import type { CampaignFinding, CampaignReading } from '../../main/engine/domain/campaign.ts';
import { signed } from '../../renderer/charts/waterfall-steps.ts';
import { inPart } from '../../renderer/screens/campaign/campaign-parts.ts';
import {
  chanceSentence,
  coreSentence,
  harvestSentence,
  layersInOrder,
  namedSteps,
  placeSentence,
} from '../../renderer/screens/campaign/reading-text.ts';
import { findingOf, PLANS } from '../fixtures/renderer-case.ts';

const [strong, probable, lead] = PLANS.map(findingOf);
if (strong?.reading === undefined || probable?.reading === undefined || lead === undefined) throw new TypeError('no such plans');
const reading = strong.reading;
const asLead: CampaignFinding = { ...strong, campaign: { ...strong.campaign, strength: 'lead' } };

describe('the waterfall', () => {
  it('names layers, and shows explanations that stay possible as what takes away', () => {
    const possible: CampaignReading = { ...reading, waterfall: [...reading.waterfall, { step: 'popular app', adds: -43.7, score: 43.7 }] };
    expect(namedSteps(possible).at(0)).toEqual({ name: 'Payment', kind: 'payment', adds: 30, score: 30 });
    expect(namedSteps(possible).at(-1)).toEqual({ name: 'Possible: popular app', kind: null, adds: -43.7, score: 43.7 });
    expect([signed(30), signed(-43.7)]).toEqual(['+30.0', '−43.7']);
  });

  it('orders layers by what they add, those that add nothing last', () => {
    expect(layersInOrder(strong.campaign, reading).map(({ layer }) => layer)).toEqual([
      'payment',
      'template',
      'load_evenness',
      'client_ip_24',
      'tls_fingerprint',
      'tool_schema',
    ]);
    expect(layersInOrder(lead.campaign, undefined)).toEqual(lead.campaign.layers);
  });
});

describe('sentences about a campaign', () => {
  it('say what chance gives, that it gives nothing, and that nobody knows', () => {
    expect(chanceSentence(strong, { ...reading, expectedByChance: 0.05 })).toMatch(/^0\.05 campaigns of at least this score are expected/);
    expect(chanceSentence(strong, { ...reading, expectedByChance: 0 })).toMatch(/^No campaign of at least this score was found/);
    expect(chanceSentence(strong, { ...reading, expectedByChance: null })).toMatch(/^Not known/);
  });

  it('speak of chance on a lead only where it makes it one', () => {
    expect(chanceSentence(asLead, reading)).toMatch(/^Not measured/);
    const byChance = { name: 'chance', verdict: 'possible' as const, reason: '' };
    expect(chanceSentence({ ...asLead, innocentExplanations: [byChance] }, { ...reading, expectedByChance: 0.4 })).toMatch(
      /^0\.4 campaigns/,
    );
  });

  it('count the harvest apart, and say when no text tells it', () => {
    expect(harvestSentence(strong.campaign, { ...reading, harvestExchanges: 150_000 })).toMatch(/\(25\.0 %\).*the other 450\u202f000/);
    expect(harvestSentence(strong.campaign, { ...reading, harvestExchanges: null })).toMatch(/^Not known/);
  });

  it('count core and periphery only where roles are known', () => {
    expect(coreSentence(strong)).toMatch(/^\d+ accounts tied by two or more kinds of evidence, \d+ at the edge by one\.$/);
    expect(coreSentence(lead)).toBeNull();
  });

  it('say where an account stands', () => {
    const [member] = strong.members;
    if (member === undefined) throw new TypeError('no member');
    expect(placeSentence({ ...member, membership: 0.9, harvestShare: 0.5, subgroup: 1 })).toBe(
      '90.0 % of its link weight stays inside, 50.0 % of its exchanges are harvest, part 2',
    );
    expect(placeSentence({ ...member, membership: 0.9, harvestShare: null, subgroup: -1 })).toBe('90.0 % of its link weight stays inside');
  });
});

describe('the accounts of a campaign', () => {
  it('divide into parts and those of none', () => {
    const sizes = [1, 2, 'none' as const].map((part) => inPart(strong, part).length);
    expect(sizes.every((size) => size > 0)).toBe(true);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(strong.members.length);
    expect(inPart(strong, 'all')).toEqual(strong.members);
  });

  it('are all shown when a new analysis did away with the part', () => {
    expect(inPart(strong, 3)).toEqual(strong.members);
    expect(inPart(probable, 1)).toEqual(probable.members);
  });
});
