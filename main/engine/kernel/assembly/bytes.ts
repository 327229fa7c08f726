/** Bytes that may be read past the end of any buffer handed to the kernel: vector loads do not stop at the last byte. */
export const READ_SLACK: i32 = 64;

/** Whether the bytes of `v` are in [first, first + count). */
// @ts-ignore: decorator
@inline
export function isInRange(v: v128, first: u8, count: u8): v128 {
  return i8x16.lt_u(i8x16.sub(v, i8x16.splat(first)), i8x16.splat(count));
}

/** Whether `length` bytes at `a` and at `b` are equal. Reads up to 7 bytes past either end. */
export function equalBytes(a: usize, b: usize, length: i32): bool {
  let left = length;
  while (left >= 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8;
    b += 8;
    left -= 8;
  }
  return left == 0 || (load<u64>(a) ^ load<u64>(b)) << (64 - (left << 3)) == 0;
}

/** Seeded hash of `length` bytes at `at`, eight at a time. For tables in memory only: the seed differs from run to run. */
export function hashBytes(at: usize, length: i32, seed: u64): u32 {
  let hash = seed ^ <u64>length;
  let left = length;
  while (left >= 8) {
    hash = (hash ^ load<u64>(at)) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 29;
    at += 8;
    left -= 8;
  }
  if (left > 0) {
    hash = (hash ^ (load<u64>(at) << (64 - (left << 3)))) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 29;
  }
  hash *= 0xbf58476d1ce4e5b9;
  return <u32>(hash >> 32);
}

/** Position of the first byte equal to `wanted` in [at, end), or `end`. */
export function findByte(at: usize, end: usize, wanted: u8): usize {
  const pattern = i8x16.splat(wanted);
  for (; at < end; at += 64) {
    const first = v128.or(i8x16.eq(v128.load(at), pattern), i8x16.eq(v128.load(at, 16), pattern));
    const second = v128.or(i8x16.eq(v128.load(at, 32), pattern), i8x16.eq(v128.load(at, 48), pattern));
    if (v128.any_true(v128.or(first, second))) break;
  }
  for (; at < end; at += 16) {
    const hits = i8x16.bitmask(i8x16.eq(v128.load(at), pattern));
    if (hits != 0) return min(at + <usize>ctz(hits), end);
  }
  return end;
}
