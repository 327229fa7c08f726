import { ELICITATIONS, type Elicitation } from '../domain/capability.ts';
import { hashAsciiWord, type TokenBuffer } from '../templates/tokens.ts';
import { ELICITATION_PHRASES, PHRASE_WORDS } from './elicitation-phrases.ts';
import { buildVocabulary, findRow, HEAD_TOKENS, pairKey, TAIL_TOKENS, VOCABULARY_FIRST, type Vocabulary } from './features.ts';

/** Points at which a prompt no longer counts as plain. */
export const ELICITATION_POINTS = 4;

/** Of equal points the first in this order wins: who grades or pairs answers often asks for reasons as well. */
export const ELICITATION_ORDER: readonly Elicitation[] = [
  'rubric_grading',
  'preference_pair',
  'instruction_generation',
  'reasoning_trace',
  'tool_trajectory',
];

/**
 * Phrases as a hashed trie: a node is the key of the words so far, folded by pairKey. Node i has row VOCABULARY_FIRST + i; a node that
 * only begins a phrase has no points.
 */
export interface PhraseTable {
  readonly nodes: Vocabulary;
  readonly points: Uint8Array;
  readonly elicitation: Uint8Array;
}

export const PHRASE_TABLE = buildPhraseTable();

function buildPhraseTable(): PhraseTable {
  const nodes = new Map<number, { points: number; elicitation: number }>();
  for (const { elicitation, points, phrases } of ELICITATION_PHRASES) {
    for (const phrase of phrases) {
      const words = phrase.split(' ');
      if (words.length > PHRASE_WORDS) throw new TypeError(`phrase of more than ${PHRASE_WORDS} words: ${phrase}`);
      let key = 0;
      words.forEach((word, i) => {
        key = i === 0 ? hashAsciiWord(word) : pairKey(key, hashAsciiWord(word));
        if (!nodes.has(key)) nodes.set(key, { points: 0, elicitation: 0 });
      });
      if (nodes.get(key)?.points !== 0) throw new TypeError(`phrase given twice: ${phrase}`);
      nodes.set(key, { points, elicitation: ELICITATIONS.indexOf(elicitation) });
    }
  }
  const entries = [...nodes.entries()].sort(([a], [b]) => a - b);
  return {
    nodes: buildVocabulary(Int32Array.from(entries, ([key]) => key)),
    points: Uint8Array.from(entries, ([, node]) => node.points),
    elicitation: Uint8Array.from(entries, ([, node]) => node.elicitation),
  };
}

const totals = new Int32Array(ELICITATIONS.length);
const PHRASES_NOTED = 64;
const found = new Int32Array(PHRASES_NOTED);

/**
 * How a prompt asks: the elicitation whose phrases have most points among the first HEAD_TOKENS and last TAIL_TOKENS tokens, each
 * phrase once; `plain` below ELICITATION_POINTS. Phrases do not run across the gap between the two stretches.
 *
 * @returns index into ELICITATIONS
 */
export function readElicitation(tokens: TokenBuffer): number {
  totals.fill(0);
  const whole = tokens.count <= HEAD_TOKENS + TAIL_TOKENS;
  let count = readPhrases(tokens, 0, whole ? tokens.count : HEAD_TOKENS, 0);
  if (!whole) count = readPhrases(tokens, tokens.count - TAIL_TOKENS, tokens.count, count);
  let best = 0;
  let most = ELICITATION_POINTS - 1;
  for (const elicitation of ORDER_INDICES) {
    if ((totals[elicitation] as number) > most) {
      most = totals[elicitation] as number;
      best = elicitation;
    }
  }
  return best;
}

const ORDER_INDICES = ELICITATION_ORDER.map((elicitation) => ELICITATIONS.indexOf(elicitation));

/** @param foundBefore phrases met so far; of more than PHRASES_NOTED different ones the rest have no say */
function readPhrases(tokens: TokenBuffer, from: number, to: number, foundBefore: number): number {
  const { nodes, points, elicitation } = PHRASE_TABLE;
  let count = foundBefore;
  for (let i = from; i < to; i++) {
    let key = tokens.hashes[i] as number;
    const last = Math.min(to, i + PHRASE_WORDS);
    for (let j = i; ; ) {
      const row = findRow(nodes, key);
      if (row < 0) break;
      const node = row - VOCABULARY_FIRST;
      if (points[node] !== 0 && count < PHRASES_NOTED && !isFound(node, count)) {
        found[count++] = node;
        const at = elicitation[node] as number;
        totals[at] = (totals[at] as number) + (points[node] as number);
      }
      if (++j >= last) break;
      key = pairKey(key, tokens.hashes[j] as number);
    }
  }
  return count;
}

function isFound(node: number, count: number): boolean {
  for (let i = 0; i < count; i++) if (found[i] === node) return true;
  return false;
}
