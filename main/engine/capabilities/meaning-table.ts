import { hashWord, NUMBER_TOKEN } from '../templates/tokens.ts';
import { buildVocabulary, pairKey, type Vocabulary } from './features.ts';
import { MEANING_WORDS, type Meaning } from './meaning-words.ts';

/** Words of a phrase, or characters of an East Asian one. */
export const PHRASE_LENGTH = 6;
/** Meanings are numbered from 1 and stay below this. */
export const MEANING_LIMIT = 64;
export const MEANINGS_A_NODE = 4;
/** Stands in a node whose phrase only hides others. */
export const HIDING = 255;

/**
 * Phrases as a hashed trie: a node is the key of the words so far, folded by pairKey. Node i has row VOCABULARY_FIRST + i and up to
 * MEANINGS_A_NODE meanings, a byte each and 0 behind the last; the first is 0 in a node that only begins phrases.
 */
export interface PhraseTable {
  readonly nodes: Vocabulary;
  readonly meanings: Uint8Array;
}

/** Meanings by number; NOTHING is 0. */
export const MEANINGS = Object.keys(MEANING_WORDS) as Meaning[];
export const PHRASE_TABLE = buildPhraseTable();

/** Key of a character of three bytes, as features.ts makes it. */
export function characterKey(bytes: ArrayLike<number>, at: number): number {
  const character = ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
  return Math.imul(character, 0x9e3779b1);
}

/** Whether a byte begins a kana, a Chinese character or a Hangul syllable. */
export function isEastAsian(byte: number): boolean {
  return byte >= 0xe3 && byte <= 0xed;
}

function buildPhraseTable(): PhraseTable {
  if (MEANINGS.length > MEANING_LIMIT) throw new TypeError(`${MEANINGS.length} meanings`);
  const nodes = new Map<number, Set<number>>();
  MEANINGS.forEach((meaning, number) => {
    for (const phrase of MEANING_WORDS[meaning].split(';').flatMap((text) => spellings(text.trim()))) {
      const keys = phraseKeys(phrase);
      if (keys.length > PHRASE_LENGTH) throw new TypeError(`phrase longer than ${PHRASE_LENGTH}: ${phrase}`);
      let key = 0;
      keys.forEach((next, i) => {
        key = i === 0 ? next : pairKey(key, next);
        if (!nodes.has(key)) nodes.set(key, new Set());
      });
      nodes.get(key)?.add(number === 0 ? HIDING : number);
      if ((nodes.get(key)?.size ?? 0) > MEANINGS_A_NODE) throw new TypeError(`too many meanings: ${phrase}`);
    }
  });
  const entries = [...nodes.entries()].sort(([a], [b]) => a - b);
  const meanings = new Uint8Array(MEANINGS_A_NODE * entries.length);
  entries.forEach(([, found], node) => {
    meanings.set(found.has(HIDING) ? [HIDING] : [...found], MEANINGS_A_NODE * node);
  });
  return { nodes: buildVocabulary(Int32Array.from(entries, ([key]) => key)), meanings };
}

/** The phrase, and with a capital where the tokeniser, which lowers ASCII only, would keep it. */
function spellings(phrase: string): string[] {
  const capital = phrase.charAt(0).toUpperCase() + phrase.slice(1);
  return phrase.charCodeAt(0) > 127 && capital !== phrase ? [phrase, capital] : [phrase];
}

function phraseKeys(phrase: string): number[] {
  const bytes = utf8Bytes(phrase);
  if (!bytes.some(isEastAsian)) {
    return phrase.split(' ').map((word) => {
      const wordBytes = Uint8Array.from(utf8Bytes(word));
      return word === '#' ? NUMBER_TOKEN : hashWord(wordBytes, 0, wordBytes.length);
    });
  }
  if (bytes.length !== 3 * phrase.length) throw new TypeError(`not of East Asian characters alone: ${phrase}`);
  return Array.from(phrase, (_, i) => characterKey(bytes, 3 * i));
}

/** UTF-8 of text; the engine has no TextEncoder. */
export function utf8Bytes(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0).flatMap((code) => {
    if (code < 0x80) return [code];
    if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
    const low = [0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
    return code < 0x10000 ? [0xe0 | (code >> 12), ...low] : [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), ...low];
  });
}
