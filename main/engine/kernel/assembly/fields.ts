import { equalBytes } from './bytes';

/** How the value of a field is read. */
export const IGNORED: u8 = 0;
export const STRING_CODE: u8 = 1;
export const INTEGER: u8 = 2;
export const REAL: u8 = 3;
export const TIME: u8 = 4;
export const TEXT: u8 = 5;
export const BOOLEAN: u8 = 6;
export const EXCHANGE_ID: u8 = 7;
export const FLAGS: u8 = 8;
/** A dictionary value that the exact path rewrites: its code is learned from there by the bytes of the value. */
export const LEARNED_CODE: u8 = 9;
export const TOOL_CALLS: u8 = 10;
export const INPUT_MESSAGES: u8 = 11;
export const OUTPUT_MESSAGES: u8 = 12;
/** A field whose records always go the exact path. */
export const REFUSED: u8 = 13;

const MOST_FIELDS: i32 = 512;
const NAME_BYTES: i32 = 1 << 16;
export const NO_FIELD: i32 = -1;

/** Of each field: address and length of its name, how it is read, its column, and the field that last came after it in a record. */
const NAMES: usize = memory.data(4 * MOST_FIELDS, 8);
const LENGTHS: usize = memory.data(4 * MOST_FIELDS, 8);
const READERS: usize = memory.data(MOST_FIELDS);
const COLUMNS: usize = memory.data(MOST_FIELDS);
const FOLLOWERS: usize = memory.data(4 * (MOST_FIELDS + 1), 8);
const NAME_ARENA: usize = memory.data(NAME_BYTES + 64, 8);

let fieldCount: i32 = 0;
let nameBytes: i32 = 0;

export function clearFields(): void {
  fieldCount = 0;
  nameBytes = 0;
  memory.fill(FOLLOWERS, 0, 4 * (MOST_FIELDS + 1));
}

/** Adds a field by its name as written between quotation marks; false when there is no room. */
export function addField(name: usize, length: i32, reader: u8, column: u8): bool {
  if (fieldCount == MOST_FIELDS || nameBytes + length > NAME_BYTES) return false;
  memory.copy(NAME_ARENA + nameBytes, name, length);
  store<usize>(NAMES + (fieldCount << 2), NAME_ARENA + nameBytes);
  store<i32>(LENGTHS + (fieldCount << 2), length);
  store<u8>(READERS + fieldCount, reader);
  store<u8>(COLUMNS + fieldCount, column);
  nameBytes += length;
  fieldCount++;
  return true;
}

// @ts-ignore: decorator
@inline
export function readerOf(field: i32): u8 {
  return field == NO_FIELD ? IGNORED : load<u8>(READERS + field);
}

// @ts-ignore: decorator
@inline
export function columnOf(field: i32): u8 {
  return load<u8>(COLUMNS + field);
}

/** The field that is expected after `field` (after NO_FIELD: first), if its name stands at `at`, else NO_FIELD. */
// @ts-ignore: decorator
@inline
export function expectedField(field: i32, at: usize, end: usize): i32 {
  const expected = load<i32>(FOLLOWERS + ((field + 1) << 2));
  if (expected >= fieldCount) return NO_FIELD;
  const length = fieldLength(expected);
  if (at + length >= end || load<u8>(at + length) != 0x22) return NO_FIELD;
  return equalBytes(load<usize>(NAMES + (expected << 2)), at, length) ? expected : NO_FIELD;
}

// @ts-ignore: decorator
@inline
export function fieldLength(field: i32): i32 {
  return load<i32>(LENGTHS + (field << 2));
}

/** The field with this name, which is remembered as the follower of `before`. A name not met before becomes an ignored field. */
export function findField(before: i32, name: usize, length: i32): i32 {
  for (let field = 0; field < fieldCount; field++) {
    if (fieldLength(field) == length && equalBytes(load<usize>(NAMES + (field << 2)), name, length)) {
      store<i32>(FOLLOWERS + ((before + 1) << 2), field);
      return field;
    }
  }
  if (!addField(name, length, IGNORED, 0)) return NO_FIELD;
  store<i32>(FOLLOWERS + ((before + 1) << 2), fieldCount - 1);
  return fieldCount - 1;
}
