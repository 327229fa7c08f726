import { isInRange } from './bytes';
import { filterShift, findRow, mayHold, pairKey, SHAPE_CLASSES as SHAPE_TABLE, tableBytes, tableOf, WORD_FILTER, WORD_SLOTS } from './model-tables';
import { ENDS, HASHES, LOWER, STARTS, TEXT, textLength, tokenCount } from './tokens';

/** As in engine/capabilities/features.ts. */
export const HEAD_TOKENS: i32 = 128;
export const TAIL_TOKENS: i32 = 64;
const EAST_ASIAN_CHARACTERS: i32 = 128;
const SHAPE_CLASSES: i32 = 20;
const SHAPE_LEVELS: i32 = 8;
const LENGTH_LEVELS: i32 = 8;
const SHAPE_FIRST: i32 = 1;
const LENGTH_FIRST: i32 = SHAPE_FIRST + SHAPE_CLASSES * SHAPE_LEVELS;
const CONTEXT_FIRST: i32 = LENGTH_FIRST + LENGTH_LEVELS;
const STEM_FROM: i32 = 7;
const STEM_MARK: i32 = 0x5bd1e995;
const START_MARK: i32 = 0x1b873593;
/** Bits of the bytes that end a sentence or line: line feed, `!`, `.`, `:` and `?`. */
const BREAKS: u64 = ((<u64>1) << 10) | ((<u64>1) << 33) | ((<u64>1) << 46) | ((<u64>1) << 58) | ((<u64>1) << 63);
const ALWAYS_ROW: i32 = 0;
const NO_CLASS: u8 = 255;
const MOST_KEYS: i32 = 4 * (HEAD_TOKENS + TAIL_TOKENS) + 2 * EAST_ASIAN_CHARACTERS;
const MOST_FEATURES: i32 = MOST_KEYS + SHAPE_CLASSES + 6;

/** Rows of the prompt's features, int32 each, each row once. */
export const ROWS: usize = memory.data(4 * (MOST_FEATURES + 1), 8);
export let featureCount: i32 = 0;
const SEEN: usize = memory.data(1 << 16);
const SHAPE_COUNTS: usize = memory.data(4 * SHAPE_CLASSES, 16);

/** Keys of words and pairs that the vocabulary may hold, int32 each. */
const KEYS: usize = memory.data(4 * (MOST_KEYS + 1), 8);
let charactersLeft: i32 = 0;

/**
 * Collects the features of the prompt that tokens.ts read last and of its context bits: collectKeys and collectFeatures of
 * engine/capabilities/features.ts.
 */
export function collectFeatures(context: i32): void {
  forgetFeatures();
  addFeature(ALWAYS_ROW);
  for (let i = 0; i < 4 * SHAPE_CLASSES; i += 16) v128.store(SHAPE_COUNTS + i, i32x4.splat(0));
  const isWhole = tokenCount <= HEAD_TOKENS + TAIL_TOKENS;
  let length = textLength;
  if (isWhole) {
    countShapes(0, textLength);
  } else {
    const headEnd = load<i32>(ENDS + ((HEAD_TOKENS - 1) << 2));
    const tailStart = load<i32>(STARTS + ((tokenCount - TAIL_TOKENS) << 2));
    countShapes(0, headEnd);
    countShapes(tailStart, textLength);
    length = headEnd + textLength - tailStart;
  }
  for (let shape = 0; shape < SHAPE_CLASSES; shape++) {
    addFeature(SHAPE_FIRST + shape * SHAPE_LEVELS + shapeLevel(load<i32>(SHAPE_COUNTS + (shape << 2)), length));
  }
  addFeature(LENGTH_FIRST + lengthLevel(tokenCount));
  for (let bits = context; bits != 0; bits &= bits - 1) addFeature(CONTEXT_FIRST + ctz(bits));
  charactersLeft = EAST_ASIAN_CHARACTERS;
  let keys = putKeys(KEYS, 0, isWhole ? tokenCount : HEAD_TOKENS);
  if (!isWhole) keys = putKeys(keys, tokenCount - TAIL_TOKENS, tokenCount);
  addKnownKeys(keys);
}

function addKnownKeys(end: usize): void {
  const slots = tableOf(WORD_SLOTS);
  const bytes = tableBytes(WORD_SLOTS);
  for (let key = KEYS; key < end; key += 4) {
    const row = findRow(slots, bytes, load<i32>(key));
    if (row >= 0) addFeature(row);
  }
}

function forgetFeatures(): void {
  for (let i = 0; i < featureCount; i++) store<u8>(SEEN + load<i32>(ROWS + (i << 2)), 0);
  featureCount = 0;
}

/** Adds a row unless it is there; without a branch, as rows repeat at random. */
// @ts-ignore: decorator
@inline
function addFeature(row: i32): void {
  store<i32>(ROWS + (featureCount << 2), row);
  featureCount += 1 - <i32>load<u8>(SEEN + row);
  store<u8>(SEEN + row, 1);
}

