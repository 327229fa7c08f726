import type { TokenBuffer } from '../templates/tokens.ts';
import { findRow, HEAD_TOKENS, pairKey, TAIL_TOKENS, VOCABULARY_FIRST } from './features.ts';
import { characterKey, HIDING, isEastAsian, MEANING_LIMIT, MEANINGS_A_NODE, PHRASE_LENGTH, PHRASE_TABLE } from './meaning-table.ts';

/** Bytes of the front and of the end of a prompt whose East Asian characters are read. */
export const HEAD_BYTES = 768;
export const TAIL_BYTES = 384;
/** Positions (words, or characters) within which two meanings count as said together. */
export const TOGETHER = 8;
/** Meanings noted of a prompt; the rest have no say. */
export const MEANINGS_NOTED = 256;
/** Meetings counted of a prompt, few enough that sums of their weights stay within 16 bits. */
export const MEETINGS_NOTED = 250;

/**
 * Meetings of one prompt, reused from prompt to prompt: each once, in order of first occurrence, for i < count. Meeting
 * a * MEANING_LIMIT + b with a <= b is meanings a and b said together; where a is 0, it is b by itself.
 */
export class MeetingBuffer {
  count = 0;
  readonly meetings = new Uint16Array(MEETINGS_NOTED);
  readonly #seen = new Uint8Array(MEANING_LIMIT * MEANING_LIMIT);

  add(meeting: number): void {
    if (this.#seen[meeting] !== 0 || this.count === MEETINGS_NOTED) return;
    this.#seen[meeting] = 1;
    this.meetings[this.count++] = meeting;
  }

  clear(): void {
    for (let i = 0; i < this.count; i++) this.#seen[this.meetings[i] as number] = 0;
    this.count = 0;
  }
}

/** Finds the meanings of prompts and which of them meet, with buffers that it reuses. */
export class MeaningReader {
  readonly #met: MeetingBuffer;
  readonly #meanings = new Uint8Array(MEANINGS_NOTED);
  readonly #positions = new Int32Array(MEANINGS_NOTED);
  #count = 0;
  #stretchFirst = 0;

  constructor(met: MeetingBuffer) {
    this.#met = met;
  }

  /**
   * Replaces the content of the buffer by the meanings, and the pairs of them within TOGETHER positions, that a prompt has in its first
   * HEAD_TOKENS and last TAIL_TOKENS tokens and, for East Asian text, in its first HEAD_BYTES and last TAIL_BYTES bytes. Nothing is read
   * across the gap between two stretches.
   *
   * @param bytes the prompt as tokenised
   */
  read(bytes: Uint8Array, tokens: TokenBuffer): void {
    this.#met.clear();
    this.#count = 0;
    const { count } = tokens;
    if (count <= HEAD_TOKENS + TAIL_TOKENS) {
      this.#readWords(tokens, 0, count);
    } else {
      this.#readWords(tokens, 0, HEAD_TOKENS);
      this.#readWords(tokens, count - TAIL_TOKENS, count);
    }
    if (bytes.length <= HEAD_BYTES + TAIL_BYTES) {
      this.#readCharacters(bytes, 0, bytes.length);
    } else {
      this.#readCharacters(bytes, 0, HEAD_BYTES);
      this.#readCharacters(bytes, bytes.length - TAIL_BYTES, bytes.length);
    }
  }

  /** At each word the longest phrase counts, and reading goes on behind it. */
  #readWords({ hashes }: TokenBuffer, from: number, to: number): void {
    const { nodes, meanings } = PHRASE_TABLE;
    this.#stretchFirst = this.#count;
    for (let i = from; i < to; ) {
      let key = hashes[i] as number;
      let longest = -1;
      let end = i + 1;
      const last = Math.min(to, i + PHRASE_LENGTH);
      for (let j = i; ; ) {
        const row = findRow(nodes, key);
        if (row < 0) break;
        j++;
        if (meanings[MEANINGS_A_NODE * (row - VOCABULARY_FIRST)] !== 0) {
          longest = row - VOCABULARY_FIRST;
          end = j;
        }
        if (j >= last) break;
        key = pairKey(key, hashes[j] as number);
      }
      if (longest >= 0) this.#note(longest, i);
      i = end;
    }
  }

  /** The same for East Asian characters, which are told by their first byte; positions count them and ASCII characters. */
  #readCharacters(bytes: Uint8Array, from: number, to: number): void {
    const { nodes, meanings } = PHRASE_TABLE;
    this.#stretchFirst = this.#count;
    let position = 0;
    for (let i = from; i + 3 <= to; ) {
      const byte = bytes[i] as number;
      if (!isEastAsian(byte)) {
        i++;
        if (byte < 0x80) position++;
        continue;
      }
      let key = characterKey(bytes, i);
      let longest = -1;
      let end = i + 3;
      const last = Math.min(to, i + 3 * PHRASE_LENGTH);
      for (let j = i; ; ) {
        const row = findRow(nodes, key);
        if (row < 0) break;
        j += 3;
        if (meanings[MEANINGS_A_NODE * (row - VOCABULARY_FIRST)] !== 0) {
          longest = row - VOCABULARY_FIRST;
          end = j;
        }
        if (j + 3 > last || !isEastAsian(bytes[j] as number)) break;
        key = pairKey(key, characterKey(bytes, j));
      }
      if (longest >= 0) this.#note(longest, position);
      position += (end - i) / 3;
      i = end;
    }
  }

  /** Meanings of one phrase do not meet each other. */
  #note(node: number, position: number): void {
    const before = this.#count;
    for (let i = MEANINGS_A_NODE * node; i < MEANINGS_A_NODE * (node + 1); i++) {
      const meaning = PHRASE_TABLE.meanings[i] as number;
      if (meaning === 0 || meaning === HIDING || this.#count === MEANINGS_NOTED) return;
      this.#met.add(meaning);
      for (let j = before - 1; j >= this.#stretchFirst && position - (this.#positions[j] as number) <= TOGETHER; j--) {
        const other = this.#meanings[j] as number;
        this.#met.add(Math.min(other, meaning) * MEANING_LIMIT + Math.max(other, meaning));
      }
      this.#meanings[this.#count] = meaning;
      this.#positions[this.#count++] = position;
    }
  }
}
