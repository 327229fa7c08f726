import { MASKED, maskedCount, maskTokens } from './masking';
import { readPrompt, tokenCount } from './tokens';

/** As in engine/domain/exchange-columns.ts and engine/templates. */
const WRAPPER_TOKENS: i32 = 12;
const SKETCH_BINS: i32 = 32;
const TOKEN_COUNT_LIMIT: i32 = 0xffff;
const EMPTY_BIN: i32 = 0x7fffffff;
const ROTATION_OFFSET: i32 = 0x9e37;
const SEED_LOW: i32 = 0x12345;
const SEED_HIGH: i32 = 0x6789a;

const MINIMA: usize = memory.data(4 * SKETCH_BINS, 16);

/** Fingerprints one prompt and writes each fact to its address. Leaves its tokens and masked tokens for the classifier. */
export function fingerprintPrompt(prompt: usize, length: i32, skeleton: usize, head: usize, tail: usize, count: usize, sketch: usize): void {
  readPrompt(prompt, length);
  maskTokens();
  store<u16>(count, min(tokenCount, TOKEN_COUNT_LIMIT));
  if (maskedCount == 0) {
    store<u64>(skeleton, 0);
    store<u32>(head, 0);
    store<u32>(tail, 0);
    memory.fill(sketch, 0, SKETCH_BINS);
    return;
  }
  hashSkeletonAndShingles(skeleton);
  writeDensified(sketch);
  const isWrapped = maskedCount >= WRAPPER_TOKENS;
  store<u32>(head, isWrapped ? hashRange(0) : 0);
  store<u32>(tail, isWrapped ? hashRange(maskedCount - WRAPPER_TOKENS) : 0);
}

/** One walk over the masked tokens for hashSkeleton (skeleton.ts) and the bins of writeSketch (sketch.ts). */
function hashSkeletonAndShingles(skeleton: usize): void {
  const empty = i32x4.splat(EMPTY_BIN);
  for (let bin = 0; bin < SKETCH_BINS; bin += 4) v128.store(MINIMA + (bin << 2), empty);
  let low = SEED_LOW;
  let high = SEED_HIGH;
  let first = 0;
  let second = 0;
  for (let i = 0; i < maskedCount; i++) {
    const token = load<i32>(MASKED + (i << 2));
    low = mixToken(low, token);
    high = (high + token) * 0x85ebca77;
    high ^= high >>> 15;
    if (i >= 2) putShingle(first, second, token);
    first = second;
    second = token;
  }
  if (maskedCount < 3) putShingle(0, load<i32>(MASKED), second);
  const finishedLow = finish(low, maskedCount);
  store<u32>(skeleton, finishedLow == 0 ? 1 : finishedLow);
  store<u32>(skeleton, finish(high, maskedCount), 4);
}

// @ts-ignore: decorator
@inline
function putShingle(first: i32, second: i32, third: i32): void {
  let x = first * 0x9e3779b1 + (second ^ 0x5bd1e995) * 0x85ebca77 + third;
  x = (x ^ (x >>> 16)) * 0x7feb352d;
  x = (x ^ (x >>> 15)) * 0x846ca68b;
  x ^= x >>> 16;
  const bin = MINIMA + ((x & (SKETCH_BINS - 1)) << 2);
  const value = x >>> 5;
  const minimum = load<i32>(bin);
  store<i32>(bin, select(value, minimum, value < minimum));
}

function writeDensified(sketch: usize): void {
  let value = 0;
  for (let step = 2 * SKETCH_BINS - 1; step >= 0; step--) {
    const bin = step & (SKETCH_BINS - 1);
    const minimum = load<i32>(MINIMA + (bin << 2));
    value = select(value + ROTATION_OFFSET, minimum, minimum == EMPTY_BIN);
    if (step < SKETCH_BINS) store<u8>(sketch + bin, value);
  }
}

function hashRange(from: i32): u32 {
  let hash = SEED_LOW;
  for (let i = from; i < from + WRAPPER_TOKENS; i++) hash = mixToken(hash, load<i32>(MASKED + (i << 2)));
  const finished = finish(hash, WRAPPER_TOKENS);
  return finished == 0 ? 1 : finished;
}

// @ts-ignore: decorator
@inline
function mixToken(hash: i32, token: i32): i32 {
  return rotl((hash ^ token) * 0x9e3779b1, 13);
}

// @ts-ignore: decorator
@inline
function finish(hash: i32, count: i32): u32 {
  let x = hash ^ count;
  x = (x ^ (x >>> 16)) * 0x85ebca6b;
  x = (x ^ (x >>> 13)) * 0xc2b2ae35;
  return <u32>(x ^ (x >>> 16));
}
