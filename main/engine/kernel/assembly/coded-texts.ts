import { setCode } from './columns';
import { hashString, intern, internHashed, touchSlot } from './dictionary';
import { dictionaryOf } from './dictionaries';
import { scratch } from './input';
import { copyEnd, copyString } from './json-strings';
import { coded, escaped, isEscaped, spanEnd, spanStart } from './record-state';

/** Of each column: the hash of the text to intern. */
const SPAN_HASHES: usize = memory.data(4 * 64, 8);
/** Kept only so that the loads of touchSlot() are not left out. */
let lastTouched: i32 = 0;

/** Interns the texts of the record in two rounds, so that the slots of all are on their way from memory before the first is needed. */
export function internTexts(): void {
  let touched = 0;
  for (let columns = coded & ~escaped; columns != 0; columns &= columns - 1) {
    const column = <u8>ctz(columns);
    const start = spanStart(column);
    const hash = hashString(start, <i32>(spanEnd(column) - start));
    store<u32>(SPAN_HASHES + (column << 2), hash);
    touched ^= touchSlot(dictionaryOf(column), hash);
  }
  lastTouched = touched;
  for (let columns = coded; columns != 0; columns &= columns - 1) {
    const column = <u8>ctz(columns);
    setCode(column, isEscaped(column) ? internEscaped(column) : internSpan(column));
  }
}

function internSpan(column: u8): i32 {
  const start = spanStart(column);
  return internHashed(dictionaryOf(column), start, <i32>(spanEnd(column) - start), load<u32>(SPAN_HASHES + (column << 2)));
}

function internEscaped(column: u8): i32 {
  copyString(spanStart(column), spanEnd(column) + 1, scratch);
  return intern(dictionaryOf(column), scratch, <i32>(copyEnd - scratch));
}
