import { findByte, READ_SLACK } from './bytes';
import { abandonRow, allTextLength, beginRow, commitRow, ROWS, rowCount, setCode } from './columns';
import { intern } from './dictionary';
import { dictionaryOf } from './dictionaries';
import { clearId, finishId } from './exchange-id';
import { expectedField, fieldLength, findField, NO_FIELD } from './fields';
import { copyEnd, copyString, endOfString, hasEscape } from './json-strings';
import { skipSpace } from './json-values';
import { forgetMissed } from './learned-codes';
import { finishMessages } from './messages';
import { clearRecord, coded, isEscaped, isGiven, spanEnd, spanStart } from './record-state';
import { clearValues, finishFlags, readField, unlearned } from './record-values';
import { isUtf8 } from './utf8';

const LINE_FEED: u8 = 0x0a;
const RETURN: u8 = 0x0d;
/** Columns of which an exchange gives at least one: EXCHANGE_MARKS of engine/formats. */
const ACCOUNT_ID: u8 = 1;
const REQUEST_ID: u8 = 50;
const PROMPT_TEXT: u8 = 53;
const COMPLETION_TEXT: u8 = 54;
const INPUT_MESSAGES: u8 = 56;
const OUTPUT_MESSAGES: u8 = 57;

let input: usize = 0;
let inputRoom: i32 = 0;
let scratch: usize = 0;

/** Where the host puts the lines to scan; there is room for `bytes`. */
export function inputSpace(bytes: i32): usize {
  if (bytes > inputRoom) {
    if (input != 0) heap.free(input);
    if (scratch != 0) heap.free(scratch);
    inputRoom = max(bytes, 2 * inputRoom);
    input = heap.alloc(inputRoom + READ_SLACK);
    scratch = heap.alloc(inputRoom + READ_SLACK);
  }
  forgetMissed();
  return input;
}

/**
 * Scans lines [from, to) of the input into rows, until the segment is full or a line is not understood. Gives the offset of the first line
 * not taken, or `to`. `position` is that of input offset 0 in the source; texts of `mostText` bytes fill a segment.
 */
export function scanLines(from: i32, to: i32, position: f64, mostText: i32): i32 {
  const end = input + to;
  let at = input + from;
  while (at < end && rowCount() < ROWS && allTextLength() < mostText) {
    const feed = findByte(at, end, LINE_FEED);
    const recordEnd = feed > at && load<u8>(feed - 1) == RETURN ? feed - 1 : feed;
    if (!scanRecord(at, recordEnd, position + <f64>(at - input))) return <i32>(at - input);
    at = feed + 1;
  }
  return min(<i32>(at - input), to);
}

function scanRecord(record: usize, end: usize, position: f64): bool {
  if (load<u8>(record) != 0x7b || !isUtf8(record, end)) return false;
  clearRecord();
  clearValues();
  clearId();
  forgetMissed();
  beginRow(position, <u32>(end - record));
  const isUnderstood = readMembers(record + 1, end) && isExchange() && finishMessages();
  if (isUnderstood && unlearned == 0) {
    internTexts();
    finishId(record, end);
    finishFlags();
    commitRow();
    return true;
  }
  if (!isUnderstood) forgetMissed();
  abandonRow();
  return false;
}

function readMembers(at: usize, end: usize): bool {
  at = skipSpace(at, end);
  if (at < end && load<u8>(at) == 0x7d) return skipSpace(at + 1, end) == end;
  let field = NO_FIELD;
  while (at < end && load<u8>(at) == 0x22) {
    const before = field;
    const name = at + 1;
    field = expectedField(before, name, end);
    if (field != NO_FIELD) {
      at = name + fieldLength(field);
    } else {
      at = endOfString(name, end);
      if (at == 0 || hasEscape) return false;
      field = findField(before, name, <i32>(at - name));
    }
    at = skipSpace(at + 1, end);
    if (at >= end || load<u8>(at) != 0x3a) return false;
    at = skipSpace(at + 1, end);
    if (at >= end) return false;
    at = readField(field, at, end);
    if (at == 0) return false;
    at = skipSpace(at, end);
    if (at >= end) return false;
    const byte = load<u8>(at++);
    if (byte == 0x7d) return skipSpace(at, end) == end;
    if (byte != 0x2c) return false;
    at = skipSpace(at, end);
  }
  return false;
}

function isExchange(): bool {
  if (isGiven(PROMPT_TEXT) || isGiven(COMPLETION_TEXT) || isGiven(REQUEST_ID) || isGiven(ACCOUNT_ID)) return true;
  return isGiven(INPUT_MESSAGES) || isGiven(OUTPUT_MESSAGES);
}

function internTexts(): void {
  let columns = coded;
  while (columns != 0) {
    const column = <u8>ctz(columns);
    columns &= columns - 1;
    let start = spanStart(column);
    let end = spanEnd(column);
    if (isEscaped(column)) {
      copyString(start, end + 1, scratch);
      start = scratch;
      end = copyEnd;
    }
    setCode(column, intern(dictionaryOf(column), start, <i32>(end - start)));
  }
}
