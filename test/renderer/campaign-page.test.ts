import { describe, expect, it } from 'vitest';
import { campaignSentence } from '../../renderer/screens/campaign/campaign-sentence.ts';
import { layoutNetwork } from '../../renderer/screens/campaign/network-layout.ts';
import { campaignOf, findingOf, PLANS } from '../fixtures/renderer-case.ts';

const plan = (index: number) => {
  const found = PLANS[index];
  if (found === undefined) throw new TypeError(`no plan ${index}`);
  return found;
};

describe('campaign sentence', () => {
  it('counts kinds of evidence, not layers', () => {
    expect(campaignSentence(campaignOf(plan(0)), 2000)).toMatch(/^214 accounts \(10\.7 % of all\) tied by 4 independent kinds/);
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
