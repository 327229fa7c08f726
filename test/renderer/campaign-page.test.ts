import { describe, expect, it } from 'vitest';
import { byHandSentence, campaignSentence } from '../../renderer/screens/campaign/campaign-sentence.ts';
import { heirOf } from '../../renderer/screens/campaign/followed-campaign.ts';
import { layoutNetwork } from '../../renderer/screens/campaign/network-layout.ts';
import { campaignOf, findingOf, PLANS } from '../fixtures/renderer-case.ts';

const plan = (index: number) => {
  const found = PLANS[index];
  if (found === undefined) throw new TypeError(`no plan ${index}`);
  return found;
};

describe('campaign sentence', () => {
  it('counts kinds of evidence, not layers', () => {
    expect(campaignSentence(campaignOf(plan(0)), 2000)).toMatch(/^214 accounts \(10\.7 % of all\) tied by 5 independent kinds/);
  });

  it('leaves out kinds that add nothing to the score, where the analysis tells', () => {
    const { reading } = findingOf(plan(0));
    if (reading === undefined) throw new TypeError('nothing drawn');
    const waterfall = reading.waterfall.filter(({ step }) => step !== 'load_evenness');
    expect(campaignSentence(campaignOf(plan(0)), 2000, { ...reading, waterfall })).toMatch(
      /4 independent kinds of evidence: payment, content/,
    );
    expect(campaignSentence(campaignOf(plan(0)), 2000, { ...reading, waterfall: [] })).toContain('no kind of evidence');
  });

  it('says that nothing stands out when nothing is flagged', () => {
    const sentence = campaignSentence(campaignOf(plan(2)), 2000);
    expect(sentence).toMatch(/one kind of evidence: content of the prompts\. Nothing they ask for stands out/);
  });
});

describe('network layout', () => {
  it('is the same whatever the order of members and links', () => {
    const finding = findingOf(plan(1));
    const shuffled = { ...finding, members: finding.members.toReversed(), links: finding.links.toReversed() };
    expect(layoutNetwork(shuffled)).toEqual(layoutNetwork(finding));
  });

  it('places linked accounts nearer to each other than others', () => {
    const { nodes, edges } = layoutNetwork(findingOf(plan(1)));
    const distance = (a: number, b: number): number =>
      Math.hypot((nodes[a]?.x ?? 0) - (nodes[b]?.x ?? 0), (nodes[a]?.y ?? 0) - (nodes[b]?.y ?? 0));
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const all = nodes.flatMap((_, a) => nodes.slice(a + 1).map((_node, k) => distance(a, a + 1 + k)));
    expect(mean(edges.map((edge) => distance(edge.a, edge.b)))).toBeLessThan(mean(all) * 0.9);
  });
});

describe('what was done by hand', () => {
  it('is said in a sentence, and not at all where nothing was done', () => {
    expect(byHandSentence(undefined)).toBeNull();
    expect(byHandSentence({ added: 1, dropped: 2, merged: 0, split: 1 })).toBe(
      'By hand: 1 account added, 2 accounts dropped and split once.',
    );
    expect(byHandSentence({ added: 0, dropped: 0, merged: 3, split: 0 })).toBe('By hand: 3 campaigns merged.');
  });
});

describe('the campaign that a page goes on to', () => {
  const campaigns = [plan(0), plan(1), plan(2)].map(campaignOf);
  const accounts = campaigns[1]?.accounts ?? [];

  it('is the one with most of the accounts it showed', () => {
    expect(heirOf(accounts.slice(3), campaigns)?.id).toBe(plan(1).id);
    expect(heirOf([...accounts, ...(campaigns[2]?.accounts ?? [])], campaigns)?.id).toBe(plan(1).id);
  });

  it('is none when no campaign has half of them', () => {
    expect(heirOf([...accounts.slice(0, 3), 'a', 'b', 'c', 'd'], campaigns)).toBeNull();
  });
});
