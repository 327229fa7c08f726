import { endText, hasValue, setMessageForm, setNumber, textSpace } from './columns';
import { equalBytes } from './bytes';
import { copyEnd, copyString, endOfString, hasEscape } from './json-strings';
import { codeLater, isGiven, keepSpan, markGiven, spanEnd, spanStart } from './record-state';

/** Numbers of exchange columns. */
const STOP_REASON: u8 = 17;
const TURN_INDEX: u8 = 23;
const PROMPT_TEXT: u8 = 53;
const COMPLETION_TEXT: u8 = 54;
const INPUT_MESSAGES: u8 = 56;
const OUTPUT_MESSAGES: u8 = 57;
/** Span of the finish_reason inside output_messages: a number that no column has. */
const FINISH_REASON: u8 = 61;

/** MESSAGE_FORM.implied; output forms count fourfold. */
const INPUT_IMPLIED: u8 = 1;
const OUTPUT_IMPLIED: u8 = 4;

let finishHasEscape: bool = false;

/** Passes `text` at `at`, spaces after `:` and `,` aside; 0 if it is not there. */
function passText(at: usize, end: usize, text: string): usize {
  for (let i = 0; i < text.length; i++) {
    const wanted = text.charCodeAt(i);
    if (at >= end || load<u8>(at) != <u8>wanted) return 0;
    at++;
    if ((wanted == 0x3a || wanted == 0x2c) && at < end && load<u8>(at) == 0x20) at++;
  }
  return at;
}

/** Keeps the span of the string that ends at the next quotation mark; 0 if it is empty or no string. */
function passString(column: u8, at: usize, end: usize): usize {
  const close = endOfString(at, end);
  if (close <= at) return 0;
  keepSpan(column, at, close);
  return close;
}

/** Understands one user message with one text part only; the text is compared with prompt_text when the record ends. */
export function readInputMessages(at: usize, end: usize): usize {
  at = passText(at, end, '[{"role":"user","parts":[{"type":"text","content":"');
  if (at != 0) at = passString(INPUT_MESSAGES, at, end);
  return at == 0 ? 0 : passText(at, end, '"}]}]');
}

/** Understands one assistant message with one text part and a finish_reason only. */
export function readOutputMessages(at: usize, end: usize): usize {
  at = passText(at, end, '[{"role":"assistant","parts":[{"type":"text","content":"');
  if (at != 0) at = passString(OUTPUT_MESSAGES, at, end);
  if (at != 0) at = passText(at, end, '"}],"finish_reason":"');
  if (at != 0) at = passString(FINISH_REASON, at, end);
  finishHasEscape = hasEscape;
  return at == 0 ? 0 : passText(at, end, '"}]');
}

/** Derives what the messages imply; false when they would have to be stored. */
export function finishMessages(): bool {
  let form: u8 = 0;
  if (isGiven(INPUT_MESSAGES)) {
    if (!sameOrDerived(PROMPT_TEXT, INPUT_MESSAGES)) return false;
    if (!hasValue(TURN_INDEX)) setNumber(TURN_INDEX, 0);
    form |= INPUT_IMPLIED;
  }
  if (isGiven(OUTPUT_MESSAGES)) {
    if (!sameOrDerived(COMPLETION_TEXT, OUTPUT_MESSAGES) || !sameStopReason()) return false;
    form |= OUTPUT_IMPLIED;
  }
  setMessageForm(form);
  return true;
}

/** Whether the text column is written as the message is; a column without value takes the message's text. */
function sameOrDerived(column: u8, message: u8): bool {
  if (isGiven(column)) return equalSpans(column, message);
  const end = spanEnd(message);
  copyString(spanStart(message), end + 1, textSpace(column, <i32>(end - spanStart(message))));
  endText(column, copyEnd);
  return true;
}

function sameStopReason(): bool {
  if (isGiven(STOP_REASON)) return equalSpans(STOP_REASON, FINISH_REASON);
  keepSpan(STOP_REASON, spanStart(FINISH_REASON), spanEnd(FINISH_REASON));
  codeLater(STOP_REASON, finishHasEscape);
  return true;
}

function equalSpans(a: u8, b: u8): bool {
  const length = spanEnd(a) - spanStart(a);
  return length == spanEnd(b) - spanStart(b) && equalBytes(spanStart(a), spanStart(b), <i32>length);
}
