const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
const REFUSED: i32 = -1;

/** Whether the string last passed by endOfString() has a backslash. */
export let hasEscape: bool = false;
/** End of what copyString() last wrote. */
export let copyEnd: usize = 0;
/** End of the escape last read by readEscape(). */
export let escapeEnd: usize = 0;

/** One bit for each of 16 bytes that is a quotation mark, a backslash or a control character. */
// @ts-ignore: decorator
@inline
export function specialBits(v: v128): i32 {
  const marks = v128.or(i8x16.eq(v, i8x16.splat(QUOTE)), i8x16.eq(v, i8x16.splat(BACKSLASH)));
  return i8x16.bitmask(v128.or(marks, i8x16.lt_u(v, i8x16.splat(0x20))));
}

/** Passes a string whose first byte after the quotation mark is at `at`. Gives its closing mark; 0 for what is no string or not understood. */
export function endOfString(at: usize, end: usize): usize {
  hasEscape = false;
  while (at < end) {
    const special = specialBits(v128.load(at));
    if (special == 0) {
      at += 16;
      continue;
    }
    at += <usize>ctz(special);
    if (at >= end) return 0;
    const byte = load<u8>(at);
    if (byte == QUOTE) return at;
    if (byte != BACKSLASH || readEscape(at, end) == REFUSED) return 0;
    at = escapeEnd;
    hasEscape = true;
  }
  return 0;
}

/** As endOfString(), and writes the string's text to `to`, up to copyEnd. Writes up to 16 bytes more. */
export function copyString(at: usize, end: usize, to: usize): usize {
  while (at < end) {
    const v = v128.load(at);
    v128.store(to, v);
    const special = specialBits(v);
    if (special == 0) {
      at += 16;
      to += 16;
      continue;
    }
    const before = <usize>ctz(special);
    at += before;
    to += before;
    if (at >= end) return 0;
    const byte = load<u8>(at);
    if (byte == QUOTE) {
      copyEnd = to;
      return at;
    }
    if (byte != BACKSLASH) return 0;
    const character = readEscape(at, end);
    if (character == REFUSED) return 0;
    at = escapeEnd;
    to = writeCharacter(to, character);
  }
  return 0;
}

/** Code point of the escape at `at`; refuses NUL, half surrogate pairs (which have no UTF-8) and anything malformed. */
export function readEscape(at: usize, end: usize): i32 {
  if (at + 2 > end) return REFUSED;
  escapeEnd = at + 2;
  switch (load<u8>(at, 1)) {
    case 0x22:
    case 0x5c:
    case 0x2f:
      return load<u8>(at, 1);
    case 0x62:
      return 8;
    case 0x66:
      return 12;
    case 0x6e:
      return 10;
    case 0x72:
      return 13;
    case 0x74:
      return 9;
    case 0x75:
      return readUnicodeEscape(at, end);
    default:
      return REFUSED;
  }
}

function readUnicodeEscape(at: usize, end: usize): i32 {
  const first = hexUnit(at, end);
  escapeEnd = at + 6;
  if (first <= 0 || (first & 0xfc00) == 0xdc00) return REFUSED;
  if ((first & 0xfc00) != 0xd800) return first;
  if (at + 12 > end || load<u16>(at, 6) != 0x755c) return REFUSED;
  const second = hexUnit(at + 6, end);
  escapeEnd = at + 12;
  if ((second & 0xfffffc00) != 0xdc00) return REFUSED;
  return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
}

/** The four hexadecimal digits of `\uXXXX` at `at`, -1 if malformed. */
function hexUnit(at: usize, end: usize): i32 {
  if (at + 6 > end) return REFUSED;
  let unit = 0;
  for (let i: usize = 2; i < 6; i++) {
    const digit = hexDigit(load<u8>(at + i));
    if (digit < 0) return REFUSED;
    unit = (unit << 4) | digit;
  }
  return unit;
}

/** Value of a hexadecimal digit, -1 for any other byte. */
export function hexDigit(byte: u8): i32 {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** Writes a code point as UTF-8; gives the address after it. */
export function writeCharacter(to: usize, character: i32): usize {
  if (character < 0x80) {
    store<u8>(to, character);
    return to + 1;
  }
  if (character < 0x800) {
    store<u8>(to, 0xc0 | (character >> 6));
    store<u8>(to, 0x80 | (character & 63), 1);
    return to + 2;
  }
  if (character < 0x10000) {
    store<u8>(to, 0xe0 | (character >> 12));
    store<u8>(to, 0x80 | ((character >> 6) & 63), 1);
    store<u8>(to, 0x80 | (character & 63), 2);
    return to + 3;
  }
  store<u8>(to, 0xf0 | (character >> 18));
  store<u8>(to, 0x80 | ((character >> 12) & 63), 1);
  store<u8>(to, 0x80 | ((character >> 6) & 63), 2);
  store<u8>(to, 0x80 | (character & 63), 3);
  return to + 4;
}
