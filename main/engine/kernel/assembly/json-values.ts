import { endOfNumber } from './json-numbers';
import { endOfString } from './json-strings';

/** Values nested deeper than this are not understood. */
const MOST_DEPTH: i32 = 64;

const TRUE: u32 = 0x65757274;
const ALSE: u32 = 0x65736c61;
const NULL: u32 = 0x6c6c756e;

/** Passes JSON white space. */
// @ts-ignore: decorator
@inline
export function skipSpace(at: usize, end: usize): usize {
  while (at < end) {
    const byte = load<u8>(at);
    if (byte != 0x20 && byte != 0x0d && byte != 0x09) break;
    at++;
  }
  return at;
}

/** Address after `true`, `false` or `null` at `at`, 0 for anything else. */
export function endOfLiteral(at: usize, end: usize): usize {
  if (at + 4 > end) return 0;
  const word = load<u32>(at);
  if (word == TRUE || word == NULL) return at + 4;
  return at + 5 <= end && load<u8>(at) == 0x66 && load<u32>(at, 1) == ALSE ? at + 5 : 0;
}

// @ts-ignore: decorator
@inline
export function isNull(at: usize, end: usize): bool {
  return at + 4 <= end && load<u32>(at) == NULL;
}

// @ts-ignore: decorator
@inline
export function isTrue(at: usize, end: usize): bool {
  return at + 4 <= end && load<u32>(at) == TRUE;
}

/** Passes any JSON value without keeping it, checking its grammar; 0 for what is no value or nests deeper than MOST_DEPTH. */
export function endOfValue(at: usize, end: usize, depth: i32 = 0): usize {
  if (at >= end || depth > MOST_DEPTH) return 0;
  switch (load<u8>(at)) {
    case 0x22: {
      const close = endOfString(at + 1, end);
      return close == 0 ? 0 : close + 1;
    }
    case 0x7b:
      return endOfMembers(at + 1, end, 0x7d, depth);
    case 0x5b:
      return endOfMembers(at + 1, end, 0x5d, depth);
    case 0x74:
    case 0x66:
    case 0x6e:
      return endOfLiteral(at, end);
    default:
      return endOfNumber(at, end);
  }
}

/** Passes the members of an object or list up to and with its closing bracket. */
function endOfMembers(at: usize, end: usize, bracket: u8, depth: i32): usize {
  at = skipSpace(at, end);
  if (at < end && load<u8>(at) == bracket) return at + 1;
  while (at < end) {
    if (bracket == 0x7d) {
      at = endOfName(at, end);
      if (at == 0) return 0;
    }
    at = endOfValue(at, end, depth + 1);
    if (at == 0) return 0;
    at = skipSpace(at, end);
    if (at >= end) return 0;
    const byte = load<u8>(at++);
    if (byte == bracket) return at;
    if (byte != 0x2c) return 0;
    at = skipSpace(at, end);
  }
  return 0;
}

/** Passes `"name" :` and the space around it. */
function endOfName(at: usize, end: usize): usize {
  if (load<u8>(at) != 0x22) return 0;
  const close = endOfString(at + 1, end);
  if (close == 0) return 0;
  at = skipSpace(close + 1, end);
  return at < end && load<u8>(at) == 0x3a ? skipSpace(at + 1, end) : 0;
}
