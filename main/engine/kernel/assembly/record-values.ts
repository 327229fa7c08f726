import { endText, setCode, setFlags, setNumber, textSpace } from './columns';
import { columnOf, readerOf } from './fields';
import * as reader from './fields';
import { compactEnd, compactValue, isListOfNamed } from './json-compact';
import { endOfNumber, isWhole, numberValue, readNumber } from './json-numbers';
import { copyEnd, copyString, endOfString, hasEscape } from './json-strings';
import { endOfLiteral, endOfValue, isNull, isTrue } from './json-values';
import { keepGivenId } from './exchange-id';
import { learnedCode } from './learned-codes';
import { readInputMessages, readOutputMessages } from './messages';
import { codeLater, keepSpan, markGiven, nameColumn } from './record-state';
import { readTimeText, timeFlags, timeUs } from './times';

const ASN: u8 = 22;
const QUOTE: u8 = 0x22;
const INT32_MIN: f64 = -2147483648;
const INT32_MAX: f64 = 2147483647;
const UINT32_MAX: f64 = 4294967295;

/** Flags given by the record and flags that its time adds. */
let flags: u32 = 0;
/** Values whose codes only the exact path can tell. */
export let unlearned: i32 = 0;

export function clearValues(): void {
  flags = 0;
  unlearned = 0;
}

export function finishFlags(): void {
  setFlags(flags);
}

/** Reads the value at `at` of a field into the row begun. Gives the address after it, 0 if the record is not understood. */
export function readField(field: i32, at: usize, end: usize): usize {
  const kind = readerOf(field);
  if (kind == reader.IGNORED) return endOfValue(at, end);
  if (kind == reader.REFUSED) return isNull(at, end) ? at + 4 : 0;
  const column = columnOf(field);
  if (!nameColumn(column)) return 0;
  if (isNull(at, end)) return at + 4;
  markGiven(column);
  switch (kind) {
    case reader.TEXT:
      return readText(column, at, end);
    case reader.STRING_CODE:
      return readStringCode(column, at, end);
    case reader.INTEGER:
      return readInteger(column, at, end);
    case reader.REAL:
      return readReal(column, at, end);
    case reader.TIME:
      return readTime(column, at, end);
    case reader.BOOLEAN:
      return readBoolean(column, at, end);
    case reader.EXCHANGE_ID:
      return readExchangeId(at, end);
    case reader.FLAGS:
      return readFlags(at, end);
    case reader.LEARNED_CODE:
      return readLearnedCode(column, at, end);
    case reader.TOOL_CALLS:
      return readToolCalls(column, at, end);
    case reader.INPUT_MESSAGES:
      return readInputMessages(at, end);
    case reader.OUTPUT_MESSAGES:
      return readOutputMessages(at, end);
    default:
      return 0;
  }
}

function readText(column: u8, at: usize, end: usize): usize {
  if (load<u8>(at) != QUOTE) return 0;
  const close = copyString(at + 1, end, textSpace(column, <i32>(end - at)));
  if (close == 0) return 0;
  keepSpan(column, at + 1, close);
  endText(column, copyEnd);
  return close + 1;
}

function readStringCode(column: u8, at: usize, end: usize): usize {
  if (load<u8>(at) != QUOTE) return 0;
  const close = endOfString(at + 1, end);
  if (close == 0) return 0;
  keepSpan(column, at + 1, close);
  codeLater(column, hasEscape);
  return close + 1;
}

export function readInteger(column: u8, at: usize, end: usize): usize {
  const after = readNumber(at, end);
  if (after == 0 || !isWhole) return 0;
  const least = column == ASN ? 0 : INT32_MIN;
  const most = column == ASN ? UINT32_MAX : INT32_MAX;
  if (numberValue < least || numberValue > most) return 0;
  setNumber(column, numberValue);
  return after;
}

export function readReal(column: u8, at: usize, end: usize): usize {
  const after = readNumber(at, end);
  if (after != 0) setNumber(column, numberValue);
  return after;
}

function readTime(column: u8, at: usize, end: usize): usize {
  if (load<u8>(at) == QUOTE) {
    const close = endOfString(at + 1, end);
    return close != 0 && keepTime(column, at + 1, close) ? close + 1 : 0;
  }
  const after = endOfNumber(at, end);
  return after != 0 && keepTime(column, at, after) ? after : 0;
}

/** Sets the time written in [at, end); false when it is not understood. */
export function keepTime(column: u8, at: usize, end: usize): bool {
  if (!readTimeText(at, end)) return false;
  setNumber(column, timeUs);
  flags |= timeFlags;
  return true;
}

function readBoolean(column: u8, at: usize, end: usize): usize {
  const after = endOfLiteral(at, end);
  if (after != 0) setNumber(column, isTrue(at, end) ? 1 : 0);
  return after;
}

/** Text of 32 hexadecimal digits or a UUID; an exchange id that has to be hashed goes the exact way. */
function readExchangeId(at: usize, end: usize): usize {
  if (load<u8>(at) != QUOTE) return 0;
  const close = endOfString(at + 1, end);
  if (close == 0 || hasEscape || !keepGivenId(at + 1, close)) return 0;
  return close + 1;
}

export function readFlags(at: usize, end: usize): usize {
  const after = readNumber(at, end);
  if (after == 0 || !isWhole || numberValue < 0 || numberValue > INT32_MAX) return 0;
  flags |= <u32>numberValue;
  return after;
}

function readLearnedCode(column: u8, at: usize, end: usize): usize {
  const after = endOfValue(at, end);
  if (after == 0) return 0;
  keepSpan(column, at + 1, after - 1);
  keepLearnedCode(column, at, after);
  return after;
}

/** Sets the code that was learned for the value written in [at, end), or notes that it is yet to be. */
export function keepLearnedCode(column: u8, at: usize, end: usize): void {
  const code = learnedCode(column, at, <i32>(end - at));
  if (code == 0) unlearned++;
  else setCode(column, code);
}

function readToolCalls(column: u8, at: usize, end: usize): usize {
  const after = compactValue(at, end, textSpace(column, <i32>(end - at)));
  if (after == 0 || !isListOfNamed) return 0;
  endText(column, compactEnd);
  return after;
}
