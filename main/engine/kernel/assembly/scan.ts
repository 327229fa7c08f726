import { findByte } from './bytes';
import { allTextLength, ROWS, rowCount } from './columns';
import { expectedField, fieldLength, findField, NO_FIELD } from './fields';
import { input } from './input';
import { endOfString, hasEscape } from './json-strings';
import { skipSpace } from './json-values';
import { finishMessages } from './messages';
import { beginRecord, finishRecord, isExchange } from './record';
import { readField } from './record-values';
import { isUtf8 } from './utf8';

const LINE_FEED: u8 = 0x0a;
const RETURN: u8 = 0x0d;

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
  beginRecord(position);
  return finishRecord(readMembers(record + 1, end) && isExchange() && finishMessages(), record, end);
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
