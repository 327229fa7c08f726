import { allTextLength, ROWS, rowCount } from './columns';
import { beginScratch, cellCount, readPlainCell, readQuotedCell } from './csv-cells';
import { input } from './input';
import { beginRecord, finishRecord, isExchange } from './record';
import { isUtf8 } from './utf8';

const QUOTE: u8 = 0x22;
const COMMA: u8 = 0x2c;
const LINE_FEED: u8 = 0x0a;
const RETURN: u8 = 0x0d;

/**
 * Scans the CSV records that begin in [from, until) and end before `to` into rows, until the segment is full or a record is not understood.
 * Gives the offset of the first record not taken. `position` is that of input offset 0 in the source; texts of `mostText` bytes fill a segment.
 */
export function scanCsv(from: i32, until: i32, to: i32, position: f64, mostText: i32): i32 {
  const end = input + to;
  const limit = input + until;
  let at = input + from;
  while (at < limit && rowCount() < ROWS && allTextLength() < mostText) {
    const next = scanRecord(at, end, position + <f64>(at - input));
    if (next == 0) break;
    at = next;
  }
  return <i32>(at - input);
}

/** Gives where the next record begins, 0 if this one is not understood. */
function scanRecord(record: usize, end: usize, position: f64): usize {
  beginRecord(position);
  beginScratch();
  const feed = readCells(record, end);
  const recordEnd = feed > record && load<u8>(feed - 1) == RETURN ? feed - 1 : feed;
  const isUnderstood = feed != 0 && recordEnd > record && isExchange() && isUtf8(record, recordEnd);
  return finishRecord(isUnderstood, record, recordEnd) ? feed + 1 : 0;
}

/** Reads as many cells as the header has. Gives the line feed after them, 0 if they are not understood. */
function readCells(at: usize, end: usize): usize {
  const last = cellCount - 1;
  for (let cell = 0; at < end; cell++) {
    if (load<u8>(at) == QUOTE) {
      at = readQuotedCell(cell, at + 1, end);
      if (at == 0) return 0;
      at++;
      if (at + 1 < end && load<u8>(at) == RETURN && load<u8>(at, 1) == LINE_FEED) at++;
    } else {
      at = readPlainCell(cell, at, end);
      if (at == 0) return 0;
    }
    if (at >= end) return 0;
    const byte = load<u8>(at);
    if (cell == last) return byte == LINE_FEED ? at : 0;
    if (byte != COMMA) return 0;
    at++;
  }
  return 0;
}
