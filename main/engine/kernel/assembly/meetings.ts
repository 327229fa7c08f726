import { isInRange } from './bytes';
import { HEAD_TOKENS, TAIL_TOKENS } from './features';
import { filterShift, findRow, mayHold, pairKey, PHRASE_FILTER, PHRASE_MEANINGS, PHRASE_SLOTS, tableBytes, tableOf } from './model-tables';
import { HASHES, TEXT, textLength, tokenCount } from './tokens';

/** As in engine/capabilities/meaning-table.ts and meetings.ts. */
const PHRASE_LENGTH: i32 = 6;
const MEANING_LIMIT: i32 = 64;
const MEANINGS_A_NODE: i32 = 4;
const HIDING: i32 = 255;
const HEAD_BYTES: i32 = 768;
const TAIL_BYTES: i32 = 384;
const TOGETHER: i32 = 8;
const MEANINGS_NOTED: i32 = 256;
const MEETINGS_NOTED: i32 = 250;

/** Meetings of the prompt read last, uint16 each, each once. */
export const MEETINGS: usize = memory.data(2 * MEETINGS_NOTED, 8);
export let meetingCount: i32 = 0;
const SEEN: usize = memory.data(MEANING_LIMIT * MEANING_LIMIT);

/** Meanings in order, a byte each, and where they stand, int32 each. */
const MEANINGS: usize = memory.data(MEANINGS_NOTED, 8);
const POSITIONS: usize = memory.data(4 * MEANINGS_NOTED, 8);
let meaningCount: i32 = 0;
let stretchFirst: i32 = 0;
/** Tokens that may begin a phrase, int32 each. */
const BEGINNINGS: usize = memory.data(4 * (HEAD_TOKENS + TAIL_TOKENS + 1), 8);

/** Finds the meetings of the prompt that tokens.ts read last: MeaningReader of engine/capabilities/meetings.ts. */
export function collectMeetings(): void {
  for (let i = 0; i < meetingCount; i++) store<u8>(SEEN + load<u16>(MEETINGS + (i << 1)), 0);
  meetingCount = 0;
  meaningCount = 0;
  if (tokenCount <= HEAD_TOKENS + TAIL_TOKENS) {
    readWords(0, tokenCount);
  } else {
    readWords(0, HEAD_TOKENS);
    readWords(tokenCount - TAIL_TOKENS, tokenCount);
  }
  if (textLength <= HEAD_BYTES + TAIL_BYTES) {
    readCharacters(0, textLength);
  } else {
    readCharacters(0, HEAD_BYTES);
    readCharacters(textLength - TAIL_BYTES, textLength);
  }
}

function readWords(from: i32, to: i32): void {
  const slots = tableOf(PHRASE_SLOTS);
  const bytes = tableBytes(PHRASE_SLOTS);
  const filter = tableOf(PHRASE_FILTER);
  const shift = filterShift(tableBytes(PHRASE_FILTER));
  const meanings = tableOf(PHRASE_MEANINGS);
  stretchFirst = meaningCount;
  const beginnings = findBeginnings(from, to, filter, shift);
  let behind = from;
  for (let beginning = 0; beginning < beginnings; beginning++) {
    const i = load<i32>(BEGINNINGS + (beginning << 2));
    if (i < behind) continue;
    let key = load<i32>(HASHES + (i << 2));
    let longest = -1;
    let end = i + 1;
    const last = min(to, i + PHRASE_LENGTH);
    for (let j = i; ; ) {
      const row = findRow(slots, bytes, key);
      if (row < 0) break;
      j++;
      if (load<u8>(meanings + row * MEANINGS_A_NODE) != 0) {
        longest = row;
        end = j;
      }
      if (j >= last) break;
      key = pairKey(key, load<i32>(HASHES + (j << 2)));
      if (mayHold(filter, shift, key) == 0) break;
    }
    if (longest >= 0) note(meanings + longest * MEANINGS_A_NODE, i);
    behind = end;
  }
}

/** Keeps the tokens of [from, to) that may begin a phrase, without a branch, as words do at random; gives how many. */
function findBeginnings(from: i32, to: i32, filter: usize, shift: u32): i32 {
  let count = 0;
  for (let i = from; i < to; i++) {
    store<i32>(BEGINNINGS + (count << 2), i);
    count += mayHold(filter, shift, load<i32>(HASHES + (i << 2)));
  }
  return count;
}

function readCharacters(from: i32, to: i32): void {
  stretchFirst = meaningCount;
  if (!hasEastAsian(from, to)) return;
  const slots = tableOf(PHRASE_SLOTS);
  const bytes = tableBytes(PHRASE_SLOTS);
  const meanings = tableOf(PHRASE_MEANINGS);
  let position = 0;
  for (let i = from; i + 3 <= to; ) {
    const byte = load<u8>(TEXT + i);
    if (!isEastAsian(byte)) {
      i++;
      position += i32(byte < 0x80);
      continue;
    }
    let key = characterKey(i);
    let longest = -1;
    let end = i + 3;
    const last = min(to, i + 3 * PHRASE_LENGTH);
    for (let j = i; ; ) {
      const row = findRow(slots, bytes, key);
      if (row < 0) break;
      j += 3;
      if (load<u8>(meanings + row * MEANINGS_A_NODE) != 0) {
        longest = row;
        end = j;
      }
      if (j + 3 > last || !isEastAsian(load<u8>(TEXT + j))) break;
      key = pairKey(key, characterKey(j));
    }
    if (longest >= 0) note(meanings + longest * MEANINGS_A_NODE, position);
    position += (end - i) / 3;
    i = end;
  }
}

// @ts-ignore: decorator
@inline
function isEastAsian(byte: u8): bool {
  return byte >= 0xe3 && byte <= 0xed;
}

/** Most prompts have none, so look 16 bytes at a time; those behind `to` may only make it look in vain. */
function hasEastAsian(from: i32, to: i32): bool {
  for (let at = from; at < to; at += 16) {
    if (v128.any_true(isInRange(v128.load(TEXT + at), 0xe3, 11))) return true;
  }
  return false;
}

// @ts-ignore: decorator
@inline
function characterKey(at: i32): i32 {
  const character = (<i32>load<u8>(TEXT + at) << 16) | (<i32>load<u8>(TEXT + at, 1) << 8) | load<u8>(TEXT + at, 2);
  return character * 0x9e3779b1;
}

/** Notes the meanings of a phrase, which do not meet each other. */
function note(node: usize, position: i32): void {
  const before = meaningCount;
  for (let i = 0; i < MEANINGS_A_NODE; i++) {
    const meaning = <i32>load<u8>(node + i);
    if (meaning == 0 || meaning == HIDING || meaningCount == MEANINGS_NOTED) return;
    addMeeting(meaning);
    for (let j = before - 1; j >= stretchFirst && position - load<i32>(POSITIONS + (j << 2)) <= TOGETHER; j--) {
      const other = <i32>load<u8>(MEANINGS + j);
      addMeeting(min(other, meaning) * MEANING_LIMIT + max(other, meaning));
    }
    store<u8>(MEANINGS + meaningCount, meaning);
    store<i32>(POSITIONS + (meaningCount++ << 2), position);
  }
}

// @ts-ignore: decorator
@inline
function addMeeting(meeting: i32): void {
  if (load<u8>(SEEN + meeting) != 0 || meetingCount == MEETINGS_NOTED) return;
  store<u8>(SEEN + meeting, 1);
  store<u16>(MEETINGS + (meetingCount++ << 1), meeting);
}
