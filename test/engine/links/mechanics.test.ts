import { describe, expect, it } from 'vitest';
import { sharedValues, tyingValues } from '../../../main/engine/links/co-occurrence.ts';
import { corroborate, linkCorroborated } from '../../../main/engine/links/corroboration.ts';
import { linkGroups } from '../../../main/engine/links/group-size.ts';
import { emptyLinks, mergeLinks, setLink } from '../../../main/engine/links/layer-links.ts';
import { layerRule } from '../../../main/engine/links/layer-rules.ts';
import { networkOf } from '../../../main/engine/links/networks.ts';
import { PairCounter } from '../../../main/engine/links/pair-counter.ts';
import { orderByKey, orderByPair } from '../../../main/engine/links/radix-order.ts';
import { adjustAmong } from '../../../main/engine/links/significance.ts';
import { drawPairs } from '../../../main/engine/links/value-pairs.ts';
import { accountsOfValue, valuesOfAccount } from '../../../main/engine/links/value-table.ts';
import { adjustFalseDiscovery } from '../../../main/engine/statistics/multiple-testing.ts';
import { seededRandom } from '../../../main/engine/statistics/random.ts';
import { drawTable, linkedPairs, tableOf } from './drawn-table.ts';

const SETTINGS = { seed: 1, maxAccountsPerValue: 50, linkFalseDiscoveryRate: 0.01, minAccounts: 5 };

describe('PairCounter', () => {
  it('counts each pair once through growth and leaves out nulls', () => {
    const pairs = new PairCounter();
    const rows = 30_000;
    const accounts = Int32Array.from({ length: rows }, (_, i) => (i % 7 === 0 ? -1 : i % 6000));
    const values = Int32Array.from({ length: rows }, (_, i) => (i % 11 === 0 ? -1 : i % 3));
    pairs.addColumns(accounts, values, rows);
    const expected = new Map<string, number>();
    accounts.forEach((a, i) => {
      const v = values[i] as number;
      if (a >= 0 && v >= 0) expected.set(`${a} ${v}`, (expected.get(`${a} ${v}`) ?? 0) + 1);
    });
    const counted = new Map(Array.from(pairs.accounts, (a, i) => [`${a} ${pairs.values[i]}`, pairs.counts[i] as number]));
    expect(counted).toEqual(expected);
  });
});

describe('value tables', () => {
  it('hold both directions in ascending order', () => {
    const { table, accountIds, values } = drawTable('zoe V2 V1\nann V2\nbob V1 V3');
    expect(Array.from(accountsOfValue(table, values.indexOf('V1')), (a) => accountIds[a])).toEqual(['bob', 'zoe']);
    expect(Array.from(valuesOfAccount(table, accountIds.indexOf('zoe')), (v) => values[v])).toEqual(['V1', 'V2']);
  });
  it('find what two accounts share and which of it is rarest', () => {
    const { table, accountIds, values } = drawTable('ann V1 V2\nbob V1 V2\ncat V2');
    const shared = sharedValues(table, accountIds.indexOf('ann'), accountIds.indexOf('bob'));
    expect(shared.count).toBe(2);
    expect(values[shared.rarest]).toBe('V1');
  });
});

describe('orders', () => {
  it('sort like a comparison sort, stably', () => {
    const random = seededRandom(2);
    const first = Uint32Array.from({ length: 500 }, () => Math.floor(random() * 2 ** 32));
    const few = Uint32Array.from({ length: 500 }, () => Math.floor(random() * 4));
    const indices = Array.from({ length: 500 }, (_, i) => i);
    expect([...orderByKey(first)]).toEqual(indices.toSorted((a, b) => (first[a] as number) - (first[b] as number) || a - b));
    expect([...orderByPair(few, first)]).toEqual(
      indices.toSorted((a, b) => (few[a] as number) - (few[b] as number) || (first[a] as number) - (first[b] as number) || a - b),
    );
  });
});

describe('adjustAmong', () => {
  it('equals the plain correction when all tests were computed', () => {
    const p = Float64Array.from([0.01, 0.04, 0.03, 0.2, 0.01]);
    const plain = adjustFalseDiscovery(p);
    adjustAmong(p, 5).forEach((q, i) => {
      expect(q).toBeCloseTo(plain[i] as number, 12);
    });
  });
  it('counts the tests that were not computed', () => {
    expect(adjustAmong(Float64Array.from([0.001, 0.5]), 100)[0]).toBeCloseTo(0.1, 12);
  });
});

