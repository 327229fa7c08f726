import { READ_SLACK } from './bytes';

/** Rows of a segment, as SEGMENT_ROWS in engine/domain/exchange-columns.ts. */
export const ROWS: i32 = 65536;

const COLUMNS: i32 = 64;
const WORD: i32 = 4;

export const NO_COLUMN: u8 = 0;
export const NUMBER_COLUMN: u8 = 1;
export const DICTIONARY_COLUMN: u8 = 2;
export const TEXT_COLUMN: u8 = 3;

/** What column number c is, and where its parts are: values of rows (numbers: f64; codes: int32; texts: ROWS + 1 offsets), validity bits. */
const KINDS: usize = memory.data(COLUMNS);
const VALUES: usize = memory.data(COLUMNS * WORD, 8);
const VALIDITY: usize = memory.data(COLUMNS * WORD, 8);
/** Of text columns: the bytes of all rows so far, their capacity and their length. */
const TEXT_BYTES: usize = memory.data(COLUMNS * WORD, 8);
const TEXT_CAPACITY: usize = memory.data(COLUMNS * WORD, 8);
const TEXT_LENGTH: usize = memory.data(COLUMNS * WORD, 8);
const FIRST_TEXT_CAPACITY: i32 = 1 << 16;
/** What a column grows to at once: memory that was never touched costs nothing, moving what was does. */
const NEXT_TEXT_CAPACITY: i32 = 1 << 23;
const LARGE_TEXT_CAPACITY: i32 = 1 << 26;
/** Numbers of the text columns. */
const TEXT_NUMBERS: usize = memory.data(COLUMNS);
let textColumns: i32 = 0;

/** Facts that every row has, one array each. */
export const EXCHANGE_IDS: usize = heap.alloc(16 * ROWS);
export const POSITIONS: usize = heap.alloc(8 * ROWS);
export const LENGTHS: usize = heap.alloc(4 * ROWS);
export const FLAGS: usize = heap.alloc(4 * ROWS);
export const MESSAGE_FORMS: usize = heap.alloc(ROWS);

let row: i32 = 0;
/** Rows that have been zeroed since the start: a short segment touches little memory. */
let zeroedRows: i32 = 0;
const ZEROED_AT_ONCE: i32 = 4096;

/** Rows committed so far; also the number of the row being written. */
export function rowCount(): i32 {
  return row;
}

export function addColumn(column: i32, kind: u8): void {
  store<u8>(KINDS + column, kind);
  store<usize>(VALUES + column * WORD, heap.alloc(widthOf(kind) * (ROWS + 1)));
  if (kind == DICTIONARY_COLUMN) return;
  store<usize>(VALIDITY + column * WORD, heap.alloc(ROWS / 8));
  if (kind != TEXT_COLUMN) return;
  store<i32>(valuesOf(column), 0);
  store<usize>(TEXT_BYTES + column * WORD, heap.alloc(FIRST_TEXT_CAPACITY + READ_SLACK));
  store<i32>(TEXT_CAPACITY + column * WORD, FIRST_TEXT_CAPACITY);
  store<u8>(TEXT_NUMBERS + textColumns++, <u8>column);
}

// @ts-ignore: decorator
@inline
export function kindOf(column: i32): u8 {
  return load<u8>(KINDS + column);
}

export function valuesOf(column: i32): usize {
  return load<usize>(VALUES + column * WORD);
}

export function validityOf(column: i32): usize {
  return load<usize>(VALIDITY + column * WORD);
}

export function textBytesOf(column: i32): usize {
  return load<usize>(TEXT_BYTES + column * WORD);
}

export function textLengthOf(column: i32): i32 {
  return load<i32>(TEXT_LENGTH + column * WORD);
}

/** Bytes of text in the segment, the row being written included. */
export function allTextLength(): i32 {
  let length = 0;
  for (let i = 0; i < textColumns; i++) length += textLengthOf(load<u8>(TEXT_NUMBERS + i));
  return length;
}

function widthOf(kind: u8): i32 {
  return kind == NUMBER_COLUMN ? 8 : 4;
}

/** Rows [from, to) of every column become null or 0. Offsets of texts are written by the row before. */
function zeroRows(from: i32, to: i32): void {
  const count = to - from;
  for (let column = 0; column < COLUMNS; column++) {
    const kind = kindOf(column);
    if (kind == NO_COLUMN) continue;
    if (kind != TEXT_COLUMN) memory.fill(valuesOf(column) + from * widthOf(kind), 0, count * widthOf(kind));
    if (kind != DICTIONARY_COLUMN) memory.fill(validityOf(column) + (from >> 3), 0, (count + 7) >> 3);
  }
  memory.fill(EXCHANGE_IDS + (from << 4), 0, count << 4);
  memory.fill(FLAGS + (from << 2), 0, count << 2);
  memory.fill(MESSAGE_FORMS + from, 0, count);
}

