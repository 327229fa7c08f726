import { LANGUAGES, type Language } from '../domain/capability.ts';
import { hashWord, NUMBER_TOKEN, type TokenBuffer } from '../templates/tokens.ts';
import { buildVocabulary, findRow, VOCABULARY_FIRST, type Vocabulary } from './features.ts';
import { LANGUAGE_OF_SCRIPT, LANGUAGE_WORDS, SCRIPTS, type Script } from './language-words.ts';
import { isEastAsian, utf8Bytes } from './meaning-table.ts';

/** Tokens read from the front and from the end of a prompt. */
export const LANGUAGE_HEAD = 40;
export const LANGUAGE_TAIL = 16;
/** Bytes of one token looked at for East Asian characters. */
export const EAST_ASIAN_BYTES = 192;
/** Latin text needs a known word in so many words, and two of them where it has more than FEW_WORDS. */
export const WORDS_A_VOTE = 12;
export const FEW_WORDS = 10;

/** Known words: node i of `words` (row VOCABULARY_FIRST + i) has a set of languages, bit n for LANGUAGES[n]. */
export interface LanguageTable {
  readonly words: Vocabulary;
  readonly languages: Uint32Array;
  /** By first byte of a token: 1 + number of its script, 0 for none; bytes that need a look at the second have E0_BYTE. */
  readonly scriptOfByte: Uint8Array;
  /** The same by second byte behind 0xe0. */
  readonly scriptOfSecond: Uint8Array;
  /** Index into LANGUAGES by script. */
  readonly languageOfScript: Uint8Array;
}
export const E0_BYTE = 255;

const script = (name: Script): number => SCRIPTS.indexOf(name) + 1;
const language = (name: Language): number => LANGUAGES.indexOf(name);
export const LANGUAGE_TABLE = buildLanguageTable();

function buildLanguageTable(): LanguageTable {
  const masks = new Map<number, number>();
  for (const [name, text] of Object.entries(LANGUAGE_WORDS)) {
    for (const word of text.trim().split(/\s+/)) {
      for (const spelling of new Set([word, word.charAt(0).toUpperCase() + word.slice(1)])) {
        const bytes = Uint8Array.from(utf8Bytes(spelling));
        const key = hashWord(bytes, 0, bytes.length);
        masks.set(key, ((masks.get(key) ?? 0) | (1 << LANGUAGES.indexOf(name as Language))) >>> 0);
      }
    }
  }
  const entries = [...masks.entries()].sort(([a], [b]) => a - b);
  return {
    words: buildVocabulary(Int32Array.from(entries, ([key]) => key)),
    languages: Uint32Array.from(entries, ([, mask]) => mask),
    scriptOfByte: scriptsByFirstByte(),
    scriptOfSecond: scriptsBehindE0(),
    languageOfScript: Uint8Array.from(SCRIPTS, (name) => language(LANGUAGE_OF_SCRIPT[name])),
  };
}

function scriptsByFirstByte(): Uint8Array {
  const scripts = new Uint8Array(256);
  const fill = (from: number, to: number, name: Script): void => void scripts.fill(script(name), from, to + 1);
  fill(0x41, 0x5a, 'latin');
  fill(0x61, 0x7a, 'latin');
  // Inverted marks and the letters of Latin-1 to Extended-B; combining and Vietnamese letters are Latin within a word.
  fill(0xc2, 0xc9, 'latin');
  fill(0xe1, 0xe1, 'latin');
  fill(0xce, 0xcf, 'greek');
  fill(0xd0, 0xd3, 'cyrillic');
  fill(0xd6, 0xd7, 'hebrew');
  fill(0xd8, 0xdb, 'arabic');
  fill(0xe3, 0xed, 'east_asian');
  // Full-width punctuation.
  fill(0xef, 0xef, 'east_asian');
  scripts[0xe0] = E0_BYTE;
  return scripts;
}

function scriptsBehindE0(): Uint8Array {
  const scripts = new Uint8Array(256);
  scripts.fill(script('devanagari'), 0xa4, 0xa6);
  scripts.fill(script('bengali'), 0xa6, 0xa8);
  scripts.fill(script('tamil'), 0xae, 0xb0);
  scripts.fill(script('thai'), 0xb8, 0xba);
  return scripts;
}

/** Reads the language of prompts one after the other, with buffers that it reuses. */
export class LanguageReader {
  /** Words by script, from 1. */
  readonly #scripts = new Int32Array(SCRIPTS.length + 1);
  readonly #votes = new Int32Array(LANGUAGES.length);
  readonly #heard = new Uint8Array(LANGUAGE_TABLE.languages.length);
  readonly #words = new Int32Array(LANGUAGE_HEAD + LANGUAGE_TAIL);
  #wordCount = 0;
  #kana = 0;
  #hangul = 0;
  #han = 0;