describe('drawPairs', () => {
  it('draws a large group in linear cost, connected, keeping the total weight', () => {
    const { table } = tableOf(Array.from({ length: 400 }, (_, i) => ({ account: `a${i}`, values: ['V'] })));
    const pairs = drawPairs(table, [0], 7, () => 1);
    expect(pairs.accountA.length).toBe(400 * 16);
    const total = pairs.standsFor.reduce((sum, value) => sum + value, 0);
    expect(total).toBeCloseTo((400 * 399) / 2, 6);
    const reached = new Set([0]);
    for (let grew = true; grew; ) {
      grew = false;
      for (let i = 0; i < pairs.accountA.length; i++) {
        const [a, b] = [pairs.accountA[i] as number, pairs.accountB[i] as number];
        if (reached.has(a) !== reached.has(b)) {
          reached.add(a).add(b);
          grew = true;
        }
      }
    }
    expect(reached.size).toBe(400);
  });
  it('lets no rare value of a pair count as often as a common one stands for pairs', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => ({
      account: `a${String(i).padStart(4, '0')}`,
      values: [...(i < 500 ? ['common'] : []), ...(i < 2 ? ['rare'] : []), `own${i}`],
    }));
    const { table, accountIds } = tableOf(rows);
    const weights = (settings: typeof SETTINGS) => {
      const { links } = linkGroups(layerRule('payment'), table, settings);
      const at = linkedPairs({ accountA: links.accountA.slice(0, 1), accountB: links.accountB.slice(0, 1) }, accountIds);
      return {
        at,
        total: (links.weight[0] as number) * (links.standsFor[0] as number),
        other: (links.weight[1] as number) * (links.standsFor[1] as number),
      };
    };
    const rareOnly = weights({ ...SETTINGS, maxAccountsPerValue: 10 });
    const both = weights({ ...SETTINGS, maxAccountsPerValue: 1000 });
    expect([rareOnly.at, both.at]).toEqual([['a0000-a0001'], ['a0000-a0001']]);
    expect(both.total).toBeCloseTo(rareOnly.total + both.other, 9);
  });
  it('lets a pair found twice stand for no more than the stronger finding', () => {
    const found = (weight: number, standsFor: number) => {
      const links = emptyLinks('template', 1);
      const none = { pValue: Number.NaN, value: 0, sharedValues: 1, expectedShared: Number.NaN, corroboration: Number.NaN };
      setLink(links, 0, { accountA: 0, accountB: 1, weight, standsFor, ...none });
      return links;
    };
    const merged = mergeLinks(found(0.5, 1), found(0.125, 16));
    expect([merged.weight[0], merged.standsFor[0]]).toEqual([0.5, 4]);
  });
  it('leaves out the most common values when the budget of pairs is spent', () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ account: `a${i}`, values: ['all', `pair${i >> 1}`] }));
    const universe = tyingValues(tableOf(rows).table, { maxAccountsPerValue: 1000 }, 100);
    expect(universe.valuesCapped).toBe(1);
    expect(universe.shared.length).toBe(15);
  });
});

describe('corroboration', () => {
  const cards = Array.from({ length: 40 }, (_, i) => ({
    account: `a${String(i).padStart(2, '0')}`,
    values: [i < 20 ? `card${i >> 2}` : `own${i}`],
  }));
  const texts = (isUser: (i: number) => boolean) =>
    tableOf(cards.map(({ account }, i) => ({ account, values: isUser(i) ? ['T'] : [`own${i}`] })));
  const payment = linkGroups(layerRule('payment'), tableOf(cards).table, SETTINGS).links;

  it('joins card groups through a template that they all send, however common it is', () => {
    const { table, accountIds } = texts((i) => i < 20);
    const links = linkCorroborated(layerRule('template'), table, [payment], SETTINGS);
    expect(linkedPairs(links, accountIds)).toContain('a00-a19');
    expect(links.corroboration[0]).toBe(1);
  });
  it('joins nobody through an app whose users pay each for themselves', () => {
    const { table } = texts((i) => i >= 20 || i === 0 || i === 4);
    expect(linkCorroborated(layerRule('template'), table, [payment], SETTINGS).accountA.length).toBe(0);
  });
  it('joins through an address only those whom cards tie, for the exit of a proxy may be a bystander', () => {
    const { table, accountIds } = texts((i) => i < 21);
    const byText = linkedPairs(linkCorroborated(layerRule('template'), table, [payment], SETTINGS), accountIds);
    const byAddress = linkedPairs(linkCorroborated(layerRule('client_ip'), table, [payment], SETTINGS), accountIds);
    expect(byText.some((pair) => pair.includes('a20'))).toBe(true);
    expect(byAddress.some((pair) => pair.includes('a20'))).toBe(false);
    expect(byAddress.length).toBe(190);
  });
  it('counts only ties between accounts of the value', () => {
    const { table, values } = texts((i) => i % 4 === 0 && i < 20);
    expect(corroborate(layerRule('template'), table, [payment], { ...SETTINGS, minAccounts: 1 }).share[values.indexOf('T')]).toBe(0);
  });
});

describe('networkOf', () => {
  it.each([
    ['203.0.113.9', '203.0.113.0/24'],
    ['::ffff:203.0.113.9', '203.0.113.0/24'],
    ['2001:db8:5:1::7', '2001:db8:5::/48'],
    ['2001:0db8:0005:ffff:0:0:0:1', '2001:db8:5::/48'],
    ['::1', '0:0:0::/48'],
  ])('gives the network of %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
  it.each(['h:9f2c', '203.0.113.999', '203.0.113.x', '1:2:3', '1::2::3', 'fe80::1%eth0', '', 'a:b:c:d:e:f:g:h'])(
    'gives none for %s',
    (address) => {
      expect(networkOf(address)).toBeNull();
    },
  );
});
