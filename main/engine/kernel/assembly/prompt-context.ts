import { kindOf, NO_COLUMN, textStart, valuesOf } from './columns';
import { dictionaryOf } from './dictionaries';
import { stringEnd, stringStart } from './dictionary';

/** Numbers of columns, as in engine/domain/exchange-columns.ts. */
const SYSTEM_PROMPT: i32 = 15;
const TOOL_DEFINITIONS: i32 = 16;
const TURN_INDEX: i32 = 23;
const TOOL_CALLS: i32 = 58;
/** Bytes of `[]`, which says nothing. */
const EMPTY_LIST: i32 = 2;

/** What else the request of a row carries, as bits: CONTEXT of engine/capabilities/features.ts. */
export function contextOf(row: i32): i32 {
  let bits = 0;
  if (codedLength(TOOL_DEFINITIONS, row) > EMPTY_LIST) bits |= 1;
  if (kindOf(TOOL_CALLS) != NO_COLUMN && textStart(TOOL_CALLS, row + 1) - textStart(TOOL_CALLS, row) > EMPTY_LIST) bits |= 2;
  if (codedLength(SYSTEM_PROMPT, row) > 0) bits |= 4;
  if (kindOf(TURN_INDEX) != NO_COLUMN && load<f64>(valuesOf(TURN_INDEX) + (row << 3)) > 0) bits |= 8;
  return bits;
}

/** Bytes of a row's string in a dictionary column, 0 for none. */
// @ts-ignore: decorator
@inline
function codedLength(column: i32, row: i32): i32 {
  if (kindOf(column) == NO_COLUMN) return 0;
  const code = load<i32>(valuesOf(column) + (row << 2));
  const dictionary = dictionaryOf(column);
  return code == 0 ? 0 : <i32>(stringEnd(dictionary, code) - stringStart(dictionary, code));
}
