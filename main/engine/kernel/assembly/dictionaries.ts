import { clearDictionary, dictionaryBytes, newDictionary } from './dictionary';

const COLUMNS: i32 = 64;
const DICTIONARIES: usize = memory.data(4 * COLUMNS, 8);

export function addDictionary(column: i32): void {
  store<usize>(DICTIONARIES + (column << 2), newDictionary());
}

// @ts-ignore: decorator
@inline
export function dictionaryOf(column: i32): usize {
  return load<usize>(DICTIONARIES + (column << 2));
}

export function clearDictionaries(): void {
  for (let column = 0; column < COLUMNS; column++) if (dictionaryOf(column) != 0) clearDictionary(dictionaryOf(column));
}

/** Bytes of all strings of all columns. */
export function allDictionaryBytes(): i32 {
  let bytes = 0;
  for (let column = 0; column < COLUMNS; column++) if (dictionaryOf(column) != 0) bytes += dictionaryBytes(dictionaryOf(column));
  return bytes;
}
