import { SKETCH_BINS } from '../domain/exchange-columns.ts';

/** Bins of a band; two sketches are compared when one band is equal in all its bins. */
const BAND_BINS = 4;
const BANDS = SKETCH_BINS / BAND_BINS;
/** Least estimated Jaccard similarity of two near-duplicates. */
export const NEAR_DUPLICATE_SIMILARITY = 0.7;
/** Leaders looked at in one bucket: more alike by one band but not in whole say nothing new. */
const LEADERS_IN_BUCKET = 4;
/** Counters of band keys, a power of two: a key met once, up to collisions, needs no bucket. */
const KEY_COUNTERS = 1 << 21;

/**
 * Equal bins of two sketches that make an estimated similarity J: a share e of equal 8-bit bins estimates (e - 1/256) / (1 - 1/256)
 * (Li and König 2010, "b-bit minwise hashing").
 */
const LEAST_EQUAL_BINS = Math.ceil(SKETCH_BINS * (NEAR_DUPLICATE_SIMILARITY * (1 - 1 / 256) + 1 / 256));

/**
 * Groups near-duplicate sketches by MinHash locality-sensitive hashing (Broder 1997; Indyk and Motwani 1998): BANDS bands of BAND_BINS bins, candidates
 * verified at NEAR_DUPLICATE_SIMILARITY. Items are taken in the order given; each joins the most similar leader before it (ties to the
 * earliest) or becomes a leader, so that nothing chains: all members of a group are near their leader.
 *
 * @param sketches SKETCH_BINS bytes an item
 * @param order items in a canonical order; an item left out of it leads itself
 * @returns leader of each item, itself for a leader
 */
export function groupNearDuplicates(sketches: Uint8Array, count: number, order: Uint32Array): Int32Array {
  const leader = Int32Array.from({ length: count }, (_, item) => item);
  const repeats = countBandKeys(sketches, order);
  const buckets = new LeaderBuckets(order.length);
  const bands = new Uint32Array(BANDS);
  const candidates = new Int32Array(BANDS * LEADERS_IN_BUCKET);
  const seenBy = new Int32Array(count).fill(-1);
  for (let place = 0; place < order.length; place++) {
    const item = order[place] as number;
    for (let band = 0; band < BANDS; band++) bands[band] = bandKey(sketches, item, band);
    let found = 0;
    for (let band = 0; band < BANDS; band++) {
      if (!isRepeated(repeats, band, bands[band] as number)) continue;
      for (let entry = buckets.first(band, bands[band] as number); entry !== -1; entry = buckets.next(entry)) {
        const other = buckets.leader(entry);
        if (seenBy[other] === item) continue;
        seenBy[other] = item;
        candidates[found++] = other;
      }
    }
    let best = item;
    let bestEqual = LEAST_EQUAL_BINS - 1;
    for (let i = 0; i < found; i++) {
      const other = candidates[i] as number;
      const equal = equalBins(sketches, item, other);
      if (equal > bestEqual) {
        best = other;
        bestEqual = equal;
      }
    }
    leader[item] = best;
    if (best !== item) continue;
    for (let band = 0; band < BANDS; band++) {
      if (isRepeated(repeats, band, bands[band] as number)) buckets.add(band, bands[band] as number, item);
    }
  }
  return leader;
}

/** Counts band keys up to 2 in hashed counters, KEY_COUNTERS a band. */
function countBandKeys(sketches: Uint8Array, order: Uint32Array): Uint8Array {
  const counters = new Uint8Array(BANDS * KEY_COUNTERS);
  for (const item of order) {
    for (let band = 0; band < BANDS; band++) {
      const at = counterOf(band, bandKey(sketches, item, band));
      if ((counters[at] as number) < 2) counters[at] = (counters[at] as number) + 1;
    }
  }
  return counters;
}

function isRepeated(counters: Uint8Array, band: number, key: number): boolean {
  return counters[counterOf(band, key)] === 2;
}

