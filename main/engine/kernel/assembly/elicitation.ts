import { HEAD_TOKENS, TAIL_TOKENS } from './features';
import {
  ELICITATION_ORDER,
  filterShift,
  findRow,
  mayHold,
  pairKey,
  PHRASE_ELICITATIONS,
  PHRASE_FILTER,
  PHRASE_POINTS,
  PHRASE_SLOTS,
  tableBytes,
  tableOf,
} from './model-tables';
import { HASHES, tokenCount } from './tokens';

/** As in engine/capabilities. */
const ELICITATION_POINTS: i32 = 4;
const PHRASE_WORDS: i32 = 4;
const PHRASES_NOTED: i32 = 64;
const VOCABULARY_FIRST: i32 = 1 + 20 * 8 + 8;

const TOTALS_BYTES: i32 = 32;
const TOTALS: usize = memory.data(TOTALS_BYTES, 16);
const FOUND: usize = memory.data(4 * PHRASES_NOTED, 8);
let foundCount: i32 = 0;
/** Tokens that may begin a phrase, int32 each. */
const BEGINNINGS: usize = memory.data(4 * (HEAD_TOKENS + TAIL_TOKENS + 1), 8);

/** How the prompt read last asks: readElicitation of engine/capabilities/elicitation.ts. */
export function readElicitation(): u8 {
  for (let i = 0; i < TOTALS_BYTES; i += 16) v128.store(TOTALS + i, i32x4.splat(0));
  foundCount = 0;
  const isWhole = tokenCount <= HEAD_TOKENS + TAIL_TOKENS;
  readPhrases(0, isWhole ? tokenCount : HEAD_TOKENS);
  if (!isWhole) readPhrases(tokenCount - TAIL_TOKENS, tokenCount);
  let best: u8 = 0;
  let most = ELICITATION_POINTS - 1;
  const order = tableOf(ELICITATION_ORDER);
  for (let i = 0; i < tableBytes(ELICITATION_ORDER); i++) {
    const elicitation = load<u8>(order + i);
    const points = load<i32>(TOTALS + (<usize>elicitation << 2));
    if (points > most) {
      most = points;
      best = elicitation;
    }
  }
  return best;
}

function readPhrases(from: i32, to: i32): void {
  const slots = tableOf(PHRASE_SLOTS);
  const bytes = tableBytes(PHRASE_SLOTS);
  const beginnings = findBeginnings(from, to);
  for (let beginning = 0; beginning < beginnings; beginning++) {
    const i = load<i32>(BEGINNINGS + (beginning << 2));
    let key = load<i32>(HASHES + (i << 2));
    const last = min(to, i + PHRASE_WORDS);
    for (let j = i; ; ) {
      const row = findRow(slots, bytes, key);
      if (row < 0) break;
      notePhrase(row - VOCABULARY_FIRST);
      if (++j >= last) break;
      key = pairKey(key, load<i32>(HASHES + (j << 2)));
    }
  }
}

/** Keeps the tokens of [from, to) that may begin a phrase; gives how many. */
function findBeginnings(from: i32, to: i32): i32 {
  const filter = tableOf(PHRASE_FILTER);
  const shift = filterShift(tableBytes(PHRASE_FILTER));
  let count = 0;
  for (let i = from; i < to; i++) {
    store<i32>(BEGINNINGS + (count << 2), i);
    count += mayHold(filter, shift, load<i32>(HASHES + (i << 2)));
  }
  return count;
}

/** Counts the points of a phrase once; a node that only begins one has none. */
function notePhrase(node: i32): void {
  const points = load<u8>(tableOf(PHRASE_POINTS) + node);
  if (points == 0 || foundCount == PHRASES_NOTED) return;
  for (let i = 0; i < foundCount; i++) if (load<i32>(FOUND + (i << 2)) == node) return;
  store<i32>(FOUND + (foundCount++ << 2), node);
  const total = TOTALS + (<usize>load<u8>(tableOf(PHRASE_ELICITATIONS) + node) << 2);
  store<i32>(total, load<i32>(total) + points);
}
