import { EVIDENCE_GROUPS, EVIDENCE_KINDS } from '../domain/layer.ts';
import type { LayerLinks } from '../links/layer-links.ts';
import { orderByPair } from '../links/radix-order.ts';

export interface FusedPairs {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weight: Float64Array;
}

/**
 * Fuses the links of several layers: the weight of a pair is the sum over evidence groups of its strongest layer in that group, as layers of
 * one group can have one cause. Weights are taken times the pairs a link stands for. Pairs are sorted. O(links).
 */
export function fuseLinks(layers: readonly LayerLinks[]): FusedPairs {
  const size = layers.reduce((sum, links) => sum + links.accountA.length, 0);
  const a = new Int32Array(size);
  const b = new Int32Array(size);
  const weight = new Float64Array(size);
  const group = new Uint8Array(size);
  let at = 0;
  for (const links of layers) {
    const own = EVIDENCE_KINDS.indexOf(EVIDENCE_GROUPS[links.layer]);
    for (let i = 0; i < links.accountA.length; i++) {
      a[at] = links.accountA[i] as number;
      b[at] = links.accountB[i] as number;
      weight[at] = (links.weight[i] as number) * (links.standsFor[i] as number);
      group[at++] = own;
    }
  }
  const order = orderByPair(a, b);
  const fused = { first: new Int32Array(size), second: new Int32Array(size), weight: new Float64Array(size) };
  const strongest = new Float64Array(EVIDENCE_KINDS.length);
  let count = 0;
  for (let i = 0; i < size; ) {
    const one = a[order[i] as number] as number;
    const other = b[order[i] as number] as number;
    strongest.fill(0);
    for (; i < size && a[order[i] as number] === one && b[order[i] as number] === other; i++) {
      const index = order[i] as number;
      const own = group[index] as number;
      strongest[own] = Math.max(strongest[own] as number, weight[index] as number);
    }
    fused.first[count] = one;
    fused.second[count] = other;
    fused.weight[count++] = strongest.reduce((sum, value) => sum + value, 0);
  }
  return { first: fused.first.subarray(0, count), second: fused.second.subarray(0, count), weight: fused.weight.subarray(0, count) };
}
