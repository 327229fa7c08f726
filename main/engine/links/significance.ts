/**
 * Benjamini-Hochberg adjusted p-values of a family of `tests` tests of which only those in `pValues` were computed; the others count
 * as p = 1. q(i) = min over j >= i of p(j) * tests / j in order of p (Benjamini and Hochberg 1995). O(n log n).
 *
 * @returns adjusted values in the order given, at most 1
 */
export function adjustAmong(pValues: Float64Array, tests: number): Float64Array {
  const sorted = pValues.slice().sort();
  const adjusted = new Float64Array(sorted.length);
  let smallest = 1;
  for (let rank = sorted.length; rank >= 1; rank--) {
    smallest = Math.min(smallest, ((sorted[rank - 1] as number) * tests) / rank);
    adjusted[rank - 1] = smallest;
  }
  return Float64Array.from(pValues, (p) => adjusted[lastPlace(sorted, p)] as number);
}

/** Last place of a value that is in the sorted list, so that ties share the value of the highest rank. */
function lastPlace(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
