import { describe, expect, it } from 'vitest';
import { LINK_LAYERS, type LinkLayer } from '../../../main/engine/domain/layer.ts';
import { linkCoOccurrence } from '../../../main/engine/links/co-occurrence.ts';
import { linkGroups } from '../../../main/engine/links/group-size.ts';
import type { LayerLinks } from '../../../main/engine/links/layer-links.ts';
import { layerRule } from '../../../main/engine/links/layer-rules.ts';
import type { ValueTable } from '../../../main/engine/links/value-table.ts';
import { seededRandom, shuffle } from '../../../main/engine/statistics/random.ts';
import { drawTable, linkedPairs, tableOf } from './drawn-table.ts';

const SETTINGS = { seed: 1, maxAccountsPerValue: 50, linkFalseDiscoveryRate: 0.01, minAccounts: 5 };
const TESTED = LINK_LAYERS.filter((layer) => layerRule(layer).test === 'co-occurrence');

/** 60 accounts of five rows; the first six share four values, all others use values of their own. */
function rowsNamed(called: (account: number) => string): { account: string; values: string[] }[] {
  return Array.from({ length: 300 }, (_, row) => {
    const account = row % 60;
    const turn = Math.floor(row / 60);
    return { account: called(account), values: [account < 6 && turn < 4 ? `shared${turn}` : `own${row}`] };
  });
}

function linksOf(layer: LinkLayer, table: ValueTable): LayerLinks {
  const rule = layerRule(layer);
  return (rule.test === 'group-size' ? linkGroups(rule, table, SETTINGS) : linkCoOccurrence(rule, table, SETTINGS)).links;
}

describe('payment', () => {
  const drawn = drawTable('ann C1\nbob C1\ncat C2\ndan C2\neve C2\nfay C3');

  it('links all accounts of one card, weaker the more there are, without a p-value', () => {
    const links = linksOf('payment', drawn.table);
    expect(linkedPairs(links, drawn.accountIds)).toEqual(['ann-bob', 'cat-dan', 'cat-eve', 'dan-eve']);
    expect(links.weight[0]).toBeCloseTo(1 / Math.log2(3), 12);
    expect(links.weight[1]).toBeCloseTo(1 / Math.log2(4), 12);
    expect([...links.pValue].every(Number.isNaN)).toBe(true);
  });
  it('leaves accounts with cards of their own unlinked', () => {
    expect(linksOf('payment', drawTable('ann C1\nbob C2\ncat C3').table).accountA.length).toBe(0);
  });
  it('ties nobody by a card of more accounts than the settings allow', () => {
    const rows = Array.from({ length: 51 }, (_, i) => ({ account: `a${String(i).padStart(2, '0')}`, values: ['C'] }));
    expect(linkGroups(layerRule('payment'), tableOf(rows).table, SETTINGS)).toMatchObject({
      valuesCapped: 1,
      links: { accountA: new Int32Array(0) },
    });
  });
});

describe.each(TESTED)('%s', (layer) => {
  const rare = drawTable('ann V1 V2 V3\nbob V1 V2 V3\ncat V4\ndan V5', 60);

  it('links two accounts that share several rare values', () => {
    const links = linksOf(layer, rare.table);
    expect(linkedPairs(links, rare.accountIds)).toEqual(['ann-bob']);
    expect(links.pValue[0]).toBeLessThan(0.01);
    expect(links.sharedValues[0]).toBe(3);
    expect(links.weight[0]).toBeLessThanOrEqual(layerRule(layer).fullWeight);
  });
  it('links nobody where few values are used by all, as common software is', () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ account: `a${i}`, values: [`V${i % 4}`, `V${(i * 7) % 5}`] }));
    expect(linksOf(layer, tableOf(rows).table).accountA.length).toBe(0);
  });
  it('links nobody by a value of more accounts than the settings allow', () => {
    const rows = Array.from({ length: 51 }, (_, i) => ({ account: `a${i}`, values: ['popular', `own${i}`] }));
    expect(linkCoOccurrence(layerRule(layer), tableOf(rows).table, SETTINGS)).toMatchObject({
      valuesCapped: 1,
      links: { accountA: new Int32Array(0) },
    });
  });
  it('gives the same links whatever the order of rows', () => {
    const random = seededRandom(3);
    const rows = rowsNamed((i) => `a${i}`);
    const expected = linksOf(layer, tableOf(rows).table);
    shuffle(rows, random);
    expect(linksOf(layer, tableOf(rows).table)).toEqual(expected);
    expect(expected.accountA.length).toBeGreaterThan(0);
  });
  it('gives the same links whatever accounts are called', () => {
    const name = (i: number) => `n${(i * 37) % 60}`;
    const plain = tableOf(rowsNamed((i) => `a${i}`));
    const renamed = tableOf(rowsNamed(name));
    const expected = linkedPairs(linksOf(layer, plain.table), plain.accountIds)
      .map((pair) =>
        pair
          .split('-')
          .map((id) => name(Number(id.slice(1))))
          .sort()
          .join('-'),
      )
      .sort();
    expect(linkedPairs(linksOf(layer, renamed.table), renamed.accountIds)).toEqual(expected);
  });
});

describe('reasons', () => {
  it('say what both did, how rare it is and what chance would give', () => {
    const facts = { sharedValues: 2, accountsOfRarest: 31, accountCount: 4000, expectedShared: 0.0213, corroboration: Number.NaN };
    expect(layerRule('template').linkReason(facts)).toBe(
      'both sent prompts of 2 of the same template families, the rarest used by 31 of 4,000 accounts; expected by chance: 0.021',
    );
    expect(layerRule('payment').linkReason({ ...facts, accountsOfRarest: 7 })).toBe(
      'both paid with the same card, shared by 7 accounts in all',
    );
    expect(layerRule('system_prompt').linkReason({ ...facts, sharedValues: 1, expectedShared: Number.NaN, corroboration: 0.96 })).toBe(
      'both sent the same system prompt, used by 31 of 4,000 accounts; 96 % of those accounts are also tied to one another by independent evidence',
    );
  });
});