  /**
   * The language most of a prompt's words are in: its script tells, and frequent words where languages share one. Numbers, code and
   * names alone are unknown. Of equal counts the first language counts.
   *
   * @param bytes the prompt as tokenised
   * @returns index into LANGUAGES
   */
  read(bytes: Uint8Array, tokens: TokenBuffer): number {
    this.#scripts.fill(0);
    this.#votes.fill(0);
    for (let i = 0; i < this.#wordCount; i++) this.#heard[this.#words[i] as number] = 0;
    this.#wordCount = 0;
    this.#kana = 0;
    this.#hangul = 0;
    this.#han = 0;
    const { count } = tokens;
    if (count <= LANGUAGE_HEAD + LANGUAGE_TAIL) {
      this.#count(bytes, tokens, 0, count);
    } else {
      this.#count(bytes, tokens, 0, LANGUAGE_HEAD);
      this.#count(bytes, tokens, count - LANGUAGE_TAIL, count);
    }
    return this.#decide();
  }

  #count(bytes: Uint8Array, { starts, ends, hashes }: TokenBuffer, from: number, to: number): void {
    const { words, scriptOfByte, scriptOfSecond } = LANGUAGE_TABLE;
    const scripts = this.#scripts;
    for (let i = from; i < to; i++) {
      const hash = hashes[i] as number;
      if (hash === NUMBER_TOKEN) continue;
      const start = starts[i] as number;
      const end = ends[i] as number;
      let found = scriptOfByte[bytes[start] as number] as number;
      if (found === E0_BYTE) found = end - start > 1 ? (scriptOfSecond[bytes[start + 1] as number] as number) : 0;
      // A word run into East Asian text without a space.
      const isMixed = (bytes[start] as number) < 0x80 && (bytes[end - 1] as number) >= 0x80;
      if (found === EAST_ASIAN || isMixed) {
        const weight = this.#countCharacters(bytes, start, Math.min(end, start + EAST_ASIAN_BYTES));
        scripts[EAST_ASIAN] = (scripts[EAST_ASIAN] as number) + weight;
        if (weight > 0 || !isMixed) continue;
      }
      scripts[found] = (scripts[found] as number) + (found === THAI ? 1 + ((end - start) >> 4) : 1);
      if (found !== LATIN && found !== CYRILLIC && found !== ARABIC) continue;
      const row = findRow(words, hash);
      if (row >= 0) this.#hear(row - VOCABULARY_FIRST);
    }
  }

  /** Counts the characters of a token by kind; gives about how many words they are. */
  #countCharacters(bytes: Uint8Array, from: number, to: number): number {
    let characters = 0;
    for (let i = from; i + 3 <= to; ) {
      const byte = bytes[i] as number;
      if (!isEastAsian(byte)) {
        i++;
        continue;
      }
      if (byte === 0xe3) {
        const second = bytes[i + 1] as number;
        if (second >= 0x81 && second <= 0x83) this.#kana++;
        else if (second < 0x81) characters--;
      } else if (byte >= 0xea) this.#hangul++;
      else this.#han++;
      characters++;
      i += 3;
    }
    return (characters + 1) >> 1;
  }

  /** Each word has one vote, however often it comes: names in programs come often. */
  #hear(word: number): void {
    if (this.#heard[word] !== 0) return;
    this.#heard[word] = 1;
    this.#words[this.#wordCount++] = word;
    for (let rest = LANGUAGE_TABLE.languages[word] as number; rest !== 0; rest &= rest - 1) {
      const at = 31 - Math.clz32(rest & -rest);
      this.#votes[at] = (this.#votes[at] as number) + 1;
    }
  }

  #decide(): number {
    const scripts = this.#scripts;
    let most = 0;
    let best = 0;
    for (let s = 1; s < scripts.length; s++) {
      if ((scripts[s] as number) > most) {
        most = scripts[s] as number;
        best = s;
      }
    }
    if (best === 0) return UNKNOWN;
    if (best === EAST_ASIAN) return this.#hangul > this.#kana + this.#han ? KOREAN : 8 * this.#kana > this.#han ? JAPANESE : CHINESE;
    const fallback = LANGUAGE_TABLE.languageOfScript[best - 1] as number;
    if (best !== LATIN && best !== CYRILLIC && best !== ARABIC) return fallback;
    const needed = best === LATIN ? (most <= FEW_WORDS ? 1 : Math.max(2, Math.floor(most / WORDS_A_VOTE))) : 1;
    let winner = fallback;
    let votes = needed - 1;
    for (let k = 1; k < this.#votes.length; k++) {
      if ((this.#votes[k] as number) > votes) {
        votes = this.#votes[k] as number;
        winner = k;
      }
    }
    return winner;
  }
}

const LATIN = script('latin');
const CYRILLIC = script('cyrillic');
const ARABIC = script('arabic');
const EAST_ASIAN = script('east_asian');
const THAI = script('thai');
const UNKNOWN = language('unknown');
const CHINESE = language('zh');
const JAPANESE = language('ja');
const KOREAN = language('ko');
