import { ENDS, HASHES, MARKS, markCount, NUMBER_TOKEN, STARTS, TEXT, textLength, tokenCount } from './tokens';

/** As in engine/templates/masking.ts. */
const QUOTE_MASK: i32 = 0x22222222;
const CODE_MASK: i32 = 0x60606060;
const ADDRESS_MASK: i32 = 0x3a3a3a3a;
const QUOTE_TOKENS: i32 = 3;
const QUOTE_BYTES: i32 = 4096;

const QUOTATION_MARK: u8 = 0x22;
const BACKTICK: u8 = 0x60;
const COLON: u8 = 0x3a;
const NEW_LINE: u8 = 0x0a;
const FENCE: u32 = 0x606060;
const TWO_SLASHES: u16 = 0x2f2f;

/** Masked token hashes, int32 each: at most one for each token and each mark. */
export const MASKED: usize = heap.alloc(8 * ((1 << 20) + 128));
export let maskedCount: i32 = 0;
let lastMask: i32 = 0;
let nextToken: i32 = 0;

/** Turns the tokens and marks of the prompt just read into MASKED: what findMaskedSpans and maskTokens of engine/templates/masking.ts do. */
export function maskTokens(): void {
  maskedCount = 0;
  lastMask = 0;
  nextToken = 0;
  let from = 0;
  for (let mark = 0; mark < markCount; mark++) {
    const at = markAt(mark);
    if (at < from) continue;
    const byte = load<u8>(TEXT + at);
    if (byte == BACKTICK && isFence(at)) {
      from = maskSpan(at, endOfFence(mark, at + 3), CODE_MASK);
    } else if (byte == QUOTATION_MARK || byte == BACKTICK) {
      const close = closeOnLine(mark, at, byte);
      if (close > 0) from = maskSpan(at, close + 1, byte == BACKTICK ? CODE_MASK : QUOTE_MASK);
    } else if (byte == COLON && load<u16>(TEXT + at + 1) == TWO_SLASHES) {
      const start = startOfScheme(at, from);
      if (start < at) from = maskSpan(start, endOfAddress(at + 3), ADDRESS_MASK);
    }
  }
  copyTokens(textLength);
}

// @ts-ignore: decorator
@inline
function markAt(mark: i32): i32 {
  return load<i32>(MARKS + (mark << 2));
}

// @ts-ignore: decorator
@inline
function isFence(at: i32): bool {
  return at + 3 <= textLength && (load<u32>(TEXT + at) & 0xffffff) == FENCE;
}

function endOfFence(mark: i32, from: i32): i32 {
  for (let next = mark + 1; next < markCount; next++) {
    const at = markAt(next);
    if (at >= from && isFence(at)) return at + 3;
  }
  return textLength;
}

function closeOnLine(mark: i32, open: i32, wanted: u8): i32 {
  const limit = open + 1 + QUOTE_BYTES;
  for (let next = mark + 1; next < markCount; next++) {
    const at = markAt(next);
    if (at >= limit) return 0;
    const byte = load<u8>(TEXT + at);
    if (byte == wanted) return at;
    if (byte == NEW_LINE) return 0;
  }
  return 0;
}

function startOfScheme(colon: i32, from: i32): i32 {
  let start = colon;
  while (start > from && <u8>((load<u8>(TEXT + start - 1) | 0x20) - 0x61) < 26) start--;
  return start;
}

function endOfAddress(from: i32): i32 {
  let at = from;
  while (at < textLength) {
    const byte = load<u8>(TEXT + at);
    if (byte <= 0x20 || byte == 0x22 || byte == 0x3c || byte == 0x3e || byte == 0x60) break;
    if (byte == 0x29 || byte == 0x5d || byte == 0x7d) break;
    at++;
  }
  return at;
}

/** Copies the tokens before a span, then its mask, or nothing for a quotation too short to mask; gives the end of the span. */
function maskSpan(start: i32, end: i32, mask: i32): i32 {
  copyTokens(start);
  let after = nextToken;
  while (after < tokenCount && load<i32>(STARTS + (after << 2)) < end) after++;
  if (mask == QUOTE_MASK && after - nextToken < QUOTE_TOKENS) return end;
  pushMask(mask);
  nextToken = after;
  return end;
}

/** Copies the next tokens that start before byte `end`; words and numbers written together become one number. */
function copyTokens(end: i32): void {
  let next = nextToken;
  let last = lastMask;
  let to = MASKED + (maskedCount << 2);
  while (next < tokenCount && load<i32>(STARTS + (next << 2)) < end) {
    let hash = load<i32>(HASHES + (next << 2));
    next++;
    while (next < tokenCount && load<i32>(STARTS + (next << 2)) == load<i32>(ENDS + ((next - 1) << 2))) {
      hash = NUMBER_TOKEN;
      next++;
    }
    const isNumber = hash == NUMBER_TOKEN;
    if (isNumber && last == NUMBER_TOKEN) continue;
    store<i32>(to, hash);
    to += 4;
    last = isNumber ? NUMBER_TOKEN : 0;
  }
  nextToken = next;
  lastMask = last;
  maskedCount = <i32>((to - MASKED) >> 2);
}

// @ts-ignore: decorator
@inline
function pushMask(mask: i32): void {
  if (mask == lastMask) return;
  store<i32>(MASKED + (maskedCount++ << 2), mask);
  lastMask = mask;
}