function counterOf(band: number, key: number): number {
  const mixed = Math.imul(key, 0x9e3779b1);
  return band * KEY_COUNTERS + ((mixed ^ (mixed >>> 15)) & (KEY_COUNTERS - 1));
}

function bandKey(sketches: Uint8Array, item: number, band: number): number {
  const at = item * SKETCH_BINS + band * BAND_BINS;
  return (
    ((sketches[at] as number) |
      ((sketches[at + 1] as number) << 8) |
      ((sketches[at + 2] as number) << 16) |
      ((sketches[at + 3] as number) << 24)) >>>
    0
  );
}

/** Equal bins of two sketches; stops counting when too many differ. */
function equalBins(sketches: Uint8Array, a: number, b: number): number {
  const atA = a * SKETCH_BINS;
  const atB = b * SKETCH_BINS;
  let different = 0;
  for (let bin = 0; bin < SKETCH_BINS; bin++) {
    if (sketches[atA + bin] !== sketches[atB + bin] && ++different > SKETCH_BINS - LEAST_EQUAL_BINS) return 0;
  }
  return SKETCH_BINS - different;
}

/** Lists of leaders by band and key, in one open-addressing table; a list is in order of insertion and at most LEADERS_IN_BUCKET long. */
class LeaderBuckets {
  #slots: Int32Array;
  #used = 0;
  #keys: Uint32Array;
  #bands: Uint8Array;
  #leaders: Int32Array;
  #nexts: Int32Array;

  constructor(expected: number) {
    const size = 1 << Math.ceil(Math.log2(Math.max(16, expected)));
    this.#slots = new Int32Array(size * 2).fill(-1);
    this.#keys = new Uint32Array(size);
    this.#bands = new Uint8Array(size);
    this.#leaders = new Int32Array(size);
    this.#nexts = new Int32Array(size);
  }

  first(band: number, key: number): number {
    return this.#slots[this.#slotOf(band, key)] as number;
  }
  next(entry: number): number {
    return this.#nexts[entry] as number;
  }
  leader(entry: number): number {
    return this.#leaders[entry] as number;
  }

  add(band: number, key: number, leader: number): void {
    if (this.#used === this.#keys.length) this.#grow();
    const slot = this.#slotOf(band, key);
    let last = this.#slots[slot] as number;
    let length = last === -1 ? 0 : 1;
    for (; last !== -1 && this.#nexts[last] !== -1; last = this.#nexts[last] as number) length++;
    if (length >= LEADERS_IN_BUCKET) return;
    const entry = this.#used++;
    this.#keys[entry] = key;
    this.#bands[entry] = band;
    this.#leaders[entry] = leader;
    this.#nexts[entry] = -1;
    if (last === -1) this.#slots[slot] = entry;
    else this.#nexts[last] = entry;
  }

  #slotOf(band: number, key: number): number {
    const mask = this.#slots.length - 1;
    let x = Math.imul(key ^ Math.imul(band + 1, 0x9e3779b1), 0x85ebca6b);
    x ^= x >>> 15;
    let slot = x & mask;
    for (;;) {
      const entry = this.#slots[slot] as number;
      if (entry === -1 || (this.#keys[entry] === key && this.#bands[entry] === band)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const size = this.#keys.length * 2;
    const larger = (old: Int32Array): Int32Array => {
      const grown = new Int32Array(size);
      grown.set(old);
      return grown;
    };
    const keys = new Uint32Array(size);
    keys.set(this.#keys);
    const bands = new Uint8Array(size);
    bands.set(this.#bands);
    const firsts = this.#slots.filter((entry) => entry !== -1);
    this.#keys = keys;
    this.#bands = bands;
    this.#leaders = larger(this.#leaders);
    this.#nexts = larger(this.#nexts);
    this.#slots = new Int32Array(size * 2).fill(-1);
    for (const entry of firsts) this.#slots[this.#slotOf(this.#bands[entry] as number, this.#keys[entry] as number)] = entry;
  }
}
