import { READ_SLACK } from './bytes';

/** Tables that the host puts in place once, made from what engine/capabilities builds. */
export const SHAPE_CLASSES: i32 = 0;
/** Slots of two int32, key and row, key 0 for a free one; found by the high bits of key * SCATTER, then onwards. */
export const WORD_SLOTS: i32 = 1;
export const PHRASE_SLOTS: i32 = 2;
/** Bits set at the high bits of key * SCATTER: most keys that a table has not are known by one load. */
export const WORD_FILTER: i32 = 3;
export const PHRASE_FILTER: i32 = 4;
/** Rows of WEIGHTS_WIDTH int8, the last ones zero. */
export const WEIGHTS: i32 = 5;
export const RATES: i32 = 6;
export const EXPONENTIALS: i32 = 7;
export const PHRASE_MEANINGS: i32 = 8;
export const MEETING_WEIGHTS: i32 = 9;
/** int32 each. */
export const ELICITATION_BIAS: i32 = 10;
export const LANGUAGE_SLOTS: i32 = 11;
/** Set of languages of each known word, uint32. */
export const LANGUAGE_MASKS: i32 = 12;
export const SCRIPT_OF_BYTE: i32 = 13;
export const SCRIPT_BEHIND_E0: i32 = 14;
export const LANGUAGE_OF_SCRIPT: i32 = 15;
export const LANGUAGE_FILTER: i32 = 16;
const TABLES: i32 = 17;

const SCATTER: i32 = 0x85ebca6b;

const ADDRESSES: usize = memory.data(4 * TABLES, 8);
const SIZES: usize = memory.data(4 * TABLES, 8);

/** Where the host writes the `bytes` bytes of a table. */
export function tableSpace(table: i32, bytes: i32): usize {
  const at = heap.alloc(bytes + READ_SLACK);
  store<usize>(ADDRESSES + (table << 2), at);
  store<i32>(SIZES + (table << 2), bytes);
  return at;
}

// @ts-ignore: decorator
@inline
export function tableOf(table: i32): usize {
  return load<usize>(ADDRESSES + (table << 2));
}

// @ts-ignore: decorator
@inline
export function tableBytes(table: i32): i32 {
  return load<i32>(SIZES + (table << 2));
}

/** Whether the host put a model in place. */
export function hasModel(): bool {
  return tableBytes(WEIGHTS) != 0;
}

/** How far the bits of a key are shifted for a filter of `bytes` bytes. */
export function filterShift(bytes: i32): u32 {
  return <u32>clz(bytes * 8 - 1);
}

/** Whether a key may be in the table of a filter (1), or cannot be (0). */
// @ts-ignore: decorator
@inline
export function mayHold(filter: usize, shift: u32, key: i32): i32 {
  const bit = <u32>(key * SCATTER) >> shift;
  return (<i32>load<u8>(filter + (bit >> 3)) >> (bit & 7)) & 1;
}

/** Row of a key in a table of `bytes` bytes of slots; -1 for none. */
// @ts-ignore: decorator
@inline
export function findRow(slots: usize, bytes: i32, key: i32): i32 {
  const last = (bytes >> 3) - 1;
  let slot = <i32>(<u32>(key * SCATTER) >> <u32>clz(last));
  let found = load<i32>(slots + (slot << 3));
  while (found != key && found != 0) {
    slot = (slot + 1) & last;
    found = load<i32>(slots + (slot << 3));
  }
  return found == key ? load<i32>(slots + (slot << 3), 4) : -1;
}

/** Key of a pair of keys, as pairKey of engine/capabilities/features.ts. */
// @ts-ignore: decorator
@inline
export function pairKey(first: i32, second: i32): i32 {
  const mixed = (first ^ (second * 0xc2b2ae35)) * 0x27d4eb2f;
  return mixed ^ (mixed >>> 15);
}
