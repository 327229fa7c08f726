import { clearDictionary, dictionaryBytes, findNumber, intern, newDictionary } from './dictionary';
import { codeOf } from './columns';

const COLUMNS: i32 = 64;
/** Of each column: the set of values met, and the code of each by its number there. */
const MET: usize = memory.data(4 * COLUMNS, 8);
const CODES: usize = memory.data(4 * COLUMNS, 8);
const CODES_ROOM: usize = memory.data(4 * COLUMNS, 8);
const FIRST_ROOM: i32 = 256;

/** Values of the record at hand whose codes are not known: the exact path will say. */
const MISSED_COLUMNS: usize = memory.data(COLUMNS);
const MISSED_STARTS: usize = memory.data(4 * COLUMNS, 8);
const MISSED_LENGTHS: usize = memory.data(4 * COLUMNS, 8);
let missed: i32 = 0;

export function forgetMissed(): void {
  missed = 0;
}

export function clearLearnedCodes(): void {
  missed = 0;
  for (let column = 0; column < COLUMNS; column++) {
    if (load<usize>(MET + (column << 2)) != 0) clearDictionary(load<usize>(MET + (column << 2)));
  }
}

export function learnedBytes(): i32 {
  let bytes = 0;
  for (let column = 0; column < COLUMNS; column++) {
    const met = load<usize>(MET + (column << 2));
    if (met != 0) bytes += dictionaryBytes(met);
  }
  return bytes;
}

/** Code that the exact path once gave the value written as these bytes; 0 if it never did, which is remembered until the row is committed. */
export function learnedCode(column: i32, at: usize, length: i32): i32 {
  const met = load<usize>(MET + (column << 2));
  const number = met == 0 ? 0 : findNumber(met, at, length);
  if (number != 0) return load<i32>(load<usize>(CODES + (column << 2)) + (number << 2));
  if (missed < COLUMNS) {
    store<u8>(MISSED_COLUMNS + missed, column);
    store<usize>(MISSED_STARTS + (missed << 2), at);
    store<i32>(MISSED_LENGTHS + (missed << 2), length);
    missed++;
  }
  return 0;
}

/** Learns the codes of the missed values from the row that the exact path is about to commit. The record must still be in place. */
export function learnMissed(): void {
  for (let i = 0; i < missed; i++) {
    const column = load<u8>(MISSED_COLUMNS + i);
    const code = codeOf(column);
    if (code != 0) learn(column, load<usize>(MISSED_STARTS + (i << 2)), load<i32>(MISSED_LENGTHS + (i << 2)), code);
  }
  missed = 0;
}

function learn(column: i32, at: usize, length: i32, code: i32): void {
  const slot = column << 2;
  if (load<usize>(MET + slot) == 0) {
    store<usize>(MET + slot, newDictionary());
    store<usize>(CODES + slot, heap.alloc(FIRST_ROOM * 4));
    store<i32>(CODES_ROOM + slot, FIRST_ROOM);
  }
  const number = intern(load<usize>(MET + slot), at, length);
  const room = load<i32>(CODES_ROOM + slot);
  if (number >= room) {
    store<usize>(CODES + slot, heap.realloc(load<usize>(CODES + slot), room * 8));
    store<i32>(CODES_ROOM + slot, room * 2);
  }
  store<i32>(load<usize>(CODES + slot) + (number << 2), code);
}