/** Puts a key at `to` if the vocabulary may hold it; without a branch, as words are known or not at random. Gives where the next goes. */
// @ts-ignore: decorator
@inline
function putKey(to: usize, filter: usize, shift: u32, key: i32): usize {
  const wanted = select(key, 1, key);
  store<i32>(to, wanted);
  return to + (mayHold(filter, shift, wanted) << 2);
}

/** Counts the shape classes of bytes; letters, spaces, points, commas and continuation bytes have none and are passed 16 at a time. */
function countShapes(from: i32, to: i32): void {
  const classes = tableOf(SHAPE_TABLE);
  for (let at = from; at < to; at += 16) {
    const v = v128.load(TEXT + at);
    const letters = isInRange(v128.or(v, i8x16.splat(0x20)), 0x61, 26);
    const stops = v128.or(i8x16.eq(v, i8x16.splat(0x2e)), i8x16.eq(v, i8x16.splat(0x2c)));
    const others = v128.or(i8x16.eq(v, i8x16.splat(0x20)), isInRange(v, 0x80, 0x42));
    let rest = ~i8x16.bitmask(v128.or(letters, v128.or(stops, others))) & 0xffff;
    if (to - at < 16) rest &= (1 << (to - at)) - 1;
    for (; rest != 0; rest &= rest - 1) {
      const shape = load<u8>(classes + load<u8>(TEXT + at + ctz(rest)));
      if (shape == NO_CLASS) continue;
      const count = SHAPE_COUNTS + (<usize>shape << 2);
      store<i32>(count, load<i32>(count) + 1);
    }
  }
}

function shapeLevel(count: i32, length: i32): i32 {
  if (count == 0) return 0;
  const rate = (count * 512) / length;
  return rate <= 1 ? 1 : min(SHAPE_LEVELS - 1, 32 - <i32>clz(rate));
}

function lengthLevel(tokens: i32): i32 {
  return tokens <= 4 ? 0 : min(LENGTH_LEVELS - 1, 30 - <i32>clz(tokens - 1));
}

// @ts-ignore: decorator
@inline
function isEastAsianLead(byte: u8): bool {
  return byte >= 0xe3 && byte <= 0xed;
}

// @ts-ignore: decorator
@inline
function isBreak(at: usize): bool {
  const byte = load<u8>(at);
  return byte < 64 && ((BREAKS >> byte) & 1) != 0;
}

// @ts-ignore: decorator
@inline
function stemKey(at: usize): i32 {
  const first = (load<i32>(at) ^ STEM_MARK) * 0x9e3779b1;
  const key = (first ^ (first >>> 15) ^ <i32>load<u8>(at, 4)) * 0x2c1b3c6d;
  return key ^ (key >>> 15);
}

/** Puts the keys of tokens [from, to) at `keys`; gives where they end. */
function putKeys(keys: usize, from: i32, to: i32): usize {
  const filter = tableOf(WORD_FILTER);
  const shift = filterShift(tableBytes(WORD_FILTER));
  let previous = 0;
  let opening = 0;
  for (let i = from; i < to; i++) {
    const start = load<i32>(STARTS + (i << 2));
    const end = load<i32>(ENDS + (i << 2));
    if (isEastAsianLead(load<u8>(TEXT + start))) {
      keys = putCharacterKeys(keys, start, end);
      previous = 0;
      opening = 0;
      continue;
    }
    const hash = load<i32>(HASHES + (i << 2));
    keys = putKey(keys, filter, shift, hash);
    if (end - start >= STEM_FROM) keys = putKey(keys, filter, shift, stemKey(LOWER + start));
    if (previous != 0) keys = putKey(keys, filter, shift, pairKey(previous, hash));
    const begins = i == 0 || isBreak(TEXT + load<i32>(ENDS + ((i - 1) << 2))) || isBreak(TEXT + start - 1);
    if (begins || opening != 0) {
      const key = pairKey(begins ? START_MARK : opening, hash);
      keys = putKey(keys, filter, shift, key);
      opening = begins ? key : 0;
    }
    previous = hash;
  }
  return keys;
}

function putCharacterKeys(keys: usize, start: i32, end: i32): usize {
  const filter = tableOf(WORD_FILTER);
  const shift = filterShift(tableBytes(WORD_FILTER));
  let previous = 0;
  for (let i = start; i + 3 <= end && charactersLeft > 0; i += 3) {
    const at = TEXT + i;
    const character = (<i32>load<u8>(at) << 16) | (<i32>load<u8>(at, 1) << 8) | load<u8>(at, 2);
    const hash = character * 0x9e3779b1;
    keys = putKey(keys, filter, shift, hash);
    if (previous != 0) keys = putKey(keys, filter, shift, pairKey(previous, hash));
    previous = hash;
    charactersLeft--;
  }
  return keys;
}
