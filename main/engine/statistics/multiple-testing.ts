/**
 * Benjamini-Hochberg adjusted p-values: q(i) = min over j >= i of p(j) * n / j, in order of p (Benjamini and Hochberg 1995,
 * "Controlling the false discovery rate", section 3). Null hypothesis: each test's own. Ties keep equal values.
 *
 * @param pValues n values in [0, 1], not changed
 * @returns n adjusted values in [0, 1], in the order given; O(n log n)
 */
export function adjustFalseDiscovery(pValues: ArrayLike<number>): Float64Array {
  const n = pValues.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((i, j) => (pValues[i] ?? 1) - (pValues[j] ?? 1) || i - j);
  const adjusted = new Float64Array(n);
  let smallest = 1;
  for (let rank = n; rank >= 1; rank--) {
    const i = order[rank - 1] ?? 0;
    smallest = Math.min(smallest, ((pValues[i] ?? 1) * n) / rank);
    adjusted[i] = smallest;
  }
  return adjusted;
}
