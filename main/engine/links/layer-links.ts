import type { LinkLayer } from '../domain/layer.ts';
import { orderByPair } from './radix-order.ts';

/** Links of one layer as columns, sorted by accountA, then accountB; accountA < accountB, each pair once. */
export interface LayerLinks {
  readonly layer: LinkLayer;
  readonly accountA: Int32Array;
  readonly accountB: Int32Array;
  /** 0 to the layer's full weight. */
  readonly weight: Float64Array;
  /**
   * How many pairs this link stands for, 1 or more: a value of many accounts is represented by a fixed sample of its pairs, so that cost
   * stays linear in accounts; weight * standsFor keeps the total.
   */
  readonly standsFor: Float64Array;
  /** After Benjamini-Hochberg; NaN where there is no test. */
  readonly pValue: Float64Array;
  /** The rarest value both used. */
  readonly value: Int32Array;
  readonly sharedValues: Int32Array;
  /** Expected number of shared values, NaN where there is no test. */
  readonly expectedShared: Float64Array;
  /** See LinkFacts. */
  readonly corroboration: Float64Array;
}

export interface LinkRow {
  readonly accountA: number;
  readonly accountB: number;
  readonly weight: number;
  readonly standsFor: number;
  readonly pValue: number;
  readonly value: number;
  readonly sharedValues: number;
  readonly expectedShared: number;
  readonly corroboration: number;
}

/** Columns for `size` links of a layer, to be filled by setLink. */
export function emptyLinks(layer: LinkLayer, size: number): LayerLinks {
  return {
    layer,
    accountA: new Int32Array(size),
    accountB: new Int32Array(size),
    weight: new Float64Array(size),
    standsFor: new Float64Array(size),
    pValue: new Float64Array(size),
    value: new Int32Array(size),
    sharedValues: new Int32Array(size),
    expectedShared: new Float64Array(size),
    corroboration: new Float64Array(size),
  };
}

export function setLink(links: LayerLinks, at: number, row: LinkRow): void {
  links.accountA[at] = row.accountA;
  links.accountB[at] = row.accountB;
  links.weight[at] = row.weight;
  links.standsFor[at] = row.standsFor;
  links.pValue[at] = row.pValue;
  links.value[at] = row.value;
  links.sharedValues[at] = row.sharedValues;
  links.expectedShared[at] = row.expectedShared;
  links.corroboration[at] = row.corroboration;
}

export function linkRow(links: LayerLinks, at: number): LinkRow {
  return {
    accountA: links.accountA[at] as number,
    accountB: links.accountB[at] as number,
    weight: links.weight[at] as number,
    standsFor: links.standsFor[at] as number,
    pValue: links.pValue[at] as number,
    value: links.value[at] as number,
    sharedValues: links.sharedValues[at] as number,
    expectedShared: links.expectedShared[at] as number,
    corroboration: links.corroboration[at] as number,
  };
}

/**
 * Joins two sets of links of one layer. A pair in both keeps the row of `first`, with the larger weight, and stands for as much as
 * the one that counts more.
 */
export function mergeLinks(first: LayerLinks, second: LayerLinks): LayerLinks {
  if (second.accountA.length === 0) return first;
  const sizeOfFirst = first.accountA.length;
  const size = sizeOfFirst + second.accountA.length;
  const a = new Int32Array(size);
  const b = new Int32Array(size);
  a.set(first.accountA);
  a.set(second.accountA, sizeOfFirst);
  b.set(first.accountB);
  b.set(second.accountB, sizeOfFirst);
  const order = orderByPair(a, b);
  const rowAt = (i: number): LinkRow => (i < sizeOfFirst ? linkRow(first, i) : linkRow(second, i - sizeOfFirst));
  const merged = emptyLinks(first.layer, size);
  let count = 0;
  for (let i = 0; i < size; i++) {
    const index = order[i] as number;
    const row = rowAt(index);
    if (count > 0 && merged.accountA[count - 1] === row.accountA && merged.accountB[count - 1] === row.accountB) {
      const known = linkRow(merged, count - 1);
      const weight = Math.max(known.weight, row.weight);
      merged.weight[count - 1] = weight;
      merged.standsFor[count - 1] = Math.max(known.weight * known.standsFor, row.weight * row.standsFor) / weight;
      if (known.value === row.value && !Number.isNaN(row.corroboration)) merged.corroboration[count - 1] = row.corroboration;
      continue;
    }
    setLink(merged, count++, row);
  }
  return truncateLinks(merged, count);
}

/** The same links in which account a has become newAccount[a], each different; links of accounts that become -1 are left out. */
export function relabelLinks(links: LayerLinks, newAccount: Int32Array): LayerLinks {
  const kept: number[] = [];
  for (let i = 0; i < links.accountA.length; i++) {
    if (newAccount[links.accountA[i] as number] !== -1 && newAccount[links.accountB[i] as number] !== -1) kept.push(i);
  }
  const moved = (i: number): readonly [number, number] => [
    newAccount[links.accountA[i] as number] as number,
    newAccount[links.accountB[i] as number] as number,
  ];
  const a = Int32Array.from(kept, (i) => Math.min(...moved(i)));
  const b = Int32Array.from(kept, (i) => Math.max(...moved(i)));
  const relabelled = emptyLinks(links.layer, kept.length);
  orderByPair(a, b).forEach((from, to) => {
    setLink(relabelled, to, { ...linkRow(links, kept[from] as number), accountA: a[from] as number, accountB: b[from] as number });
  });
  return relabelled;
}

export function truncateLinks(links: LayerLinks, size: number): LayerLinks {
  return {
    layer: links.layer,
    accountA: links.accountA.slice(0, size),
    accountB: links.accountB.slice(0, size),
    weight: links.weight.slice(0, size),
    standsFor: links.standsFor.slice(0, size),
    pValue: links.pValue.slice(0, size),
    value: links.value.slice(0, size),
    sharedValues: links.sharedValues.slice(0, size),
    expectedShared: links.expectedShared.slice(0, size),
    corroboration: links.corroboration.slice(0, size),
  };
}
