import { endText, setNumber, textSpace } from './columns';
import { copiedEnd, copyPlain, copyQuoted, endOfPlain, endOfQuoted, isDoubled } from './csv-texts';
import { keepGivenId } from './exchange-id';
import * as reader from './fields';
import { scratch } from './input';
import { codeLater, isGiven, keepSpan, markGiven } from './record-state';
import { keepLearnedCode, keepTime, readFlags, readInteger, readReal } from './record-values';

const MOST_CELLS: i32 = 4096;
const LINE_FEED: u8 = 0x0a;
const RETURN: u8 = 0x0d;
/** `\N`, `true` and the first bytes of `false`, as loaded from memory. */
const NULL_TEXT: u16 = 0x4e5c;
const TRUE: u32 = 0x65757274;
const FALS: u32 = 0x736c6166;

/** How the cells of a record are read, and their columns. */
const READERS: usize = memory.data(MOST_CELLS);
const COLUMNS: usize = memory.data(MOST_CELLS);
export let cellCount: i32 = 0;
/** Where the next text without its doubled quotes goes. */
let scratchAt: usize = 0;

/** Begins a list of cells. */
export function clearCells(): void {
  cellCount = 0;
}

/** Adds the next cell of the header, read as a field of this kind; false when there is no room. */
export function addCell(kind: u8, column: u8): bool {
  if (cellCount == MOST_CELLS) return false;
  store<u8>(READERS + cellCount, kind);
  store<u8>(COLUMNS + cellCount, column);
  cellCount++;
  return true;
}

export function beginScratch(): void {
  scratchAt = scratch;
}

/** Reads the unquoted cell at `at` into the row begun. Gives the comma or line feed after it, 0 if it is not understood. */
export function readPlainCell(cell: i32, at: usize, end: usize): usize {
  const kind = load<u8>(READERS + cell);
  const column = load<u8>(COLUMNS + cell);
  if (kind != reader.TEXT) {
    const close = endOfPlain(at, end);
    if (close == 0) return 0;
    const textEnd = withoutReturn(at, close);
    if (kind == reader.IGNORED || isNullText(at, textEnd)) return close;
    return readCell(kind, column, at, textEnd) ? close : 0;
  }
  const close = copyPlain(at, end, textSpace(column, <i32>(end - at)));
  if (close == 0) return 0;
  const textEnd = withoutReturn(at, close);
  if (isNullText(at, textEnd)) return close;
  if (!take(column)) return 0;
  endText(column, copiedEnd - (close - textEnd));
  return close;
}

/** Reads the quoted cell whose text begins at `at`. Gives its closing quote, 0 if it is not understood. */
export function readQuotedCell(cell: i32, at: usize, end: usize): usize {
  const kind = load<u8>(READERS + cell);
  const column = load<u8>(COLUMNS + cell);
  if (kind == reader.TEXT) {
    const close = copyQuoted(at, end, textSpace(column, <i32>(end - at)));
    if (close == 0 || !take(column)) return 0;
    endText(column, copiedEnd);
    return close;
  }
  const close = endOfQuoted(at, end);
  if (close == 0 || kind == reader.IGNORED) return close;
  if (!isDoubled || kind == reader.LEARNED_CODE) return readCell(kind, column, at, close) ? close : 0;
  const text = scratchAt;
  copyQuoted(at, end, text);
  scratchAt = copiedEnd;
  return readCell(kind, column, text, copiedEnd) ? close : 0;
}

// @ts-ignore: decorator
@inline
function withoutReturn(at: usize, close: usize): usize {
  return close > at && load<u8>(close) == LINE_FEED && load<u8>(close - 1) == RETURN ? close - 1 : close;
}

// @ts-ignore: decorator
@inline
function isNullText(at: usize, end: usize): bool {
  return end == at || (end == at + 2 && load<u16>(at) == NULL_TEXT);
}

/** Notes that the record gives the column a value; false when another cell did already. */
// @ts-ignore: decorator
@inline
function take(column: u8): bool {
  if (isGiven(column)) return false;
  markGiven(column);
  return true;
}

/** Reads a cell that is not null from its text [at, end). */
function readCell(kind: u8, column: u8, at: usize, end: usize): bool {
  if (!take(column)) return false;
  switch (kind) {
    case reader.STRING_CODE:
      keepSpan(column, at, end);
      codeLater(column, false);
      return true;
    case reader.LEARNED_CODE:
      keepLearnedCode(column, at, end);
      return true;
    case reader.INTEGER:
      return at == end || readInteger(column, at, end) == end;
    case reader.REAL:
      return at == end || readReal(column, at, end) == end;
    case reader.TIME:
      return at == end || keepTime(column, at, end);
    case reader.BOOLEAN:
      return at == end || readBoolean(column, at, end);
    case reader.EXCHANGE_ID:
      return keepGivenId(at, end);
    case reader.FLAGS:
      return at == end || readFlags(at, end) == end;
    default:
      return false;
  }
}

function readBoolean(column: u8, at: usize, end: usize): bool {
  const length = end - at;
  const first = load<u8>(at);
  const isTrue = (length == 1 && first == 0x31) || (length == 4 && load<u32>(at) == TRUE);
  const isFalse = (length == 1 && first == 0x30) || (length == 5 && load<u32>(at) == FALS && load<u8>(at, 4) == 0x65);
  if (isTrue || isFalse) setNumber(column, isTrue ? 1 : 0);
  return isTrue || isFalse;
}
