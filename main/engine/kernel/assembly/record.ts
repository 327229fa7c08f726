import { abandonRow, beginRow, commitRow, setLength } from './columns';
import { internTexts } from './coded-texts';
import { clearId, finishId } from './exchange-id';
import { forgetMissed } from './learned-codes';
import { clearRecord, isGiven } from './record-state';
import { clearValues, finishFlags, unlearned } from './record-values';

/** Columns of which an exchange gives at least one: EXCHANGE_MARKS of engine/formats. */
const ACCOUNT_ID: u8 = 1;
const REQUEST_ID: u8 = 50;
const PROMPT_TEXT: u8 = 53;
const COMPLETION_TEXT: u8 = 54;
const INPUT_MESSAGES: u8 = 56;
const OUTPUT_MESSAGES: u8 = 57;

/** Begins the row of a record at `position` in the source. */
export function beginRecord(position: f64): void {
  clearRecord();
  clearValues();
  clearId();
  forgetMissed();
  beginRow(position, 0);
}

export function isExchange(): bool {
  if (isGiven(PROMPT_TEXT) || isGiven(COMPLETION_TEXT) || isGiven(REQUEST_ID) || isGiven(ACCOUNT_ID)) return true;
  return isGiven(INPUT_MESSAGES) || isGiven(OUTPUT_MESSAGES);
}

/**
 * Commits the row of record [record, end) if it was understood and all its values have codes; else leaves no trace of it but, when codes
 * are all that it lacks, what the exact path will teach.
 */
export function finishRecord(isUnderstood: bool, record: usize, end: usize): bool {
  if (isUnderstood && unlearned == 0) {
    setLength(<u32>(end - record));
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
