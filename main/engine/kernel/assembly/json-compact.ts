import { equalBytes } from './bytes';
import { isPlain, readNumber } from './json-numbers';
import { escapeEnd, readEscape, specialBits, writeCharacter } from './json-strings';
import { endOfLiteral, skipSpace } from './json-values';

const MOST_DEPTH: i32 = 32;
const MOST_NAMES: i32 = 64;

/** End of what compactValue() wrote. */
export let compactEnd: usize = 0;
/** Whether the value was a list of objects that each have a text `name`. */
export let isListOfNamed: bool = false;

let namedObjects: i32 = 0;
let listItems: i32 = 0;

/** Names of the objects that are open, as written: address and length. */
const NAME_STARTS: usize = memory.data(4 * MOST_NAMES, 8);
const NAME_LENGTHS: usize = memory.data(4 * MOST_NAMES, 8);
let namesHeld: i32 = 0;

/**
 * Writes the JSON value at `at` to `to` as JSON.stringify(JSON.parse(value)) would, and gives the address after it. Not understood, 0:
 * numbers that JSON.stringify writes otherwise, names that begin with a digit (which JSON.parse moves to the front) or come twice,
 * more than MOST_NAMES names in open objects, escapes that name an ASCII character oddly, nesting beyond MOST_DEPTH.
 */
export function compactValue(at: usize, end: usize, to: usize): usize {
  namesHeld = 0;
  namedObjects = 0;
  listItems = 0;
  const isList = at < end && load<u8>(at) == 0x5b;
  const after = writeValue(at, end, to, 0);
  isListOfNamed = isList && namedObjects == listItems;
  return after;
}

function writeValue(at: usize, end: usize, to: usize, depth: i32): usize {
  if (at >= end || depth > MOST_DEPTH) return 0;
  switch (load<u8>(at)) {
    case 0x22:
      return writeString(at, end, to);
    case 0x7b:
      return writeObject(at, end, to, depth);
    case 0x5b:
      return writeList(at, end, to, depth);
    case 0x74:
    case 0x66:
    case 0x6e:
      return writeBytes(at, endOfLiteral(at, end), to);
    default: {
      const after = readNumber(at, end);
      return after == 0 || !isPlain ? 0 : writeBytes(at, after, to);
    }
  }
}

function writeBytes(at: usize, after: usize, to: usize): usize {
  if (after == 0) return 0;
  memory.copy(to, at, after - at);
  compactEnd = to + (after - at);
  return after;
}

function writeList(at: usize, end: usize, to: usize, depth: i32): usize {
  store<u8>(to++, 0x5b);
  at = skipSpace(at + 1, end);
  if (at < end && load<u8>(at) == 0x5d) {
    store<u8>(to, 0x5d);
    compactEnd = to + 1;
    return at + 1;
  }
  while (at < end) {
    if (depth == 0) listItems++;
    at = writeValue(at, end, to, depth + 1);
    if (at == 0) return 0;
    to = compactEnd;
    at = skipSpace(at, end);
    if (at >= end) return 0;
    const byte = load<u8>(at++);
    store<u8>(to++, byte);
    if (byte == 0x5d) {
      compactEnd = to;
      return at;
    }
    if (byte != 0x2c) return 0;
    at = skipSpace(at, end);
  }
  return 0;
}

function writeObject(at: usize, end: usize, to: usize, depth: i32): usize {
  const firstName = namesHeld;
  store<u8>(to++, 0x7b);
  at = skipSpace(at + 1, end);
  if (at < end && load<u8>(at) == 0x7d) {
    store<u8>(to, 0x7d);
    compactEnd = to + 1;
    return at + 1;
  }
  while (at < end) {
    const name = to;
    at = writeName(at, end, to, firstName);
    if (at == 0) return 0;
    to = compactEnd;
    if (depth == 1 && at < end && load<u8>(at) == 0x22 && isName(name, to)) namedObjects++;
    at = writeValue(at, end, to, depth + 1);
    if (at == 0) return 0;
    to = compactEnd;
    at = skipSpace(at, end);
    if (at >= end) return 0;
    const byte = load<u8>(at++);
    store<u8>(to++, byte);
    if (byte == 0x7d) {
      compactEnd = to;
      namesHeld = firstName;
      return at;
    }
    if (byte != 0x2c) return 0;
    at = skipSpace(at, end);
  }
  return 0;
}

/** Whether `"name":` was written at [from, to). */
function isName(from: usize, to: usize): bool {
  return to - from == 7 && load<u32>(from, 1) == 0x656d616e;
}

/** Writes `"name":`, which must differ from the other names of its object. */
function writeName(at: usize, end: usize, to: usize, firstName: i32): usize {
  if (load<u8>(at) != 0x22 || namesHeld == MOST_NAMES) return 0;
  at = writeString(at, end, to);
  if (at == 0) return 0;
  const length = <i32>(compactEnd - to) - 2;
  if (length > 0 && <u8>(load<u8>(to, 1) - 0x30) < 10) return 0;
  for (let i = firstName; i < namesHeld; i++) {
    if (load<i32>(NAME_LENGTHS + (i << 2)) == length && equalBytes(load<usize>(NAME_STARTS + (i << 2)), to + 1, length)) return 0;
  }
  store<usize>(NAME_STARTS + (namesHeld << 2), to + 1);
  store<i32>(NAME_LENGTHS + (namesHeld << 2), length);
  namesHeld++;
  at = skipSpace(at, end);
  if (at >= end || load<u8>(at) != 0x3a) return 0;
  store<u8>(compactEnd++, 0x3a);
  return skipSpace(at + 1, end);
}

/** Writes a string with the escapes of JSON.stringify: short ones for `"`, `\` and the five named controls, none for other characters. */
function writeString(at: usize, end: usize, to: usize): usize {
  store<u8>(to++, 0x22);
  at++;
  while (at < end) {
    const v = v128.load(at);
    v128.store(to, v);
    const special = specialBits(v);
    if (special == 0) {
      at += 16;
      to += 16;
      continue;
    }
    at += <usize>ctz(special);
    to += <usize>ctz(special);
    if (at >= end) return 0;
    const byte = load<u8>(at);
    if (byte == 0x22) {
      store<u8>(to, 0x22);
      compactEnd = to + 1;
      return at + 1;
    }
    if (byte != 0x5c) return 0;
    to = writeEscape(at, end, to);
    if (to == 0) return 0;
    at = escapeEnd;
  }
  return 0;
}

/** Writes the escape at `at` as JSON.stringify would; 0 for one that it would write as a plain ASCII character or as a control's digits. */
function writeEscape(at: usize, end: usize, to: usize): usize {
  const character = readEscape(at, end);
  if (character < 0) return 0;
  if (character >= 0x80) return writeCharacter(to, character);
  const kind = load<u8>(at, 1);
  if (kind == 0x75 || kind == 0x2f) return 0;
  store<u16>(to, load<u16>(at));
  return to + 2;
}
