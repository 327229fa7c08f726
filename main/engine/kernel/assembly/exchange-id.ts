import { codeOf, EXCHANGE_IDS, hasValue, rowCount, textBytesOf, textLengthOf, textStart, valuesOf } from './columns';
import { dictionaryOf } from './dictionaries';
import { stringEnd, stringStart } from './dictionary';
import { hexDigit } from './json-strings';
import { addToHash, beginHash, endHash16 } from './sha256';

const ACCOUNT_ID: u8 = 1;
const STARTED_AT: u8 = 45;
const REQUEST_ID: u8 = 50;
const RESPONSE_ID: u8 = 51;
const MOST_SCOPE: i32 = 256;
const DASH: u8 = 0x2d;
const MOST_DIGITS: i32 = 20;
/** Times are written in two parts, so that each is divided as 32 bits. */
const LOW_DIGITS: i32 = 9;
const LOW_RANGE: u64 = 1000000000;

/** A NUL and the word `record`, which end the hash of a record without an id of its own. */
const RECORD_MARK: usize = memory.data<u8>([0x00, 0x72, 0x65, 0x63, 0x6f, 0x72, 0x64]);
const RECORD_MARK_LENGTH: i32 = 7;
const DIGITS: usize = memory.data(MOST_DIGITS);

/** The id scope of the format and a NUL, which go before the record's own id. */
const SCOPE: usize = memory.data(MOST_SCOPE);
let scopeLength: i32 = 0;
let isKept: bool = false;

/** The scope of at most MOST_SCOPE bytes is copied. */
export function setIdScope(scope: usize, length: i32): void {
  scopeLength = min(length, MOST_SCOPE);
  memory.copy(SCOPE, scope, scopeLength);
}

export function clearId(): void {
  isKept = false;
}

/** Keeps an id that the record gives as 32 hexadecimal digits, bare or as a UUID; empty text is none. False for other text. */
export function keepGivenId(at: usize, end: usize): bool {
  const length = end - at;
  if (length == 0) return true;
  if (length != 32 && length != 36) return false;
  const to = EXCHANGE_IDS + (rowCount() << 4);
  for (let i: usize = 0; i < 16; i++) {
    if (length == 36 && (i == 4 || i == 6 || i == 8 || i == 10) && load<u8>(at++) != DASH) return false;
    const high = hexDigit(load<u8>(at++));
    const low = hexDigit(load<u8>(at++));
    if (high < 0 || low < 0) return false;
    store<u8>(to + i, (high << 4) | low);
  }
  isKept = true;
  return true;
}

/**
 * Unless one was given: first half of SHA-256 over scope, request id (else response id), account and start time, or over scope and the
 * record's bytes. The texts of the row are interned already.
 */
export function finishId(record: usize, recordEnd: usize): void {
  if (isKept) return;
  beginHash();
  addToHash(SCOPE, scopeLength);
  if (addText(REQUEST_ID) || addText(RESPONSE_ID)) {
    addToHash(RECORD_MARK, 1);
    addAccount();
    addToHash(RECORD_MARK, 1);
    addTime();
  } else {
    addToHash(record, <i32>(recordEnd - record));
    addToHash(RECORD_MARK, RECORD_MARK_LENGTH);
  }
  endHash16(EXCHANGE_IDS + (rowCount() << 4));
}

function addText(column: u8): bool {
  const start = textStart(column, rowCount());
  const length = textLengthOf(column) - start;
  addToHash(textBytesOf(column) + start, length);
  return length > 0;
}

function addAccount(): void {
  const code = codeOf(ACCOUNT_ID);
  if (code == 0) return;
  const accounts = dictionaryOf(ACCOUNT_ID);
  const start = stringStart(accounts, code);
  addToHash(start, <i32>(stringEnd(accounts, code) - start));
}

/** Adds the microseconds since 1970, which are never negative, in decimal. */
function addTime(): void {
  if (!hasValue(STARTED_AT)) return;
  const time = <u64>load<f64>(valuesOf(STARTED_AT) + (rowCount() << 3));
  const high = <u32>(time / LOW_RANGE);
  let at = writeDigits(DIGITS + MOST_DIGITS, <u32>(time - high * LOW_RANGE), high == 0 ? 1 : LOW_DIGITS);
  if (high != 0) at = writeDigits(at, high, 1);
  addToHash(at, <i32>(DIGITS + MOST_DIGITS - at));
}

/** Writes `value` before `end`, with at least `least` digits; gives where it begins. */
function writeDigits(end: usize, value: u32, least: i32): usize {
  while (value != 0 || least > 0) {
    store<u8>(--end, <u8>(0x30 + (value % 10)));
    value /= 10;
    least--;
  }
  return end;
}
