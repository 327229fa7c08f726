import { isInRange, READ_SLACK } from './bytes';

/** As PROMPT_BYTES_READ in engine/templates/tokens.ts. */
const PROMPT_BYTES_READ: i32 = 1 << 20;
export const NUMBER_TOKEN: i32 = 0x23232323;

const MOST_BYTES: i32 = PROMPT_BYTES_READ + 1;

/** The prompt that is read, with room before and after for vector and look-back loads. */
export const TEXT: usize = heap.alloc(MOST_BYTES + 2 * READ_SLACK) + READ_SLACK;
/** The same, ASCII letters lower-cased. */
export const LOWER: usize = heap.alloc(MOST_BYTES + 2 * READ_SLACK) + READ_SLACK;
export let textLength: i32 = 0;

/** Token i is bytes [STARTS[i], ENDS[i]) of TEXT with hash HASHES[i]; int32 each. */
export const STARTS: usize = heap.alloc(4 * (MOST_BYTES + READ_SLACK));
export const ENDS: usize = heap.alloc(4 * (MOST_BYTES + READ_SLACK));
export const HASHES: usize = heap.alloc(4 * (MOST_BYTES + READ_SLACK));
export let tokenCount: i32 = 0;

/** Positions in TEXT of the bytes that can begin or end a masked span, int32 each, in order. */
export const MARKS: usize = heap.alloc(4 * (MOST_BYTES + READ_SLACK));
export let markCount: i32 = 0;

/**
 * Reads a prompt into TEXT, LOWER, the token arrays and MARKS: what engine/templates/tokens.ts computes, 64 bytes at a time. First every
 * byte is classed into bit masks, whose edges are the ends of runs; then runs become tokens.
 */
export function readPrompt(prompt: usize, length: i32): void {
  copyReadablePart(prompt, length);
  const runs = findRuns();
  hashRuns(runs);
}

function copyReadablePart(prompt: usize, length: i32): void {
  if (length <= PROMPT_BYTES_READ) {
    memory.copy(TEXT, prompt, length);
    textLength = length;
  } else {
    const half = PROMPT_BYTES_READ / 2;
    memory.copy(TEXT, prompt, half);
    store<u8>(TEXT + half, 0x20);
    memory.copy(TEXT + half + 1, prompt + length - half, half);
    textLength = PROMPT_BYTES_READ + 1;
  }
  store<u64>(TEXT + textLength, 0);
}

function findRuns(): i32 {
  let starts = STARTS;
  let ends = ENDS;
  let marks = MARKS;
  let wordBefore: u64 = 0;
  let digitBefore: u64 = 0;
  for (let block = 0; block < textLength; block += 64) {
    let word: u64 = 0;
    let digit: u64 = 0;
    let mark: u64 = 0;
    for (let part = 0; part < 64; part += 16) {
      const v = v128.load(TEXT + block + part);
      const lower = v128.or(v, v128.and(isInRange(v, 65, 26), i8x16.splat(0x20)));
      v128.store(LOWER + block + part, lower);
      const letters = v128.or(isInRange(lower, 97, 26), i8x16.shr_s(v, 7));
      const joiners = v128.or(i8x16.eq(v, i8x16.splat(0x5f)), i8x16.eq(v, i8x16.splat(0x27)));
      const quotes = v128.or(i8x16.eq(v, i8x16.splat(0x22)), i8x16.eq(v, i8x16.splat(0x60)));
      const breaks = v128.or(i8x16.eq(v, i8x16.splat(0x3a)), i8x16.eq(v, i8x16.splat(0x0a)));
      word |= (<u64>(<u32>i8x16.bitmask(v128.or(letters, joiners)))) << part;
      digit |= (<u64>(<u32>i8x16.bitmask(isInRange(v, 48, 10)))) << part;
      mark |= (<u64>(<u32>i8x16.bitmask(v128.or(quotes, breaks)))) << part;
    }
    const left = textLength - block;
    if (left < 64) {
      const inside: u64 = ((<u64>1) << left) - 1;
      word &= inside;
      digit &= inside;
      mark &= inside;
    }
    const wordShifted = (word << 1) | wordBefore;
    const digitShifted = (digit << 1) | digitBefore;
    wordBefore = word >> 63;
    digitBefore = digit >> 63;
    starts = storePositions(starts, (word & ~wordShifted) | (digit & ~digitShifted), block);
    ends = storePositions(ends, (~word & wordShifted) | (~digit & digitShifted), block);
    marks = storePositions(marks, mark, block);
  }
  store<i32>(ends, textLength);
  markCount = <i32>((marks - MARKS) >> 2);
  return <i32>((starts - STARTS) >> 2);
}

// @ts-ignore: decorator
@inline
function storePositions(at: usize, bits: u64, block: i32): usize {
  while (bits != 0) {
    store<i32>(at, block + <i32>ctz(bits));
    at += 4;
    bits &= bits - 1;
  }
  return at;
}

function hashRuns(runs: i32): void {
  let tokens = 0;
  let numberEnd = -2;
  for (let run = 0; run < runs; run++) {
    const start = load<i32>(STARTS + (run << 2));
    const end = load<i32>(ENDS + (run << 2));
    let hash = NUMBER_TOKEN;
    if (isDigit(load<u8>(TEXT + start))) {
      const separator = load<u8>(TEXT + start - 1);
      const continues = numberEnd == start - 1 && (separator == 0x2e || separator == 0x2c);
      numberEnd = end;
      if (continues) {
        store<i32>(ENDS + ((tokens - 1) << 2), end);
        continue;
      }
    } else {
      hash = hashWord(LOWER + start, end - start);
    }
    store<i32>(STARTS + (tokens << 2), start);
    store<i32>(ENDS + (tokens << 2), end);
    store<i32>(HASHES + (tokens << 2), hash);
    tokens++;
  }
  tokenCount = tokens;
}

// @ts-ignore: decorator
@inline
function isDigit(byte: u8): bool {
  return <u8>(byte - 48) < 10;
}

/** Hash of a word, four bytes at a time. Words of up to eight bytes take no branch, as their lengths come at random. */
// @ts-ignore: decorator
@inline
function hashWord(at: usize, length: i32): i32 {
  if (length > 8) return hashLongWord(at, length);
  const bytes = load<u64>(at) & (<u64>-1 >> (64 - (length << 3)));
  const first = mixWord(length, <i32>bytes);
  const both = mixWord(first, <i32>(bytes >> 32));
  return finishWord(select(both, first, length > 4));
}

function hashLongWord(at: usize, length: i32): i32 {
  let hash = length;
  let left = length;
  for (; left >= 4; left -= 4) {
    hash = mixWord(hash, load<i32>(at));
    at += 4;
  }
  if (left > 0) hash = mixWord(hash, load<i32>(at) & ((1 << (left << 3)) - 1));
  return finishWord(hash);
}

// @ts-ignore: decorator
@inline
function mixWord(hash: i32, bytes: i32): i32 {
  const mixed = (hash ^ bytes) * 0x9e3779b1;
  return mixed ^ (mixed >>> 15);
}

// @ts-ignore: decorator
@inline
function finishWord(hash: i32): i32 {
  const mixed = hash * 0x2c1b3c6d;
  return mixed ^ (mixed >>> 15);
}
