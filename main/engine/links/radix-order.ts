/**
 * Order that sorts uint32 keys ascending, ties in the order given: two counting passes over 16-bit digits, O(n).
 *
 * @param order an order to refine (a stable sort after a lower key), or all indices when left out; not changed
 */
export function orderByKey(keys: ArrayLike<number>, order?: Uint32Array): Uint32Array {
  const n = order === undefined ? keys.length : order.length;
  let from = order ?? ascending(n);
  for (const shift of [0, 16]) {
    const starts = new Uint32Array((1 << 16) + 1);
    for (let i = 0; i < n; i++) {
      const digit = (((keys[from[i] as number] as number) >>> shift) & 0xffff) + 1;
      starts[digit] = (starts[digit] as number) + 1;
    }
    if (starts.includes(n)) continue;
    for (let digit = 0; digit < 1 << 16; digit++) starts[digit + 1] = (starts[digit + 1] as number) + (starts[digit] as number);
    const to = new Uint32Array(n);
    for (let i = 0; i < n; i++) {
      const index = from[i] as number;
      const digit = ((keys[index] as number) >>> shift) & 0xffff;
      const at = starts[digit] as number;
      starts[digit] = at + 1;
      to[at] = index;
    }
    from = to;
  }
  return from;
}

function ascending(n: number): Uint32Array {
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  return order;
}

/** Order that sorts pairs by `first`, then `second`; both hold numbers from 0 to 2^32 - 1. */
export function orderByPair(first: ArrayLike<number>, second: ArrayLike<number>): Uint32Array {
  return orderByKey(first, orderByKey(second));
}
