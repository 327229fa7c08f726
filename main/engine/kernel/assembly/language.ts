import {
  filterShift,
  findRow,
  LANGUAGE_FILTER,
  LANGUAGE_MASKS,
  LANGUAGE_OF_SCRIPT,
  LANGUAGE_SLOTS,
  mayHold,
  SCRIPT_BEHIND_E0,
  SCRIPT_OF_BYTE,
  tableBytes,
  tableOf,
} from './model-tables';
import { ENDS, HASHES, NUMBER_TOKEN, STARTS, TEXT, tokenCount } from './tokens';

/** As in engine/capabilities/language.ts. */
const LANGUAGE_HEAD: i32 = 40;
const LANGUAGE_TAIL: i32 = 16;
const EAST_ASIAN_BYTES: i32 = 192;
const WORDS_A_VOTE: i32 = 12;
const FEW_WORDS: i32 = 10;
const E0_BYTE: i32 = 255;

/** Scripts by number, from 1, as in SCRIPTS of language-words.ts. */
const SCRIPTS: i32 = 10;
const LATIN: i32 = 1;
const CYRILLIC: i32 = 2;
const ARABIC: i32 = 3;
const EAST_ASIAN: i32 = 4;
const THAI: i32 = 10;

/** As in engine/domain/capability.ts. */
const LANGUAGES: i32 = 33;
const UNKNOWN: u8 = 0;
const CHINESE: u8 = 2;
const JAPANESE: u8 = 25;
const KOREAN: u8 = 26;

const WORDS_BY_SCRIPT: usize = memory.data(4 * (SCRIPTS + 2), 16);
const VOTES: usize = memory.data(4 * (LANGUAGES + 3), 16);
/** Of each known word, whether it was heard. */
const HEARD: usize = memory.data(1 << 13);
const HEARD_WORDS: usize = memory.data(4 * (LANGUAGE_HEAD + LANGUAGE_TAIL), 8);
let heardCount: i32 = 0;
/** Hashes of words that may be known. */
const CANDIDATES: usize = memory.data(4 * (LANGUAGE_HEAD + LANGUAGE_TAIL + 1), 8);
let candidateCount: i32 = 0;
let kana: i32 = 0;
let hangul: i32 = 0;
let han: i32 = 0;

/** The language of the prompt read last: LanguageReader of engine/capabilities/language.ts. */
export function readLanguage(): u8 {
  memory.fill(WORDS_BY_SCRIPT, 0, 4 * (SCRIPTS + 1));
  memory.fill(VOTES, 0, 4 * LANGUAGES);
  for (let i = 0; i < heardCount; i++) store<u8>(HEARD + load<i32>(HEARD_WORDS + (i << 2)), 0);
  heardCount = 0;
  candidateCount = 0;
  kana = 0;
  hangul = 0;
  han = 0;
  if (tokenCount <= LANGUAGE_HEAD + LANGUAGE_TAIL) {
    countWords(0, tokenCount);
  } else {
    countWords(0, LANGUAGE_HEAD);
    countWords(tokenCount - LANGUAGE_TAIL, tokenCount);
  }
  hearCandidates();
  return decide();
}

