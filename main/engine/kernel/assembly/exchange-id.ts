import { EXCHANGE_IDS, rowCount, textBytesOf, textLengthOf, textStart } from './columns';
import { hexDigit } from './json-strings';
import { isGiven } from './record-state';
import { addToHash, beginHash, endHash16 } from './sha256';

const REQUEST_ID: u8 = 50;
const RESPONSE_ID: u8 = 51;
const MOST_SCOPE: i32 = 256;

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

/** Keeps an id that the record gives as 32 hexadecimal digits. */
export function keepGivenId(at: usize, end: usize): void {
  if (end - at != 32) return;
  for (let i: usize = 0; i < 32; i++) if (hexDigit(load<u8>(at + i)) < 0) return;
  const to = EXCHANGE_IDS + (rowCount() << 4);
  for (let i: usize = 0; i < 16; i++) {
    store<u8>(to + i, (hexDigit(load<u8>(at + 2 * i)) << 4) | hexDigit(load<u8>(at + 2 * i + 1)));
  }
  isKept = true;
}

/** Unless one was given: first half of SHA-256 over scope and request id, else response id, else the record's bytes. */
export function finishId(record: usize, recordEnd: usize): void {
  if (isKept) return;
  beginHash();
  addToHash(SCOPE, scopeLength);
  if (isGiven(REQUEST_ID)) addText(REQUEST_ID);
  else if (isGiven(RESPONSE_ID)) addText(RESPONSE_ID);
  else addToHash(record, <i32>(recordEnd - record));
  endHash16(EXCHANGE_IDS + (rowCount() << 4));
}

function addText(column: u8): void {
  const start = textStart(column, rowCount());
  addToHash(textBytesOf(column) + start, textLengthOf(column) - start);
}
