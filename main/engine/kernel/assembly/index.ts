import { READ_SLACK } from './bytes';
import * as columns from './columns';
import * as dictionary from './dictionary';
import { addDictionary, allDictionaryBytes, clearDictionaries, dictionaryOf } from './dictionaries';
import * as facts from './prompt-facts';
import { clearCells } from './csv-cells';
import { clearFields } from './fields';
import { clearLearnedCodes, learnedBytes, learnMissed } from './learned-codes';

export { setIdScope } from './exchange-id';
export { setConfidenceThreshold } from './capability';
export { addField } from './fields';
export { tableSpace } from './model-tables';
export { addCell } from './csv-cells';
export { scanCsv } from './csv-scan';
export { inputSpace } from './input';
export { scanLines } from './scan';
export { setTimeUnit } from './times';
export { readPrompts } from './prompt-facts';
export { setHashSeed } from './dictionary';
export {
  abandonRow,
  allTextLength,
  beginRow,
  clearRows,
  endText,
  rowCount,
  setFlags,
  setMessageForm,
  setNumber,
  textBytesOf,
  textLengthOf,
  textSpace,
  validityOf,
  valuesOf,
} from './columns';

/** Adds a column: kind 1 numbers, 2 dictionary codes, 3 texts. */
export function addColumn(column: i32, kind: u8): void {
  columns.addColumn(column, kind);
  if (kind == columns.DICTIONARY_COLUMN) addDictionary(column);
}

/** Begins a list of fields: that of another source, whose values may be rewritten by other rules. */
export function beginFields(): void {
  clearFields();
  clearLearnedCodes();
}

/** Begins the cells of a header, as beginFields() does fields. */
export function beginCells(): void {
  clearCells();
  clearLearnedCodes();
}

let hostText: usize = 0;
let hostRoom: i32 = 0;

/** Where the host puts text that it hands over; there is room for `bytes`. */
export function hostSpace(bytes: i32): usize {
  if (bytes > hostRoom) {
    if (hostText != 0) heap.free(hostText);
    hostRoom = max(bytes, 2 * hostRoom);
    hostText = heap.alloc(hostRoom + READ_SLACK);
  }
  return hostText;
}

/** Commits a row that the host wrote; the scanner learns from it the codes it missed. */
export function commitHostRow(): void {
  learnMissed();
  columns.commitRow();
}

/** Gives a dictionary cell of the row begun the string at `at`. */
export function setString(column: i32, at: usize, length: i32): void {
  columns.setCode(column, dictionary.intern(dictionaryOf(column), at, length));
}

export function stringCount(column: i32): i32 {
  return dictionary.dictionaryCount(dictionaryOf(column));
}

export function stringOffsets(column: i32): usize {
  return dictionary.dictionaryOffsets(dictionaryOf(column));
}

export function stringBytes(column: i32): usize {
  return dictionary.dictionaryArena(dictionaryOf(column));
}

/** Bytes that dictionaries and learned codes hold. */
export function memoryOfStrings(): i32 {
  return allDictionaryBytes() + learnedBytes();
}

export function forgetStrings(): void {
  clearDictionaries();
  clearLearnedCodes();
}

/** Address of a fact that every row has, in the order of RowFact in kernel-host.ts. */
export function factAddress(fact: i32): usize {
  switch (fact) {
    case 0:
      return columns.EXCHANGE_IDS;
    case 1:
      return columns.POSITIONS;
    case 2:
      return columns.LENGTHS;
    case 3:
      return columns.FLAGS;
    case 4:
      return columns.MESSAGE_FORMS;
    case 5:
      return facts.SKELETON_HASHES;
    case 6:
      return facts.HEAD_HASHES;
    case 7:
      return facts.TAIL_HASHES;
    case 8:
      return facts.TOKEN_COUNTS;
    case 9:
      return facts.SKETCHES;
    case 10:
      return facts.CAPABILITIES;
    case 11:
      return facts.CONFIDENCES;
    case 12:
      return facts.ELICITATIONS;
    default:
      return facts.LANGUAGES;
  }
}