function countWords(from: i32, to: i32): void {
  const scriptOfByte = tableOf(SCRIPT_OF_BYTE);
  const filter = tableOf(LANGUAGE_FILTER);
  const shift = filterShift(tableBytes(LANGUAGE_FILTER));
  let latin = 0;
  for (let i = from; i < to; i++) {
    const hash = load<i32>(HASHES + (i << 2));
    if (hash == NUMBER_TOKEN) continue;
    const start = load<i32>(STARTS + (i << 2));
    const end = load<i32>(ENDS + (i << 2));
    const first = load<u8>(TEXT + start);
    const last = load<u8>(TEXT + end - 1);
    if ((first | last) < 0x80) {
      latin += i32(load<u8>(scriptOfByte + first) == LATIN);
      putCandidate(filter, shift, hash);
      continue;
    }
    let script = <i32>load<u8>(scriptOfByte + first);
    if (script == E0_BYTE) script = end - start > 1 ? <i32>load<u8>(tableOf(SCRIPT_BEHIND_E0) + load<u8>(TEXT + start + 1)) : 0;
    const isMixed = first < 0x80 && last >= 0x80;
    if (script == EAST_ASIAN || isMixed) {
      const weight = countCharacters(start, min(end, start + EAST_ASIAN_BYTES));
      addTo(WORDS_BY_SCRIPT, EAST_ASIAN, weight);
      if (weight > 0 || !isMixed) continue;
    }
    addTo(WORDS_BY_SCRIPT, script, script == THAI ? 1 + ((end - start) >> 4) : 1);
    if (script == LATIN || script == CYRILLIC || script == ARABIC) putCandidate(filter, shift, hash);
  }
  addTo(WORDS_BY_SCRIPT, LATIN, latin);
}

/** Notes a word that may be known; without a branch, as words are known or not at random. */
// @ts-ignore: decorator
@inline
function putCandidate(filter: usize, shift: u32, hash: i32): void {
  store<i32>(CANDIDATES + (candidateCount << 2), hash);
  candidateCount += mayHold(filter, shift, hash);
}

function hearCandidates(): void {
  const slots = tableOf(LANGUAGE_SLOTS);
  const bytes = tableBytes(LANGUAGE_SLOTS);
  for (let i = 0; i < candidateCount; i++) {
    const row = findRow(slots, bytes, load<i32>(CANDIDATES + (i << 2)));
    if (row >= 0) hear(row);
  }
}

// @ts-ignore: decorator
@inline
function addTo(counts: usize, index: i32, by: i32): void {
  store<i32>(counts + (index << 2), load<i32>(counts + (index << 2)) + by);
}

function countCharacters(from: i32, to: i32): i32 {
  let characters = 0;
  for (let i = from; i + 3 <= to; ) {
    const byte = load<u8>(TEXT + i);
    if (byte < 0xe3 || byte > 0xed) {
      i++;
      continue;
    }
    if (byte == 0xe3) {
      const second = load<u8>(TEXT + i, 1);
      if (second >= 0x81 && second <= 0x83) kana++;
      else if (second < 0x81) characters--;
    } else if (byte >= 0xea) {
      hangul++;
    } else {
      han++;
    }
    characters++;
    i += 3;
  }
  return (characters + 1) >> 1;
}

function hear(word: i32): void {
  if (load<u8>(HEARD + word) != 0) return;
  store<u8>(HEARD + word, 1);
  store<i32>(HEARD_WORDS + (heardCount++ << 2), word);
  for (let rest = load<u32>(tableOf(LANGUAGE_MASKS) + (word << 2)); rest != 0; rest &= rest - 1) addTo(VOTES, ctz(rest), 1);
}

function decide(): u8 {
  let most = 0;
  let best = 0;
  for (let script = 1; script <= SCRIPTS; script++) {
    const words = load<i32>(WORDS_BY_SCRIPT + (script << 2));
    if (words > most) {
      most = words;
      best = script;
    }
  }
  if (best == 0) return UNKNOWN;
  if (best == EAST_ASIAN) return hangul > kana + han ? KOREAN : 8 * kana > han ? JAPANESE : CHINESE;
  const fallback = load<u8>(tableOf(LANGUAGE_OF_SCRIPT) + (best - 1));
  if (best != LATIN && best != CYRILLIC && best != ARABIC) return fallback;
  const needed = best == LATIN && most > FEW_WORDS ? max(2, most / WORDS_A_VOTE) : 1;
  let winner = fallback;
  let votes = needed - 1;
  for (let language = 1; language < LANGUAGES; language++) {
    const count = load<i32>(VOTES + (language << 2));
    if (count > votes) {
      votes = count;
      winner = <u8>language;
    }
  }
  return winner;
}