/** Begins row number rowCount(), which must be below ROWS, with all cells null. */
export function beginRow(position: f64, length: u32): void {
  if (row == zeroedRows) {
    zeroRows(row, row + ZEROED_AT_ONCE);
    zeroedRows += ZEROED_AT_ONCE;
  }
  store<f64>(POSITIONS + (row << 3), position);
  store<u32>(LENGTHS + (row << 2), length);
}

export function setLength(length: u32): void {
  store<u32>(LENGTHS + (row << 2), length);
}

// @ts-ignore: decorator
@inline
function rowBit(): u8 {
  return <u8>1 << <u8>(row & 7);
}

// @ts-ignore: decorator
@inline
function markPresent(column: i32): void {
  const at = validityOf(column) + (row >> 3);
  store<u8>(at, load<u8>(at) | rowBit());
}

export function hasValue(column: i32): bool {
  return (load<u8>(validityOf(column) + (row >> 3)) & rowBit()) != 0;
}

export function setNumber(column: i32, value: f64): void {
  store<f64>(valuesOf(column) + (row << 3), value);
  markPresent(column);
}

export function setCode(column: i32, code: i32): void {
  store<i32>(valuesOf(column) + (row << 2), code);
}

export function codeOf(column: i32): i32 {
  return load<i32>(valuesOf(column) + (row << 2));
}

export function setFlags(bits: u32): void {
  store<u32>(FLAGS + (row << 2), bits);
}

export function setMessageForm(form: u8): void {
  store<u8>(MESSAGE_FORMS + row, form);
}

/** Where the text of this row begins; there is room for `bytes` more and for vector stores past them. */
export function textSpace(column: i32, bytes: i32): usize {
  const length = textLengthOf(column);
  const capacity = load<i32>(TEXT_CAPACITY + column * WORD);
  if (length + bytes > capacity) growText(column, length + bytes);
  return textBytesOf(column) + length;
}

function growText(column: i32, least: i32): void {
  const before = load<i32>(TEXT_CAPACITY + column * WORD);
  let capacity = before * 2;
  if (before < NEXT_TEXT_CAPACITY) capacity = NEXT_TEXT_CAPACITY;
  else if (before < LARGE_TEXT_CAPACITY) capacity = LARGE_TEXT_CAPACITY;
  capacity = max(least, capacity);
  store<usize>(TEXT_BYTES + column * WORD, heap.realloc(textBytesOf(column), capacity + READ_SLACK));
  store<i32>(TEXT_CAPACITY + column * WORD, capacity);
}

/** The row's text in this column is what lies between textSpace() and `end`. */
export function endText(column: i32, end: usize): void {
  store<i32>(TEXT_LENGTH + column * WORD, <i32>(end - textBytesOf(column)));
  markPresent(column);
}

// @ts-ignore: decorator
@inline
export function textStart(column: i32, ofRow: i32): i32 {
  return load<i32>(valuesOf(column) + (ofRow << 2));
}

export function commitRow(): void {
  row++;
  for (let i = 0; i < textColumns; i++) {
    const column = load<u8>(TEXT_NUMBERS + i);
    store<i32>(valuesOf(column) + (row << 2), textLengthOf(column));
  }
}

/** Forgets everything written to the row that was begun. */
export function abandonRow(): void {
  for (let column = 0; column < COLUMNS; column++) clearCell(column);
  memory.fill(EXCHANGE_IDS + (row << 4), 0, 16);
  store<u32>(FLAGS + (row << 2), 0);
  store<u8>(MESSAGE_FORMS + row, 0);
}

function clearCell(column: i32): void {
  const kind = kindOf(column);
  if (kind == NO_COLUMN) return;
  if (kind == DICTIONARY_COLUMN) {
    setCode(column, 0);
    return;
  }
  const validity = validityOf(column) + (row >> 3);
  store<u8>(validity, load<u8>(validity) & ~rowBit());
  if (kind == NUMBER_COLUMN) store<f64>(valuesOf(column) + (row << 3), 0);
  else store<i32>(TEXT_LENGTH + column * WORD, textStart(column, row));
}

/** Empties the segment; capacities stay. */
export function clearRows(): void {
  zeroRows(0, min(row + 1, zeroedRows));
  for (let i = 0; i < textColumns; i++) store<i32>(TEXT_LENGTH + load<u8>(TEXT_NUMBERS + i) * WORD, 0);
  row = 0;
}
