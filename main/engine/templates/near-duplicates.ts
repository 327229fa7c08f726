import { SKETCH_BINS } from '../domain/exchange-columns.ts';
import { orderByKey } from '../links/radix-order.ts';

/** Bins of a band; two sketches are compared when one band is equal in all its bins. */
const BAND_BINS = 4;
const BANDS = SKETCH_BINS / BAND_BINS;
/** Least estimated Jaccard similarity of two near-duplicates. */
export const NEAR_DUPLICATE_SIMILARITY = 0.7;
/** Leaders looked at in one bucket: more alike by one band but not in whole say nothing new. */
const LEADERS_IN_BUCKET = 4;
/** A bucket holds the number and the low bits (see lowBits) of each leader, side by side, since fetching a sketch from memory is what costs time. */
const BUCKET = LEADERS_IN_BUCKET * 2;

/**
 * Equal bins of two sketches that make an estimated similarity J: a share e of equal 8-bit bins estimates (e - 1/256) / (1 - 1/256)
 * (Li and König 2010, "b-bit minwise hashing").
 */
const LEAST_EQUAL_BINS = Math.ceil(SKETCH_BINS * (NEAR_DUPLICATE_SIMILARITY * (1 - 1 / 256) + 1 / 256));
const MOST_UNEQUAL_BINS = SKETCH_BINS - LEAST_EQUAL_BINS;

/**
 * Groups near-duplicate sketches by MinHash locality-sensitive hashing (Broder 1997; Indyk and Motwani 1998): BANDS bands of BAND_BINS bins, candidates
 * verified at NEAR_DUPLICATE_SIMILARITY. Items are taken in the order given; each joins the most similar leader before it (ties to the
 * earliest) or becomes a leader, so that nothing chains: all members of a group are near their leader. O(n), 32 bytes an item besides the sketches
 * and 32 a bucket; buckets are numbered by sorting, since looking keys up in a hash table costs several times as much.
 *
 * @param sketches SKETCH_BINS bytes an item
 * @param order items in a canonical order; an item left out of it leads itself
 * @returns leader of each item, itself for a leader
 */
export function groupNearDuplicates(sketches: Uint8Array, count: number, order: Uint32Array): Int32Array {
  const leader = new Int32Array(count);
  for (let item = 0; item < count; item++) leader[item] = item;
  const keys = bandKeys(sketches, count);
  const { bucketOf, bucketCount } = numberBuckets(keys, count, order);
  const leaders = new Int32Array(bucketCount * BUCKET).fill(-1);
  const candidates = new Int32Array(BANDS * LEADERS_IN_BUCKET);
  for (let place = 0; place < order.length; place++) {
    const item = order[place] as number;
    const bits = lowBits(keys, item);
    let found = 0;
    for (let band = 0; band < BANDS; band++) {
      const bucket = bucketOf[item * BANDS + band] as number;
      if (bucket === -1) continue;
      for (let i = bucket * BUCKET; i < (bucket + 1) * BUCKET && leaders[i] !== -1; i += 2) {
        if (onesIn((leaders[i + 1] as number) ^ bits) > MOST_UNEQUAL_BINS) continue;
        const other = leaders[i] as number;
        if (!isAmong(candidates, found, other)) candidates[found++] = other;
      }
    }
    let best = item;
    let bestEqual = LEAST_EQUAL_BINS - 1;
    for (let i = 0; i < found; i++) {
      const other = candidates[i] as number;
      const equal = equalBins(keys, item, other);
      if (equal > bestEqual) {
        best = other;
        bestEqual = equal;
      }
    }
    leader[item] = best;
    if (best === item) addLeader(leaders, bucketOf, item, bits);
  }
  return leader;
}

function addLeader(leaders: Int32Array, bucketOf: Int32Array, item: number, bits: number): void {
  for (let band = 0; band < BANDS; band++) {
    const bucket = bucketOf[item * BANDS + band] as number;
    if (bucket === -1) continue;
    const end = (bucket + 1) * BUCKET;
    let at = bucket * BUCKET;
    while (at < end && leaders[at] !== -1) at += 2;
    if (at === end) continue;
    leaders[at] = item;
    leaders[at + 1] = bits;
  }
}

/** The lowest bit of each bin. Equal bins have equal bits, so sketches whose bits differ in more places than bins may be unequal need no comparison. */
function lowBits(keys: Uint32Array, item: number): number {
  let bits = 0;
  for (let band = 0; band < BANDS; band++) bits |= ((keys[item * BANDS + band] as number) & 0x01010101) << band;
  return bits;
}

function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function isAmong(items: Int32Array, count: number, item: number): boolean {
  for (let i = 0; i < count; i++) if (items[i] === item) return true;
  return false;
}

/** The bins of each band as one word, BANDS an item, in whatever order of bytes the machine has. */
function bandKeys(sketches: Uint8Array, count: number): Uint32Array {
  return sketches.byteOffset % BAND_BINS === 0
    ? new Uint32Array(sketches.buffer, sketches.byteOffset, count * BANDS)
    : new Uint32Array(sketches.slice(0, count * SKETCH_BINS).buffer);
}

/** A number for each key of a band that two items or more have, BANDS an item; -1 for the keys of one. */
function numberBuckets(keys: Uint32Array, count: number, order: Uint32Array): { bucketOf: Int32Array; bucketCount: number } {
  const bucketOf = new Int32Array(count * BANDS).fill(-1);
  const column = new Uint32Array(count);
  let bucketCount = 0;
  for (let band = 0; band < BANDS; band++) {
    for (let item = 0; item < count; item++) column[item] = keys[item * BANDS + band] as number;
    const sorted = orderByKey(column, order);
    for (let first = 0; first < sorted.length; ) {
      const key = column[sorted[first] as number] as number;
      let end = first + 1;
      while (end < sorted.length && column[sorted[end] as number] === key) end++;
      if (end - first > 1) {
        for (let i = first; i < end; i++) bucketOf[(sorted[i] as number) * BANDS + band] = bucketCount;
        bucketCount++;
      }
      first = end;
    }
  }
  return { bucketOf, bucketCount };
}

/**
 * Equal bins of two sketches. Without a branch, so that the processor fetches several sketches at once: a bin counts where all bits of its byte of the
 * difference are zero, and the counts of a word's four bytes are added in the end.
 */
function equalBins(keys: Uint32Array, a: number, b: number): number {
  let equal = 0;
  for (let band = 0; band < BANDS; band++) {
    const difference = (keys[a * BANDS + band] as number) ^ (keys[b * BANDS + band] as number);
    equal += ~(((difference & 0x7f7f7f7f) + 0x7f7f7f7f) | difference | 0x7f7f7f7f) >>> 7;
  }
  return Math.imul(equal, 0x01010101) >>> 24;
}
