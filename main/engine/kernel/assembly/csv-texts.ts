const QUOTE: u8 = 0x22;
const COMMA: u8 = 0x2c;
const LINE_FEED: u8 = 0x0a;

/** Whether the quoted text last passed by endOfQuoted() holds doubled quotes. */
export let isDoubled: bool = false;
/** End of what copyPlain() or copyQuoted() last wrote. */
export let copiedEnd: usize = 0;

/** One bit for each of 16 bytes that may end an unquoted text, or that it may not hold: comma, line feed, quote, NUL. */
// @ts-ignore: decorator
@inline
function plainBits(v: v128): i32 {
  const ends = v128.or(i8x16.eq(v, i8x16.splat(COMMA)), i8x16.eq(v, i8x16.splat(LINE_FEED)));
  const refused = v128.or(i8x16.eq(v, i8x16.splat(QUOTE)), i8x16.eq(v, i8x16.splat(0)));
  return i8x16.bitmask(v128.or(ends, refused));
}

/** One bit for each of 16 bytes that is a quote or NUL. */
// @ts-ignore: decorator
@inline
function quotedBits(v: v128): i32 {
  return i8x16.bitmask(v128.or(i8x16.eq(v, i8x16.splat(QUOTE)), i8x16.eq(v, i8x16.splat(0))));
}

// @ts-ignore: decorator
@inline
function isEnd(byte: u8): bool {
  return byte == COMMA || byte == LINE_FEED;
}

/** Passes an unquoted text. Gives the comma or line feed after it; 0 when there is none before `end` or the text holds a quote or NUL. */
export function endOfPlain(at: usize, end: usize): usize {
  for (; at < end; at += 16) {
    const special = plainBits(v128.load(at));
    if (special == 0) continue;
    at += <usize>ctz(special);
    return at < end && isEnd(load<u8>(at)) ? at : 0;
  }
  return 0;
}

/** As endOfPlain(), and copies the text to `to`, up to copiedEnd. Writes up to 16 bytes more. */
export function copyPlain(at: usize, end: usize, to: usize): usize {
  for (; at < end; at += 16, to += 16) {
    const v = v128.load(at);
    v128.store(to, v);
    const special = plainBits(v);
    if (special == 0) continue;
    at += <usize>ctz(special);
    copiedEnd = to + <usize>ctz(special);
    return at < end && isEnd(load<u8>(at)) ? at : 0;
  }
  return 0;
}

/** Passes a quoted text that begins at `at`. Gives its closing quote; 0 when that cannot be told before `end` or the text holds NUL. */
export function endOfQuoted(at: usize, end: usize): usize {
  isDoubled = false;
  while (at < end) {
    const special = quotedBits(v128.load(at));
    if (special == 0) {
      at += 16;
      continue;
    }
    at += <usize>ctz(special);
    if (at + 1 >= end || load<u8>(at) != QUOTE) return 0;
    if (load<u8>(at, 1) != QUOTE) return at;
    isDoubled = true;
    at += 2;
  }
  return 0;
}

/** As endOfQuoted(), and copies the text to `to`, up to copiedEnd, doubled quotes once. Writes up to 16 bytes more. */
export function copyQuoted(at: usize, end: usize, to: usize): usize {
  while (at < end) {
    const v = v128.load(at);
    v128.store(to, v);
    const special = quotedBits(v);
    if (special == 0) {
      at += 16;
      to += 16;
      continue;
    }
    at += <usize>ctz(special);
    to += <usize>ctz(special);
    if (at + 1 >= end || load<u8>(at) != QUOTE) return 0;
    if (load<u8>(at, 1) != QUOTE) {
      copiedEnd = to;
      return at;
    }
    at += 2;
    to += 1;
  }
  return 0;
}
